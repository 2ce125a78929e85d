"""One area's side of the data: who lives there, who left, what binds it to the other ends.

Frames as in `helpers.analysis.migration`, `remittances` and `displacement`; ``area`` is an M49
code. "in" is people living in the area, "out" people born there who live elsewhere. A figure that
a source does not have is missing (nan), never zero.
"""

from __future__ import annotations

import pandas as pd

from helpers.analysis.coverage import COVERS, cover
from helpers.analysis.migration import annual_growth_rate, four_way, lead_after_moving
from helpers.analysis.south import NORTH, SOUTH, origin_groups

UNKNOWN = "unknown"
ENDS = {"in": ("destination", "origin"), "out": ("origin", "destination")}
"""For each side of an area: the column that names it, and the column of the other end."""


def stock_over_time(od: pd.DataFrame, totals: pd.DataFrame, area: int) -> pd.DataFrame:
    """Persons by year, columns in and out.

    ``in`` is the publisher's total; ``out`` the sum over all destinations that name the area as
    an origin, so people filed under "other" origins are not in it. Missing where a table lacks
    the year.
    """
    rows = totals[totals["area"] == area].set_index("year")["stock"].astype("float64")
    out = od[od["origin"] == area].groupby("year")["stock"].sum()
    out = out.reindex(sorted(od["year"].unique()), fill_value=0).astype("float64")
    return pd.DataFrame({"in": rows, "out": out}).sort_index().rename_axis("year")


def by_side(od: pd.DataFrame, group: pd.Series, area: int, year: int, residual: str) -> pd.DataFrame:
    """Persons by side of the other end: rows in and out, columns South, North, unknown.

    Origins without a country are on the side that ``residual`` gives them, or unknown.
    """
    now = od[od["year"] == year]
    sides = {"in": origin_groups(group, residual), "out": group}
    table = {}
    for end, (own, other) in ENDS.items():
        rows = now[now[own] == area]
        side = rows[other].map(sides[end]).fillna(UNKNOWN)
        table[end] = rows.groupby(side)["stock"].sum()
    frame = pd.DataFrame(table).T.reindex(columns=[SOUTH, NORTH, UNKNOWN])
    return frame.fillna(0).astype("int64").rename_axis(columns=None)


def rank(stock: pd.Series, area: int) -> tuple[int, int]:
    """The area's place by size (1 is largest; equals share a place), and among how many."""
    stock = stock.dropna()
    return int((stock > stock[area]).sum()) + 1, len(stock)


def emigrants(od: pd.DataFrame, areas: pd.Index, year: int) -> pd.Series:
    """People born in each area who live elsewhere (persons), by M49 code; 0 where nobody."""
    out = od[od["year"] == year].groupby("origin")["stock"].sum()
    return out.reindex(areas, fill_value=0)


def corridors(
    od: pd.DataFrame, belongs: pd.DataFrame, areas: pd.Index, area: int, year: int, end: str
) -> pd.DataFrame:
    """The area's corridors on one side, largest first: origin, destination, other, stock, cover.

    ``other`` is the other end; ``cover`` what both ends share at best (`coverage.COVERS`).
    Origins without a country, and pairs without a person, are no corridors.
    """
    own, other = ENDS[end]
    rows = od[(od["year"] == year) & (od[own] == area) & od[other].isin(areas) & (od["stock"] > 0)]
    rows = rows.sort_values(["stock", other], ascending=[False, True], ignore_index=True)
    rows = rows[["origin", "destination", "stock"]].astype("int64")
    return rows.assign(other=rows[other], cover=cover(rows, belongs))


def covered(pairs: pd.DataFrame) -> pd.Series:
    """Share of the people in ``pairs`` (`corridors`) by cover; missing if there is nobody."""
    stock = pairs.groupby("cover")["stock"].sum().reindex(list(COVERS), fill_value=0)
    return stock / stock.sum()  # of nobody, 0 / 0: missing


def received(receipts: pd.DataFrame, area: int) -> pd.Series:
    """Remittances of an area: economies, usd_million, share_of_gdp, per_head.

    ``receipts`` as `remittances.received` returns them. An area may be several economies there
    (Serbia and Kosovo): dollars are added, each ratio is sum over sum where both parts exist.
    """
    rows = receipts[receipts["area"] == area]

    def ratio(column: str) -> float:
        both = rows.dropna(subset=[column])
        size = float(both[column].sum())
        return float(both["usd_million"].sum()) * 1e6 / size if size else float("nan")

    return pd.Series(
        {
            "economies": ", ".join(sorted(rows["economy"])),
            "usd_million": float(rows["usd_million"].sum()) if len(rows) else float("nan"),
            "share_of_gdp": ratio("gdp_usd"),
            "per_head": ratio("population"),
        }
    )


def medians(receipts: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    """The median receiving economy of South and North: share_of_gdp (fraction), per_head (US$)."""
    by_group = receipts.groupby(receipts["area"].map(group))[["share_of_gdp", "per_head"]]
    return by_group.median().reindex([SOUTH, NORTH]).rename_axis(index=None)


def refugees(
    by_asylum: pd.DataFrame, by_origin: pd.DataFrame, unrwa: pd.DataFrame, area: int, year: int
) -> pd.Series:
    """Refugees at the end of the year (persons): hosted, from (UNHCR's mandate), unrwa (hosted).

    Missing where a source has no figure for the year at all, never lists the area (territories are
    counted with their state), or lists it from a later year on (Montenegro before 2006); 0 where
    it lists the area earlier, and not in the year.
    """

    def count(table: pd.DataFrame) -> float:
        own = table[table["area"] == area]
        if not (own["year"] <= year).any() or not (table["year"] == year).any():
            return float("nan")
        return float(own.loc[own["year"] == year, "refugees"].sum())

    return pd.Series({"hosted": count(by_asylum), "from": count(by_origin), "unrwa": count(unrwa)})


MEASURES = ["migrants", "growth", "share_of_gdp", "per_head"]


def compare_with_groups(
    totals: pd.DataFrame,
    own: pd.DataFrame,
    group: pd.Series,
    receipts: pd.DataFrame,
    area: int,
    years: tuple[int, int],
    growth: str,
) -> pd.DataFrame:
    """The area beside South and North: one row per measure of `MEASURES`, columns here, South, North.

    migrants: per resident, a group's as sum over sum. growth: of migrants, a year, between
    ``years``. share_of_gdp, per_head: remittances; a group's is its median economy. ``own`` has the
    groups' migrants (`migration.hosted`).
    """
    first, last = years
    now = totals[totals["year"] == last].set_index("area")
    people = 1000 * now["population_thousands"].groupby(now.index.map(group)).sum(min_count=1)
    own_stock = totals[totals["area"] == area].set_index("year")["stock"].astype("float64")
    series = {"here": own_stock, SOUTH: own[SOUTH], NORTH: own[NORTH]}
    residents = {"here": 1000 * now["population_thousands"].get(area, float("nan"))}
    residents |= {g: people.get(g, float("nan")) for g in (SOUTH, NORTH)}
    money = pd.concat(
        [received(receipts, area)[["share_of_gdp", "per_head"]].rename("here"), medians(receipts, group).T],
        axis=1,
    )
    rows = {
        "migrants": {
            c: s.get(last, float("nan")) / residents[c] if residents[c] else float("nan")
            for c, s in series.items()
        },
        "growth": {
            c: annual_growth_rate(s.get(first, float("nan")), s.get(last, float("nan")), last - first, growth)
            for c, s in series.items()
        },
    }
    return pd.concat([pd.DataFrame(rows).T, money.astype("float64")]).loc[MEASURES]


def effect_of_switching(
    od: pd.DataFrame, group: pd.Series, year: int, residual: str, area: int
) -> tuple[int, int, bool]:
    """South-South minus South-North as it is, and if the area alone changed sides; does it turn?

    The two leads in persons; they turn if one is below zero and the other is not, as in
    `migration.lead_after_moving`.
    """
    now = four_way(od[od["year"] == year], group, residual).loc[year]
    lead = int(now["South-South"] - now["South-North"])
    moved = lead_after_moving(od, group, year, residual).set_index("area")
    after = int(moved.at[area, "lead"])
    return lead, after, (after < 0) != (lead < 0)
