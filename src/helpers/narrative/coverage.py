"""Sentences on how many migrants move between countries that share a body."""

from __future__ import annotations

import pandas as pd

from helpers.analysis.coverage import ALL_LISTED, FIRST_LIST, WITHOUT_SUSPENDED
from helpers.format import counted, listing, millions, missing
from helpers.narrative.migration import NO_CORRIDOR

NOTHING_SHARED = "No two ends of a South-South corridor have a seat in one body of this list"


def by_confidence_title(kinds: pd.DataFrame) -> str:
    """Coverage by any forum on paper, and by well-attested seats (`coverage.by_confidence`)."""
    paper, firm = (100 * kinds.loc["any of these", c] for c in ("all", "high"))
    if missing(paper):
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
        f"{millions(bare['stock'].sum())} million people, share nothing at all"
    )


def by_place_title(regions: pd.DataFrame) -> str:
    """The large region that processes cover least (`coverage.by_place`)."""
    if regions.empty:
        return NO_CORRIDOR
    large = regions[regions["migrants"] >= 0.005 * regions["migrants"].sum()]
    low = large["a consultative process"].idxmin()
    return (
        f"Of the large regions, {low} is covered least by consultative processes: "
        f"{100 * large.loc[low, 'a consultative process']:.0f} per cent"
    )


def over_time_title(history: pd.DataFrame) -> str:
    """How coverage changed over the years (`coverage.over_time`), by the seats of the time and of 2018."""
    first, last = history.index[0], history.index[-1]
    if first == last:
        return f"One year with origins, {first}: no change to show"
    if history.iloc[[0, -1]].isna().any(axis=None):
        return "A year without South-South corridors: no change to show"
    ends = [" to ".join(f"{100 * n:.0f}" for n in history[c].iloc[[0, -1]]) for c in ("then", "today")]
    return (
        f"{first}-{last}, per cent covered: from {ends[0]} by the forums of the time, "
        f"from {ends[1]} by those of 2018"
    )


def list_story(shares: pd.Series, verdicts: pd.Series, names: pd.Series) -> str:
    """How far the reading "a regional body" hangs on the list of bodies: a table, and what it says.

    ``shares`` as of `coverage.by_list`; ``verdicts`` are those of each list, ``names`` the full names
    of bodies.
    """
    whole, first = (shares[name] for name in (ALL_LISTED, FIRST_LIST))
    if missing(whole) or not whole:
        return NO_CORRIDOR + "." if missing(whole) else NOTHING_SHARED + "."
    home = verdicts[ALL_LISTED]
    single = [name for name in shares.index if name.startswith("without ") and name[8:] in names.index]
    turning = [names[name[8:]] for name in single if verdicts[name] != home]
    half = verdicts.map({"holds": "more than half", "tie": "about half", "fails": "less than half"})
    rows = [f"| {name} | {100 * share:.1f} | {half[name]} |" for name, share in shares.items()]
    table = "\n".join(["| list of bodies | per cent covered | which is |", "|:--|--:|:--|", *rows])
    text = (
        f"{table}\n\nBy the whole list {100 * whole:.1f} per cent share a regional body, "
        f"*{half[ALL_LISTED]}*; by the first list, which followed no rule, it was {100 * first:.1f}, "
        f"*{half[FIRST_LIST]}*. Without suspended members it is {100 * shares[WITHOUT_SUSPENDED]:.1f}. "
    )
    if not turning:
        return text + "No single body, left out, turns the reading."
    least = 100 * min(shares[name] for name in single)
    return text + (
        f"Left out alone, {counted(len(turning), 'body turns', 'bodies turn')} it: {listing(turning)} "
        f"({least:.1f} per cent at the lowest). **A verdict that one line of a list decides is a verdict on "
        "the list as well.**"
    )


def under_rules_title(rules: pd.DataFrame) -> str:
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
