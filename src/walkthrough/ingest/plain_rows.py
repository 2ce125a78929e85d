"""The rows of a publisher's csv file, whose header stands below lines of another length."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from helpers.errors import UserError
from walkthrough.ingest.csv_table import read_text

SEPARATORS = {";": "semicolons", "\t": "tabs"}


def csv_rows(path: Path) -> list[list[str]]:
    """All rows of a csv file, blank ones too, cells as text."""
    return rows_of(read_text(path, "a header"), path)


def rows_of(text: str, path: Path) -> list[list[str]]:
    """The rows of a text; ``path`` names it in errors."""
    first = text.lstrip().splitlines()[0]
    for sign, name in SEPARATORS.items():
        if sign in first and "," not in first:
            raise UserError(
                f"{path}, line 1: columns are separated by {name}; save with commas, and with a "
                "point in decimal numbers"
            )
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise UserError(f"{path}, line {reader.line_num}: {error}; repair the quotes") from None
