"""The rows of a trace as a file, to be added up in a spreadsheet."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.claims.provenance import FIRST
from helpers.sanitize import cell
from walkthrough.cli.trace import Trace
from walkthrough.util import atomic


def frame(traced: Trace) -> pd.DataFrame:
    """All rows of a trace below each other, each with reading, part, table and its line there."""
    tables = [
        term.rows.assign(
            reading=step.reading.reading, part=term.name, table=term.table, line=term.rows.index + FIRST
        ).astype("object")
        for step in traced.steps
        for term in step.terms
    ]
    if not tables:
        return pd.DataFrame(columns=["reading", "part", "table", "line"])
    table = pd.concat(tables)
    table = table.where(table.notna(), "")  # keeps whole numbers whole
    first = ["reading", "part", "table", "line"]
    return table[[*first, *(c for c in table if c not in first)]]


def write_csv(traced: Trace, path: Path) -> None:
    """Write `frame` to a new file; a cell that a spreadsheet would run is quoted."""
    text = frame(traced).map(cell).to_csv(index=False, lineterminator="\n")
    atomic.create(path, text)
