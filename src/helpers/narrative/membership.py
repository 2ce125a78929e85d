"""Sentences on which bodies the areas belong to."""

from __future__ import annotations

import pandas as pd

from helpers.format import missing

NO_SEAT = "No seat of an area is listed"


def home_title(who: pd.DataFrame) -> str:
    """How many bodies have all their seats in one major area (`membership.matrix`)."""
    if who.empty:
        return NO_SEAT
    within = who.groupby("body")["major_area"].nunique() == 1
    return f"{within.sum()} of {len(within)} bodies draw all their members and observers from one major area"


def place_title(place: str, many: pd.Series) -> str:
    """Bodies that half of a place's areas belong to, and the busiest; ``many`` counts them by area."""
    if many.empty:
        return f"{place}: {NO_SEAT[0].lower()}{NO_SEAT[1:]}"
    return (
        f"{place}: half of the areas here belong to {many.median():g} bodies or more, the "
        f"busiest to {many.max()}"
    )


def median_title(median: pd.Series) -> str:
    """The number of these bodies that half of the South's areas reach; the list is of the South's bodies."""
    south = median["South"]
    if missing(south) or not south:
        return "The median area of the South has no seat that is listed"
    return (
        f"Half of the South's areas sit at {south:g} of these tables or more; the North's own are not listed"
    )


def full_names(bodies: pd.DataFrame) -> str:
    """The short and the full name of every body, folded away until somebody looks."""
    named = bodies[bodies["body"] != bodies["name"]]
    parts = [f"**{body}** {name}" for body, name in zip(named["body"], named["name"], strict=True)]
    listed = "; ".join(sorted(parts, key=str.casefold))
    return f"<details><summary>What the short names stand for</summary>\n\n{listed}.\n\n</details>"
