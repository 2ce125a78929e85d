"""Sentences of notebook 03 at the edges: ties, an all-Southern list, missing years."""

import pandas as pd
import pytest

from helpers.data.package import open_package
from helpers.narrative import common, remittances
from helpers.parameters import resolve


@pytest.mark.parametrize(
    ("pair", "text"),
    [
        ((4.0, 2.0), "the South's is 2.0 times the North's"),
        ((2.0, 3.0), "the North's is 1.5 times the South's"),
        ((2.6, 2.5), "the two are about equal"),
        ((0.0, 1.0), "one of the two is nothing"),
    ],
)
def test_how_two_numbers_compare(pair: tuple[float, float], text: str) -> None:
    assert common.ratio(*pair) == text


def test_who_leads_by_which_measure() -> None:
    text = common.leaders({"a": (2, 1), "b": (3, 1), "c": (1, 2), "d": (1, 1)})
    assert text == "The South is ahead by a and b; the North is ahead by c; a tie by d"


def test_a_missing_year_is_said_to_be_missing() -> None:
    p = resolve(open_package(), year=2010)
    receipts = pd.DataFrame({"economy": ["A"]})
    assert "What is missing" in remittances.inflow_note(receipts, p, 2017)
    assert "What is missing" not in remittances.inflow_note(receipts, p, 2010)
    totals = pd.DataFrame({"year": [2010, 2005], "refugees": [1000, 7]})
    assert remittances.refuge_note(totals, p, 2010, True).endswith("in 2010.")
    assert "no data" in remittances.refuge_note(totals, p, 2005, False)


def test_chance_is_only_praised_where_it_is_beaten() -> None:
    assert "stronger" in remittances.chance_note(0.9, 0.6, {"major_area": 0.5, "region": 0.1})
    assert "stronger" not in remittances.chance_note(0.9, 0.2, {"major_area": 0.3, "region": 0.1})


def test_titles_of_a_grid_of_readings() -> None:
    grid = pd.DataFrame({"undesa": ["holds", "fails", "no data"], "income": ["holds", "fails", "no data"]})
    assert remittances.readings_title(grid).startswith(
        "No definition of the South changes any of these 2 verdicts; the choice"
    )
    grid.loc[0, "income"] = "fails"
    assert remittances.readings_title(grid) == ("Who counts as the South changes 1 of 2 verdicts")
