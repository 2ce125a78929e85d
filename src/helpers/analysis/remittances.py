"""Personal remittances received, by group, in three measures that need not agree.

Frames: ``inflows`` has vintage, year, economy, area, usd_million; ``economies`` has year, economy,
area, gdp_usd, population (persons).
"""

from __future__ import annotations

import pandas as pd

from helpers.analysis.south import NORTH, SOUTH


def received(
    inflows: pd.DataFrame, economies: pd.DataFrame, vintage: str, year: int
) -> pd.DataFrame:
    """One row an economy with an inflow: economy, area, usd_million, share_of_gdp, per_head.

    ``share_of_gdp`` = inflow / GDP (fraction), ``per_head`` = inflow / population (US$ a person);
    both missing where GDP or population is.
    """
    flow = inflows[(inflows["vintage"] == vintage) & (inflows["year"] == year)]
    size = economies.loc[economies["year"] == year, ["economy", "gdp_usd", "population"]]
    table = flow[["economy", "area", "usd_million"]].merge(size, on="economy", how="left")
    usd = table["usd_million"] * 1e6
    return table.assign(share_of_gdp=usd / table["gdp_usd"], per_head=usd / table["population"])


def by_group(receipts: pd.DataFrame, economies: pd.DataFrame, group: pd.Series,
             year: int) -> pd.DataFrame:
    """Remittances received by South and North: one row a group.

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
