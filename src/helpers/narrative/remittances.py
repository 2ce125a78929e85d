"""Sentences of notebook 03, made from its numbers."""

from __future__ import annotations

import pandas as pd

from helpers.narrative.common import leaders, listing, missing, ratio, shown_instead
from helpers.narrative.migration import NO_CORRIDOR
from helpers.parameters import Parameters

MEANING = {
    "usd_million": "all dollars",
    "share_of_gdp": "share of GDP",
    "median_share_of_gdp": "the median economy",
    "per_head": "dollars a head",
}


def inflow_note(receipts: pd.DataFrame, p: Parameters, paid: int) -> str:
    """How many economies an edition covers, and what it lacks."""
    lacking = shown_instead(p.year, paid, f"figure in the {p.remittance_vintage} edition")
    return (
        f"The {p.remittance_vintage} edition has {len(receipts)} economies with an inflow in "
        f"{paid}. An economy without one may have had none, or may not have reported: the "
        f"source does not tell the two apart. {lacking}"
    ).strip()


def measures_title(measures: pd.DataFrame, year: int) -> str:
    """Who is ahead by which measure (`remittances.by_group`)."""
    text = leaders({text: tuple(measures[column]) for column, text in MEANING.items()})
    return f"Remittances in {year}: {text[0].lower()}{text[1:]}"


def measures_note(measures: pd.DataFrame, receipts: pd.DataFrame, group: pd.Series, names: pd.Series) -> str:
    """How many times larger one side is, by each measure, and where the North's money goes."""
    lines = [f"- **By {text}**: {ratio(*measures[column])}." for column, text in MEANING.items()]
    people = measures["usd_million"] / measures["per_head"]
    if people.isna().any():
        return "\n".join(lines)
    north = receipts[receipts["area"].map(group) == "North"].nlargest(3, "usd_million")
    return "\n".join(lines) + (
        f"\n\nThe South receives {100 * measures.at['South', 'share_of_world']:.0f} per cent of "
        f"the money, and has {100 * people['South'] / people.sum():.0f} per cent of the people. "
        f"The North receives too: {listing(list(north['area'].map(names)))} most of all."
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
    """On which side the most dependent economies are, and how common dependence is on each."""
    if ranked.empty:
        return "**No data.** The GDP of no economy with remittances is given for this year."
    top = ranked.head(named)["group"].value_counts().reindex(["South", "North"], fill_value=0)
    small = 100 * (ranked["share_of_gdp"] < 0.05).groupby(ranked["group"]).mean()
    small = small.reindex(["South", "North"], fill_value=0)
    text = (
        f"Of the {top.sum()} that depend most, **{top['South']} are in the South** and "
        f"{top['North']} in the North. In {small['South']:.0f} per cent of the South's "
        f"economies, and in {small['North']:.0f} per cent of the North's, remittances are less "
        "than a twentieth of GDP."
    )
    if small["South"] > 50:
        text += " So high dependence is a trait of some countries, not of the South as a whole."
    return text


def refuge_note(totals: pd.DataFrame, p: Parameters, fled: int, counted: bool) -> str:
    """Which count of refugees a section uses, and what is missing."""
    n = int(totals.loc[totals["year"] == fled, "refugees"].sum())
    if not n:
        return (
            "**What is missing.** No revision at hand counts refugees, so there is no data in this section."
        )
    text = f"UN DESA counted {n:,} refugees and asylum seekers in {fled}."
    if counted:
        return text
    return text + (
        f" **What is missing.** The {p.revision} revision has no such count for "
        f"{p.year}; the section shows {fled} instead, and the verdict stays *no data*."
    )


def weight_title(series: pd.DataFrame, year: int) -> str:
    """Refugees among migrants in one year of a series."""
    if year not in series.index or series.loc[year].isna().any():
        return f"Refugees among migrants of both sides: no data for {year}"
    return (
        f"In {year}, refugees were {100 * series.at[year, 'South']:.0f} per cent of migrants "
        f"in the South, {100 * series.at[year, 'North']:.0f} in the North"
    )


def hosts_title(shares: pd.DataFrame) -> str:
    """The South's share of refugees by several rules, beside the last row, its residents."""
    south = 100 * shares["South"]
    if south.iloc[:-1].isna().all() or pd.isna(south.iloc[-1]):
        return "Refugees hosted, and residents: not both are counted"
    low, high = south.iloc[:-1].min(), south.iloc[:-1].max()
    return (
        f"The South hosts {low:.0f} to {high:.0f} per cent of refugees, and has "
        f"{south.iloc[-1]:.0f} per cent of all people"
    )


def residents_note(residents: pd.DataFrame) -> str:
    """Refugees for every thousand residents (`displacement.refugees_per_thousand`)."""
    south, north = residents["per_thousand"]
    share = residents.at["South", "share_of_residents"]
    if missing(south, north):
        return "**No data** on refugees for every thousand residents of both sides."
    text = (
        f"For every thousand residents the South hosts **{south:.1f}** refugees and asylum "
        f"seekers, the North **{north:.1f}** (UN DESA's count): {ratio(south, north)}. "
    )
    if share > 0.5:
        text += (
            "The card above compares plain numbers of refugees hosted. With "
            f"{100 * share:.0f} per cent of all people, the South would be ahead there even "
            "if every country hosted alike."
        )
    return text


def hosted_title(shares: pd.Series, year: int) -> str:
    """The South's share of refugees at the ends of a series, and in one year of it."""
    first, last = shares.index[0], shares.index[-1]
    years = dict.fromkeys([first, year, last])
    parts = [f"{100 * shares[y]:.0f} in {y}" for y in years if pd.notna(shares.get(y))]
    if not parts:
        return "Refugees under UNHCR's mandate by group: no data"
    return f"Per cent of UNHCR's refugees living in the South: {listing(parts)}"


def nearness_title(within: float, closer: float) -> str:
    """Shares of South-South migrants who stay in a major area, and in a sub-region."""
    if pd.isna(within):
        return NO_CORRIDOR
    return (
        f"{100 * within:.0f} per cent of South-South migrants stay in their major area, "
        f"{100 * closer:.0f} in their sub-region"
    )


def chance_note(within: float, closer: float, chance: dict[str, float]) -> str:
    """Observed shares beside those of a random deal (`regions.within_by_chance`)."""
    if pd.isna(within):
        return f"{NO_CORRIDOR}, so there is nothing to set beside chance."
    large, small = within / chance["major_area"], closer / chance["region"]
    text = (
        f"By chance alone {100 * chance['major_area']:.0f} per cent would stay in their major "
        f"area and {100 * chance['region']:.0f} per cent in their sub-region. The observed "
        f"shares are **{large:.1f}** and **{small:.1f}** times that."
    )
    if small > large:
        text += (
            " The smaller boxes, with the lower percentage, are the stronger evidence that people stay near."
        )
    return text


def readings_title(grid: pd.DataFrame) -> str:
    """Whether definitions of the South (columns) turn readings (rows) of claims."""
    judged = grid[(grid != "no data").any(axis=1)]
    if judged.empty:
        return "No reading has data under any definition of the South"
    turned = int((judged.nunique(axis=1) > 1).sum())
    if turned:
        return f"Who counts as the South changes {turned} of {len(judged)} verdicts"
    tail = "; the choice of measure does" if judged.iloc[:, 0].nunique() > 1 else ""
    return f"No definition of the South changes any of these {len(judged)} verdicts{tail}"
