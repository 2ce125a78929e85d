"""Numbers that know the rows they were added up from.

A `Part` is one sum over rows of one table; a `Number` is what parts make with each other, along
with the formula in words and in figures, so that a reader can do it again by hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

LEDGER, TEXT = "claims", "text"
"""Names for two tables that no data package has: the claims themselves, and the user's text."""

FIRST = 2
"""The line of a table's file on which its row 0 stands: below the names of the columns."""


@dataclass(frozen=True)
class Part:
    """Rows of one table and the column of them that counts.

    ``rows`` keep the index of the table, which is their place in its file. ``how`` is "sum",
    "median", "product", or "count" for rows as such; "" for rows that decide without arithmetic.
    """

    name: str
    table: str
    rows: pd.DataFrame
    column: str = ""
    how: str = ""

    @property
    def value(self) -> float:
        """What the rows come to."""
        if self.how == "count":
            return float(len(self.rows))
        return float(getattr(self.rows[self.column], self.how)())


@dataclass(frozen=True)
class Number:
    """A value, how it is written in words and in figures, and the parts that it is made of."""

    value: float
    words: str
    figures: str
    parts: tuple[Part, ...]

    def __add__(self, other: Number) -> Number:
        return _join(self.value + other.value, self, "+", other)

    def __truediv__(self, other: Number) -> Number:
        value = self.value / other.value if other.value else float("nan")
        return _join(value, self, "/", other)

    def __rmul__(self, factor: float) -> Number:
        words, figures = (
            f"{plain(factor)} x {_bracketed(text, self)}" for text in (self.words, self.figures)
        )
        return Number(factor * self.value, words, figures, self.parts)


def add_up(
    name: str,
    table: str,
    rows: pd.DataFrame,
    column: str,
    *,
    how: str = "sum",
    labels: Sequence[str] = ("area",),
) -> Number:
    """The number that one column of these rows comes to; ``labels`` are columns that name them."""
    part = Part(name, table, rows[[*labels, column]], column, how)
    return Number(part.value, name, plain(part.value), (part,))


def count(name: str, table: str, rows: pd.DataFrame) -> Number:
    """How many rows there are."""
    part = Part(name, table, rows, how="count")
    return Number(part.value, name, plain(part.value), (part,))


def unique(numbers: Sequence[Number]) -> list[Part]:
    """The parts of several numbers, each once."""
    return list({part.name: part for number in numbers for part in number.parts}.values())


def plain(value: float) -> str:
    """A number in full, thousands apart, without zeros that say nothing."""
    digits = f"{value:,.3f}" if abs(value) >= 1000 else f"{value:,.10g}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _join(value: float, left: Number, sign: str, right: Number) -> Number:
    """Two numbers as one; what is itself a sum or a quotient goes into brackets."""
    words, figures = (
        f"{_bracketed(a, left)} {sign} {_bracketed(b, right)}"
        for a, b in ((left.words, right.words), (left.figures, right.figures))
    )
    return Number(value, words, figures, (*left.parts, *right.parts))


def _bracketed(text: str, number: Number) -> str:
    simple = number.words == number.parts[0].name
    return text if simple else f"({text})"
