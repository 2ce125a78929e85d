"""Personal remittances received, by group, in four measures that need not agree.

Frames: ``inflows`` has vintage, year, economy, area, usd_million; ``economies`` has year, economy,
area, gdp_usd, population (persons).
"""

from __future__ import annotations

import pandas as pd

from helpers.analysis.south import NORTH, SOUTH


def received(inflows: pd.DataFrame, economies: pd.DataFrame, vintage: str, year: int) -> pd.DataFrame:
    """One row an economy with an inflow: economy, area, usd_million, share_of_gdp, per_head.

    ``share_of_gdp`` = inflow / GDP (fraction), ``per_head`` = inflow / population (US$ a person);
    both missing where GDP or population is.
    """
    flow = inflows[(inflows["vintage"] == vintage) & (inflows["year"] == year)]
    size = economies.loc[economies["year"] == year, ["economy", "gdp_usd", "population"]]
    table = flow[["economy", "area", "usd_million"]].merge(size, on="economy", how="left")
    usd = table["usd_million"] * 1e6
    return table.assign(share_of_gdp=usd / table["gdp_usd"], per_head=usd / table["population"])


def by_group(receipts: pd.DataFrame, economies: pd.DataFrame, group: pd.Series, year: int) -> pd.DataFrame:
    """Remittances received by South and North: one row per group.

    usd_million: sum. share_of_world: of that sum. share_of_gdp: sum of inflows / sum of GDP over
    economies that have both. median_share_of_gdp: over the same economies. per_head: sum of
    inflows / population of all economies of the group in that year, receiving or not (US$).
    """
    receipts = receipts.assign(group=receipts["area"].map(group))
    people = economies[economies["year"] == year]
    people = people.groupby(people["area"].map(group))["population"].sum()
    both = receipts.dropna(subset=["gdp_usd"]).groupby("group")
    usd = receipts.groupby("group")["usd_million"].sum()
    table = pd.DataFrame(
        {
            "usd_million": usd,
            "share_of_world": usd / usd.sum(),
            "share_of_gdp": both["usd_million"].sum() * 1e6 / both["gdp_usd"].sum(),
            "median_share_of_gdp": both["share_of_gdp"].median(),
            "per_head": usd * 1e6 / people,
        }
    )
    return table.reindex([SOUTH, NORTH])


def year_shown(inflows: pd.DataFrame, vintage: str, year: int) -> int:
    """The year nearest to ``year`` for which the vintage has figures; the earlier one of two."""
    years = inflows.loc[inflows["vintage"] == vintage, "year"].unique()
    return int(min(years, key=lambda y: (abs(y - year), y)))


def by_vintage(inflows: pd.DataFrame, group: pd.Series, year: int) -> pd.DataFrame:
    """One year's inflows in every vintage that has it: economies, usd_million, share_in_south.

    Indexed by vintage, earliest issue first; ``share_in_south`` is a fraction of ``usd_million``.
    Economies without a group count in neither column.
    """
    rows = inflows[inflows["year"] == year]
    rows = rows.assign(group=rows["area"].map(group)).dropna(subset=["group"])
    usd = rows.groupby(["vintage", "group"])["usd_million"].sum().unstack()
    usd = usd.reindex(columns=[SOUTH, NORTH]).fillna(0.0)
    table = pd.DataFrame(
        {
            "economies": rows.groupby("vintage").size(),
            "usd_million": usd.sum(axis=1),
            "share_in_south": usd[SOUTH] / usd.sum(axis=1),
        }
    )
    # "wdi-2023-05" sorts by the month of issue that ends it, like the others.
    return table.sort_index(key=lambda names: names.str[-7:]).rename_axis("vintage")


APART = {"XKX": "Kosovo", "MAF": "Saint Martin"}
"""Economies that the Bank lists apart, and that UN DESA's migrant stock has inside another area."""


def dependence(receipts: pd.DataFrame, group: pd.Series, names: pd.Series) -> pd.DataFrame:
    """Economies by remittances / GDP, largest first: economy, name, group, share_of_gdp.

    ``names`` is indexed by M49 code. Economies without GDP are left out.
    """
    table = receipts.dropna(subset=["share_of_gdp"])
    table = table.assign(group=table["area"].map(group), name=table["area"].map(names))
    table["name"] = table["economy"].map(APART).fillna(table["name"])
    table = table.sort_values(["share_of_gdp", "economy"], ascending=[False, True], ignore_index=True)
    return table[["economy", "name", "group", "share_of_gdp"]]
