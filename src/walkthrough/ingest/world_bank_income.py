"""The World Bank's workbooks of income groups: the historical one (OGHIST) and the list of a year (CLASS).

A fiscal year's list comes into force on 1 July of the calendar year before: FY18 on 1 July 2017, the
day of UN DESA's estimate for 2017. Years here are those calendar years.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.workbook import Row, Workbook

GROUPS = {"low income": "L", "lower middle income": "LM", "upper middle income": "UM", "high income": "H"}
UNCLASSIFIED = {"", ".."}
COLUMNS = ["code", "year", "status"]
FISCAL = re.compile(r"FY\s?(\d\d)")


def read_history(book: Workbook) -> pd.DataFrame | None:
    """Every economy's income group by year: code, year, status (L, LM, UM, H).

    Economies without a group in a year have no row. None if no sheet is that of the historical
    workbook: a row of fiscal years (FY89 ...), and codes below it.
    """
    for name in book.names:
        rows = book.rows(name)
        heads = [n for n, row in enumerate(rows[:20]) if _years(row)]
        if heads and any(str(row[1]).strip().startswith("High income") for row in rows[: heads[0] + 10]):
            return _history(book, name, heads[0])
    return None


def _years(row: Row) -> dict[int, int]:
    """Year by column, of a row of at least five fiscal years."""
    found = {column: FISCAL.fullmatch(str(cell).strip()) for column, cell in enumerate(row)}
    years = {column: int(match[1]) for column, match in found.items() if match}
    return {c: (1899 if y > 70 else 1999) + y for c, y in years.items()} if len(years) >= 5 else {}


def _history(book: Workbook, name: str, head: int) -> pd.DataFrame:
    found = []
    years = _years(book.rows(name)[head])
    for number, row in enumerate(book.rows(name)[head + 1 :], head + 2):
        code = str(row[0]).strip()
        if not code:
            continue
        for column, year in years.items():
            group = str(row[column]).strip().removesuffix("*")  # a footnote, on what is now one Yemen
            if group in UNCLASSIFIED:
                continue
            if group not in GROUPS.values():
                raise UserError(
                    f"{book.path}, sheet {name!r}, row {number}: {code} has {group!r} in the list of July "
                    f"{year}; correct the cell to one of {', '.join(GROUPS.values())}, or .."
                )
            found.append((code, year, group))
    return pd.DataFrame(found, columns=COLUMNS)


def read_list(book: Workbook, year: int) -> pd.DataFrame | None:
    """The income groups of a workbook that has one list, which is of a year; as `read_history`.

    None if no sheet has the columns Code and Income group.
    """
    for name in book.names:
        rows = book.rows(name)
        for number, row in enumerate(rows[:20]):
            heads = [str(cell).strip().lower() for cell in row]
            if {"code", "income group"} <= set(heads):
                code, group = heads.index("code"), heads.index("income group")
                return _list(book.path, name, rows[number + 1 :], number + 2, (code, group), year)
    return None


def _list(
    path: Path, sheet: str, rows: list[Row], first: int, columns: tuple[int, int], year: int
) -> pd.DataFrame:
    found = []
    for number, row in enumerate(rows, first):
        code, group = (str(row[column]).strip() for column in columns)
        # Below the economies the older lists have the groups of countries, without an income group.
        if not code or group in UNCLASSIFIED:
            continue
        if group.lower() not in GROUPS:
            raise UserError(
                f"{path}, sheet {sheet!r}, row {number}: {code} has the income group {group!r}; correct "
                f"the cell to one of {', '.join(GROUPS)}"
            )
        found.append((code, year, GROUPS[group.lower()]))
    return pd.DataFrame(found, columns=COLUMNS)


def sides(table: pd.DataFrame, areas: pd.Series) -> pd.DataFrame:
    """The columns area, year, side, status: high income is North.

    ``areas`` has the area (M49) by the Bank's code; economies that have none are left out.
    """
    table = table.assign(
        area=table["code"].map(areas), side=(table["status"] == "H").map({True: "North", False: "South"})
    )
    table = table.dropna(subset=["area"]).astype({"area": "int64"})
    return table.sort_values(["area", "year"], ignore_index=True)[["area", "year", "side", "status"]]
