"""Sentences on the stock say what the numbers say, one year or none included."""

import pandas as pd

from helpers.narrative import migration


def test_crossing_story() -> None:
    left = pd.Series([5, 1], index=[1990, 2000], name="left")
    right = pd.Series([1, 5], index=[1990, 2000], name="right")
    none = pd.DataFrame(columns=["after", "before", "year", "leader"])
    one = pd.DataFrame([[1990, 2000, 1995.0, "right"]], columns=none.columns)
    assert migration.crossing_story(left, one, right) == (
        "In 1990 left was **ahead of** right; right took the lead between 1990 and 2000."
    )
    assert "never changed" in migration.crossing_story(right, none, left)


def test_growth_lines_name_the_faster_group() -> None:
    periods = pd.DataFrame(
        {"South": [0.02, 0.01, 0.02, float("nan")], "North": [0.01, 0.02, 0.02, 0.01]}, index=list("abcd")
    )
    lines = migration.growth_lines(periods).splitlines()
    assert "grew faster (2.00 against 1.00" in lines[0]
    assert "more slowly" in lines[1] and "a tie" in lines[2] and "nothing" in lines[3]


def test_lead_if_moved_title() -> None:
    assert migration.lead_if_moved_title(1) == "One area is enough, alone, to turn the comparison round"
    assert migration.lead_if_moved_title(5).startswith("5 areas are each enough, alone, to turn")
    assert migration.lead_if_moved_title(0).startswith("No areas")


def test_one_year_has_no_history() -> None:
    one = pd.Series([5], index=[2015], name="left")
    none = pd.DataFrame(columns=["after", "before", "year", "leader"])
    assert "no history" in migration.crossing_story(one, none, one)
    assert migration.lead_title(one.to_frame(), none).startswith("One year")
    assert migration.lead_title(pd.concat([one, one]).to_frame(), none).endswith("never changed hands")


def test_bounds() -> None:
    assert "agree" in migration.bounds(1e6, 1e6, 2e6, 2017)
    assert "at least 1.0 and at most 1.5 million**, or 50.0 to 75.0" in migration.bounds(
        1e6, 1.5e6, 2e6, 2020
    )


def test_one_in() -> None:
    assert "one person in 29**" in migration.one_in(1000, 29_400)
    assert "no population" in migration.one_in(1000, float("nan"))


STOCKS = pd.DataFrame(
    {
        "World": [100e6, 110e6],
        "South": [50e6, 50e6],
        "South-South": [40e6, 30e6],
        "South-North": [35e6, 35e6],
        "unknown": [0.0, 9e6],
        "published": [True, False],
    },
    index=[2017, 2024],
)
STATED = ["1 million", "43 per cent", "2 million", "87 per cent"]


def test_one_year_in_several_revisions() -> None:
    assert migration.same_year_title(STOCKS, 2015).endswith("migrants of 2015 differ by 10.0 per cent")
    text = migration.same_year_story(STOCKS, 2015, "assign")
    assert "**in the world** 100.0 to 110.0 million" in text and "ahead in 1 of 2" in text
    assert text.endswith("The revision 2024 does not give every origin a side: at least so many went in "
                         "each direction.")  # fmt: skip
    assert "at most so many" in migration.same_year_story(STOCKS, 2015, "upper")
    alone = STOCKS.iloc[:1].assign(**{"South-North": 41e6})
    assert "Only the 2017 revision" in migration.same_year_title(alone, 2015)
    assert migration.same_year_story(alone, 2015, "assign").endswith("ahead in none of them.")


def test_still_true() -> None:
    text = migration.still_true(STOCKS, 2017, STATED, "assign")
    assert text.startswith("The 2024 revision has no 2017.") and "**110.0 million** migrants" in text
    assert "**45.5 per cent** of them in the South; at least **30.0 million**" in text
    assert "An estimate of ours" in text
    assert text.endswith("The article has 1 million, 43 per cent, 2 million and 87 per cent.")
    empty = migration.still_true(STOCKS.assign(South=0.0), 2017, STATED, "assign")
    assert "migrants. (An estimate" in empty
    assert migration.still_true(STOCKS.iloc[:1], 2017, STATED, "assign").startswith("No revision has years")
