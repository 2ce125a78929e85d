"""Sentences of notebooks 01 and 05 on forums, made from their numbers, of which any may be nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers.narrative.common import listing
from helpers.narrative.migration import NO_CORRIDOR

NO_SEAT = "No seat of an area is listed"
NOTHING_SHARED = "No two ends of a South-South corridor have a seat in one body of this list"


def home_title(who: pd.DataFrame) -> str:
    """How many bodies have all their seats in one major area (`membership.matrix`)."""
    if who.empty:
        return NO_SEAT
    within = who.groupby("body")["major_area"].nunique() == 1
    return f"{within.sum()} of {len(within)} bodies draw all their members and observers from one major area"


def place_title(place: str, many: pd.Series) -> str:
    """Bodies that half of a place's areas belong to, and the busiest; ``many`` counts them."""
    if many.empty:
        return f"{place}: {NO_SEAT[0].lower()}{NO_SEAT[1:]}"
    return (
        f"{place}: half of the areas here belong to {many.median():g} bodies or more, the "
        f"busiest to {many.max()}"
    )


def median_title(median: pd.Series) -> str:
    """At how many tables the median area sits, by group."""
    if not median.any():
        return "The median area of neither side has a seat that is listed"
    south, north = ("no known number" if pd.isna(n) else f"{n:g}" for n in median[["South", "North"]])
    return f"The median area sits at {south} tables in the South, at {north} in the North"


def composition_title(mix: pd.DataFrame) -> str:
    """How many bodies have members in the South only (`cooperation.composition`)."""
    if mix.empty:
        return NO_SEAT
    south = (mix["type"] == "South only").sum()
    return f"{south} of {len(mix)} bodies have members in the South only"


def largest_corridor(pairs: pd.DataFrame, forums: Mapping[int, set[str]], names: pd.Series) -> str:
    """What both ends of the largest corridor belong to; ``forums`` holds each area's bodies."""
    if pairs.empty:
        return f"{NO_CORRIDOR}: there are no two ends to compare."
    origin, destination, stock = pairs.iloc[0][["origin", "destination", "stock"]]
    shared = forums.get(origin, set()) & forums.get(destination, set())
    return (
        f"{names[origin]} to {names[destination]}, {stock / 1e6:.2f} million people: they "
        f"share {listing(sorted(shared) or ['no forum'])}."
    )


def paper_title(kinds: pd.DataFrame) -> str:
    """Coverage by any forum on paper, and by well-attested seats (`coverage.by_confidence`)."""
    paper, firm = (100 * kinds.loc["any of these", c] for c in ("all", "high"))
    if pd.isna(paper):
        return NO_CORRIDOR
    if not paper:
        return NOTHING_SHARED
    return (
        f"On paper, {paper:.0f} per cent of South-South migrants are in a corridor with a "
        f"forum; {firm:.0f} per cent if only well-attested seats count"
    )


def open_title(open_: pd.DataFrame, bare: pd.DataFrame) -> str:
    """How many corridors share no consultative process, and how many nothing (stock: persons)."""
    if open_.empty:
        return "No South-South corridor is without a consultative process"
    return (
        f"{len(open_):,} corridors share no consultative process; {len(bare):,} of these, with "
        f"{bare['stock'].sum() / 1e6:.1f} million people, share nothing at all"
    )


def region_title(regions: pd.DataFrame) -> str:
    """The large region that processes cover least (`coverage.by_place`)."""
    if regions.empty:
        return NO_CORRIDOR
    large = regions[regions["migrants"] >= 0.005 * regions["migrants"].sum()]
    low = large["a consultative process"].idxmin()
    return (
        f"Of the large regions, {low} is covered least by consultative processes: "
        f"{100 * large.loc[low, 'a consultative process']:.0f} per cent"
    )


def rules_title(rules: pd.DataFrame) -> str:
    """How far coverage falls, and under which rule (`coverage.under_rules`)."""
    process = rules["process"].dropna()
    if process.empty:
        return NO_CORRIDOR
    if not process.any():
        return NOTHING_SHARED
    return (
        f"Coverage by consultative processes: from {100 * process.max():.0f} down to "
        f"{100 * process.min():.0f} per cent ({process.idxmin()})"
    )
