"""Areas as people write them: by M49 code, by ISO alpha-3 code, or by name."""

from __future__ import annotations

import difflib
from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.cell_values import key
from walkthrough.ingest.csv_table import INSIDE

NAMES = ("name", "short_name", "iso3", "wb_code")


def area_column(frame: pd.DataFrame, areas: pd.DataFrame, path: Path, what: str = "area") -> pd.Series:
    """The M49 code of each row's area (``int64``). Raises UserError with the line, and a near name."""
    codes = {key(str(n)): c for column in NAMES for n, c in zip(areas[column], areas["area"], strict=True)}
    codes |= {str(code): code for code in areas["area"]}
    found = {}
    for line, text in frame[what].items():
        cell = key(text)
        code = codes.get(cell.lstrip("0") if cell.isdigit() else cell)
        if code is None:
            raise UserError(f"{path}, line {line}, column {what}: {_unknown(text, cell, codes, areas)}")
        found[line] = code
    again = pd.Series(found, dtype="int64")
    return again.rename_axis(frame.index.name).rename(what)


def _unknown(text: str, cell: str, codes: dict[str, int], areas: pd.DataFrame) -> str:
    names = areas.set_index("area")["short_name"]
    if cell.upper() in INSIDE:
        whole = names[INSIDE[cell.upper()]]
        return (
            f"leave the row out: {text.strip()} is counted inside {whole} here, and has no stock of its own"
        )
    near = difflib.get_close_matches(cell, codes, n=1, cutoff=0.75)
    hint = f" ({names[codes[near[0]]]}?)" if near else ""
    return f"write an M49 code, an ISO 3166 alpha-3 code or a name: {text.strip()[:40]!r} is no area{hint}"
