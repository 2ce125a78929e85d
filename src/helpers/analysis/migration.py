"""Migrant stock: who lives where, how it grew, which corridors are largest.

Frames: ``od`` has year, destination, origin, stock; ``totals`` has year, area, stock. ``group`` is
a Series of "South"/"North" by M49 code (`helpers.analysis.south`). Stocks are persons.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
import pandas as pd

from helpers.analysis.south import NORTH, SOUTH, origin_groups

# Named origin first, destination second, as in "South-North migration".
DIRECTIONS = ["South-South", "South-North", "North-North", "North-South"]
SIDES = (SOUTH, NORTH)

EX_SOVIET = (
    *("ARM", "AZE", "BLR", "EST", "GEO", "KAZ", "KGZ", "LTU"),
    *("LVA", "MDA", "RUS", "TJK", "TKM", "UKR", "UZB"),
)
"""ISO 3166 codes of the states that were the Soviet Union (its constitution of 1977, article 71)."""


def four_way(od: pd.DataFrame, group: pd.Series, residual: str) -> pd.DataFrame:
    """Stock by direction: one row per year, one column for each of `DIRECTIONS`.

    Sum over all pairs of areas in the two groups; origins without a group are left out.
    """
    origin = _sides(od["origin"], origin_groups(group, residual))
    destination = _sides(od["destination"], group)
    known = (origin >= 0) & (destination >= 0)
    when, years = pd.factorize(od["year"], sort=True)
    # One number for year, origin's side and destination's side: counting is adding up by it.
    cell = (4 * when + 2 * origin + destination)[known]
    sums = np.bincount(cell, od["stock"].to_numpy()[known], 4 * len(years)).reshape(-1, 4)
    names = [f"{o}-{d}" for o in SIDES for d in SIDES]
    table = pd.DataFrame(sums, index=pd.Index(years, name="year"), columns=names)
    return table[DIRECTIONS].astype("int64")


def unknown_origin(od: pd.DataFrame, group: pd.Series, residual: str) -> pd.DataFrame:
    """Migrants whom `four_way` leaves out: one row per year, columns South and North of residence.

    Their origin has no side under ``residual``: a share of everybody is then a lower bound.
    """
    rows = od[~od["origin"].isin(origin_groups(group, residual).index)]
    table = rows.groupby(["year", rows["destination"].map(group)])["stock"].sum().unstack()
    table = table.reindex(index=sorted(od["year"].unique()), columns=SIDES).fillna(0).astype("int64")
    return table.rename_axis(index="year", columns=None)


def between(od: pd.DataFrame, areas: Iterable[int]) -> pd.Series:
    """Which rows of ``od`` have both ends among ``areas`` (M49 codes)."""
    among = list(areas)
    return od["origin"].isin(among) & od["destination"].isin(among)


def _sides(codes: pd.Series, group: pd.Series) -> np.ndarray:
    """Each code's place in `SIDES`, -1 for a code without a group."""
    lookup = np.full(max(int(codes.max()), int(group.index.max())) + 1, -1)
    lookup[group.index] = [SIDES.index(g) for g in group]
    return lookup[codes.to_numpy()]


def hosted(totals: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    """Migrants living in each group: one row per year, columns South and North, all origins."""
    table = totals.groupby(["year", totals["area"].map(group)])["stock"].sum().unstack()
    return table.reindex(columns=[SOUTH, NORTH]).fillna(0).astype("int64").rename_axis(columns=None)


def per_resident(totals: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    """Migrants / residents of each group (fractions): one row per year, columns South and North.

    A third column, people, has the South's share of all residents. Missing without population.
    """
    side = totals["area"].map(group)
    sums = totals.groupby(["year", side])[["stock", "population_thousands"]].sum(min_count=1).unstack()
    people = 1000 * sums["population_thousands"].reindex(columns=[SOUTH, NORTH])
    shares = sums["stock"].reindex(columns=[SOUTH, NORTH]) / people
    shares["people"] = people[SOUTH] / people.sum(axis=1, skipna=False)
    return shares.rename_axis(columns=None)


def annual_growth_rate(first: float, last: float, years: float, method: str) -> float:
    """Average growth a year, as a fraction.

    ``exponential``: ln(last / first) / years, as in the UN's own tables of annual rates;
    ``compound``: (last / first) ** (1 / years) - 1. Missing where there is nothing to grow from.
    """
    if first <= 0 or last <= 0 or years <= 0:
        return float("nan")
    if method == "exponential":
        return math.log(last / first) / years
    return float((last / first) ** (1 / years) - 1)


def growth_by_period(stock: pd.DataFrame, method: str) -> pd.DataFrame:
    """Annual growth between neighbouring years: one row per period, the columns of ``stock``.

    The index says the period ("2000-2005"); values are fractions a year.
    """
    years = list(stock.index)
    rows = {
        f"{a}-{b}": [annual_growth_rate(stock.loc[a, c], stock.loc[b, c], b - a, method) for c in stock]
        for a, b in zip(years, years[1:], strict=False)
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=stock.columns)


def crossings(left: pd.Series, right: pd.Series) -> pd.DataFrame:
    """Where one series overtakes another: columns after, before, year, leader.

    Between two observed years both series are taken as straight lines; ``year`` is where they
    meet, ``leader`` the name of the series that is ahead afterwards.
    """
    gap = left - right
    rows = []
    for a, b in zip(gap.index, gap.index[1:], strict=False):
        if gap[a] * gap[b] < 0:
            meet = a + (b - a) * gap[a] / (gap[a] - gap[b])
            rows.append((a, b, meet, left.name if gap[b] > 0 else right.name))
    return pd.DataFrame(rows, columns=["after", "before", "year", "leader"])


def corridors(
    od: pd.DataFrame, group: pd.Series, year: int, origin: str = SOUTH, destination: str = SOUTH
) -> pd.DataFrame:
    """Pairs of areas from one group to another, largest first: origin, destination, stock.

    Origins without a country are not corridors and are left out.
    """
    rows = od[od["year"] == year]
    rows = rows[(rows["origin"].map(group) == origin) & (rows["destination"].map(group) == destination)]
    order = ["stock", "origin", "destination"]
    rows = rows.sort_values(order, ascending=[False, True, True], ignore_index=True)
    return rows[["origin", "destination", "stock"]]


def within_share(pairs: pd.DataFrame, place: pd.Series) -> float:
    """Share of migrants in ``pairs`` (origin, destination, stock) who stay in one place.

    ``place`` names the place of each area (its major area or its region).
    """
    place = pd.Series(pd.factorize(place)[0], index=place.index)  # numbers compare faster
    same = pairs["origin"].map(place) == pairs["destination"].map(place)
    total = pairs["stock"].sum()
    return float(pairs.loc[same, "stock"].sum() / total) if total else float("nan")


def lead_after_moving(od: pd.DataFrame, group: pd.Series, year: int, residual: str) -> pd.DataFrame:
    """South-South minus South-North stock, if one area changed sides: area, lead, moved, both.

    ``lead`` is the difference in persons after the move, ``moved`` how much the move changed it,
    South-South and South-North the two stocks after it.
    Sorted by lead. One row for each area; the areas' other migrants stay where they are.
    """
    rows = od[od["year"] == year]
    origins = origin_groups(group, residual)
    rows = rows.assign(o=rows["origin"].map(origins), d=rows["destination"].map(group))
    rows = rows[rows["o"].notna()]
    # +1 for South-South, -1 for South-North, 0 for an origin in the North.
    sign = rows["d"].map({SOUTH: 1, NORTH: -1})
    signed = rows["stock"] * sign
    rows = rows.assign(signed=signed, lead=signed * (rows["o"] == SOUTH))
    lead, both = int(rows["lead"].sum()), int(rows.loc[rows["o"] == SOUTH, "stock"].sum())
    # As a destination, an area takes its migrants from the South to the other side of the balance.
    arrive = -2 * rows.groupby("destination")["lead"].sum()
    # As an origin, its people abroad enter the balance (North to South) or leave it.
    depart = rows.groupby("origin")["signed"].sum()
    leaves = depart.index.map(origins).map({SOUTH: -1, NORTH: 1})
    depart = depart * leaves
    both += (rows.groupby("origin")["stock"].sum() * leaves).reindex(group.index, fill_value=0)
    moved = arrive.reindex(group.index, fill_value=0) + depart.reindex(group.index, fill_value=0)
    lead += moved
    sides = {"South-South": (both + lead) // 2, "South-North": (both - lead) // 2}
    table = pd.DataFrame({"lead": lead, "moved": moved, **sides}).rename_axis("area").reset_index()
    return table.astype("int64").sort_values(["lead", "area"], ignore_index=True)
