"""UN DESA's hierarchy of major areas, regions and areas, from the annex of its 2017 workbook."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.workbook import Workbook

MAJOR_AREAS = {
    "AFRICA": "Africa",
    "ASIA": "Asia",
    "EUROPE": "Europe",
    "LATIN AMERICA AND THE CARIBBEAN": "Latin America and the Caribbean",
    "NORTHERN AMERICA": "Northern America",
    "OCEANIA": "Oceania",
}
COLUMNS = {"region": "name", "code": "code", "more developed": "developed"}  # by how labels begin


def read_annex(path: Path) -> pd.DataFrame:
    """Name, code and group (Y: more developed) of each row of the annex, by its row number."""
    rows = Workbook(path).rows("ANNEX")
    for top, row in enumerate(rows):
        labels = [" ".join(str(cell).split()).lower() for cell in row]
        found = {
            new: i
            for i, label in enumerate(labels)
            for start, new in COLUMNS.items()
            if label.startswith(start)
        }
        if len(found) == len(COLUMNS):
            body = {
                n: [str(row[i]).strip() for i in found.values()]
                for n, row in enumerate(rows[top + 1 :], top + 2)
            }
            return pd.DataFrame.from_dict(body, orient="index", columns=list(found))
    raise UserError(
        f"{path}: no header row with 'Code' and 'More developed regions'; is this a UN DESA workbook?"
    )


def read_hierarchy(path: Path, areas: set[int]) -> pd.DataFrame:
    """Major area, region and group of each area, from the ANNEX of the totals workbook.

    Rows are nested by their order: a major area (capitals), its regions (codes that are not
    areas), their countries. Northern America is a major area without regions: it is its own.
    Index area; columns major_area, region, undesa (North = "more developed regions").
    """
    annex = read_annex(path)
    major = region = ""
    records = {}
    for row in annex[annex["code"] != ""].itertuples():
        code, name = int(float(row.code)), " ".join(row.name.split())
        if code in areas:
            if not major or row.developed not in ("Y", "N"):
                raise UserError(
                    f"{path}, sheet ANNEX, row {row.Index}: {name} stands outside a major area or has no "
                    "development group; is this the 2017 workbook?"
                )
            records[code] = (major, region, "North" if row.developed == "Y" else "South")
        elif name in MAJOR_AREAS:
            major = region = MAJOR_AREAS[name]
        elif major:
            region = name
    lost = sorted(areas - set(records))
    if lost:
        raise UserError(f"{path}, sheet ANNEX: no row for areas {lost}; add them or drop them")
    return pd.DataFrame.from_dict(records, orient="index", columns=["major_area", "region", "undesa"])
