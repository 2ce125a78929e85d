"""Sentences on verdicts: how they stand, and what turns them."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from helpers.claims.judgement import Judgement, Verdict
from helpers.format import listing


def flip_lines(changes: dict[str, pd.DataFrame]) -> str:
    """One bullet per claim: which single changes turn its verdict, and which leave it without one.

    ``changes`` maps claim ids to what `helpers.claims.robustness.single_changes` returns.
    """
    return "\n".join(f"- **{claim}**: {turning(table)}" for claim, table in changes.items())


def turning(changes: pd.DataFrame, areas: Sequence[str] = ()) -> str:
    """What turns a verdict, as the rest of a sentence: single parameters, and single areas if given.

    ``changes`` are those of `helpers.claims.robustness.single_changes`.
    """
    if (changes["now"] == Verdict.NO_DATA).any():
        return "no verdict in this run, so nothing to turn"
    turns = changes[changes["turns"]].groupby(["parameter", "verdict"], sort=False)["value"]
    parts = [
        f"`{name}` = {listing(map(str, values), 'or')} makes it *{verdict}*"
        for (name, verdict), values in turns
    ]
    if areas:
        parts.append(f"one area on the other side of the line turns it: {listing(areas, 'or')}")
    untold = changes[changes["verdict"] == Verdict.NO_DATA].groupby(["parameter", "lacks"], sort=False)[
        "value"
    ]
    silent = [
        f"`{name}` = {listing(map(str, values), 'or')}{f' (no {year})' if year else ''}"
        for (name, year), values in silent_changes.groupby(["parameter", "lacks"], sort=False)["value"]
    ]
    told = "; ".join(parts) or "no single change turns it"
    return told + (f"; it cannot be asked of {', nor of '.join(silent)}" if silent else "")


def _judged(grid: pd.DataFrame) -> pd.DataFrame:
    """The rows of a grid of verdicts that have one under some column."""
    return grid[(grid != Verdict.NO_DATA).any(axis=1)]


def count_unanimous(grid: pd.DataFrame) -> str:
    """How many readings (rows) get the same verdict under every definition of the South (columns)."""
    judged = _judged(grid)
    if judged.empty:
        return "no reading has data"
    n = int((judged.nunique(axis=1) == 1).sum())
    return f"{n} of {len(judged)} readings get the same verdict under every definition of the South"


def readings_title(grid: pd.DataFrame) -> str:
    """Whether definitions of the South (columns) turn readings (rows) of claims."""
    judged = _judged(grid)
    if judged.empty:
        return "No reading has data under any definition of the South"
    turned = int((judged.nunique(axis=1) > 1).sum())
    if turned:
        return f"Who counts as the South changes {turned} of {len(judged)} verdicts"
    tail = "; the choice of measure does" if judged.iloc[:, 0].nunique() > 1 else ""
    return f"No definition of the South changes any of these {len(judged)} verdicts{tail}"


def completeness(claims: list[str], verdicts: list[Judgement], elsewhere: list[str]) -> str:
    """Whether every claim was judged, and under the parameters of the page that asks.

    ``elsewhere`` lists claims that were judged under other parameters, each with these.
    """
    missing = [c for c in claims if c not in {v.claim for v in verdicts}]
    text = (
        f"**{len(verdicts)} of {len(claims)} claims are judged.**"
        if not missing
        else f"**Not judged yet: {', '.join(missing)}.** Run the other notebooks first."
    )
    if elsewhere:
        text += f" Judged under other parameters than this page's: {'; '.join(elsewhere)}."
    return text
