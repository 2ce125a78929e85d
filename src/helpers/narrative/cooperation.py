"""Sentences on bodies: whom they bring together."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers.analysis.cooperation import seat_names
from helpers.format import capital, listing, millions, the
from helpers.narrative.membership import NO_SEAT
from helpers.narrative.migration import NO_CORRIDOR


def composition_title(mix: pd.DataFrame) -> str:
    """How many bodies have members in the South only (`cooperation.composition`)."""
    if mix.empty:
        return NO_SEAT
    south = (mix["type"] == "South only").sum()
    return f"{south} of {len(mix)} bodies have members in the South only"


def seats_by_kind(seats: pd.DataFrame) -> str:
    """The bodies of ``seats`` (`cooperation.belonging`) as "kind: a, b (suspended) and c; kind: d"."""
    named = seats.assign(body=seat_names(seats))
    return "; ".join(f"{kind}: {listing(rows['body'])}" for kind, rows in named.groupby("kind"))


def largest_corridor(pairs: pd.DataFrame, forums: Mapping[int, set[str]], names: pd.Series) -> str:
    """What both ends of the largest corridor belong to; ``forums`` holds each area's bodies."""
    if pairs.empty:
        return f"{NO_CORRIDOR}: there are no two ends to compare."
    origin, destination, stock = pairs.iloc[0][["origin", "destination", "stock"]]
    shared = forums.get(origin, set()) & forums.get(destination, set())
    return (
        f"{names[origin]} to {the(names[destination])}, {millions(stock, 2)} million people: they "
        f"share {listing(map(_the, sorted(shared))) if shared else 'no forum'}."
    )


def _the(body: str) -> str:
    """A body in a sentence: the Bali Process, and ASEAN."""
    return f"the {body}" if " " in body else body


def focus(code: str | None, name: str | None, corridors: pd.DataFrame, seats: pd.DataFrame) -> str:
    """One country's forums and how far they cover its South-South corridors.

    ``corridors`` are the country's own, with stock and cover; ``seats`` its own, with body, kind.
    """
    if code is None:
        return (
            "**No country is chosen**, so there is no chart here. To look at one, set "
            "`focus_country` above, or run `walkthrough run 05 -p focus_country=THA` with the code of "
            "your choice."
        )
    listed = seats_by_kind(seats) or "none of the bodies listed"
    text = f"**{capital(the(name or code))}** has a seat in {listed}. "
    total = corridors["stock"].sum()
    if not total:
        return text + "It has no South-South corridor: in this run it is not in the South."
    parts = [
        f"{100 * stock / total:.1f} per cent share {cover}"
        for cover, stock in corridors.groupby("cover")["stock"].sum().items()
    ]
    return text + (
        f"Of the {total:,} people in its {len(corridors)} South-South corridors, in and out, "
        f"{listing(parts)}."
    )
