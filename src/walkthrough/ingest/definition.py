"""A definition of the South as data: each area's side, from a csv file or the World Bank's workbooks.

::

    area,side
    SAU,North
    Kuwait,North
    784,North

``area``: M49 code, ISO alpha-3 code or name. ``side``: North or South. A column ``year`` makes the line
move: the side holds from that year until the next that is listed; a row without one, from the beginning.
A column ``status`` keeps what the source calls the area. Other columns are left aside. An area that is
not named follows UN DESA's split.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.data.package import SOUTH, Package
from helpers.errors import UserError
from walkthrough.ingest.area_cells import area_column
from walkthrough.ingest.csv_table import read_csv, refuse_cell, refuse_duplicates, whole_numbers
from walkthrough.ingest.workbook import Workbook
from walkthrough.ingest.world_bank_income import read_history, read_list, sides

COLUMNS = ["area", "year", "side", "status"]
HISTORY = SOUTH + "income-then"
WORKBOOKS = (".xlsx", ".xlsm", ".xls")
YEARS = (1900, 2100)


def read_sides(path: Path, package: Package, fiscal_year: int | None) -> tuple[pd.DataFrame, list[str]]:
    """The sides that a file says, in the columns of the schema, and notes for the user."""
    areas = package.table("areas")
    if path.suffix.lower() in WORKBOOKS:
        return _bank(path, package, fiscal_year)
    if fiscal_year is not None:
        raise UserError(f"{path}: leave --fiscal-year out; it chooses a list of a World Bank workbook (xlsx)")
    frame = read_csv(path, ["area", "side"], "area,side")
    if frame.empty:
        raise UserError(f"{path}: add a row for each area; the file has a header and no row")
    side = frame["side"].str.strip().str.capitalize()
    refuse_cell(frame, "side", path, ~side.isin(["North", "South"]), "North or South")
    empty = pd.Series(pd.NA, index=frame.index, dtype="Int64")
    table = pd.DataFrame(
        {
            "area": area_column(frame, areas, path),
            "year": whole_numbers(frame, "year", path, YEARS, empty=True) if "year" in frame else empty,
            "side": side,
            "status": frame["status"].str.strip() if "status" in frame else "",
        }
    )
    refuse_duplicates(table, ["area", "year"] if "year" in frame else ["area"], path)
    table["status"] = table["status"].where(table["status"] != "")
    return table.sort_values(["area", "year"], na_position="first", ignore_index=True)[COLUMNS], []


def _bank(path: Path, package: Package, fiscal_year: int | None) -> tuple[pd.DataFrame, list[str]]:
    """One list of a World Bank workbook, or all lists of the historical one."""
    book, notes, areas = Workbook(path), [], package.table("areas")
    known = areas.dropna(subset=["wb_code"]).set_index("wb_code")["area"]
    history = read_history(book)
    year = None if fiscal_year is None else fiscal_year - 1
    if history is None:
        table = read_list(book, year or 0)
        if table is None:
            raise UserError(
                f"{path}: give the World Bank's CLASS or OGHIST workbook, or a csv file with the columns "
                "area, side; no sheet here has income groups"
            )
        if fiscal_year is None:
            raise UserError(f"{path}: say which list it is: --fiscal-year YEAR, such as 2026")
        _check_year(path, sides(table, known), package, fiscal_year)
    else:
        table = history
        if year is not None:
            every = sorted(history["year"].unique())
            table = history[history["year"] == year]
            if table.empty:
                raise UserError(
                    f"{path}: choose --fiscal-year {every[0] + 1} to {every[-1] + 1}; it has no {fiscal_year}"
                )
    found = sides(table, known)
    lost = sorted(set(table["code"]) - set(known.index))
    if lost:
        notes.append(f"left out, no areas here: {', '.join(lost)}")
    if year is not None:
        found["year"] = pd.Series(pd.NA, index=found.index, dtype="Int64")
    return found.astype({"year": "Int64"})[COLUMNS], notes


def _check_year(path: Path, found: pd.DataFrame, package: Package, fiscal_year: int) -> None:
    """Refuse a list of one year that is another year's by the package's history of income groups.

    Names and notes of such workbooks are not enough: one that is called FY26 has the list of FY23.
    """
    if HISTORY not in package.names:
        return
    groups = package.table(HISTORY).pivot(index="area", columns="year", values="status")
    own = found.set_index("area")["status"]
    known = groups.loc[groups.index.isin(own.index)]
    differ = known.ne(own.reindex(known.index), axis=0).where(known.notna(), False).sum()
    best = int(differ.idxmin())
    asked = differ.get(fiscal_year - 1)
    if differ[best] == 0 and asked != 0:
        rest = "" if asked is None else f", and differs from that of {fiscal_year} in {asked} economies"
        raise UserError(
            f"{path}: write --fiscal-year {best + 1}, or take another file for {fiscal_year} (the OGHIST "
            f"workbook has every list); the list in this one is that of fiscal year {best + 1}{rest}"
        )
