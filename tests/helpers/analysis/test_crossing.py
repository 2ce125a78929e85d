"""A line that moves, by hand: who crosses, what growth compares, and sides in years without a list."""

import math

import pandas as pd
import pytest

from helpers.analysis import crossing, migration, south
from helpers.data.package import open_package
from helpers.parameters import resolve
from helpers.study import Study

PACKAGE = open_package()
AREAS = pd.DataFrame({"area": [1, 2, 3, 4], "undesa": ["South", "South", "North", "North"]})
LISTS = pd.DataFrame(
    {
        "area": [1, 1, 2, 2, 3],
        "year": [2000, 2010, 2000, 2010, 2010],
        "side": ["South", "North", "South", "South", "South"],
    }
)
TOTALS = pd.DataFrame(
    {"year": [2000] * 3 + [2010] * 3, "area": [1, 2, 4] * 2, "stock": [100, 50, 40, 100, 100, 40]}
)
OD = pd.DataFrame(
    {"year": 2010, "destination": [2, 4, 1], "origin": [1, 1, 2], "stock": [7, 3, 9]},
)
LINES = {year: south.sides(AREAS, "own", LISTS)[year] for year in (2000, 2010)}


def test_sides_by_year() -> None:
    sides = south.sides(AREAS, "own", LISTS)
    assert sides.to_dict("list") == {
        2000: ["South", "South", "South", "North"],  # 3 has its first side before it, 4 UN DESA's
        2010: ["North", "South", "South", "North"],
    }
    assert [south.list_of(sides, y) for y in (1990, 2000, 2009, 2010, 2030)] == [2000, 2000, 2000, 2010, 2010]
    assert [south.without_own_year(LISTS, y) for y in (2000, 2010)] == [1, 0]


def test_who_crossed() -> None:
    table = crossing.crossed(OD, TOTALS, LINES)
    assert table.to_dict("records") == [{"area": 1, "to": "North", "first": 100, "last": 100, "abroad": 10}]
    assert crossing.crossed(OD, TOTALS, {2000: LINES[2000], 2010: LINES[2000]}).empty
    assert crossing.crossed(OD, TOTALS, {2010: LINES[2010]}).empty  # a revision of one year


def test_growth_is_of_two_groups_where_the_line_moves() -> None:
    table = crossing.growth(TOTALS, LINES, "exponential")
    assert table.loc["line of 2000 kept", "South"] == pytest.approx(math.log(200 / 150) / 10)
    assert table.loc["line of 2010 kept", "South"] == pytest.approx(math.log(100 / 50) / 10)
    assert table.loc[crossing.MOVING].tolist() == pytest.approx(
        [math.log(100 / 150) / 10, math.log(140 / 40) / 10]
    )


def test_there_is_no_growth_in_one_year() -> None:
    assert crossing.growth(TOTALS, {2010: LINES[2010]}, "compound").isna().all(axis=None)
    assert crossing.growth(TOTALS, {1990: LINES[2000], 2010: LINES[2010]}, "compound").isna().all(axis=None)


def study(**values: object) -> Study:
    return Study(PACKAGE, resolve(PACKAGE, **values))


def test_each_year_of_a_table_has_its_own_line() -> None:
    then = study(south="income-then")
    for year in then.four_way.index:
        rows = then.od[then.od["year"] == year]
        alone = migration.four_way(rows, then.group_in(year), then.p.residual)
        assert then.four_way.loc[[year]].equals(alone)
    assert (then.four_way.sum(axis=1) + then.unknown_origin.sum(axis=1)).equals(
        then.od.groupby("year")["stock"].sum().rename(None)
    )


def test_income_then_is_income_in_the_year_of_its_list() -> None:
    """The list of fiscal year 2018 came into force on 1 July 2017."""
    then, fixed = study(south="income-then"), study(south="income")
    assert then.group.equals(fixed.group) and "income-then" not in fixed.groups
    assert then.refugees_hosted.equals(fixed.refugees_hosted)
    assert then.silent("income-then") == fixed.silent("income")
    assert not then.hosted.loc[2000].equals(fixed.hosted.loc[2000])
    assert "income-then" in study(south="undesa", year=2000, base_year=1990).groups


def test_a_line_that_stays_moves_nobody() -> None:
    usual = study()
    assert not usual.moves and usual.moving.p.south == "income-then"
    assert usual.group_in(1990).equals(usual.group)
    assert crossing.crossed(usual.od, usual.totals, {y: usual.group_in(y) for y in (1990, 2017)}).empty


def test_areas_moved_by_hand_are_moved_in_every_year() -> None:
    then = study(south="income-then")
    moved = then.across([682])
    for year in (2000, 2017):
        assert moved.group_in(year)[682] != then.group_in(year)[682]
