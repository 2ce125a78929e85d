"""Titles on coverage."""

import pandas as pd

from helpers.narrative import coverage


def test_over_time_title() -> None:
    history = pd.DataFrame({"then": [0.0, 0.5], "today": [0.7, 0.6]}, index=[1990, 2017])
    assert "+50 points" in coverage.over_time_title(history)
    assert "-10 under those of 2018" in coverage.over_time_title(history)
    assert "no change" in coverage.over_time_title(history.iloc[:1])
