"""Remittance inflows in the layouts of the World Bank and KNOMAD.

Figures are keyed by the Bank's economy code. Most sheets hold names only, so names are mapped by
the Bank's own list. Aggregates are left out, and used to check that the economies add up to them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.data.package import Package
from helpers.errors import UserError
from walkthrough.ingest.cell_values import year_in
from walkthrough.ingest.csv_table import INSIDE, area_codes, read_csv, refuse_duplicates, require
from walkthrough.ingest.workbook import Row, Workbook
from walkthrough.ingest.world_total import check_world

FIRST_YEAR = 2000  # of the series on remittances and economies
AGGREGATES = {"world": "WORLD", "low-and middle-income countries": "LMIC"}
MATRIX = re.compile(r"Bilateral_Remittances_((?:19|20)\d\d)")


def amount(cell: Any, where: str) -> float:
    """A cell's amount; 0 where it is empty, as the publisher itself has it in its latest files."""
    text = str(cell).strip()
    try:
        value = float(text) if text not in ("", "nan", "..") else 0.0
    except ValueError:
        raise UserError(f"{where}: {text!r} is not an amount; fetch the file again") from None
    if value < 0:
        raise UserError(f"{where}: {value} is below zero; an inflow cannot be")
    return value


def year_columns(labels: Iterable[Any]) -> dict[int, int]:
    """The columns that are labelled with a year from 2000 on: {column: year}."""
    return {i: y for i, label in enumerate(labels) if (y := year_in(label)) and y >= FIRST_YEAR}


def tidy(rows: list[Row], names: Mapping[str, str], path: Path, left_out: Iterable[str] = ()) -> pd.DataFrame:
    """Inflows of a sheet with names in one column and years across: year, economy, usd_million.

    ``rows[0]`` is the header; its first non-year column that mentions remittances holds the
    names. The list ends at the first blank row (notes follow). ``left_out``: economies that the
    publisher may leave out of its own world row, by a note in the sheet.
    """
    label = next((i for i, c in enumerate(rows[0]) if "emittance inflows" in str(c)), None)
    years = year_columns(rows[0])
    if label is None or not years:
        raise UserError(f"{path}: no header row 'remittance inflows' with years; is this the file?")
    records: list[tuple[int, str, float]] = []
    for n, row in enumerate(rows[1:], start=2):
        name = " ".join(str(row[label]).split())
        if name in ("", "nan"):
            break
        code = AGGREGATES.get(name.lower()) or names.get(name)
        if code is None:
            raise UserError(f"{path}, row {n}: unknown economy {name!r}; correct the name")
        records += [(y, code, amount(row[i], f"{path}, row {n}, {y}")) for i, y in years.items()]
    table = pd.DataFrame(records, columns=["year", "economy", "usd_million"])
    refuse_duplicates(table, ["year", "economy"], path)
    world = table[table["economy"] == "WORLD"].set_index("year")["usd_million"].to_dict()
    table = table[~table["economy"].isin(AGGREGATES.values())]
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
    if str(year) not in str(rows[0][0]) or "millions of US$" not in str(rows[0][0]):
        raise UserError(f"{path}: the title does not say {year} and millions of US$; other file?")
    top = next((row for row in rows if str(row[0]).startswith("receiving (across)")), None)
    last = next((row for row in rows if str(row[0]).strip() == "WORLD"), None)
    if top is None or last is None:
        raise UserError(f"{path}: no row 'receiving (across)' or no row 'WORLD'; other layout?")
    turned = [[" ".join(str(c).split()), value] for c, value in zip(top[1:], last[1:], strict=True)]
    return tidy([["Remittance inflows", year], *turned], names, path)


def read_indicator(data: pd.DataFrame, metadata: pd.DataFrame, path: Path) -> pd.DataFrame:
    """An indicator of the World Bank: year, economy, value; aggregates (no region) left out."""
    require(data, ["Country Code"], path)
    require(metadata, ["Country Code", "Region"], path)
    regions = metadata["Region"].fillna("").astype(str).str.strip()
    economies = set(metadata.loc[regions != "", "Country Code"])
    years = {data.columns[i]: year for i, year in year_columns(data.columns).items()}
    if len(economies) < 2 or not years:
        raise UserError(f"{path}: no economies with a region, or no years; is this a WDI file?")
    long = data.melt("Country Code", list(years), "year", "value")
    long["year"] = long["year"].map(years).astype("int64")
    long["value"] = pd.to_numeric(long["value"], errors="coerce")
    long = long.rename(columns={"Country Code": "economy"}).dropna()
    refuse_duplicates(long, ["year", "economy"], path)
    world = long[long["economy"] == "WLD"].set_index("year")["value"].to_dict()
    table = long[long["economy"].isin(economies)]
    sums = table.groupby("year")["value"].sum().to_dict()
    # The Bank fills gaps in its world rows (and counts Taiwan), so they exceed the sum a little.
    stated = {year: total for year, total in sums.items() if year in world} or sums
    check_world(path, stated, world, share=0.02, parts="economies")
    return table.sort_values(["year", "economy"], ignore_index=True)


def read_wdi_workbook(book: Workbook) -> pd.DataFrame:
    """Inflows from a World Bank workbook (US$), as year, economy, usd_million."""
    rows, meta = book.rows("Data"), book.rows("Metadata - Countries")
    top = next((i for i, r in enumerate(rows) if "Country Code" in r), None)
    if top is None:
        raise UserError(f"{book.path}, sheet Data: no column 'Country Code'; is this a WDI file?")
    data = pd.DataFrame(rows[top + 1 :], columns=[str(c) for c in rows[top]])
    table = read_indicator(data, pd.DataFrame(meta[1:], columns=meta[0]), book.path)
    return table.assign(usd_million=table["value"] / 1e6)[["year", "economy", "usd_million"]]


def read_layout(path: Path, names: Mapping[str, str]) -> pd.DataFrame:
    """Inflows of a file, whichever of the known layouts it has: year, economy, usd_million.

    Layouts: KNOMAD's list (workbook or csv) with the economies' names and years across; its
    bilateral matrix, of which the world row is read; a World Development Indicators workbook.
    A note in KNOMAD's lists leaves Venezuela out of the world.
    """
    if path.suffix.lower() == ".csv":
        frame = read_csv(path)
        return tidy([list(frame.columns), *frame.values.tolist()], names, path, left_out=["VEN"])
    book = Workbook(path)
    if {"Data", "Metadata - Countries"} <= set(book.names):
        return read_wdi_workbook(book)
    for name in book.names:
        if matrix := MATRIX.fullmatch(name):
            return read_matrix(book, names, int(matrix[1]))
        rows = book.rows(name)
        if rows and any("emittance inflows" in str(cell) for cell in rows[0]):
            return tidy(rows, names, path, left_out=["VEN"])
    raise UserError(
        f"{path}: no sheet with remittance inflows ({', '.join(book.names)}): the first row must "
        "have a cell 'Remittance inflows' and years; give the workbook as the publisher offers it"
    )


def read_vintage(path: Path, package: Package) -> pd.DataFrame:
    """Inflows above zero of a file: year, economy, area, usd_million (rounded to US$ 1)."""
    spellings = package.table("bank-names")
    table = read_layout(path, dict(zip(spellings["name"], spellings["economy"], strict=True)))
    table = table.assign(usd_million=table["usd_million"].round(6))
    table = table[table["usd_million"] > 0]
    if table.empty:
        raise UserError(f"{path}: no inflow above zero from 2000 on; is this the file?")
    areas = package.table("areas")
    codes = dict(zip(areas["iso3"], areas["area"], strict=True))
    banks = areas.dropna(subset="wb_code")
    codes |= dict(zip(banks["wb_code"], banks["area"], strict=True)) | INSIDE
    return table.assign(area=area_codes(table["economy"], codes, path).astype("int64"))
