"""Lines of refugees, broken where what is counted changes."""

import pandas as pd
import pytest

from helpers.figures import displacement

SHARES = pd.DataFrame(
    {"South": [0.15, 0.15, 0.2, 0.19], "North": [0.02, 0.01, 0.03, 0.03]}, index=[2005, 2010, 2015, 2017]
)


@pytest.mark.parametrize(
    ("since", "lines"), [(2015, [[2005, 2010], [2015, 2017]]), (None, [[*SHARES.index]])]
)
def test_the_lines_break_where_asylum_seekers_come_in(since: int | None, lines: list[list[int]]) -> None:
    picture = displacement.refugees_among_migrants(SHARES, since, "T", "S")
    drawn = [list(line.get_xdata()) for line in picture.fig.axes[0].lines]
    assert [xs for xs in drawn if xs in lines] == lines * 2
    assert ("broken before 2015" in picture.alt) is bool(since)
