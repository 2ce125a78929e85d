"""Sentences made from numbers, so that a notebook's text holds under any parameters."""

from __future__ import annotations

import pandas as pd

from helpers.claims.verdicts import comparison_verdict
from helpers.parameters import Parameters

FASTER = {"holds": "the South grew faster", "fails": "the South grew more slowly",
          "tie": "a tie"}


def times(n: int) -> str:
    """A count of occasions: never, once, twice, 3 times."""
    return {0: "never", 1: "once", 2: "twice"}.get(n, f"{n} times")


def crossing_story(left: pd.Series, crossings: pd.DataFrame, right: pd.Series) -> str:
    """How ``left`` fared against ``right``: where it began, and each change of the lead."""
    first = left.index[0]
    start = "ahead of" if left[first] > right[first] else "behind"
    turns = [f"{c.leader} took the lead between {c.after} and {c.before}"
             for c in crossings.itertuples()]
    rest = "; ".join(turns) or "the lead never changed in the years that we have"
    return f"In {first} {left.name} was **{start}** {right.name}; {rest}."


def growth_lines(periods: pd.DataFrame) -> str:
    """One bullet a period: who grew faster, and the two rates (fractions a year)."""
    lines = []
    for name, row in periods.iterrows():
        if row.isna().any():
            lines.append(f"- **{name}**: nothing to compare")
            continue
        verdict = comparison_verdict(row["South"], row["North"])
        lines.append(f"- **{name}**: {FASTER[verdict]} ({100 * row['South']:.2f} against "
                     f"{100 * row['North']:.2f} per cent a year)")
    return "\n".join(lines)


def flip_lines(flips: dict[str, pd.DataFrame]) -> str:
    """One bullet a claim: which single parameter changes turn its verdict.

    ``flips`` maps claim ids to what `helpers.claims.robustness.one_change_flips` returns.
    """
    lines = []
    for claim, table in flips.items():
        turns = [f"`{f.parameter} = {f.value}` makes it *{f.verdict}*" for f in table.itertuples()]
        lines.append(f"- **{claim}**: " + ("; ".join(turns) or "no single change turns it"))
    return "\n".join(lines)


def this_run(parameters: Parameters, group: pd.Series, rule: str) -> str:
    """The choice behind a run, in one sentence."""
    n = int((group == "South").sum())
    return (f"**This run** uses the {parameters.revision} revision for the year "
            f"**{parameters.year}**. {rule}: {n} of {len(group)} areas are South.")
