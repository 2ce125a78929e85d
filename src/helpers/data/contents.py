"""What the bytes of a data package's files say: JSON, tables, outlines."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.data.files import read_bytes
from helpers.errors import UserError
from helpers.sanitize import unfit

if TYPE_CHECKING:
    import pandas as pd  # imported where a table is read: it takes a quarter of a second

MAX_FILE = 100_000_000
"""Bytes of a file of a package: some twenty times the longest that is bundled."""

# Table Schema types and the pandas types that hold them, missing values included.
DTYPES = {"integer": "Int64", "number": "float64", "string": "str", "boolean": "boolean"}


def read_file(path: Path, most: int) -> bytes:
    """The bytes of a file of a package. Raises UserError, one line, for whatever is not one."""
    try:
        return read_bytes(path, most)
    except (FileNotFoundError, NotADirectoryError):
        raise UserError(f"{path}: missing; restore it, or drop it from datapackage.json") from None
    except (OSError, ValueError) as error:  # ValueError: an invalid name
        why = getattr(error, "strerror", None) or error
        raise UserError(f"{path}: cannot be read ({why}); restore the file") from None


def read_json(content: bytes, path: Path) -> Any:
    """What a JSON file of a package says. Raises UserError."""
    try:
        return json.loads(content.decode())
    except (ValueError, RecursionError) as error:
        raise UserError(f"{path}: not valid JSON ({error}); restore the file") from None


def read_table(content: bytes, fields: list[dict[str, Any]], path: Path) -> pd.DataFrame:
    """A table with the types of its schema's fields. Raises UserError: the file, row and column.

    Integers without a missing value become plain ``int64``; text is never read as missing unless
    the cell is empty (Namibia's code is NA in some standards).
    """
    import pandas as pd

    try:
        frame = pd.read_csv(
            io.BytesIO(content),
            dtype={f["name"]: DTYPES.get(f["type"], "str") for f in fields},
            keep_default_na=False,
            na_values=[""],
            true_values=["true"],
            false_values=["false"],
        )
    except Exception as error:  # pandas has many for a cell that is not what it should be
        why = _unreadable(content, fields) or f": cannot be read as a table: {error}"
        raise UserError(f"{path}{why}; correct the file") from None
    if not isinstance(frame.index, pd.RangeIndex):  # pandas takes the first cells for names of rows
        raise UserError(f"{path}: rows of more cells than there are columns; correct the file")
    if missing := [f["name"] for f in fields if f["name"] not in frame]:
        raise UserError(f"{path}: no column {missing[0]!r}; restore the file")
    check_rows(content, path)
    check_cells(frame, path)
    for column in frame.select_dtypes(["Int64", "boolean"]).columns:
        if not frame[column].isna().any():
            kind = "int64" if frame[column].dtype == "Int64" else "bool"
            frame[column] = frame[column].astype(kind)
    return frame


def check_rows(content: bytes, path: Path) -> None:
    """Refuse a table of nothing but column names."""
    if not content.partition(b"\n")[2].strip():
        raise UserError(f"{path}: a header, and no row under it; restore the file")


def check_cells(frame: pd.DataFrame, path: Path) -> None:
    """Refuse a table with a text that would be more than text where it is shown."""
    for column in frame.select_dtypes("str").columns:
        for text in frame[column].dropna().unique():
            if why := unfit(text):
                row = (frame[column] == text).idxmax() + 2
                raise UserError(f"{path}, row {row}, column {column}: {text[:40]!r} {why}; correct the cell")


def _unreadable(content: bytes, fields: list[dict[str, Any]]) -> str:
    """Row and column of the first cell of a table that is not of its column's type, if any is."""
    import pandas as pd

    try:
        frame = pd.read_csv(io.BytesIO(content), dtype=str, keep_default_na=False)
    except Exception:  # no table at all: the caller says why
        return ""
    frame = frame.reset_index(drop=True)
    for field in fields:
        name, kind = field["name"], field["type"]
        if name not in frame or kind not in ("integer", "number", "boolean"):
            continue
        if kind == "boolean":
            good = frame[name].isin(["true", "false", ""])
        else:
            numbers = pd.to_numeric(frame[name], errors="coerce")
            good = numbers.notna() if kind == "number" else numbers % 1 == 0
            good |= frame[name] == ""
        if not good.all():
            row = good.idxmin()
            return f", row {row + 2}, column {name}: {frame[name][row][:40]!r} is no {kind}"
    return ""


def read_shapes(content: bytes, path: Path) -> list[tuple[int | None, list[list[list[float]]]]]:
    """The outlines in a GeoJSON file (`Package.shapes`). Raises UserError."""
    try:
        return [
            (f["properties"]["area"], [polygon[0] for polygon in f["geometry"]["coordinates"]])
            for f in read_json(content, path)["features"]
        ]
    except (LookupError, TypeError):
        raise UserError(f"{path}: not outlines by area; restore the file") from None
