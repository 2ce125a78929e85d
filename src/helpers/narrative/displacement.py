"""Sentences on refugees: among migrants, by host, for each resident."""

from __future__ import annotations

import pandas as pd

from helpers.format import listing, missing
from helpers.narrative.south import ratio
from helpers.parameters import Parameters


def refuge_note(totals: pd.DataFrame, p: Parameters, fled: int, counted: bool) -> str:
    """Which count of refugees a section uses, that of the year ``fled``, and what is missing.

    ``counted`` tells whether the run's own year has a count (`displacement.year_counted`).
    """
    n = int(totals.loc[totals["year"] == fled, "refugees"].sum())
    if not n:
        return (
            "**What is missing.** No revision at hand counts refugees, so there is no data in this section."
        )
    text = f"UN DESA counted {n:,} refugees and asylum seekers in {fled}."
    if counted:
        return text
    return text + (
        f" **What is missing.** The {p.revision} revision has no such count for {p.year}; the section "
        f"shows {fled} instead, and the verdict stays *no data*."
    )


def weight_title(series: pd.DataFrame, year: int) -> str:
    """Refugees among migrants in one year (South, North as fractions; one row per year)."""
    if year not in series.index or series.loc[year].isna().any():
        return f"Refugees among migrants of both sides: no data for {year}"
    return (
        f"In {year}, refugees were {100 * series.at[year, 'South']:.0f} per cent of migrants "
        f"in the South, {100 * series.at[year, 'North']:.0f} in the North"
    )


def hosts_title(shares: pd.DataFrame) -> str:
    """The South's share of refugees: one row per counting rule (fractions), the last one residents."""
    south = 100 * shares["South"]
    if south.iloc[:-1].isna().all() or missing(south.iloc[-1]):
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
        f"For every thousand residents the South hosts **{south:.1f}** refugees and asylum seekers, "
        f"the North **{north:.1f}** (UN DESA's count): {ratio(south, north)}. "
    )
    if share > 0.5:
        text += (
            f"The card above compares plain numbers of refugees hosted. With {100 * share:.0f} per cent "
            "of all people, the South would be ahead there even if every country hosted alike."
        )
    return text


def hosted_title(shares: pd.Series, year: int) -> str:
    """The South's share of refugees at the ends of a series by year, and in one year of it."""
    years = dict.fromkeys([shares.index[0], year, shares.index[-1]])
    parts = [f"{100 * shares[y]:.0f} in {y}" for y in years if pd.notna(shares.get(y))]
    if not parts:
        return "Refugees under UNHCR's mandate by group: no data"
    return f"Per cent of UNHCR's refugees living in the South: {listing(parts)}"
