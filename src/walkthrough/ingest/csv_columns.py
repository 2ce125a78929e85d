"""What all readers share: text tables with named columns, whole numbers, keys, area codes.

Every function raises ``UserError`` with the file, the place and a remedy. Columns are found by
their names, so that a publisher's new column does no harm and a renamed one is noticed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from helpers.data.files import read_bytes
from helpers.errors import UserError
from walkthrough.ingest.xlsx_guard import MAX_FILE

CODES = "codes/undesa2017_m49_iso3.csv"

# Economies and territories that publishers list apart and UN DESA counts inside another area
# (2017 workbook, notes 19 and 23).
INSIDE = {"XKX": 688, "MAF": 312}

# Channel Islands have no ISO code of their own; this is the World Bank's.
CHANNEL_ISLANDS = {"CHI": 830}

# Areas that a later revision counts apart and the 2017 revision does not list: M49 code, alpha-3,
# name at the publisher (2024 revision).
LATER = [(158, "TWN", "China, Taiwan Province of China")]

FIRST_YEAR = 2000  # of the series on remittances and economies
YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0)?\s*[ep]?$")  # "2017p" preliminary, "2018e" estimate


def read_csv(path: Path, columns: Iterable[str]) -> pd.DataFrame:
    """A csv file as text, every cell a ``str`` ("" where empty); the columns named must exist."""
    try:
        content = io.BytesIO(read_bytes(path, MAX_FILE))
        packed = "gzip" if path.suffix == ".gz" else None
        frame = pd.read_csv(
            content, dtype=str, keep_default_na=False, encoding="utf-8-sig", compression=packed
        )
    except FileNotFoundError:
        raise UserError(f"{path}: no such file; name the folder of published files") from None
    except (ValueError, OSError) as error:
        raise UserError(f"{path}: not a readable csv file ({error}); fetch it again") from None
    require(frame, columns, path)
    return frame


def require(frame: pd.DataFrame, columns: Iterable[str], where: object) -> None:
    """Refuse a table that lacks a column."""
    missing = [c for c in columns if c not in frame.columns]
    if missing:
        raise UserError(
            f"{where}: no column {', '.join(map(repr, missing))}; it has "
            f"{', '.join(map(str, frame.columns[:12]))}; is this the right file?"
        )


def whole(cells: pd.Series, where: object, *, empty: bool = False) -> pd.Series:
    """Cells as whole numbers from 0 up (``int64``; ``Int64`` where empty cells are allowed)."""
    text = cells.astype(str).str.strip()
    bad = ~text.str.fullmatch(r"\d+(\.0+)?") & ~((text == "") & empty)
    if bad.any():
        row = bad.idxmax()
        raise UserError(
            f"{where}, row {row + 2}, column {cells.name!r}: {text[row]!r} is not a whole number; "
            "correct the cell or fetch the file again"
        )
    numbers = pd.to_numeric(text.where(text != "")).astype("Int64")
    return numbers if empty else numbers.astype("int64")


def year_of(label: object) -> int | None:
    """The year that a column is labelled with; None for another column."""
    found = YEAR.match(str(label).strip())
    return int(found.group(1)) if found else None


def yes_no(cells: pd.Series, where: object) -> pd.Series:
    """Cells that say yes or no (Y/N, yes/no) as booleans."""
    text = cells.str.strip().str.upper().str[:1]
    bad = ~text.isin(["Y", "N"])
    if bad.any():
        row = bad.idxmax()
        raise UserError(
            f"{where}, row {row + 2}, column {cells.name!r}: {cells[row]!r} is neither yes nor no; "
            "correct the cell"
        )
    return text == "Y"


def refuse_duplicates(frame: pd.DataFrame, key: list[str], where: object) -> None:
    """Refuse two rows with the same key."""
    again = frame.duplicated(key)
    if again.any():
        values = ", ".join(f"{k}={frame.loc[again.idxmax(), k]}" for k in key)
        raise UserError(f"{where}: {values} stands in two rows; keep one of them")


def read_iso3(path: Path) -> dict[str, int]:
    """ISO 3166 alpha-3 to M49 for the areas of the 2017 revision (CHI for Channel Islands)."""
    frame = read_csv(path, ["m49", "iso3"])
    frame["m49"] = whole(frame["m49"], path)
    for code, area in CHANNEL_ISLANDS.items():
        frame.loc[frame["m49"] == area, "iso3"] = code
    refuse_duplicates(frame, ["iso3"], path)
    refuse_duplicates(frame, ["m49"], path)
    odd = ~frame["iso3"].str.fullmatch("[A-Z]{3}")
    if odd.any():
        raise UserError(
            f"{path}, row {odd.idxmax() + 2}: {frame.loc[odd.idxmax(), 'iso3']!r} is not an "
            "alpha-3 code; correct it"
        )
    return {str(code): int(area) for code, area in zip(frame["iso3"], frame["m49"], strict=True)}


def area_of(
    codes: pd.Series, areas: Mapping[str, int], where: object, without: Iterable[str] = ()
) -> pd.Series:
    """M49 area of each alpha-3 code (``Int64``); codes in ``without`` have none, others must."""
    allowed = set(without)
    unknown = sorted(set(codes) - set(areas) - allowed)
    if unknown:
        raise UserError(
            f"{where}: unknown codes {', '.join(map(repr, unknown))} in column {codes.name!r}; "
            "they are neither areas nor listed as without an area: correct or list them"
        )
    return codes.map(lambda code: areas.get(code, pd.NA)).astype("Int64")


def finish(table: pd.DataFrame, key: list[str], where: object, *, order: bool = True) -> pd.DataFrame:
    """A tidy table: no key twice, sorted by key (unless the source's order means something),
    empty text as missing."""
    refuse_duplicates(table, key, where)
    if order:
        table = table.sort_values(key)
    table = table.reset_index(drop=True)
    for column in table.select_dtypes("str").columns:
        table[column] = table[column].where(table[column] != "")
    return table
