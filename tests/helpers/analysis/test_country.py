"""One area's side of the data: hand-made cases with known answers."""

import math

import numpy as np
import pandas as pd
import pytest

from helpers.analysis import country
from helpers.analysis.migration import hosted

GROUP = pd.Series({1: "South", 2: "South", 3: "North", 4: "North"})
NAN = float("nan")


def od(*rows: tuple[int, int, int, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["year", "destination", "origin", "stock"])


TABLE = od(
    (2000, 1, 2, 5),
    (2017, 1, 2, 60),
    (2017, 1, 3, 30),
    (2017, 1, 2001, 4),
    (2017, 1, 2003, 6),
    (2017, 2, 1, 10),
    (2017, 3, 1, 40),
    (2017, 4, 1, 0),
)
TOTALS = pd.DataFrame(
    {
        "year": [2000, 2017, 2000, 2017, 2017],
        "area": [1, 1, 3, 3, 4],
        "stock": pd.array([pd.NA, 100, 20, 40, 10], "Int64"),
        "population_thousands": [1.0, 2.0, 1.0, 4.0, 1.0],
    }
)
NO_SEATS = pd.DataFrame({"body": [], "kind": [], "area": []}).astype({"area": "int64"})


def test_stock_over_time_tells_a_missing_number_from_nobody() -> None:
    table = country.stock_over_time(TABLE, TOTALS, 1)
    assert math.isnan(table.at[2000, "in"]) and table.at[2017, "in"] == 100
    assert list(table["out"]) == [0, 50] and table.index.name == "year"
    assert set(table.dtypes) == {np.dtype("float64")}
    later = pd.concat([TOTALS, pd.DataFrame({"year": [2020], "area": [1], "stock": [7]})])
    assert math.isnan(country.stock_over_time(TABLE, later, 1).at[2020, "out"])


@pytest.mark.parametrize(
    ("residual", "arrived"),
    [("assign", [60, 34, 6]), ("upper", [66, 34, 0]), ("lower", [60, 30, 10])],
)
def test_split_puts_origins_without_a_country_where_the_rule_says(residual: str, arrived: list[int]) -> None:
    table = country.by_side(TABLE, GROUP, 1, 2017, residual)
    assert list(table.columns) == ["South", "North", "unknown"]
    assert list(table.loc["in"]) == arrived and list(table.loc["out"]) == [10, 40, 0]
    assert set(table.dtypes) == {np.dtype("int64")}


def test_split_of_an_area_that_no_row_names_is_nobody() -> None:
    assert country.by_side(TABLE, GROUP, 9, 2017, "assign").to_numpy().sum() == 0


def test_rank_shares_a_place_and_leaves_out_the_missing() -> None:
    stock = pd.Series({1: 5, 2: 9, 3: 5, 4: None}, dtype="Int64")
    assert [country.rank(stock, area) for area in (2, 1, 3)] == [(1, 3), (2, 3), (2, 3)]


def test_emigrants_of_every_area_even_if_nobody_left() -> None:
    assert list(country.emigrants(TABLE, GROUP.index, 2017)) == [50, 60, 30, 0]


def test_corridors_are_named_have_people_and_say_what_covers_them() -> None:
    seats = pd.DataFrame(
        {
            "body": ["P", "P", "B", "B"],
            "area": [1, 2, 1, 3],
            "kind": ["consultative processes"] * 2 + ["regional bodies"] * 2,
        }
    )
    inward = country.corridors(TABLE, seats, GROUP.index, 1, 2017, "in")
    assert list(inward["other"]) == [2, 3] and list(inward["stock"]) == [60, 30]
    assert list(inward["cover"]) == ["a consultative process", "another body only"]
    outward = country.corridors(TABLE, NO_SEATS, GROUP.index, 1, 2017, "out")
    assert list(outward["other"]) == [3, 2] and set(outward["cover"]) == {"no body at all"}
    assert list(country.covered(inward)) == pytest.approx([2 / 3, 1 / 3, 0])


def test_corridors_of_the_same_size_are_in_the_order_of_their_codes() -> None:
    table = od((2017, 1, 4, 1), (2017, 1, 3, 9), (2017, 1, 2, 1), (2017, 1, 5, 1))
    rows = country.corridors(table, NO_SEATS, GROUP.index, 1, 2017, "in")
    assert rows[["other", "stock"]].to_numpy().tolist() == [[3, 9], [2, 1], [4, 1]]
    assert rows.index.tolist() == [0, 1, 2] and rows["stock"].dtype == "int64"


@pytest.mark.filterwarnings("error")
def test_cover_of_nobody_is_missing() -> None:
    nobody = country.corridors(TABLE, NO_SEATS, GROUP.index, 4, 2017, "in")
    assert nobody.empty and country.covered(nobody).isna().all()


RECEIPTS = pd.DataFrame(
    {
        "economy": ["AAA", "AAB", "BBB", "CCC"],
        "area": [1, 1, 2, 3],
        "usd_million": [10.0, 30.0, 8.0, 2.0],
        "gdp_usd": [1e9, NAN, 1e8, 1e8],
        "population": [1e6, 3e6, 1e6, NAN],
    }
).assign(
    share_of_gdp=lambda t: t["usd_million"] * 1e6 / t["gdp_usd"],
    per_head=lambda t: t["usd_million"] * 1e6 / t["population"],
)


def test_remittances_of_two_economies_are_added_and_each_ratio_has_both_its_parts() -> None:
    got = country.received(RECEIPTS, 1)
    assert got["economies"] == "AAA, AAB" and got["usd_million"] == 40
    assert got["share_of_gdp"] == pytest.approx(0.01, rel=1e-9)
    assert got["per_head"] == pytest.approx(10, rel=1e-9)
    alone = country.received(RECEIPTS, 3)  # people are not known, which is no matter for GDP
    assert alone["share_of_gdp"] == pytest.approx(0.02) and math.isnan(alone["per_head"])


def test_no_inflow_is_missing_and_not_zero() -> None:
    assert country.received(RECEIPTS, 9)[["usd_million", "share_of_gdp", "per_head"]].isna().all()
    assert country.received(RECEIPTS.iloc[:0], 1)["economies"] == ""


def test_medians_of_the_groups_survive_an_empty_one() -> None:
    table = country.medians(RECEIPTS, GROUP)
    assert table.at["South", "share_of_gdp"] == pytest.approx((0.01 + 0.08) / 2)
    assert math.isnan(table.at["North", "per_head"])
    nothing = country.medians(RECEIPTS.iloc[:0], GROUP)
    assert nothing.isna().all(axis=None) and nothing.index.tolist() == ["South", "North"]


def test_refugees_of_an_area_or_a_year_never_listed_are_missing_and_otherwise_none() -> None:
    table = pd.DataFrame(
        {"year": [2017, 2017, 2017], "refugees": [5, 7, 9], "area": pd.array([1, 1, pd.NA], "Int64")}
    )
    got = country.refugees(table, table.iloc[:1], table.iloc[:0], 1, 2017)
    assert got["hosted"] == 12 and got["from"] == 5 and math.isnan(got["unrwa"])
    earlier = pd.DataFrame({"year": [2000], "refugees": [3], "area": [2]})
    both = pd.concat([table, earlier])
    assert country.refugees(both, both, both, 2, 2017)["hosted"] == 0
    assert math.isnan(country.refugees(both, both, both, 3, 2017)["hosted"])
    assert math.isnan(country.refugees(both, both, both, 1, 2000)["hosted"])  # listed later
    assert country.refugees(table, table, table, 1, 2030).isna().all()


def test_beside_sets_missing_apart_and_groups_as_sum_over_sum() -> None:
    table = country.compare_with_groups(
        TOTALS, hosted(TOTALS, GROUP), GROUP, RECEIPTS, 3, (2000, 2017), "compound"
    )
    assert list(table.index) == ["migrants", "growth", "share_of_gdp", "per_head"]
    assert table.at["migrants", "here"] == pytest.approx(40 / 4000)
    assert table.at["migrants", "North"] == pytest.approx(50 / 5000)
    assert table.at["growth", "here"] == pytest.approx(2 ** (1 / 17) - 1)
    assert table.at["growth", "North"] == pytest.approx(2.5 ** (1 / 17) - 1)
    assert table.columns.tolist() == ["here", "South", "North"]
    assert table.at["migrants", "South"] == pytest.approx(100 / 2000)
    assert table.at["share_of_gdp", "here"] == pytest.approx(0.02)
    grown = country.compare_with_groups(
        TOTALS, hosted(TOTALS, GROUP), GROUP, RECEIPTS, 3, (2000, 2017), "exponential"
    )
    assert grown.at["growth", "here"] == pytest.approx(math.log(2) / 17)
    first = country.compare_with_groups(
        TOTALS, hosted(TOTALS, GROUP), GROUP, RECEIPTS, 1, (2000, 2017), "exponential"
    )
    assert math.isnan(first.at["growth", "here"]) and math.isnan(first.at["growth", "South"])


def test_beside_without_population_or_receipts_is_missing() -> None:
    bare = TOTALS.assign(population_thousands=NAN)
    table = country.compare_with_groups(
        bare, hosted(bare, GROUP), GROUP, RECEIPTS.iloc[:0], 3, (2000, 2017), "exponential"
    )
    assert table.loc["migrants"].isna().all() and table.loc["per_head"].isna().all()


def test_beside_an_area_a_side_or_a_year_that_no_table_has_is_missing() -> None:
    south = TOTALS[TOTALS["area"] == 1]
    table = country.compare_with_groups(
        south, hosted(south, GROUP), GROUP, RECEIPTS, 4, (2000, 2017), "compound"
    )
    assert table["here"].isna().all()
    assert table.at["migrants", "South"] == pytest.approx(0.05)
    assert math.isnan(table.at["migrants", "North"])
    for years in ((1990, 2017), (2000, 2030)):
        growth = country.compare_with_groups(
            TOTALS, hosted(TOTALS, GROUP), GROUP, RECEIPTS, 3, years, "compound"
        ).loc["growth"]
        assert growth.isna().all()
    assert (
        country.compare_with_groups(
            TOTALS, hosted(TOTALS, GROUP), GROUP, RECEIPTS, 3, (2000, 2030), "compound"
        )
        .loc["migrants"]
        .isna()
        .all()
    )
    empty = TOTALS.assign(population_thousands=0.0)
    assert (
        country.compare_with_groups(empty, hosted(empty, GROUP), GROUP, RECEIPTS, 3, (2000, 2017), "compound")
        .loc["migrants"]
        .isna()
        .all()
    )


def test_a_lead_of_zero_is_not_behind() -> None:
    even = od((2017, 1, 2, 5), (2017, 3, 2, 5))
    assert country.effect_of_switching(even, GROUP, 2017, "assign", 4) == (0, 0, False)


def test_moving_an_area_turns_the_balance_or_does_not() -> None:
    # South-South: 60 + 10; South-North: 40.
    lead, after, turns = country.effect_of_switching(TABLE, GROUP, 2017, "assign", 1)
    assert lead == 70 - 40
    # In the North, 1's arrivals from 2 are South-North, and its own people are no part.
    assert after == 0 - 60 and turns
    assert country.effect_of_switching(TABLE, GROUP, 2017, "assign", 4) == (30, 30, False)
