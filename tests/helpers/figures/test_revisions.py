"""Bars of one year in every revision."""

import pandas as pd

from helpers.figures import revisions as draw


def test_bars_of_unknown_origins_say_that_they_are_bounds() -> None:
    columns = {"World": [9e6, 9e6], "South-South": [3e6, 4e6], "South-North": [2e6, 2e6], "unknown": [0, 1]}
    stocks = pd.DataFrame(columns, index=[2017, 2024])
    picture = draw.same_year(stocks, "at least", "A title", "a source")
    written = [text.get_text() for text in picture.fig.axes[0].texts]
    assert written == ["3.0", "at least 4.0", "2.0", "at least 2.0"]
