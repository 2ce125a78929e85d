"""Sentences on the stock say what the numbers say, one year or none included."""

import pandas as pd

from helpers.claims.judgement import Verdict
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
    fails, tie = Verdict.FAILS, Verdict.TIE
    title = migration.lead_if_moved_title([fails, tie, fails])
    assert title == "Areas that turn the comparison, each alone: 2 to “fails” and 1 to “tie”"
    assert migration.lead_if_moved_title([]) == "No area alone turns the comparison"


def test_one_year_has_no_history() -> None:
    one = pd.Series([5], index=[2015], name="left")
    none = pd.DataFrame(columns=["after", "before", "year", "leader"])
    told = migration.crossing_story(one, none, one)
    assert "no history" in told and told.startswith("The data at hand have origins for 2015 only")
    assert migration.lead_title(one.to_frame(), none).endswith("origins for 2015 only")
    assert migration.lead_title(pd.concat([one, one]).to_frame(), none).endswith("never changed hands")


def test_bounds() -> None:
    assert "agree" in migration.bounds(1e6, 1e6, 2e6, 2017)
    assert "at least 1.0 and at most 1.5 million**, or 50.0 to 75.0" in migration.bounds(
        1e6, 1.5e6, 2e6, 2020
    )


def test_one_in() -> None:
    assert "one person in 29**" in migration.one_in(1000, 29_400)
    assert "The data at hand have no population" in migration.one_in(1000, float("nan"))


NOBODY = pd.Series({"South": 0, "North": 0})
SOME = pd.Series({"South": 7.7e6, "North": 14.3e6})
NOW = pd.Series({"South-South": 60, "South-North": 40, "North-North": 0, "North-South": 0})


def test_a_square_that_leaves_people_out_says_how_many() -> None:
    text = migration.left_out(SOME, "assign")
    assert "22.0 million people" in text and "14.3 million in the North" in text
    assert "both lower bounds" in text and "`lower`" in migration.left_out(SOME, "lower")
    assert "all of them" in migration.left_out(NOBODY, "assign")
    assert migration.home_title(NOW, NOBODY).startswith("Of migrants born in the South, 60 per cent")
    assert migration.home_title(NOW, SOME).startswith("Of migrants known to be born in the South")
    assert "known to be born" in migration.parts_of(NOW, 60, 100, SOME)
    assert "of the migrants born in the South" in migration.parts_of(NOW, 60, 100, NOBODY)


def test_migrants_beside_the_residents() -> None:
    shares = pd.DataFrame(
        {"South": [0.017, 0.014, 0.018], "North": [0.072, 0.096, 0.116], "people": [0.79, 0.8, 0.834]},
        index=[1990, 2005, 2017],
    )
    said = migration.residents_note(shares, 2017)
    assert "**1.7**, **1.4** and **1.8** were migrants in 1990, 2005 and 2017" in said
    assert "of the North **7.2**, **9.6** and **11.6**. The South had 83 per cent" in said
    assert "no population" in migration.residents_note(shares.assign(North=float("nan")), 2017)


def test_the_share_of_the_south_by_what_it_did() -> None:
    fell = migration.hosted_note(pd.Series({1990: 0.46, 2005: 0.39, 2017: 0.434}), 2017)
    assert "**46.0** in 1990, **39.0** in 2005 and **43.4** in 2017" in fell
    assert "smaller in 2017 than in 1990**, and did not move one way" in fell
    still = migration.hosted_note(pd.Series({1990: 0.4, 2017: 0.4}), 2017)
    assert "about as large in 2017 as in 1990**. *Changing* it was not." in still
    assert "cannot say" in migration.hosted_note(pd.Series({2015: 0.4}), 2015)
    assert migration.hosted_title(pd.Series({1990: 0.46, 2005: 0.39, 2017: 0.434}), 2005).endswith(
        "46 in 1990 and 39 in 2005"
    )


def directions(south_south: list[float], south_north: list[float], years: list[int]) -> pd.DataFrame:
    return pd.DataFrame({"South-South": south_south, "South-North": south_north}, index=years) * 1e6


def test_the_lead_without_the_soviet_union() -> None:
    four = directions([62.7, 97.4], [69.2, 89.0], [2005, 2017])
    inside = pd.Series({2005: 26e6, 2017: 27e6})
    text = migration.soviet_note(inside, four, four - directions([1.2, 1], [7.5, 7.6], [2005, 2017]), 2017)
    assert "7.6 of the 89.0 million South-North migrants" in text and "**15.0 million** without" in text
    assert text.endswith("South-North is ahead only in 2005 (by 0.20 million, barely: a tie by our rule).")
    behind = migration.soviet_note(inside, four, four - directions([50, 50], [0, 0], [2005, 2017]), 2017)
    assert behind.endswith("South-North is ahead in every year.")
    one = migration.soviet_note(inside.loc[[2017]], four.loc[[2017]], four.loc[[2017]], 2017)
    assert "never" not in one and "1991" not in one
    assert "No corridor" in migration.soviet_note(inside * 0, four, four, 2017)


def test_a_period_that_is_also_the_whole_keeps_its_row() -> None:
    periods = pd.DataFrame({"South": [0.02, 0.03, 0.03], "North": [0.03, 0.02, 0.02]})
    periods.index = ["2010-2015", "2015-2017", "2015-2017"]
    assert len(migration.growth_lines(periods).splitlines()) == 3
    assert migration.growth_title(periods, 2010) == "The South grew faster in 1 of 2 periods since 2010"


def test_one_period_is_no_count_of_periods() -> None:
    periods = pd.DataFrame({"South": [-0.01, -0.01], "North": [0.02, 0.02]}, index=["1990-1995"] * 2)
    assert migration.growth_title(periods, 1990) == "1990-1995: the South grew more slowly"


def test_a_shrinking_side_is_compared_as_a_verdict_is() -> None:
    periods = pd.DataFrame({"South": [-0.0101, -1, 0], "North": [-0.0102, -2, 0]}, index=list("abc"))
    assert "in 1 of 2 periods" in migration.growth_title(periods, 1990)  # the first is a tie
