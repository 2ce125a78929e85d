"""Sentences on data gaps: what they must say when the numbers turn."""

import pandas as pd

from helpers.data.package import open_package
from helpers.narrative import capacity
from helpers.parameters import resolve

COLUMNS = ["imputed", "citizens", "refugees_added"]


def shares(south: list[float], north: list[float]) -> pd.DataFrame:
    return pd.DataFrame([south, north], index=["South", "North"], columns=COLUMNS)


def test_title_follows_the_numbers() -> None:
    by_area = shares([0.1, 0.2, 0.0], [0.2, 0.3, 0.0]).assign(areas=[1000, 1000])
    title = capacity.gap_title(by_area)
    assert title == (
        "Areas without data: a larger share of areas in the North; "
        "areas that count citizens: a larger share of areas in the North"
    )
    few = capacity.gap_title(by_area.assign(areas=[10, 10]))
    assert few == "Areas without data: too few to tell; areas that count citizens: too few to tell"


def test_story_says_where_weighing_turns_it() -> None:
    flags = pd.DataFrame({"imputed": [True, False]}, index=[1, 2])
    names = pd.Series({1: "Here", 2: "There"})
    by_area, by_migrant = (
        shares([0.1, 0.3, 0.5], [0.2, 0.1, 0.1]),
        shares([0.00001, 0.4, 0.5], [0.0, 0.1, 0.1]),
    )
    first, second, third = capacity.gap_story(by_area, by_migrant, flags, names).split("\n")
    assert "another answer" in first
    assert "under 0.01 per cent in the South and 0.0 in the North" in first
    assert "Here" in first
    assert "There" not in first
    assert "another answer" not in second + third


def test_flags_over_time() -> None:
    p = resolve(open_package(), year="2000")
    assert "not the state of its data in 2000" in capacity.flags_over_time(p, 1)
    assert "may change" in capacity.flags_over_time(p, 2)


def test_most_by_share_and_most_by_number_are_told_apart() -> None:
    places = pd.DataFrame({"areas": [18, 7], "citizens": [10, 4]}, index=["Western Asia", "Eastern Asia"])
    title = capacity.citizens_title(places)
    assert title.endswith("by share most in Eastern Asia, 4 of 7; by number in Western Asia, 10 of 18")
    assert capacity.citizens_title(places.head(1)).endswith(
        "by share and by number, in Western Asia, 10 of 18"
    )
    assert capacity.citizens_title(0 * places.head(1) + [18, 0]) == "No area counts citizens"
