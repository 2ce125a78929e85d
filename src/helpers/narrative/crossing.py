"""Sentences on a line that moves."""

from __future__ import annotations

import pandas as pd

from helpers.analysis.crossing import MOVING
from helpers.format import counted, missing, stock


def title(areas: pd.DataFrame, years: tuple[int, int]) -> str:
    """How many areas crossed the line between two years, and with how many migrants.

    ``areas`` is `helpers.analysis.crossing.crossed`.
    """
    north = areas[areas["to"] == "North"]
    if areas.empty:
        return f"No area crossed the line between {years[0]} and {years[1]}"
    if north.empty:
        return (
            f"{counted(len(areas), 'area', 'areas')} crossed to the South between {years[0]} and {years[1]}"
        )
    return (
        f"{counted(len(north), 'area', 'areas')} crossed to the North between {years[0]} and {years[1]}, "
        f"with {north['last'].sum() / 1e6:.1f} million migrants"
    )


def story(areas: pd.DataFrame, growth: pd.DataFrame, years: tuple[int, int], rule: str, borrowed: int) -> str:
    """Who crossed, and growth with the line fixed and with the line that moves.

    ``growth`` is `helpers.analysis.crossing.growth`; ``rule`` says what the definition is;
    ``borrowed``: how many areas have the side of another year than the first, for want of their own.
    """
    first, last = years
    if areas.empty:
        return f"{rule}. No area crossed the line between {first} and {last}: growth is the same either way."
    crossings = [
        f"{counted(len(rows), 'area', 'areas')} crossed to the {side}: {stock(rows['first'].sum())} migrants "
        f"lived there in {first} and {stock(rows['last'].sum())} in {last}, when "
        f"{stock(rows['abroad'].sum())} who were born there lived elsewhere"
        for side, rows in areas.groupby("to")
    ]
    text = (
        f"**Who crossed.** {rule}. {'; '.join(crossings)}. Both ends of a corridor move: an area "
        "that crosses takes along the migrants who live there, and turns its own people abroad into migrants "
        "from the other side."
    )
    if borrowed:
        own = counted(borrowed, "area is", "areas are")
        text += (
            f" {own} not in the list of {first}: they keep their last side, or have the first that follows."
        )
    moving = growth.loc[MOVING]
    if missing(*growth.to_numpy().ravel()):
        return f"{text}\n\nThere is no growth of both sides to compare."
    rates = "; ".join(
        f"with the {name} {100 * pair['South']:.2f} against {100 * pair['North']:.2f} per cent a year"
        for name, pair in growth.drop(index=MOVING).iterrows()
    )
    return (
        f"{text}\n\n**What it does to growth.** South against North, {rates}; with the line that moves "
        f"**{100 * moving['South']:.2f} against {100 * moving['North']:.2f}**. The last pair compares two "
        f"*different* groups of areas, the South of {first} with the South of {last}: no set of countries "
        "grew like that. A country that grows rich lowers the South's rate and lifts the North's, and "
        "one that falls back does the opposite, even if not one person moves."
    )
