"""Invented data on which the functions of the exercises are tried.

They are not the notebook's data, so a function that only repeats the notebook's results fails.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

Case = Callable[[], tuple[Any, ...]]
"""Creates the arguments of one call: afresh each time, as a function may change them."""


def _groups() -> tuple[Any, ...]:
    sides = {"a": "SNSSNS", "b": "SSSNNS", "c": "SSNSNS"}
    names = {"S": "South", "N": "North"}
    return (
        {
            key: pd.Series([names[s] for s in text], index=[4, 8, 12, 20, 24, 28])
            for key, text in sides.items()
        },
    )


def _terms() -> pd.DataFrame:
    counts = {"9": 4, "10": 1, "11(a)": 0, "12": 7}
    table = pd.DataFrame({"paragraph": list(counts), "partnership_all": list(counts.values())})
    return table.assign(singular=[1, 0, 0, 3], plural=[3, 1, 0, 4])


def _four(leads: list[int]) -> tuple[Any, ...]:
    years = pd.Index(range(1950, 1950 + 10 * len(leads), 10), name="year")
    north = pd.Series(700, index=years)
    return (
        pd.DataFrame(
            {"South-South": north + leads, "South-North": north, "North-North": 400, "North-South": 90}
        ),
    )


def _refugees() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "year": [1999] * 5 + [2000] * 3,
            "area": [4, 8, 12, 20, 24, 4, 8, 12],
            "refugees": [50, 10, 25, 5, 10, 900, 20, 80],
        }
    )


def _flags() -> tuple[Any, ...]:
    letters = ["B", "B R", "C", "I", "B", "C R", "B", "B"]
    areas = [4, 8, 12, 20, 24, 28, 31, 32]
    now = pd.DataFrame({"year": 1999, "area": areas, "type_of_data": letters, "stock": 10})
    totals = pd.concat([now, now.assign(year=2000, type_of_data="B")], ignore_index=True)
    sides = ["South"] * 5 + ["North"] * 3
    return totals, pd.Series(sides, index=areas), 1999


def _forums() -> tuple[Any, ...]:
    pairs = pd.DataFrame(
        {"origin": [4, 4, 8, 12], "destination": [8, 12, 12, 20], "stock": [100, 40, 30, 30]}
    )
    seats = {"small": [4, 12], "middling": [4, 8, 20], "large": [4, 8, 12, 20]}
    members = pd.DataFrame(
        [(b, "regional bodies", a) for b, us in seats.items() for a in us], columns=["body", "kind", "area"]
    )
    return pairs, members


PROMISE = "We commit to train those who work on migration."
AFTER = "Migration will go on."
APART = "We will meet again. Migrants travel; they return."
TWICE = f"{PROMISE} {AFTER} States decide to count migrants, and support them."


def _grid() -> tuple[Any, ...]:
    columns = ["this run", "south = x", "south = y", "revision = z"]
    rows = {
        "A1": ["holds", "fails", "holds", "fails"],
        "A2": ["close", None, None, None],
        "A3": ["holds", "fails", "tie", "holds"],
        "A4": ["tie", "fails", "holds", "fails"],
    }
    return (pd.DataFrame.from_dict(rows, orient="index", columns=columns),)


CASES: dict[str, list[Case]] = {
    "0.4": [_groups],
    "1.4": [lambda: (_terms(), ["9", "11(a)"]), lambda: (_terms(), [])],
    "2.5": [lambda: _four([-30, 500, -4, 20]), lambda: _four([5, 90, -60])],
    "3.4": [lambda: (_refugees(), 1999, 1), lambda: (_refugees(), 1999, 2), lambda: (_refugees(), 2000, 2)],
    "4.4": [_flags],
    "5.3": [lambda: (*_forums(), 2), lambda: (*_forums(), 3), lambda: (*_forums(), 9)],
    "6.3": [lambda: (PROMISE,), lambda: (AFTER,), lambda: (APART,), lambda: (TWICE,)],
    "7.4": [_grid],
}
"""By exercise; the correct results are stored only as hashes (`answers.json`)."""
