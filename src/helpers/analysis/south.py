"""Who is "the South": definitions, lines that move, and what to do with origins that have no country."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

SOUTH, NORTH = "South", "North"

# Each rule as a sentence, for the reader; `classify` is the same rule for the computer. A data package
# adds definitions of its own, each a table of sides (`sides`).
DEFINITIONS = {
    "undesa": "UN DESA: North is Europe, Northern America, Australia, New Zealand and Japan",
    "income": "World Bank, fiscal year 2018: North is high income",
    "hdi": "UNDP, 2017: North is very high human development",
    "g77": "Group of 77, July 2017: South is its members",
    "oecd": "OECD, August 2017: North is its members",
}

OTHER_NORTH, OTHER_SOUTH, OTHERS = 2001, 2002, 2003


def own_rule(areas: pd.DataFrame, definition: str) -> pd.Series:
    """Group of each area by one definition alone; missing where the definition is silent.

    ``areas`` is the table of that name; returns a Series of "South", "North" or missing, indexed
    by M49 code.
    """
    by_code = areas.set_index("area")
    rules = {
        "undesa": by_code["undesa"] == NORTH,
        "income": by_code["income_fy18"] == "H",
        "hdi": by_code["hdi_tier"] == "Very high",
        "g77": ~by_code["g77"].astype(bool),
        "oecd": by_code["oecd"].astype(bool),
    }
    group = rules[definition].map({True: NORTH, False: SOUTH})
    silent = {"income": "income_fy18", "hdi": "hdi_tier"}
    if definition in silent:
        group = group.mask(by_code[silent[definition]].isna())
    return group.rename("group")


def classify(areas: pd.DataFrame, definition: str) -> pd.Series:
    """Group of each area, indexed by M49 code; where a definition is silent, UN DESA's group."""
    fallback = areas.set_index("area")["undesa"]
    return own_rule(areas, definition).fillna(fallback).rename("group")


def without_own_group(areas: pd.DataFrame, definition: str) -> list[int]:
    """M49 codes of the areas on which a definition is silent (they follow UN DESA's split)."""
    group = own_rule(areas, definition)
    return sorted(group.index[group.isna()])


def listed(table: pd.DataFrame) -> pd.DataFrame:
    """Sides by area (rows) and year (columns): what a table of area, year, side says from each year on.

    A row without a year holds from year 0 on. An area that has no side in a year keeps its last one;
    before its first, it has its first: a state that begins or a year without figures moves nobody.
    """
    table = table.assign(year=table["year"].fillna(0).astype("int64"))
    return table.pivot(index="area", columns="year", values="side").ffill(axis=1).bfill(axis=1)


def sides(areas: pd.DataFrame, definition: str, table: pd.DataFrame | None = None) -> pd.DataFrame:
    """The side of each area (rows) from each year (columns) on; a line that stays has the one year 0.

    ``table`` lists the sides of a definition that is not in `DEFINITIONS` (`listed`). Where a
    definition is silent, UN DESA's group.
    """
    if table is None:
        return classify(areas, definition).to_frame(0)
    fallback = areas.set_index("area")["undesa"]
    own = listed(table).reindex(fallback.index)
    return own.apply(lambda side: side.fillna(fallback)).rename_axis(columns=None)


def list_of(years: Iterable[int], year: int) -> int:
    """The year of the list that holds in a year: the last that is not later, or else the first."""
    every = list(years)
    return max((y for y in every if y <= year), default=min(every))


def without_own_year(table: pd.DataFrame, year: int) -> int:
    """How many of the areas in a table of sides have none in the list of a year, but in another's."""
    years = table["year"].fillna(0)
    return len(set(table["area"]) - set(table.loc[years == list_of(years.unique(), year), "area"]))


def across(group: pd.Series, areas: Iterable[int]) -> pd.Series:
    """Groups by M49 code after the named areas have changed sides; the others stay."""
    other = group.map({SOUTH: NORTH, NORTH: SOUTH})
    return group.mask(group.index.isin(list(areas)), other)


def origin_groups(group: pd.Series, residual: str) -> pd.Series:
    """Groups for origins: those of the areas, and those of the origins without a country.

    ``assign`` puts "Other North" and "Other South" where the publisher put them and leaves
    "Others" out; ``upper`` also counts "Others" as South. ``lower`` counts all three on neither side:
    a share of everybody is then a lower bound.
    """
    added = {
        "assign": {OTHER_NORTH: NORTH, OTHER_SOUTH: SOUTH},
        "upper": {OTHER_NORTH: NORTH, OTHER_SOUTH: SOUTH, OTHERS: SOUTH},
        "lower": {},
    }
    return pd.concat([group, pd.Series(added[residual], dtype=group.dtype)])
