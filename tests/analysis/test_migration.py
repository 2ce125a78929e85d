"""Migrant stock: known answers from the 2017 revision, and properties of any small world."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import migration, south
from helpers.datapackage import open_package

PACKAGE = open_package()
AREAS = PACKAGE.areas(2017)
OD, TOTALS = PACKAGE.table("od-2017"), PACKAGE.table("totals-2017")
UNDESA = south.classify(AREAS, "undesa")


def test_stock_by_direction_in_2017() -> None:
    row = migration.four_way(OD, UNDESA, "assign").loc[2017]
    assert row.to_dict() == {
        "South-South": 97_350_920, "South-North": 89_033_861,
        "North-North": 56_949_969, "North-South": 14_380_675,
    }
    assert migration.four_way(OD, UNDESA, "drop").loc[2017, "South-South"] == 93_138_237


def test_stock_by_residence_in_2017() -> None:
    row = migration.hosted(TOTALS, UNDESA).loc[2017]
    assert row.to_dict() == {"South": 111_731_595, "North": 145_983_830}
    assert row.sum() == 257_715_425


@pytest.mark.parametrize("definition", south.DEFINITIONS)
def test_four_directions_make_the_world(definition: str) -> None:
    group = south.classify(AREAS, definition)
    four, hosted = migration.four_way(OD, group, "assign"), migration.hosted(TOTALS, group)
    assert (four.sum(axis=1) == TOTALS.groupby("year")["stock"].sum()).all()
    assert (four["South-South"] + four["North-South"] == hosted["South"]).all()


def test_everyone_in_the_south_leaves_three_directions_empty() -> None:
    everyone = pd.Series("South", index=UNDESA.index)
    row = migration.four_way(OD, everyone, "drop").loc[2017]
    assert list(row[row > 0].index) == ["South-South"]


def test_south_south_led_lost_and_regained_the_lead() -> None:
    four = migration.four_way(OD, UNDESA, "assign")
    found = migration.crossings(four["South-South"], four["South-North"])
    assert list(zip(found["after"], found["before"], found["leader"], strict=True)) == [
        (1995, 2000, "South-North"), (2010, 2015, "South-South"),
    ]


def test_crossing_is_where_the_straight_lines_meet() -> None:
    left = pd.Series([0.0, 10.0], index=[2000, 2010], name="left")
    right = pd.Series([5.0, 5.0], index=[2000, 2010], name="right")
    assert migration.crossings(left, right).loc[0].to_dict() == {
        "after": 2000, "before": 2010, "year": 2005.0, "leader": "left"
    }


def test_growth_by_both_methods_by_hand() -> None:
    assert migration.annual_growth_rate(100, 121, 2, "compound") == pytest.approx(0.1)
    assert migration.annual_growth_rate(100, 100 * np.e, 10, "exponential") == pytest.approx(0.1)
    assert np.isnan(migration.annual_growth_rate(0, 5, 1, "compound"))


def test_growth_by_period_in_the_2017_revision() -> None:
    growth = migration.growth_by_period(migration.hosted(TOTALS, UNDESA), "exponential")
    assert growth.loc["1990-1995", "South"] < 0
    assert growth.loc["2000-2005", "South"] < growth.loc["2000-2005", "North"]
    assert growth.loc["2015-2017", "South"] == pytest.approx(growth.loc["2015-2017", "North"],
                                                            rel=0.01)


def test_five_areas_turn_the_lead_round_and_each_is_what_a_recount_gives() -> None:
    moved = migration.lead_after_moving(OD, UNDESA, 2017, "assign").set_index("area")
    turning = moved.index[moved["lead"] < 0]
    names = AREAS.set_index("area")["iso3"]
    assert set(names[turning]) == {"SAU", "IND", "ARE", "PAK", "BGD"}
    for area in (682, 276):  # one from each side of the line
        other = UNDESA.copy()
        other[area] = "North" if UNDESA[area] == "South" else "South"
        row = migration.four_way(OD, other, "assign").loc[2017]
        assert moved.loc[area, "lead"] == row["South-South"] - row["South-North"]


def test_corridors_are_sorted_and_within_the_groups() -> None:
    pairs = migration.corridors(OD, UNDESA, 2017)
    assert pairs["stock"].is_monotonic_decreasing
    assert pairs["stock"].sum() == 93_138_237
    assert pairs.iloc[0].to_dict() == {"origin": 356, "destination": 784, "stock": 3_310_419}


def test_share_within_a_place() -> None:
    pairs = pd.DataFrame({"origin": [1, 1], "destination": [2, 3], "stock": [30, 10]})
    assert migration.within_share(pairs, pd.Series({1: "a", 2: "a", 3: "b"})) == 0.75


WORLDS = st.lists(
    st.tuples(st.integers(1, 5), st.sampled_from([1, 2, 3, 4, 5, 2001, 2002, 2003]),
              st.integers(0, 10**7)),
    min_size=1, max_size=30, unique_by=lambda t: t[:2],
)


@given(WORLDS, st.lists(st.sampled_from(["South", "North"]), min_size=5, max_size=5))
def test_any_world(rows: list[tuple[int, int, int]], groups: list[str]) -> None:
    od = pd.DataFrame(rows, columns=["destination", "origin", "stock"]).assign(year=2000)
    group = pd.Series(groups, index=range(1, 6))
    drop, assign, upper = (migration.four_way(od, group, r).loc[2000]
                           for r in ("drop", "assign", "upper"))
    assert drop["South-South"] <= assign["South-South"] <= upper["South-South"]
    assert upper.sum() == od["stock"].sum()
    assert drop.sum() == od.loc[od["origin"] < 2000, "stock"].sum()
    # Nobody is a migrant at home: without such rows the one-area move equals a recount.
    abroad = od[od["origin"] != od["destination"]]
    if abroad.empty:
        return
    other = group.copy()
    other[3] = "North" if group[3] == "South" else "South"
    recount = migration.four_way(abroad, other, "assign").loc[2000]
    moved = migration.lead_after_moving(abroad, group, 2000, "assign").set_index("area")
    assert moved.loc[3, "lead"] == recount["South-South"] - recount["South-North"]
