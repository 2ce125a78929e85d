"""Sentences of notebooks 00 and 02, made from their numbers, of which any may be nothing."""

from __future__ import annotations

import pandas as pd

from helpers.claims.verdicts import comparison_verdict
from helpers.narrative.common import FASTER

NO_CORRIDOR = "No South-South corridor is counted in this run"


def widest_gap(moved: pd.DataFrame, world: float) -> str:
    """The definition that moves most migrants to the other side; ``moved`` has areas, migrants."""
    if not moved["migrants"].max():
        return "No definition moves a migrant of this run to the other side of the line."
    widest = moved["migrants"].idxmax()
    share = 100 * moved["migrants"].max() / world
    return (
        f"The widest gap is to `{widest}`: {moved.loc[widest, 'areas']:.0f} areas, where "
        f"**{share:.0f} per cent** of the world's migrants live, are on the other side of the "
        "line."
    )


def parts_of(n: float, wholes: dict[str, float]) -> str:
    """South-South migrants as shares of several wholes (persons), those of nobody left out."""
    if not n:
        return "This run counts no South-South migrants."
    shares = [f"**{100 * n / whole:.1f} per cent** of {name}" for name, whole in wholes.items() if whole]
    return f"The {n / 1e6:,.1f} million South-South migrants are " + ", ".join(shares) + "."


def home_title(now: pd.Series) -> str:
    """Where most migrants born in the South live; ``now`` has persons by direction."""
    south, north = now["South-South"], now["South-North"]
    if not south + north:
        return "Nobody born in the South is counted as a migrant"
    ahead = "South" if south > north else "North"
    return f"Most migrants who were born in the South live in the {ahead}"


def growth_title(periods: pd.DataFrame, first: int) -> str:
    """In how many periods the South grew faster; the last row is the whole (fractions a year)."""
    known, whole = periods.iloc[:-1].dropna(), periods.iloc[-1]
    if len(known):
        ahead = int((known["South"] > 1.01 * known["North"]).sum())
        return f"The South grew faster in {ahead} of {len(known)} periods since {first}"
    if whole.isna().any():
        return "No growth of both sides to compare"
    return f"{whole.name}: {FASTER[comparison_verdict(whole['South'], whole['North'])]}"


def corridors_title(pairs: pd.DataFrame, top: pd.DataFrame) -> str:
    """How much the largest corridors hold of all of them (persons)."""
    if not pairs["stock"].sum():
        return NO_CORRIDOR
    if len(pairs) <= len(top):
        return f"All South-South corridors of this run: {len(pairs)}"
    share = 100 * top["stock"].sum() / pairs["stock"].sum()
    return (
        f"{ {15: 'Fifteen'}.get(len(top), len(top)) } of {len(pairs):,} corridors hold "
        f"{share:.0f} per cent of South-South migrants"
    )


def near_title(top: pd.DataFrame, near: float) -> str:
    """Which part of those in the largest corridors stay in their sub-region (a fraction)."""
    if pd.isna(near):
        return NO_CORRIDOR
    largest = {40: "forty largest corridors", 1: "largest corridor"}
    which = largest.get(len(top), f"{len(top)} largest corridors")
    return f"Of migrants in the {which}, {100 * near:.0f} per cent stay in their sub-region"
