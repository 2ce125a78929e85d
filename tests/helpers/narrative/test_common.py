"""Sentences made from numbers say what the numbers say."""

from types import SimpleNamespace
from typing import Any

import pandas as pd

from helpers.narrative import common


def test_times() -> None:
    assert [common.times(n) for n in range(4)] == ["never", "once", "twice", "3 times"]


def test_crossing_story() -> None:
    left = pd.Series([5, 1], index=[1990, 2000], name="left")
    right = pd.Series([1, 5], index=[1990, 2000], name="right")
    none = pd.DataFrame(columns=["after", "before", "year", "leader"])
    one = pd.DataFrame([[1990, 2000, 1995.0, "right"]], columns=none.columns)
    assert common.crossing_story(left, one, right) == (
        "In 1990 left was **ahead of** right; right took the lead between 1990 and 2000."
    )
    assert "never changed" in common.crossing_story(right, none, left)


def test_growth_lines_name_the_faster_group() -> None:
    periods = pd.DataFrame(
        {"South": [0.02, 0.01, 0.02, float("nan")], "North": [0.01, 0.02, 0.02, 0.01]}, index=list("abcd")
    )
    lines = common.growth_lines(periods).splitlines()
    assert "grew faster (2.00 against 1.00" in lines[0]
    assert "more slowly" in lines[1] and "a tie" in lines[2] and "nothing" in lines[3]


def test_flip_lines() -> None:
    flips = pd.DataFrame([["south", "hdi", "fails"]], columns=["parameter", "value", "verdict"])
    text = common.flip_lines({"A2.5": flips, "A2.1": flips.iloc[:0]})
    assert "`south = hdi` makes it *fails*" in text and "no single change" in text


def record(claim: str) -> Any:
    return SimpleNamespace(claim=claim)


def test_completeness_names_what_is_missing_or_judged_otherwise() -> None:
    assert common.completeness(["A"], [record("A")], []) == "**1 of 1 claims are judged.**"
    assert "Not judged yet: B" in common.completeness(["A", "B"], [record("A")], [])
    assert "hdi" in common.completeness(["A"], [record("A")], ["A (south = hdi)"])


def test_enough() -> None:
    assert common.enough(1, "to x") == "One area is enough, alone, to x"
    assert common.enough(5, "to x") == "5 areas are each enough, alone, to x"
    assert common.enough(0, "to x").startswith("No areas")


def test_one_year_has_no_history() -> None:
    one = pd.Series([5], index=[2015], name="left")
    none = pd.DataFrame(columns=["after", "before", "year", "leader"])
    assert "no history" in common.crossing_story(one, none, one)
    assert common.lead_title(one.to_frame(), none).startswith("One year")
    assert common.lead_title(pd.concat([one, one]).to_frame(), none).endswith("never changed hands")


def test_bounds() -> None:
    assert "agree" in common.bounds(1e6, 1e6, 2e6, 2017)
    assert "at least 1.0 and at most 1.5 million**, or 50.0 to 75.0" in common.bounds(1e6, 1.5e6, 2e6, 2020)


def test_one_in() -> None:
    assert "one person in 29**" in common.one_in(1000, 29_400)
    assert "no population" in common.one_in(1000, float("nan"))


def test_coverage_title() -> None:
    history = pd.DataFrame({"then": [0.0, 0.5], "today": [0.7, 0.6]}, index=[1990, 2017])
    assert "+50 points" in common.coverage_title(history)
    assert "-10 under those of 2018" in common.coverage_title(history)
    assert "no change" in common.coverage_title(history.iloc[:1])
