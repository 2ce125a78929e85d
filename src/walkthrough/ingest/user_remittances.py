"""Another vintage of remittance inflows from a file of the World Bank or KNOMAD."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from helpers.data.package import Package
from helpers.errors import UserError
from walkthrough.ingest.csv_columns import INSIDE, area_of
from walkthrough.ingest.remittances import read_matrix, tidy
from walkthrough.ingest.stock_csv import read_table
from walkthrough.ingest.wdi import read_wdi_workbook
from walkthrough.ingest.workbook import Workbook

MATRIX = re.compile(r"Bilateral_Remittances_((?:19|20)\d\d)")


def read_vintage(path: Path, package: Package) -> pd.DataFrame:
    """Inflows of a file, whichever of the known layouts it has: year, economy, area, usd_million.

    Layouts: KNOMAD's list (workbook or csv) with the economies' names and years across; its
    bilateral matrix, of which the world row is read; a World Development Indicators workbook.
    """
    spellings = package.table("bank-names")
    names = dict(zip(spellings["name"], spellings["economy"], strict=True))
    if path.suffix.lower() == ".csv":
        frame = read_table(path)
        header = [re.sub("^remittance inflows", "Remittance inflows", c) for c in frame.columns]
        table = tidy([header, *frame.values.tolist()], names, path, left_out=["VEN"])
    else:
        table = read_workbook(path, names)
    table = table.assign(usd_million=table["usd_million"].round(6))
    table = table[table["usd_million"] > 0]
    if table.empty:
        raise UserError(f"{path}: no inflow above zero from 2000 on; is this the file?")
    areas = package.table("areas")
    codes = dict(zip(areas["iso3"], areas["area"], strict=True))
    banks = areas.dropna(subset="wb_code")
    codes |= dict(zip(banks["wb_code"], banks["area"], strict=True)) | INSIDE
    return table.assign(area=area_of(table["economy"], codes, path).astype("int64"))


def read_workbook(path: Path, names: dict[str, str]) -> pd.DataFrame:
    """Inflows from a workbook, by its sheets: year, economy, usd_million."""
    book = Workbook(path)
    if {"Data", "Metadata - Countries"} <= set(book.names):
        return read_wdi_workbook(path)
    for name in book.names:
        matrix = MATRIX.fullmatch(name)
        if matrix:
            return read_matrix(path, names, int(matrix[1]))
        rows = book.rows(name)
        if rows and any("emittance inflows" in str(cell) for cell in rows[0]):
            return tidy(rows, names, path, left_out=["VEN"])
    raise UserError(
        f"{path}: no sheet with remittance inflows ({', '.join(book.names)}): the first row must "
        "have a cell 'Remittance inflows' and years; give the workbook as the publisher offers it"
    )
