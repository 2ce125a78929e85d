"""World Development Indicators as downloaded: xls or xlsx, zip, or the zip's ``API_`` csv alone.

The lines above the header and the last, empty column of the csv do no harm. Aggregates are those
that the download's own metadata give no region, or, in a csv alone, that the Bank's codes name.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.bank_names import GROUPS
from walkthrough.ingest.cell_values import NO_DATA, year_in
from walkthrough.ingest.csv_table import refuse_duplicates, rows_of
from walkthrough.ingest.workbook import Row, Workbook, read_content
from walkthrough.ingest.world_total import check_world
from walkthrough.ingest.xlsx_guard import MAX_UNPACKED

CODE, INDICATOR = "Country Code", "Indicator Code"
FULL_SINCE = 2000
TOP = 20  # lines that may stand above the header


@dataclass(frozen=True)
class Series:
    """An indicator: its code and name ("" where the file says neither), and year, economy, value."""

    code: str
    name: str
    table: pd.DataFrame


def header_of(rows: list[Row]) -> int | None:
    """The number of the row with the column ``Country Code``; None if it is no such table."""
    return next((i for i, row in enumerate(rows[:TOP]) if CODE in row), None)


def year_columns(labels: Iterable[Any]) -> dict[int, int]:
    """The columns that are labelled with a year: {column: year}."""
    return {i: year for i, label in enumerate(labels) if (year := year_in(label))}


def regions_in(rows: list[Row]) -> set[str]:
    """The economies of a sheet or csv of metadata: those with a region."""
    labels = [str(label) for label in rows[0]]
    if not {CODE, "Region"} <= set(labels):
        return set()
    code, region = labels.index(CODE), labels.index("Region")
    return {row[code] for row in rows[1:] if len(row) > region and str(row[region]).strip()}


def read_indicator(rows: list[Row], economies: set[str] | None, path: Path) -> Series:
    """An indicator of the World Bank, from rows that have ``Country Code`` and years.

    ``economies``: the codes that are no aggregates, if metadata say so. The publisher's world row,
    where there is one, is the check on the sum.
    """
    top = header_of(rows)
    years = {} if top is None else year_columns(rows[top])
    if top is None or not years or (economies is not None and len(economies) < 2):
        raise UserError(f"{path}: no economies with a region, or no years; is this a WDI file?")
    labels = [str(label).strip() for label in rows[top]]
    place = {label: i for i, label in enumerate(labels)}
    about = []
    for label in (INDICATOR, "Indicator Name"):
        stated = {str(row[place[label]]).strip() for row in rows[top + 1 :] if label in place and any(row)}
        if len(stated) > 1:
            raise UserError(f"{path}: several indicators ({', '.join(sorted(stated)[:3])}); download one")
        about.append(next(iter(stated), ""))
    records = []
    for n, row in enumerate(rows[top + 1 :], start=top + 2):
        code = str(row[place[CODE]]).strip() if len(row) > place[CODE] else ""
        for i, year in years.items():
            cell = row[i] if code and i < len(row) else ""
            if str(cell).strip() in NO_DATA:
                continue
            try:
                records.append((year, code, float(cell)))
            except ValueError:
                raise UserError(f"{path}, row {n}, {year}: {str(cell)[:40]!r} is not a number") from None
    long = pd.DataFrame(records, columns=["year", "economy", "value"]).dropna()
    refuse_duplicates(long, ["year", "economy"], path)
    world = long[long["economy"] == "WLD"].set_index("year")["value"].to_dict()
    inside = long["economy"].isin(economies) if economies is not None else ~long["economy"].isin(GROUPS)
    table = long[inside].sort_values(["year", "economy"], ignore_index=True)
    return Series(about[0], about[1], table if "%" in about[1] else check_sum(table, world, path))


def read_series(path: Path) -> Series:
    """The indicator of a download, whichever kind of file it is."""
    if path.suffix.lower() == ".csv":
        return read_indicator(rows_of(path), None, path)
    if path.suffix.lower() == ".zip":
        return read_indicator(*archive_rows(path), path)
    book = Workbook(path)
    if not is_workbook(book):
        raise UserError(f"{path}: no sheets Data and Metadata - Countries; is this a WDI file?")
    return read_indicator(*workbook_rows(book), path)


def check_sum(table: pd.DataFrame, world: dict[int, float], path: Path) -> pd.DataFrame:
    """The table, if it adds up to the world's row.

    The Bank fills gaps in its world rows (and counts Taiwan), so they exceed the sum: a little, and
    before `FULL_SINCE`, when many economies have no figure, by any amount.
    """
    sums = table.groupby("year")["value"].sum().to_dict()
    stated = {year: total for year, total in sums.items() if year in world} or sums
    checked = {y: total for y, total in stated.items() if y >= FULL_SINCE or total > world.get(y, 0)}
    check_world(path, checked, world, share=0.02, parts="economies")
    return table


def archive_rows(path: Path) -> tuple[list[Row], set[str]]:
    """The rows of the csv in a WDI zip, and its economies."""
    try:
        with zipfile.ZipFile(BytesIO(read_content(path))) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                raise ValueError("too large")
            names = [
                next(name for name in archive.namelist() if name.startswith(start))
                for start in ("API_", "Metadata_Country_")
            ]
            data, metadata = (rows_of(path, archive.read(name).decode("utf-8-sig")) for name in names)
    except (OSError, StopIteration, RuntimeError, ValueError, zipfile.BadZipFile) as error:
        raise UserError(f"{path}: not a World Bank download ({error!r}); fetch it again") from None
    return list(data), regions_in(list(metadata))


def workbook_rows(book: Workbook) -> tuple[list[Row], set[str]]:
    """The rows of sheet ``Data``, and the economies of ``Metadata - Countries``."""
    return book.rows("Data"), regions_in(book.rows("Metadata - Countries"))


def is_workbook(book: Workbook) -> bool:
    """Whether a workbook has the sheets of a WDI download."""
    return {"Data", "Metadata - Countries"} <= set(book.names)
