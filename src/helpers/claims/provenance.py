"""Numbers that know the rows they were added up from.

A `Term` is one sum over rows of one table; a `TracedNumber` is what terms make with each other,
along with the formula in words and in figures, so that a reader can do it again by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import pandas as pd

LEDGER = "claims"
"""A name for a table that no data package has: the claims themselves. A parameter that names a text
of the user's (`helpers.parameters.TEXTS`) is the name of another."""

FIRST = 2
"""The line of a table's file on which its row 0 stands: below the names of the columns."""


Rows: TypeAlias = pd.DataFrame | Callable[[], pd.DataFrame]
"""Rows of a table, or how to select them: large tables are searched only when somebody asks."""


@dataclass(frozen=True)
class Term:
    """Rows of one table and the column of them that counts.

    ``how`` is "sum", "median", "product", "nunique" (how many countries), or "count" for rows as such;
    "" for rows that decide without arithmetic. ``computed`` is what the rows come to, where that is
    known without them.
    """

    name: str
    table: str
    selection: Rows
    column: str = ""
    how: str = ""
    computed: float | None = None

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The rows with the index of the table, which is their place in its file."""
        return self.selection() if callable(self.selection) else self.selection

    @cached_property
    def value(self) -> float:
        """What the rows come to."""
        return self.added_up if self.computed is None else self.computed

    @property
    def added_up(self) -> float:
        """What the rows come to, worked out from the rows."""
        if self.how == "count":
            return float(len(self.rows))
        return float(getattr(self.rows[self.column], self.how)())


@dataclass(frozen=True)
class TracedNumber:
    """A value, how it is written in words and in figures, and the terms that it is made of."""

    value: float
    words: str
    figures: str
    terms: tuple[Term, ...]

    def __add__(self, other: TracedNumber) -> TracedNumber:
        return _join(self.value + other.value, self, "+", other)

    def __truediv__(self, other: TracedNumber) -> TracedNumber:
        value = self.value / other.value if other.value else float("nan")
        return _join(value, self, "/", other)

    def __rmul__(self, factor: float) -> TracedNumber:
        words, figures = (
            f"{plain(factor)} x {_bracketed(text, self)}" for text in (self.words, self.figures)
        )
        return TracedNumber(factor * self.value, words, figures, self.terms)


def add_up(
    name: str,
    table: str,
    rows: Rows,
    column: str,
    *,
    how: str = "sum",
    labels: Sequence[str] = ("area",),
    computed: float | None = None,
) -> TracedNumber:
    """The number that one column of these rows comes to; ``labels`` are columns that name them."""

    def selection() -> pd.DataFrame:
        return (rows() if callable(rows) else rows)[[*labels, column]]

    return _number(Term(name, table, selection, column, how, computed))


def count(name: str, table: str, rows: pd.DataFrame) -> TracedNumber:
    """How many rows there are."""
    return _number(Term(name, table, rows, how="count"))


def unique(numbers: Sequence[TracedNumber]) -> list[Term]:
    """The terms of several numbers, each once."""
    return list({term.name: term for number in numbers for term in number.terms}.values())


def plain(value: float) -> str:
    """A number in full, thousands apart, without zeros that say nothing."""
    digits = f"{value:,.3f}" if abs(value) >= 1000 else f"{value:,.10g}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def _number(term: Term) -> TracedNumber:
    return TracedNumber(term.value, term.name, plain(term.value), (term,))


def _join(value: float, left: TracedNumber, sign: str, right: TracedNumber) -> TracedNumber:
    """Two numbers as one; what is itself a sum or a quotient goes into brackets."""
    words, figures = (
        f"{_bracketed(a, left)} {sign} {_bracketed(b, right)}"
        for a, b in ((left.words, right.words), (left.figures, right.figures))
    )
    return TracedNumber(value, words, figures, (*left.terms, *right.terms))


def _bracketed(text: str, number: TracedNumber) -> str:
    simple = number.words == number.terms[0].name
    return text if simple else f"({text})"
