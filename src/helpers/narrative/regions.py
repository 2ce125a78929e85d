"""Sentences on how near South-South migrants stay."""

from __future__ import annotations

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
