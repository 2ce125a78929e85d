"""Sentences on verdicts: how they stand, and what turns them."""

from types import SimpleNamespace
from typing import Any

import pandas as pd

from helpers.narrative import claims


def test_flip_lines() -> None:
    flips = pd.DataFrame([["south", "hdi", "fails"]], columns=["parameter", "value", "verdict"])
    text = claims.flip_lines({"A2.5": flips, "A2.1": flips.iloc[:0]})
    assert "`south = hdi` makes it *fails*" in text and "no single change" in text


def record(claim: str) -> Any:
    return SimpleNamespace(claim=claim)


def test_completeness_names_what_is_missing_or_judged_otherwise() -> None:
    assert claims.completeness(["A"], [record("A")], []) == "**1 of 1 claims are judged.**"
    assert "Not judged yet: B" in claims.completeness(["A", "B"], [record("A")], [])
    assert "hdi" in claims.completeness(["A"], [record("A")], ["A (south = hdi)"])


def test_titles_of_a_grid_of_readings() -> None:
    grid = pd.DataFrame({"undesa": ["holds", "fails", "no data"], "income": ["holds", "fails", "no data"]})
    assert claims.readings_title(grid).startswith(
        "No definition of the South changes any of these 2 verdicts; the choice"
    )
    grid.loc[0, "income"] = "fails"
    assert claims.readings_title(grid) == ("Who counts as the South changes 1 of 2 verdicts")
