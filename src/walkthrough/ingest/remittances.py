"""Remittance inflows in the layouts of the World Bank and KNOMAD.

Figures are keyed by the Bank's economy code. Most sheets hold names only (`bank_names`), and each
its own unit (`money_units`). Aggregates are left out, and used to check that the economies add up to them.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.data.package import Package
from helpers.errors import UserError
from walkthrough.ingest.bank_names import AGGREGATE, NO_ECONOMY, WORLD, Spellings, economy_areas, spellings
from walkthrough.ingest.cell_values import NO_DATA, remedy
from walkthrough.ingest.csv_table import area_codes, refuse_duplicates, rows_of
from walkthrough.ingest.money_units import LARGEST, multiple, unit
from walkthrough.ingest.wdi import (
    TOP,
    Series,
    is_workbook,
    read_indicator,
    read_series,
    workbook_rows,
    year_columns,
)
from walkthrough.ingest.wdi import header_of as header_of_wdi
from walkthrough.ingest.workbook import Row, Workbook
from walkthrough.ingest.world_total import check_world

MATRIX = re.compile(r"Bilateral_Remittances_((?:19|20)\d\d)")
WDI_CODE = "BX.TRF.PWKR.CD.DT"
LABEL = re.compile(r"emittance inflows|^(country|economy|area|iso3|m49)\b.*", re.IGNORECASE)


def amount(cell: Any, where: str) -> float:
    """A cell's amount; 0 where it is empty, as the publisher itself has it in its latest files."""
    text = str(cell).strip()
    try:
        value = float(text) if text not in NO_DATA | {"nan"} else 0.0
    except ValueError:
        raise UserError(f"{where}: {text[:40]!r} is not an amount; {remedy(text)}") from None
    if not math.isfinite(value):
        raise UserError(f"{where}: {text[:40]!r} is not an amount; correct it")
    if value < 0:
        raise UserError(f"{where}: {value} is below zero; an inflow cannot be")
    return value


def header_of(rows: list[Row]) -> tuple[int, int] | None:
    """Row and column of the cell that labels the names, in the first row that also has years."""
    for n, row in enumerate(rows[:TOP]):
        label = next((i for i, cell in enumerate(row) if LABEL.search(str(cell).strip())), None)
        if label is not None and year_columns(row):
            return n, label
    return None


def lines_of(rows: Iterable[Row]) -> list[str]:
    """The texts of some rows."""
    return [str(cell) for row in rows for cell in row if isinstance(cell, str) and cell.strip()]


def tidy(rows: list[Row], names: Mapping[str, str], path: Path, left_out: Iterable[str] = ()) -> pd.DataFrame:
    """Inflows of a sheet with names in one column and years across: year, economy, usd_million.

    Titles may stand above the header, and the unit in it, above it, or in the notes below the list,
    which ends at the first blank row. ``left_out``: economies that the publisher may leave out of
    its own world row, by a note in the sheet.
    """
    found = header_of(rows)
    if found is None:
        raise UserError(f"{path}: no header row 'remittance inflows' with years; is this the file?")
    top, label = found
    years, spelled = year_columns(rows[top]), Spellings(names)
    records: list[tuple[int, str, float]] = []
    unknown: list[tuple[int, str]] = []
    end = len(rows)
    for n, row in enumerate(rows[top + 1 :], start=top + 2):
        name = " ".join(str(row[label]).split()) if len(row) > label else ""
        if name in ("", "nan"):
            end = n
            break
        if any(str(cell).strip() for cell in row[len(rows[top]) :]):
            raise UserError(
                f"{path}, line {n}: {len(row)} cells, the header has {len(rows[top])}; no comma may "
                "stand inside a number: repair the row"
            )
        code = spelled.find(name)
        if code is None:
            unknown.append((n, name))
        elif code != AGGREGATE:
            cells = [(y, row[i] if i < len(row) else "") for i, y in years.items()]
            records += [(y, code, amount(cell, f"{path}, row {n}, {y}")) for y, cell in cells]
    if unknown:
        more = f" (and {len(unknown) - 1} more: {', '.join(name for _, name in unknown[1:6])})" * (
            len(unknown) > 1
        )
        raise UserError(
            f"{path}, row {unknown[0][0]}: unknown economy {unknown[0][1]!r}{more}; correct the name, or say "
            "what it is in a csv of two columns, name,code, with --names"
        )
    size = unit(str(rows[top][label]), lines_of([*rows[:top], *rows[end:]]), path)
    table = pd.DataFrame(records, columns=["year", "economy", "usd_million"])
    table["usd_million"] *= size
    refuse_duplicates(table, ["year", "economy"], path)
    world = table[table["economy"] == WORLD].set_index("year")["usd_million"].to_dict()
    table = table[~table["economy"].isin(NO_ECONOMY)]
    inside = table[~table["economy"].isin(set(left_out))]
    sums, without = (part.groupby("year")["usd_million"].sum().to_dict() for part in (table, inside))
    for year, total in without.items():
        if abs(total - world.get(year, total)) < abs(sums[year] - world.get(year, total)):
            sums[year] = total
    check_world(path, sums, world, tolerance=0.01, parts="economies", digits=2)
    return table


def read_matrix(book: Workbook, names: Mapping[str, str], year: int) -> pd.DataFrame:
    """Inflows from the WORLD row of the bilateral matrix (rows send, columns receive)."""
    path, rows = book.path, book.rows(f"Bilateral_Remittances_{year}")
    title = str(rows[0][0])
    if str(year) not in title or multiple(title) is None:
        raise UserError(f"{path}: the title does not say {year} and a unit of US$; other file?")
    top = next((row for row in rows if str(row[0]).startswith("receiving (across)")), None)
    last = next((row for row in rows if str(row[0]).strip() == "WORLD"), None)
    if top is None or last is None:
        raise UserError(f"{path}: no row 'receiving (across)' or no row 'WORLD'; other layout?")
    turned = [[" ".join(str(c).split()), value] for c, value in zip(top[1:], last[1:], strict=True)]
    return tidy([[f"Remittance inflows: {title}", year], *turned], names, path)


def from_wdi(series: Series, path: Path) -> pd.DataFrame:
    """Inflows from an indicator of the World Bank in US$: year, economy, usd_million."""
    if series.code and series.code != WDI_CODE:
        raise UserError(
            f"{path}: give the indicator {WDI_CODE}, personal remittances received in current US$; "
            f"this is {series.code}, {series.name!r}"
        )
    size = unit(series.name, [], path)
    table = series.table.assign(usd_million=series.table["value"] * size)
    if (negative := table["usd_million"] < 0).any():
        first = table[negative].iloc[0]
        raise UserError(f"{path}, {first['economy']}, {first['year']}: below zero; an inflow cannot be")
    return table[["year", "economy", "usd_million"]]


def read_layout(path: Path, names: Mapping[str, str]) -> pd.DataFrame:
    """Inflows of a file, whichever of the known layouts it has: year, economy, usd_million.

    Layouts: KNOMAD's list (workbook or csv) with the economies' names and years across; its
    bilateral matrix, of which the world row is read; World Development Indicators as downloaded.
    A note in KNOMAD's lists leaves Venezuela out of the world.
    """
    if path.suffix.lower() == ".zip":
        return from_wdi(read_series(path), path)
    if path.suffix.lower() == ".csv":
        rows: list[Row] = rows_of(path)
        if header_of_wdi(rows) is not None:
            return from_wdi(read_indicator(rows, None, path), path)
        return tidy(rows, names, path, left_out=["VEN"])
    book = Workbook(path)
    if is_workbook(book):
        return from_wdi(read_indicator(*workbook_rows(book), path), path)
    for name in book.names:
        if matrix := MATRIX.fullmatch(name):
            return read_matrix(book, names, int(matrix[1]))
        if header_of(book.rows(name)):
            return tidy(book.rows(name), names, path, left_out=["VEN"])
    raise UserError(
        f"{path}: no sheet with remittance inflows ({', '.join(book.names)}): a row must have a cell "
        "'Remittance inflows' and years; give the workbook as the publisher offers it"
    )


def read_vintage(path: Path, package: Package, extra: Path | None = None) -> pd.DataFrame:
    """Inflows above zero of a file: year, economy, area, usd_million (rounded to US$ 1).

    ``extra``: a csv of spellings that nobody knows (`spellings`).
    """
    table = read_layout(path, spellings(package, extra))
    table = table.assign(usd_million=table["usd_million"].round(6))
    table = table[table["usd_million"] > 0]
    if table.empty:
        raise UserError(f"{path}: no inflow above zero; is this the file?")
    if (odd := table["usd_million"] > LARGEST).any():
        first = table[odd].iloc[0]
        raise UserError(
            f"{path}: check the unit: by it {first['economy']} received US$ {first['usd_million']:,.0f} "
            f"million in {first['year']}"
        )
    return table.assign(area=area_codes(table["economy"], economy_areas(package), path).astype("int64"))
