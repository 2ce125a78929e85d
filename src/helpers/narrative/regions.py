"""Sentences on how near South-South migrants stay."""

from __future__ import annotations

import pandas as pd

from helpers.format import missing
from helpers.narrative.migration import NO_CORRIDOR


def nearness_title(within: float, closer: float) -> str:
    """Shares of South-South migrants who stay in a major area, and in a sub-region (fractions)."""
    if missing(within):
        return NO_CORRIDOR
    return (
        f"{100 * within:.0f} per cent of South-South migrants stay in their major area, "
        f"{100 * closer:.0f} in their sub-region"
    )


def between_note(stays: pd.DataFrame, definition: str) -> str:
    """What it says to stay near on the way from one side to the other (`within_by_direction`).

    ``definition`` names the run's line.
    """
    text = "Read the first row and the last: staying near, for migrants of the South and of the North."
    across = 100 * stays.loc[["South-North", "North-South"], "major_area"]
    if across.isna().any():
        return text
    text += f" From one side to the other it is {across.iloc[0]:.1f} and {across.iloc[1]:.1f} per cent."
    if definition != "undesa":
        return f"{text} UN DESA's line runs along the borders of major areas; this run's cuts through them."
    return (
        f"{text} That is low by construction: UN DESA's line between North and South itself runs along the "
        "borders of major areas, nearly everywhere."
    )


def chance_note(within: float, closer: float, chance: dict[str, float]) -> str:
    """Observed shares beside those of a random deal (`regions.within_by_chance`; fractions)."""
    if missing(within):
        return f"{NO_CORRIDOR}, so there is nothing to set beside chance."
    large, small = within / chance["major_area"], closer / chance["region"]
    text = (
        f"By chance alone {100 * chance['major_area']:.0f} per cent would stay in their major area and "
        f"{100 * chance['region']:.0f} per cent in their sub-region. The observed shares are "
        f"**{large:.1f}** and **{small:.1f}** times that."
    )
    if small > large:
        text += (
            " The smaller boxes, with the lower percentage, are the stronger evidence that people stay near."
        )
    return text
