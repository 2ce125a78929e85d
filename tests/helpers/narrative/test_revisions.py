"""Sentences on one year in every revision."""

import pandas as pd

from helpers.narrative import revisions

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
    assert revisions.same_year_title(STOCKS, 2015).endswith("migrants of 2015 differ by 10.0 per cent")
    text = revisions.same_year_story(STOCKS, 2015, "assign")
    assert "**in the world** 100.0 to 110.0 million" in text and "ahead in 1 of 2" in text
    assert text.endswith("The revision 2024 does not give every origin a side: at least so many went in "
                         "each direction.")  # fmt: skip
    assert "revision 2024 does not" not in revisions.same_year_story(STOCKS, 2015, "lower")
    assert "at most so many" in revisions.same_year_story(STOCKS, 2015, "upper")
    alone = STOCKS.iloc[:1].assign(**{"South-North": 41e6})
    assert "Only the 2017 revision" in revisions.same_year_title(alone, 2015)
    assert revisions.same_year_story(alone, 2015, "assign").endswith("ahead in none of them.")


def test_still_true() -> None:
    text = revisions.still_true(STOCKS, 2017, STATED, "assign")
    assert text.startswith("The 2024 revision has no 2017.") and "**110.0 million** migrants" in text
    assert "**45.5 per cent** of them in the South; at least **30.0 million**" in text
    assert "An estimate of ours" in text
    assert text.endswith("The article has 1 million, 43 per cent, 2 million and 87 per cent.")
    empty = revisions.still_true(STOCKS.assign(South=0.0), 2017, STATED, "assign")
    assert "migrants. (An estimate" in empty
    assert revisions.still_true(STOCKS.iloc[:1], 2017, STATED, "assign").startswith("No revision has years")
