"""Anyone's own estimates of the migrant stock: a csv file with four columns.

::

    year,destination,origin,stock
    2025,792,760,2915000

One row a pair. ``year``: 1990 to 2100. ``destination`` and ``origin``: M49 codes of areas of the
package; an origin may also be a residual (2001 Other North, 2002 Other South, 2003 Others).
``stock``: persons, a whole number from 0. UTF-8, commas between columns. Totals are the sums.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pandas as pd

from helpers.data.files import read_bytes
from helpers.errors import UserError
from walkthrough.ingest.undesa_areas import HOW_TO_ADD, RESIDUALS, WORLD, Areas
from walkthrough.ingest.xlsx_guard import MAX_FILE

COLUMNS = ["year", "destination", "origin", "stock"]
EXAMPLE = "year,destination,origin,stock"
MOST = 3_000_000  # rows: more than all pairs of areas in all years of a revision


def read_text(path: Path) -> str:
    """A small text file in UTF-8, with or without a byte order mark."""
    try:
        raw = read_bytes(path, MAX_FILE)
    except FileNotFoundError:
        raise UserError(f"{path}: no such file; check the name and the folder") from None
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror}); give a csv file") from None
    if raw[:2] == b"PK" or raw[:4] == bytes.fromhex("d0cf11e0"):
        raise UserError(f"{path}: a workbook, not a csv file; save the sheet as csv (UTF-8)")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UserError(f"{path}, line {line}: not UTF-8; save it as csv (UTF-8)") from None
    if "\0" in text:
        raise UserError(f"{path}: not a text file in UTF-8; save it as csv (UTF-8)")
    if not text.strip():
        raise UserError(f"{path}: the file is empty; its first line must be {EXAMPLE}")
    return text


def read_table(path: Path) -> pd.DataFrame:
    """A csv file as text cells, with the number of its line as index."""
    text = read_text(path)
    if text.count("\n") > MOST:
        raise UserError(f"{path}: {text.count(chr(10)):,} rows; at most {MOST:,} are possible")
    first = text.lstrip().splitlines()[0]
    for sign, name in ((";", "semicolons"), ("\t", "tabs")):
        if sign in first and "," not in first:
            raise UserError(
                f"{path}, line 1: columns are separated by {name}; save with commas, and with a "
                "point in decimal numbers"
            )
    lines, numbers = [], []
    reader = csv.reader(io.StringIO(text), strict=True)
    try:
        header = [name.strip().lower() for name in next(reader)]
        for row in reader:
            if not any(row):
                continue
            if len(row) != len(header):
                raise UserError(
                    f"{path}, line {reader.line_num}: {len(row)} cells, the header has "
                    f"{len(header)}; no comma may stand inside a number: repair the row"
                )
            lines.append(row)
            numbers.append(reader.line_num)
    except csv.Error as error:
        raise UserError(f"{path}, line {reader.line_num}: {error}; repair the quotes") from None
    if len(set(header)) < len(header):
        raise UserError(f"{path}, line 1: a column stands twice; remove one of the two")
    return pd.DataFrame(lines, columns=header, index=numbers, dtype=str)


def whole_column(path: Path, frame: pd.DataFrame, name: str, low: int, high: int) -> pd.Series:
    """A column as whole numbers within bounds, or the first line where it is not."""
    text = frame[name].str.strip()
    good = text.str.fullmatch(r"\d{1,11}")
    good &= text.where(good, "0").astype("int64").between(low, high)
    if not good.all():
        line = good.idxmin()
        shown = text[line][:40]
        hint = "no comma, no point, no sign" if shown else "leave the whole row out instead"
        most = f"{high:,}" if high > 9999 else high
        raise UserError(
            f"{path}, line {line}, column {name}: {shown!r} is not a whole number from {low} to "
            f"{most}; {hint}"
        )
    return text.astype("int64")


def read_stock(path: Path, areas: Areas) -> pd.DataFrame:
    """The pairs of a file in the four-column format, checked."""
    frame = read_table(path)
    if sorted(frame.columns) != sorted(COLUMNS):
        raise UserError(
            f"{path}, line 1: the columns are {', '.join(frame.columns[:8])}; they must be {EXAMPLE}"
        )
    if frame.empty:
        raise UserError(f"{path}: a header and no row; add a row for each pair")
    table = pd.DataFrame(
        {
            "year": whole_column(path, frame, "year", 1990, 2100),
            "destination": whole_column(path, frame, "destination", 1, 9999),
            "origin": whole_column(path, frame, "origin", 1, 9999),
            "stock": whole_column(path, frame, "stock", 0, 99_999_999_999),
        }
    )
    for name, allowed in (
        ("destination", set(areas.names)),
        ("origin", set(areas.names) | set(RESIDUALS.values())),
    ):
        bad = ~table[name].isin(allowed)
        if bad.any():
            line = bad.idxmax()
            code = int(table.loc[line, name])
            what = "an aggregate or no area" if code >= WORLD else "unknown"
            how = "leave the row out" if code >= WORLD else HOW_TO_ADD
            raise UserError(f"{path}, line {line}, column {name}: code {code} is {what}; {how}")
    again = table.duplicated(COLUMNS[:3])
    if again.any():
        line = again.idxmax()
        row = table.loc[line]
        raise UserError(
            f"{path}, line {line}: destination {row['destination']}, origin {row['origin']} in "
            f"{row['year']} stands twice; keep one of the two rows"
        )
    return table.sort_values(COLUMNS[:3], ignore_index=True)
