"""Tables and counts on a terminal."""

from __future__ import annotations

import csv
import json
import os
import sys
from collections.abc import Mapping, Sequence

from rich.console import Console
from rich.table import Table

from helpers.sanitize import cell, line
from walkthrough.cli.options import Form

_NARROWEST = 40
"""Columns below which a table says nothing."""
_WIDE = 160
"""Columns of a table that is piped: its lines should not wrap as if for a terminal."""


def console() -> Console:
    """Standard output, as wide as the terminal or COLUMNS, or wide enough for a file; without markup."""
    asked = os.environ.get("COLUMNS", "")
    told = sys.stdout.isatty() or (asked.isdecimal() and int(asked) >= _NARROWEST)
    return Console(width=None if told else _WIDE, markup=False, highlight=False)


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Print a table."""
    drawn = Table(*head, header_style="bold")
    for row in rows:
        drawn.add_row(*(line(str(value)) for value in row))
    console().print(drawn)


def rows(head: Sequence[str], records: Sequence[Sequence[object]], form: Form) -> None:
    """Print rows as a table, or as `objects`, where "-" is nothing."""
    if form is Form.text:
        table(head, records)
    else:
        told = [[None if value == "-" else value for value in record] for record in records]
        objects([dict(zip(head, record, strict=True)) for record in told], form)


def objects(records: Sequence[Mapping[str, object]], form: Form) -> None:
    """Print objects as JSON, without what is None, or as CSV: one column for each name, empty there.

    A cell that a spreadsheet would run is quoted.
    """
    told = [{n: v.item() if hasattr(v, "item") else v for n, v in record.items()} for record in records]
    if form is Form.json:
        kept = [{name: value for name, value in record.items() if value is not None} for record in told]
        print(json.dumps(kept, indent=1))
    else:
        names = list(dict.fromkeys(name for record in told for name in record))
        writer = csv.DictWriter(sys.stdout, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: cell(value) for name, value in record.items()} for record in told)


def count(number: int, noun: str) -> str:
    """A number with its noun: "no problems", "1 problem", "2 problems"."""
    return f"{number or 'no'} {noun}{'s' * (number != 1)}"
