"""Sentences on remittances."""

from __future__ import annotations

import pandas as pd

from helpers.format import listing, the
from helpers.narrative.south import leaders, ratio
from helpers.parameters import Parameters

MEASURES = {
    "usd_million": "all dollars",
    "share_of_gdp": "share of GDP",
    "median_share_of_gdp": "the median economy",
    "per_head": "dollars a head",
}
"""Columns of `remittances.by_group`, in words."""


def inflow_note(receipts: pd.DataFrame, p: Parameters, paid: int) -> str:
    """How many economies an edition covers in the year ``paid``, and what it lacks."""
    edition = f"{p.remittance_vintage} edition"
    text = (
        f"The {edition} has {len(receipts)} economies with an inflow in {paid}. An economy without one may "
        "have had none, or may not have reported: the source does not tell the two apart."
    )
    if p.year == paid:
        return text
    return text + (
        f" **What is missing.** This run asks for {p.year}, for which there is no figure in the {edition}. "
        f"The section shows **{paid}**, the nearest year that there is; the verdict stays *no data*."
    )


def measures_title(measures: pd.DataFrame, year: int) -> str:
    """Who is ahead by which measure (`remittances.by_group`)."""
    text = leaders({text: tuple(measures[column]) for column, text in MEASURES.items()})
    return f"Remittances in {year}: {text[0].lower()}{text[1:]}"


def measures_note(measures: pd.DataFrame, receipts: pd.DataFrame, group: pd.Series, names: pd.Series) -> str:
    """How many times larger one side is, one bullet per measure, and where the North's money goes."""
    text = "\n".join(f"- **By {text}**: {ratio(*measures[column])}." for column, text in MEASURES.items())
    people = measures["usd_million"] / measures["per_head"]
    if people.isna().any():
        return text
    north = receipts[receipts["area"].map(group) == "North"].nlargest(3, "usd_million")
    return text + (
        f"\n\nThe South receives {100 * measures.at['South', 'share_of_world']:.0f} per cent of the money, "
        f"and has {100 * people['South'] / people.sum():.0f} per cent of the people. "
        f"The North receives too: {listing(map(the, north['area'].map(names)))} most of all."
    )


def editions_title(editions: pd.DataFrame, year: int) -> str:
    """How far the editions of one year's inflows are apart (`remittances.by_vintage`)."""
    usd, share = editions["usd_million"], 100 * editions["share_in_south"]
    if len(editions) < 2:
        return f"{year} in {len(editions) or 'no'} edition: nothing to compare"
    return (
        f"{year} in {len(editions)} editions: the world totals differ by "
        f"{100 * (usd.max() / usd.min() - 1):.0f} per cent, the South's share by "
        f"{share.max() - share.min():.1f} points"
    )


def dependence_title(ranked: pd.DataFrame) -> str:
    """How many economies depend much, and how many little (`remittances.dependence`)."""
    share = ranked["share_of_gdp"]
    if ranked.empty:
        return "No economy has remittances and GDP: no share to show"
    return (
        f"Remittances exceed a tenth of GDP in {(share > 0.1).sum()} of {len(ranked)} "
        f"economies, and are under a fiftieth in {(share < 0.02).sum()}"
    )


def dependence_note(ranked: pd.DataFrame, named: int = 12) -> str:
    """On which side the ``named`` most dependent economies are, and how common dependence is on each."""
    if ranked.empty:
        return "**No data.** The GDP of no economy with remittances is given for this year."
    top = ranked.head(named)["group"].value_counts().reindex(["South", "North"], fill_value=0)
    small = 100 * (ranked["share_of_gdp"] < 0.05).groupby(ranked["group"]).mean()
    small = small.reindex(["South", "North"], fill_value=0)
    text = (
        f"Of the {top.sum()} that depend most, **{top['South']} are in the South** and {top['North']} in "
        f"the North. In {small['South']:.0f} per cent of the South's economies, and in "
        f"{small['North']:.0f} per cent of the North's, remittances are less than a twentieth of GDP."
    )
    if small["South"] <= 50:
        return text
    if not top["North"]:
        return text + " Only the South has economies that depend so much, and most of its economies do not."
    return text + " So high dependence is a trait of some countries, not of the South as a whole."
