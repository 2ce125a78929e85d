"""Tables and counts on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from rich.console import Console
from rich.table import Table

from helpers.sanitize import line

_WIDE = 160
"""Columns of a table that is piped: its lines should not wrap as if for a terminal."""


def console() -> Console:
    """Standard output, as wide as the terminal, or wide enough for a file; markup is not interpreted."""
    return Console(width=None if sys.stdout.isatty() else _WIDE, markup=False, highlight=False)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table."""
    drawn = Table(*head, header_style="bold")
    for row in rows:
        drawn.add_row(*(line(str(value)) for value in row))
    console().print(drawn)


def count(number: int, noun: str) -> str:
    """A number with its noun: "no problems", "1 problem", "2 problems"."""
    return f"{number or 'no'} {noun}{'s' * (number != 1)}"
