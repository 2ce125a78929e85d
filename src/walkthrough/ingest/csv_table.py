"""Tables of text with named columns: whole numbers, yes and no, keys, area codes.

Every function raises ``UserError`` with the file, the line and a remedy. Columns are found by
their names, so that a publisher's new column does no harm and a renamed one is noticed.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from helpers.data.contents import MAX_FILE
from helpers.data.files import read_bytes
from helpers.errors import UserError
from walkthrough.ingest.cell_values import also

MOST = 3_000_000  # rows: more than all pairs of areas in all years of a revision
PERSONS = (0, 99_999_999_999)  # bounds of a figure
YES, NO = {"true", "yes", "y", "1"}, {"false", "no", "n", "0"}

# Economies and territories that publishers list apart and UN DESA counts inside another area
# (2017 workbook, notes 19 and 23).
INSIDE = {"XKX": 688, "MAF": 312}


def read_text(path: Path, first_line: str) -> str:
    """A text file in UTF-8, or in UTF-16 with a byte order mark (packed if it ends in .gz)."""
    try:
        raw = read_bytes(path, MAX_FILE)
        raw = gzip.decompress(raw) if path.suffix == ".gz" else raw
    except FileNotFoundError:
        raise UserError(f"{path}: no such file; check the name and the folder") from None
    except (OSError, EOFError) as error:
        raise UserError(f"{path}: cannot be read ({error}); give a csv file") from None
    if raw[:2] == b"PK" or raw[:4] == bytes.fromhex("d0cf11e0"):
        raise UserError(f"{path}: a workbook, not a csv file; save the sheet as csv (UTF-8)")
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise UserError(f"{path}, line {line}: not UTF-8; save it as csv (UTF-8)") from None
    if "\0" in text:
        raise UserError(f"{path}: not a text file in UTF-8; save it as csv (UTF-8)")
    if not text.strip():
        raise UserError(f"{path}: the file is empty; its first line must be {first_line}")
    return text


def read_csv(path: Path, columns: Iterable[str] = (), first_line: str = "") -> pd.DataFrame:
    """A csv file as text, every cell a ``str`` ("" where empty), with the number of its line as index.

    Names of columns become lower case; ``columns`` must be among them. Lines of a title above the
    header are skipped. ``first_line`` tells the user of an empty file how it begins.
    """
    columns = list(columns)
    text = read_text(path, first_line or ",".join(columns) or "a header")
    if text.count("\n") > MOST:
        raise UserError(f"{path}: {text.count(chr(10)):,} rows; at most {MOST:,} are possible")
    rows = split_rows(path, text)
    lines = [number for number, row in rows if any(map(str.strip, row))]
    table = [row for _, row in rows if any(map(str.strip, row))]
    if not table:
        raise UserError(
            f"{path}: no row; its first line must be {first_line or ','.join(columns) or 'a header'}"
        )
    top = header_row(table)
    header = [name.strip().lower() for name in table[top]]
    while header and not header[-1] and not any("".join(row[len(header) - 1 :]) for row in table[top + 1 :]):
        header.pop()  # a comma at the end of every line
    body = [row[: len(header)] if not any(row[len(header) :]) else row for row in table[top + 1 :]]
    for line, row in zip(lines[top + 1 :], body, strict=True):
        if len(row) != len(header):
            raise UserError(
                f"{path}, line {line}: {len(row)} cells, the header has "
                f"{len(header)}; no comma may stand inside a number: repair the row"
            )
    if len(set(header)) < len(header):
        raise UserError(f"{path}, line {lines[top]}: a column stands twice; remove one of the two")
    frame = pd.DataFrame(body, columns=header, index=pd.Index(lines[top + 1 :], name="line"), dtype=str)
    require(frame, columns, path)
    return frame


def split_rows(path: Path, text: str) -> list[tuple[int, list[str]]]:
    """The cells of each row and the number of its last line, whatever ends lines and separates columns.

    Excel's line ``sep=;`` names the separator; without it, it is what the file has most of.
    """
    lines = io.StringIO(text, newline=None).read().split("\n")
    named = re.fullmatch(r"\s*\"?sep=(.)\"?[,;\t]*\s*", lines[0], re.IGNORECASE)
    if named:
        lines[0] = ""
    usual = max(",;\t", key=text.count)
    reader = csv.reader(io.StringIO("\n".join(lines)), delimiter=named[1] if named else usual, strict=True)
    try:
        return [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise UserError(f"{path}, line {reader.line_num}: {error}; repair the quotes") from None


def rows_of(path: Path, text: str | None = None) -> list[list[str]]:
    """All rows of a csv file, or of its text, blank ones too: for a header that stands below other lines."""
    return [row for _, row in split_rows(path, read_text(path, "a header") if text is None else text)]


def header_row(rows: list[list[str]]) -> int:
    """The place of the header: below lines of a title, with few cells where the table has more."""
    width = Counter(map(len, rows)).most_common(1)[0][0]
    filled = (sum(bool(cell.strip()) for cell in row) for row in rows)
    return next((n for n, cells in enumerate(filled) if cells > min(2, width / 2)), 0)


def require(frame: pd.DataFrame, columns: Iterable[str], where: object) -> None:
    """Refuse a table that lacks a column."""
    missing = [c for c in columns if c not in frame.columns]
    if missing:
        raise UserError(
            f"{where}: no column {', '.join(map(repr, missing))}; it has "
            f"{', '.join(map(str, frame.columns[:12]))}; is this the right file?"
        )


def whole_numbers(
    frame: pd.DataFrame, name: str, path: Path, within: tuple[int, int] = PERSONS, *, empty: bool = False
) -> pd.Series:
    """A column as whole numbers within bounds (``int64``; ``Int64`` where cells may be empty).

    792.0 is 792, as spreadsheet programs save it; 792.000 is refused, as it may be 792 thousand.
    """
    low, high = within
    text = frame[name].str.strip().str.replace(r"^(\d+)\.00?$", r"\1", regex=True)
    grouped = text.str.fullmatch(r"\d{1,3}(?:[\s,.'’]\d{3})+")
    refuse_cell(
        frame, name, path, grouped, "clear: thousands are separated; write digits alone, such as 2915000"
    )
    good = text.str.fullmatch(r"\d{1,11}")
    good &= text.where(good, "0").astype("int64").between(low, high)
    most = f"{high:,}" if high > 9999 else high
    hint = "no comma, no point, no sign; where there is no figure, leave the whole row out instead"
    bad = ~good & ~((text == "") & empty)
    refuse_cell(frame, name, path, bad, f"a whole number from {low} to {most}; {hint}")
    return pd.to_numeric(text.where(text != "")).astype("Int64") if empty else text.astype("int64")


def booleans(frame: pd.DataFrame, name: str, path: Path) -> pd.Series:
    """A column of yes and no as ``boolean``; empty cells are missing."""
    text = frame[name].str.strip().str.lower()
    refuse_cell(frame, name, path, ~text.isin(YES | NO | {""}), "yes or no")
    return text.map(dict.fromkeys(YES, True) | dict.fromkeys(NO, False)).astype("boolean")


def refuse_cell(frame: pd.DataFrame, name: str, path: Path, bad: pd.Series, wanted: str) -> None:
    """Refuse the first cell of a column that is marked as bad."""
    if bad.any():
        line = bad.idxmax()
        shown = f"{frame[name][line].strip()[:40]!r}{also(int(bad.sum()))}"
        raise UserError(f"{path}, line {line}, column {name}: {shown} is not {wanted}")


def refuse_duplicates(frame: pd.DataFrame, key: list[str], where: object) -> None:
    """Refuse two rows with the same key."""
    again = frame.duplicated(key)
    if again.any():
        line = again.idxmax()
        place = f"{where}, line {line}" if frame.index.name == "line" else where
        values = ", ".join(f"{k} {frame.loc[line, k]}" for k in key)
        raise UserError(f"{place}: {values} stands twice; keep one of the two rows")


def area_codes(
    codes: pd.Series, areas: Mapping[str, int], where: object, without: Iterable[str] = ()
) -> pd.Series:
    """M49 area of each alpha-3 code (``Int64``); codes in ``without`` have none, others must."""
    unknown = sorted(set(codes) - set(areas) - set(without))
    if unknown:
        raise UserError(
            f"{where}: unknown codes {', '.join(map(repr, unknown))} in column {codes.name!r}; "
            "they are neither areas nor listed as without an area: correct or list them"
        )
    return codes.map(lambda code: areas.get(code, pd.NA)).astype("Int64")
