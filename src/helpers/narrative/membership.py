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
    """The number of bodies of the median area, South and North."""
    if not median.any():
        return "The median area of neither side has a seat that is listed"
    south, north = ("no known number" if missing(n) else f"{n:g}" for n in median[["South", "North"]])
    return f"The median area sits at {south} tables in the South, at {north} in the North"
