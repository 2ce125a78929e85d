"""Sentences on who is the South, and on how it stands to the North."""

from __future__ import annotations

import pandas as pd

from helpers.claims.judgement import Verdict
from helpers.claims.rules import comparison_verdict
from helpers.format import capital, listing, missing
from helpers.parameters import Parameters


def this_run(parameters: Parameters, group: pd.Series, rule: str) -> str:
    """The choice behind a run, in one sentence; ``rule`` defines the South."""
    n = int((group == "South").sum())
    return (
        f"**This run** uses the {parameters.revision} revision for the year **{parameters.year}**. {rule}: "
        f"{n} of {len(group)} areas are South."
    )


def widest_gap(moved: pd.DataFrame, world: float) -> str:
    """The definition that moves most migrants to the other side.

    ``moved`` has areas and migrants (persons), one row per definition; ``world`` is all migrants.
    """
    if not moved["migrants"].max():
        return "No definition moves a migrant of this run to the other side of the line."
    widest = moved["migrants"].idxmax()
    share = 100 * moved["migrants"].max() / world
    return (
        f"The widest gap is to `{widest}`: {moved.loc[widest, 'areas']:.0f} areas, where "
        f"**{share:.0f} per cent** of the world's migrants live, are on the other side of the line."
    )


def ratio(left: float, right: float) -> str:
    """How the South's number compares with the North's, as the end of a sentence."""
    if missing(left, right):
        return "no data"
    if min(left, right) <= 0:
        return "one of the two is nothing"
    if comparison_verdict(left, right) == Verdict.TIE:
        return "the two are about equal"
    more, less, times = ("South", "North", left / right) if left > right else ("North", "South", right / left)
    return f"the {more}'s is {times:.{1 if times >= 1.05 else 2}f} times the {less}'s"


def leaders(measures: dict[str, tuple[float, float]]) -> str:
    """Who is ahead by which measure: ``measures`` maps a name to (South, North)."""
    words = {"holds": "the South is ahead", "fails": "the North is ahead", "tie": "a tie"}
    names: dict[str, list[str]] = {}
    for name, pair in measures.items():
        who = "no data" if missing(*pair) else words[comparison_verdict(*pair)]
        names.setdefault(who, []).append(name)
    text = "; ".join(f"{who} by {listing(ahead)}" for who, ahead in names.items())
    return capital(text)
