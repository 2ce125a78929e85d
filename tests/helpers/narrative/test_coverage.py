"""Titles on coverage."""

import pandas as pd

from helpers.analysis.coverage import ALL_LISTED, FIRST_LIST, WITHOUT_SUSPENDED
from helpers.narrative import coverage


def test_over_time_title() -> None:
    history = pd.DataFrame({"then": [0.0, 0.5], "today": [0.7, 0.6]}, index=[1990, 2017])
    title = coverage.over_time_title(history)
    assert title.endswith("from 0 to 50 by the forums of the time, from 70 to 60 by those of 2018")
    assert "no change" in coverage.over_time_title(history.iloc[:1])


def test_what_the_list_decides() -> None:
    shares = pd.Series(
        {ALL_LISTED: 0.6, WITHOUT_SUSPENDED: 0.55, FIRST_LIST: 0.4, "without L": 0.45, "without S": 0.52}
    )
    verdicts = (shares > 0.5).map({True: "holds", False: "fails"})
    names = pd.Series({"L": "League", "S": "Small union"})
    text = coverage.list_story(shares, verdicts, names)
    assert "60.0 per cent share a regional body, *more than half*" in text
    assert (
        "40.0, *less than half*" in text and "1 body turns it: League (45.0 per cent at the lowest)" in text
    )
    firm = coverage.list_story(shares, verdicts.mask(verdicts.index == "without L", "holds"), names)
    assert firm.endswith("No single body, left out, turns the reading.")
    assert "No two ends" in coverage.list_story(0 * shares, verdicts, names)
