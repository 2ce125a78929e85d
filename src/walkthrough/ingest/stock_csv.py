"""Anyone's own estimates of the migrant stock: a csv file with four columns.

::

    year,destination,origin,stock
    2025,792,760,2915000

One row per pair. ``year``: 1990 to 2100. ``destination`` and ``origin``: M49 or ISO3 codes of areas of
the package; an origin may also be a residual (2001 Other North, 2002 Other South, 2003 Others).
``stock``: persons, a whole number from 0. As spreadsheet programs save it: commas, semicolons or tabs,
UTF-8 or UTF-16, with lines of a title above the header. Totals are the sums.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.cell_values import also
from walkthrough.ingest.csv_table import PERSONS, read_csv, refuse_cell, refuse_duplicates, whole_numbers
from walkthrough.ingest.undesa_areas import HOW_TO_ADD, RESIDUALS, Areas
from walkthrough.ingest.undesa_sheet import WORLD

BOUNDS = {"year": (1990, 2100), "destination": (1, 9999), "origin": (1, 9999), "stock": PERSONS}
FIRST_LINE = ",".join(BOUNDS)


def read_stock(path: Path, areas: Areas) -> tuple[pd.DataFrame, list[str]]:
    """The pairs of a file in the four-column format, checked, and notes. Raises UserError with the line."""
    frame = read_csv(path, first_line=FIRST_LINE)
    if set(frame.columns) != set(BOUNDS):
        raise UserError(f"{path}: the columns must be {FIRST_LINE}; they are {', '.join(frame.columns[:8])}")
    if frame.empty:
        raise UserError(f"{path}: a header and no row; add a row for each pair")
    for name in ("destination", "origin"):
        codes = frame[name].str.strip()
        known = codes.str.upper().map(areas.iso3)
        odd = codes.str.contains("[^0-9.,]", regex=True) & known.isna()
        refuse_cell(frame, name, path, odd, "the M49 or ISO3 code of an area, such as 792 or TUR")
        frame[name] = known.astype("Int64").astype("string").fillna(codes).astype(str)
    table = pd.DataFrame({n: whole_numbers(frame, n, path, bounds) for n, bounds in BOUNDS.items()})
    allowed = set(areas.names)
    for name, codes in (("destination", allowed), ("origin", allowed | set(RESIDUALS.values()))):
        bad = ~table[name].isin(codes)
        if bad.any():
            line = bad.idxmax()
            code = int(table.loc[line, name])
            what = "an aggregate or no area" if code >= WORLD else "unknown"
            how = "leave the row out" if code >= WORLD else HOW_TO_ADD
            raise UserError(
                f"{path}, line {line}, column {name}: code {code}{also(int(bad.sum()))} is {what}; {how}"
            )
    refuse_duplicates(table, ["destination", "origin", "year"], path)
    table, notes = without_natives(table, path)
    return table.sort_values(["year", "destination", "origin"], ignore_index=True), notes


def without_natives(table: pd.DataFrame, path: Path) -> tuple[pd.DataFrame, list[str]]:
    """Set aside those who live where they were born, in a matrix of births and residence.

    It is such a matrix if all its destinations (two or more) have such a row in every year; a lone
    row whose origin is its destination is refused.
    """
    same = table["origin"] == table["destination"]
    if not same.any():
        return table, []
    ends = table[["year", "destination"]].drop_duplicates()
    if len(ends) > int(same.sum()) or table["destination"].nunique() < 2:
        line = same.idxmax()
        raise UserError(
            f"{path}, line {line}: origin and destination are both {table.loc[line, 'origin']}; remove the "
            "row or correct a code: who lives in the area of origin is no migrant"
        )
    persons = int(table.loc[same, "stock"].sum())
    told = f"a matrix of births and residence: {persons:,} persons in {int(same.sum())} rows live where they "
    return table[~same], [f"{told}were born and are set aside"]
