"""Who is the South, on a table of areas made by hand."""

import pandas as pd
import pytest

from helpers.analysis import south
from helpers.data.package import open_package

PACKAGE = open_package()
BUNDLED_AREAS = PACKAGE.areas(2017)
UNDESA = south.classify(BUNDLED_AREAS, "undesa")
AREAS = pd.DataFrame(
    {
        "area": [1, 2, 3, 4],
        "undesa": ["South", "North", "North", "South"],
        "income_fy18": ["H", "UM", None, None],
        "hdi_tier": ["Very high", "High", None, "Low"],
        "g77": [True, False, False, True],
        "oecd": [False, True, False, True],
    }
)
RULES = [
    ("undesa", ["South", "North", "North", "South"]),
    ("income", ["North", "South", None, None]),
    ("hdi", ["North", "South", None, "South"]),
    ("g77", ["South", "North", "North", "South"]),
    ("oecd", ["South", "North", "South", "North"]),
]


@pytest.mark.parametrize(("definition", "groups"), RULES)
def test_each_definition_and_where_it_is_silent(definition: str, groups: list[str | None]) -> None:
    own = south.own_rule(AREAS, definition)
    assert own.name == "group" and own.index.tolist() == [1, 2, 3, 4]
    assert [None if pd.isna(g) else g for g in own] == groups
    silent = [area for area, group in zip(AREAS["area"], groups, strict=True) if group is None]
    assert south.without_own_group(AREAS, definition) == silent
    filled = [g or u for g, u in zip(groups, AREAS["undesa"], strict=True)]
    classified = south.classify(AREAS, definition)
    assert classified.tolist() == filled and classified.name == "group"


def test_every_definition_is_tried() -> None:
    assert [definition for definition, _ in RULES] == list(south.DEFINITIONS)


def test_silent_areas_are_listed_by_code() -> None:
    assert south.without_own_group(AREAS.iloc[::-1], "income") == [3, 4]


@pytest.mark.parametrize(
    ("residual", "added"),
    [
        ("assign", {2001: "North", 2002: "South"}),
        ("upper", {2001: "North", 2002: "South", 2003: "South"}),
        ("lower", {}),
    ],
)
def test_origins_without_a_country(residual: str, added: dict[int, str]) -> None:
    group = south.classify(AREAS, "undesa")
    found = south.origin_groups(group, residual)
    assert found.to_dict() == group.to_dict() | added
    assert found.dtype == group.dtype and found.index.dtype == "int64"


def test_definitions_of_the_south() -> None:
    sizes = {d: (south.classify(BUNDLED_AREAS, d) == "South").sum() for d in south.DEFINITIONS}
    assert sizes == {"undesa": 176, "income": 154, "hdi": 163, "g77": 134, "oecd": 197}
    silent = {d: len(south.without_own_group(BUNDLED_AREAS, d)) for d in south.DEFINITIONS}
    assert silent == {"undesa": 0, "income": 17, "hdi": 43, "g77": 0, "oecd": 0}


def test_an_area_without_an_income_group_follows_undesa() -> None:
    for area in south.without_own_group(BUNDLED_AREAS, "income"):
        assert south.classify(BUNDLED_AREAS, "income")[area] == UNDESA[area]


def test_across_moves_the_named_areas_and_no_other() -> None:
    moved = south.across(UNDESA, [682, 276])
    assert (UNDESA[682], moved[682]) == ("South", "North")
    assert (UNDESA[276], moved[276]) == ("North", "South")
    assert moved.drop([682, 276]).equals(UNDESA.drop([682, 276]))
    assert south.across(moved, [682, 276]).equals(UNDESA)
    assert UNDESA.equals(south.classify(BUNDLED_AREAS, "undesa"))
