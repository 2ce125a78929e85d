"""Migrant stock: known answers from the 2017 revision, and properties of any small world."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.analysis import migration, south
from helpers.data.package import open_package
from helpers.parameters import resolve
from helpers.study import Study

PACKAGE = open_package()
AREAS = PACKAGE.areas(2017)
OD, TOTALS = PACKAGE.table("od-2017"), PACKAGE.table("totals-2017")
UNDESA = south.classify(AREAS, "undesa")


def test_stock_by_direction_in_2017() -> None:
    row = migration.four_way(OD, UNDESA, "assign").loc[2017]
    assert row.to_dict() == {
        "South-South": 97_350_920,
        "South-North": 89_033_861,
        "North-North": 56_949_969,
        "North-South": 14_380_675,
    }
    assert migration.four_way(OD, UNDESA, "lower").loc[2017, "South-South"] == 93_138_237


def test_origins_on_no_side_are_left_out_and_counted() -> None:
    od = PACKAGE.table("od-2024")
    group = south.classify(PACKAGE.areas(2024), "undesa")
    left = migration.unknown_origin(od, group, "assign").loc[2024]
    assert (left / 1e6).round(1).to_dict() == {"South": 7.7, "North": 14.3}
    assert migration.unknown_origin(od, group, "upper").loc[2024].sum() == 0
    assert migration.unknown_origin(OD, UNDESA, "assign").to_numpy().sum() == 0
    lower = migration.four_way(OD, UNDESA, "lower").loc[2017]
    came = lower["South-South"] + lower["North-South"]
    assert migration.unknown_origin(OD, UNDESA, "lower").loc[2017, "South"] == 111_731_595 - came
    assert round(100 * lower["South-South"] / came, 1) == 88.9


def test_the_share_of_the_south_fell_and_rose_again() -> None:
    hosted = migration.hosted(TOTALS, UNDESA)
    shares = (100 * hosted["South"] / hosted.sum(axis=1)).round(1)
    assert shares[[1990, 2005, 2017]].tolist() == [46.0, 39.0, 43.4]
    assert shares.idxmin() == 2005 and shares.idxmax() == 1990


def test_moves_between_the_states_that_were_the_soviet_union() -> None:
    soviet = AREAS.loc[AREAS["iso3"].isin(migration.EX_SOVIET), "area"]
    assert len(soviet) == len(migration.EX_SOVIET) == 15
    inside = migration.between(OD, soviet)
    assert round(OD.loc[inside & (OD["year"] == 1990), "stock"].sum() / 1e6, 1) == 27.7
    four, apart = (migration.four_way(od, UNDESA, "assign") for od in (OD, OD[~inside]))
    moved = (four - apart).loc[[1990, 2017], "South-North"] / 1e6
    assert moved.round(1).tolist() == [7.4, 7.6]
    lead = (apart["South-South"] - apart["South-North"]) / 1e6
    assert round(lead[2017], 1) == 14.9
    assert lead[lead < 0].round(2).to_dict() == {2005: -0.15}


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
    row = migration.four_way(OD, everyone, "lower").loc[2017]
    assert list(row[row > 0].index) == ["South-South"]


def test_south_south_led_lost_and_regained_the_lead() -> None:
    four = migration.four_way(OD, UNDESA, "assign")
    found = migration.crossings(four["South-South"], four["South-North"])
    assert list(zip(found["after"], found["before"], found["leader"], strict=True)) == [
        (1995, 2000, "South-North"),
        (2010, 2015, "South-South"),
    ]


def test_crossing_is_where_the_straight_lines_meet() -> None:
    left = pd.Series([0.0, 10.0], index=[2000, 2010], name="left")
    right = pd.Series([5.0, 5.0], index=[2000, 2010], name="right")
    assert migration.crossings(left, right).loc[0].to_dict() == {
        "after": 2000,
        "before": 2010,
        "year": 2005.0,
        "leader": "left",
    }


def test_crossing_falls_where_the_gap_closes_and_touching_is_none() -> None:
    left = pd.Series([9.0, 3.0, 3.0, 5.0], index=[2000, 2004, 2010, 2012], name="left")
    right = pd.Series([6.0, 4.0, 3.0, 3.0], index=[2000, 2004, 2010, 2012], name="right")
    table = migration.crossings(left, right)
    # From 3 ahead to 1 behind in four years; then level in 2010, which is no overtaking.
    assert table.to_dict("records") == [{"after": 2000, "before": 2004, "year": 2003.0, "leader": "right"}]


def test_a_lead_of_half_a_person_is_a_lead() -> None:
    left = pd.Series([1.0, 2.5], index=[2000, 2001], name="left")
    right = pd.Series([2.0, 2.0], index=[2000, 2001], name="right")
    assert migration.crossings(left, right)["leader"].tolist() == ["left"]


def test_stock_of_one_small_world_by_hand() -> None:
    """Two years, a side without anybody, an origin without a country, an area in no group."""
    od = pd.DataFrame(
        [
            (2010, 1, 2, 5),
            (2010, 3, 1, 7),
            (2010, 1, 2002, 11),
            (2010, 1, 2003, 13),
            (2010, 9, 1, 17),
            (2000, 3, 2001, 19),
            (2000, 1, 3, 23),
        ],
        columns=["year", "destination", "origin", "stock"],
    )
    group = pd.Series({1: "South", 2: "South", 3: "North"})
    table = migration.four_way(od, group, "assign")
    assert table.index.tolist() == [2000, 2010] and table.index.name == "year"
    assert list(table.columns) == migration.DIRECTIONS
    assert table.loc[2000].tolist() == [0, 0, 19, 23] and set(table.dtypes) == {np.dtype("int64")}
    assert table.loc[2010].tolist() == [16, 7, 0, 0]
    assert migration.four_way(od, group, "lower").loc[2010].tolist() == [5, 7, 0, 0]
    assert migration.four_way(od, group, "upper").loc[2010].tolist() == [29, 7, 0, 0]


def test_residents_of_an_empty_side_are_nobody() -> None:
    totals = pd.DataFrame({"year": [2000, 2000, 2010, 2010], "area": [1, 2, 1, 9], "stock": [3, 4, 5, 6]})
    table = migration.hosted(totals, pd.Series({1: "North", 2: "North"}))
    assert table.columns.tolist() == ["South", "North"] and table.columns.name is None
    assert table.to_numpy().tolist() == [[0, 7], [0, 5]]
    assert set(table.dtypes) == {np.dtype("int64")}


@pytest.mark.parametrize(
    ("first", "last", "years"), [(0, 5, 1), (5, 0, 1), (5, 6, 0), (-1, 5, 1), (5, -1, 1), (5, 6, -1)]
)
@pytest.mark.parametrize("method", ["compound", "exponential"])
def test_nothing_to_grow_from_is_missing(first: int, last: int, years: int, method: str) -> None:
    assert np.isnan(migration.annual_growth_rate(first, last, years, method))


def test_one_person_in_one_year_grows_like_any_other() -> None:
    assert migration.annual_growth_rate(1, 2, 1, "compound") == 1
    assert migration.annual_growth_rate(2, 1, 1, "exponential") == pytest.approx(-np.log(2))


def test_growth_by_period_by_hand() -> None:
    stock = pd.DataFrame({"South": [100, 121, 121], "North": [8, 8, 16]}, index=[2000, 2002, 2003])
    table = migration.growth_by_period(stock, "compound")
    assert table.columns.tolist() == ["South", "North"]
    assert table.loc["2000-2002"].tolist() == pytest.approx([0.1, 0])
    assert table.loc["2002-2003"].tolist() == pytest.approx([0, 1])
    assert len(table) == 2
    exponential = migration.growth_by_period(stock, "exponential")
    assert exponential.at["2000-2002", "South"] == pytest.approx(np.log(1.21) / 2)


def test_growth_by_both_methods_by_hand() -> None:
    assert migration.annual_growth_rate(100, 121, 2, "compound") == pytest.approx(0.1)
    assert migration.annual_growth_rate(100, 100 * np.e, 10, "exponential") == pytest.approx(0.1)
    assert np.isnan(migration.annual_growth_rate(0, 5, 1, "compound"))


def test_growth_by_period_in_the_2017_revision() -> None:
    growth = migration.growth_by_period(migration.hosted(TOTALS, UNDESA), "exponential")
    assert growth.loc["1990-1995", "South"] < 0
    assert growth.loc["2000-2005", "South"] < growth.loc["2000-2005", "North"]
    assert growth.loc["2015-2017", "South"] == pytest.approx(growth.loc["2015-2017", "North"], rel=0.01)


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
        sides = ["South-South", "South-North"]
        assert moved.loc[area, sides].tolist() == row[sides].tolist()


def test_corridors_are_sorted_and_within_the_groups() -> None:
    pairs = migration.corridors(OD, UNDESA, 2017)
    assert pairs["stock"].is_monotonic_decreasing
    assert pairs["stock"].sum() == 93_138_237
    assert pairs.iloc[0].to_dict() == {"origin": 356, "destination": 784, "stock": 3_310_419}


@pytest.mark.filterwarnings("error")  # nobody is asked for first, not divided by
def test_share_within_a_place() -> None:
    pairs = pd.DataFrame({"origin": [1, 1], "destination": [2, 3], "stock": [30, 10]})
    assert migration.within_share(pairs, pd.Series({1: "a", 2: "a", 3: "b"})) == 0.75
    assert np.isnan(migration.within_share(pairs.iloc[:0], pd.Series({1: "a", 2: "a", 3: "b"})))


def test_corridors_by_hand_keep_to_the_year_and_to_both_sides() -> None:
    od = pd.DataFrame(
        [
            (2010, 2, 1, 5),
            (2010, 1, 2, 5),
            (2010, 1, 4, 5),
            (2010, 4, 1, 9),
            (2010, 3, 1, 99),
            (2010, 1, 3, 98),
            (2010, 4, 2, 5),
            (2010, 1, 2002, 97),
            (2000, 1, 2, 96),
        ],
        columns=["year", "destination", "origin", "stock"],
    )
    group = pd.Series({1: "South", 2: "South", 3: "North", 4: "South"})
    table = migration.corridors(od, group, 2010)
    assert table.to_numpy().tolist() == [[1, 4, 9], [1, 2, 5], [2, 1, 5], [2, 4, 5], [4, 1, 5]]
    assert table.index.tolist() == [0, 1, 2, 3, 4]
    assert migration.corridors(od, group, 2010, "North").to_numpy().tolist() == [[3, 1, 98]]
    assert migration.corridors(od, group, 2010, destination="North").to_numpy().tolist() == [[1, 3, 99]]


def test_moving_one_area_by_hand() -> None:
    od = pd.DataFrame(
        [(2010, 1, 2, 5), (2010, 3, 1, 7), (2010, 2, 3, 11), (2010, 1, 2003, 13), (2000, 1, 2, 99)],
        columns=["year", "destination", "origin", "stock"],
    )
    group = pd.Series({1: "South", 2: "South", 3: "North", 4: "South"})
    # South-South 5, South-North 7. Without 1 in the South: 2 to 1 becomes South-North, and 1 to 3
    # is none of the two. Without 2: nobody to 1. With 3: 1 to 3 and 3 to 2 are South-South.
    table = migration.lead_after_moving(od, group, 2010, "assign")
    assert table.columns.tolist() == ["area", "lead", "moved", "South-South", "South-North"]
    expected = [[2, -7, -5, 0, 7], [1, -5, -3, 0, 5], [4, -2, 0, 5, 7], [3, 23, 25, 23, 0]]
    assert table.to_numpy().tolist() == expected
    assert table.index.tolist() == [0, 1, 2, 3]
    assert set(table.dtypes) == {np.dtype("int64")}
    # "Others" of 1 count as from the South: 13 more there, and against it once 1 is North.
    upper = migration.lead_after_moving(od, group, 2010, "upper").set_index("area")["lead"]
    assert upper.to_dict() == {1: -18, 2: 6, 3: 36, 4: 11}


WORLDS = st.lists(
    st.tuples(st.integers(1, 5), st.sampled_from([1, 2, 3, 4, 5, 2001, 2002, 2003]), st.integers(0, 10**7)),
    min_size=1,
    max_size=30,
    unique_by=lambda t: t[:2],
)


@given(WORLDS, st.lists(st.sampled_from(["South", "North"]), min_size=5, max_size=5))
def test_any_world(rows: list[tuple[int, int, int]], groups: list[str]) -> None:
    od = pd.DataFrame(rows, columns=["destination", "origin", "stock"]).assign(year=2000)
    group = pd.Series(groups, index=range(1, 6))
    lower, assign, upper = (migration.four_way(od, group, r).loc[2000] for r in ("lower", "assign", "upper"))
    assert lower["South-South"] <= assign["South-South"] <= upper["South-South"]
    assert upper.sum() == od["stock"].sum()
    for rule in ("lower", "assign", "upper"):
        known = migration.four_way(od, group, rule).loc[2000].sum()
        assert known + migration.unknown_origin(od, group, rule).loc[2000].sum() == od["stock"].sum()
    assert lower.sum() == od.loc[od["origin"] < 2000, "stock"].sum()
    # Nobody is a migrant at home: without such rows the one-area move equals a recount.
    abroad = od[od["origin"] != od["destination"]]
    if abroad.empty:
        return
    other = group.copy()
    other[3] = "North" if group[3] == "South" else "South"
    recount = migration.four_way(abroad, other, "assign").loc[2000]
    moved = migration.lead_after_moving(abroad, group, 2000, "assign").set_index("area")
    assert moved.loc[3, "lead"] == recount["South-South"] - recount["South-North"]


def test_who_is_in_no_direction_is_unknown_under_every_rule() -> None:
    """`upper` counts them as South, and they are unknown all the same."""
    counted = [
        Study(PACKAGE, resolve(PACKAGE, residual=rule)).revisions.loc[(2024, 2015), "unknown"]
        for rule in ("assign", "upper")
    ]
    assert counted[0] == counted[1] > 0


def test_migrants_for_every_resident_of_the_tables() -> None:
    study = Study(open_package(), resolve(open_package()))
    shares = (100 * migration.per_resident(study.totals, study.group)).round(1)
    assert shares.loc[[1990, 2000, 2005, 2017], "South"].tolist() == [1.7, 1.4, 1.4, 1.8]
    assert shares.loc[[1990, 2000, 2005, 2017], "North"].tolist() == [7.2, 8.7, 9.6, 11.6]
    assert shares.loc[[1990, 2017], "people"].round().tolist() == [78, 83]
