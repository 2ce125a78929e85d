"""Sentences on refugees: among migrants, by host, for each resident."""

from __future__ import annotations

import pandas as pd

from helpers.analysis.displacement import ASYLUM_SEEKERS_SINCE, counts_asylum_seekers
from helpers.format import listing, millions, missing
from helpers.narrative.south import ratio
from helpers.parameters import Parameters


def who_fled(revision: int, year: int) -> str:
    """Whom UN DESA's count of refugees has in a year of a revision."""
    return "refugees and asylum seekers" if counts_asylum_seekers(revision, year) else "refugees"


def refuge_note(totals: pd.DataFrame, p: Parameters, revision: int, fled: int, counted: bool) -> str:
    """Which count of refugees a section uses, and what is missing: that of ``revision``, year ``fled``.

    ``counted`` tells whether the run's own year has a count (`displacement.year_counted`).
    """
    n = int(totals.loc[totals["year"] == fled, "refugees"].sum())
    if not n:
        return (
            "**What is missing.** No revision at hand counts refugees, so there is no data in this section."
        )
    text = f"UN DESA's {revision} revision counts {n:,} {who_fled(revision, fled)} in {fled}."
    if counted:
        return text
    return text + (
        f" **What is missing.** The {p.revision} revision has no such count for {p.year}. The section shows "
        f"this one instead, and the verdict stays *no data*. Where the card below has a number, it is "
        f"another publisher's, and of {p.year}."
    )


def break_note(revision: int) -> str:
    """How a revision's series of refugees changes its content on the way."""
    since = ASYLUM_SEEKERS_SINCE.get(revision, 0)
    if since is None:
        return f"The {revision} revision's table has refugees only, without asylum seekers, in every year."
    if not since:
        return (
            f"The {revision} revision's table is headed *including asylum seekers*; whether that holds for "
            "the early years too is not known here."
        )
    return (
        f"**The series breaks at {since}.** The {revision} revision's table is headed *including asylum "
        f"seekers*, but its numbers before {since} are those of an earlier revision, nearly to the person, "
        f"and that one has refugees only. So the step to {since} is asylum seekers in part."
    )


def inside_note(share: pd.Series, inside: pd.Series, year: int) -> str:
    """What becomes of refugees among migrants without those who are no migrants in the tables.

    Two shares of South and North (fractions), the second one without them
    (`displacement.refugees_who_are_migrants`).
    """
    changed = [side for side in share.index if not missing(share[side]) and share[side] > inside[side]]
    if not changed:
        return "In these tables every refugee is among the migrants by whom we divide."
    (side,) = changed
    return (
        f"**A numerator outside its denominator.** The {100 * share[side]:.1f} per cent of the {side} in "
        f"{year} have refugees in Palestine in them, as the UN's own percentages have: UNRWA registers them, "
        "and UN DESA does not count them among the migrants there. Without them it is "
        f"**{100 * inside[side]:.1f} per cent**."
    )


def weight_title(series: pd.DataFrame, year: int, who: str) -> str:
    """Refugees for every 100 migrants in one year (South, North as fractions; one row per year).

    ``who`` they are (`who_fled`). Some are not among the migrants (`inside_note`).
    """
    if year not in series.index or series.loc[year].isna().any():
        return f"Refugees among migrants of both sides: no data for {year}"
    return (
        f"For every 100 migrants in {year}, the South had {100 * series.at[year, 'South']:.0f} {who}, "
        f"the North {100 * series.at[year, 'North']:.0f}"
    )


def hosts_title(shares: pd.DataFrame) -> str:
    """The South's share of refugees: one row per counting rule (fractions), the last one residents."""
    south = 100 * shares["South"]
    if south.iloc[:-1].isna().all() or missing(south.iloc[-1]):
        return "Refugees hosted, and residents: not both are counted"
    ends = dict.fromkeys(f"{n:.0f}" for n in (south.iloc[:-1].min(), south.iloc[:-1].max()))
    return (
        f"The South hosts {' to '.join(ends)} per cent of refugees, and has "
        f"{south.iloc[-1]:.0f} per cent of all people"
    )


def residents_note(residents: pd.DataFrame, who: str, counted: bool) -> str:
    """Refugees for every thousand residents (`displacement.refugees_per_thousand`).

    ``who`` they are (`who_fled`); ``counted`` as in `refuge_note`.
    """
    south, north = residents["per_thousand"]
    share = residents.at["South", "share_of_residents"]
    if missing(south, north):
        return "**No data** on refugees for every thousand residents of both sides."
    text = (
        f"For every thousand residents the South hosts **{south:.1f}** {who}, the North **{north:.1f}** "
        f"(UN DESA's count): {ratio(south, north)}. "
    )
    if share > 0.5:
        plain = "The card above compares plain numbers of refugees hosted too. " if counted else ""
        text += (
            f"{plain}With {100 * share:.0f} per cent of all people, the South would be ahead in plain "
            "numbers even if every country hosted alike."
        )
    return text


def hosted_title(shares: pd.Series, year: int) -> str:
    """The South's share of refugees at the ends of a series by year, and in one year of it."""
    years = dict.fromkeys([shares.index[0], year, shares.index[-1]])
    parts = [f"{100 * shares[y]:.0f} in {y}" for y in years if pd.notna(shares.get(y))]
    if not parts:
        return "Refugees under UNHCR's mandate by group: no data"
    return f"Per cent of UNHCR's refugees living in the South: {listing(parts)}"


def others_note(both: pd.DataFrame, year: int) -> str:
    """People outside UNHCR's refugees, most of them Venezuelans (`share_hosted_with_others`)."""
    others = both["others"]
    if not others.any():
        return f"In {year} UNHCR's tables have nobody in the category of most Venezuelans abroad."
    place = listing(f"{millions(n)} million in the {side}" for side, n in others.items() if n)
    return (
        "Most Venezuelans abroad are in a category of their own (`other_protection` in the table). "
        f"In {year} it has {place}. With it the South's share would be "
        f"**{100 * both.at['South', 'share_with_others']:.0f}** per cent, not "
        f"{100 * both.at['South', 'share']:.0f}."
    )
