"""The legend of a grid of verdicts."""

import pandas as pd

from helpers.figures import claims


def test_a_legend_has_the_signs_that_are_there() -> None:
    grid = pd.DataFrame({"A1.1": ["confirmed", "no data"], "A2.1": ["reproduced", None]})
    assert claims.legend(grid) == "✓ reproduced, confirmed; – no data"
