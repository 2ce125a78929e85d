"""UN DESA's hierarchy of major areas, regions and areas, from the annex of its 2017 workbook."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.workbook import Row, rows_of

MAJOR_AREAS = {
    "AFRICA": "Africa",
    "ASIA": "Asia",
    "EUROPE": "Europe",
    "LATIN AMERICA AND THE CARIBBEAN": "Latin America and the Caribbean",
    "NORTHERN AMERICA": "Northern America",
    "OCEANIA": "Oceania",
}


def header_row(rows: list[Row], path: Path) -> int:
    """Index of the row that labels the columns: the first with a cell "Code"."""
    for i, row in enumerate(rows):
        if any(str(cell).strip().lower() == "code" for cell in row):
            return i
    raise UserError(f"{path}: no header row with a column 'Code'; is this a UN DESA workbook?")


def column(header: Row, *starts: str, path: Path) -> int:
    """Index of the first column whose label starts with one of the given words."""
    for i, cell in enumerate(header):
        label = " ".join(str(cell).split()).lower()
        if any(label.startswith(s.lower()) for s in starts):
            return i
    raise UserError(f"{path}: no column {' or '.join(starts)!r} in the header row")


def read_hierarchy(path: Path, areas: set[int]) -> pd.DataFrame:
    """Major area, region and group of each area, from the ANNEX of the totals workbook.

    Rows are nested by their order: a major area (capitals), its regions (codes that are not
    areas), their countries. Northern America is a major area without regions: it is its own.
    Index area; columns major_area, region, undesa (North = "more developed regions").
    """
    rows = rows_of(path, "ANNEX")
    top = header_row(rows, path)
    name = column(rows[top], "Region", "Major area", path=path)
    code = column(rows[top], "Code", path=path)
    developed = column(rows[top], "More developed", path=path)
    major = region = ""
    records = {}
    for n, row in enumerate(rows[top + 1 :], start=top + 2):
        label = " ".join(str(row[name]).split())
        if not str(row[code]).strip():
            continue
        number = int(float(row[code]))
        if number not in areas:
            if label in MAJOR_AREAS:
                major = region = MAJOR_AREAS[label]
            elif major:
                region = label
            continue
        if not major or row[developed] not in ("Y", "N"):
            raise UserError(
                f"{path}, sheet ANNEX, row {n}: {label} stands outside a major area or has no "
                "development group; is this the 2017 workbook?"
            )
        group = "North" if row[developed] == "Y" else "South"
        records[number] = (major, region, group)
    lost = sorted(areas - set(records))
    if lost:
        raise UserError(f"{path}, sheet ANNEX: no row for areas {lost}; add them or drop them")
    return pd.DataFrame.from_dict(records, orient="index", columns=["major_area", "region", "undesa"])
