"""UN DESA, International Migrant Stock: workbooks to tidy tables.

Header and columns are found by what they say. A country is a row whose code is one of the M49
areas; all other codes are aggregates (world, regions, income groups) and are used only to check
that the countries add up to them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd
from python_calamine import CalamineError, CalamineWorkbook

from helpers.errors import UserError

WORLD = 900
RESIDUALS = {"Other North": 2001, "Other South": 2002, "Others": 2003}
NO_DATA = {"", "..", "…", "-", "."}
Row = list[Any]


def rows_of(path: Path, sheet: str | None = None) -> list[Row]:
    """All cells of one sheet (the first unless named), as the workbook stores them."""
    try:
        book = CalamineWorkbook.from_path(path)
    except FileNotFoundError:
        raise UserError(f"{path}: no such file") from None
    except (CalamineError, OSError) as error:
        raise UserError(f"{path}: not a readable workbook ({error})") from None
    if sheet is not None and sheet not in book.sheet_names:
        raise UserError(f"{path}: no sheet {sheet!r}; it has {', '.join(book.sheet_names)}")
    return book.get_sheet_by_name(sheet or book.sheet_names[0]).to_python()


def header_row(rows: list[Row], path: Path) -> int:
    """Index of the row that labels the columns: the first with a cell "Code"."""
    for i, row in enumerate(rows):
        if any(str(cell).strip().lower() in {"code", "location code"} for cell in row):
            return i
    raise UserError(f"{path}: no header row with a column 'Code'; is this a UN DESA workbook?")


def column(header: Row, *starts: str, path: Path) -> int:
    """Index of the first column whose label starts with one of the given words."""
    for i, cell in enumerate(header):
        label = " ".join(str(cell).split()).lower()
        if any(label.startswith(s.lower()) for s in starts):
            return i
    raise UserError(f"{path}: no column {' or '.join(starts)!r} in the header row")


def number(cell: Any, where: str) -> float | None:
    """A cell's number; None where the publisher marks that there is no data."""
    if isinstance(cell, (int, float)):
        value = float(cell)
    else:
        text = str(cell).strip()
        if text in NO_DATA:
            return None
        try:
            value = float(text.replace(" ", ""))
        except ValueError:
            raise UserError(f"{where}: {text!r} is not a number") from None
    if not 0 <= value < 1e11:
        raise UserError(f"{where}: {value:g} is not a possible number of persons")
    return value


def read_block(path: Path, sheet: str, title: str) -> pd.DataFrame:
    """One both-sexes block of a totals workbook (older layout: two header rows).

    ``title`` starts the label over the block. Returns code, type_of_data, year, value; persons,
    or thousands of persons in the population table.
    """
    rows = rows_of(path, sheet)
    top = header_row(rows, path)
    code = column(rows[top], "code", "location code", path=path)
    first = column(rows[top], title, path=path)
    kind = next((i for i, c in enumerate(rows[top]) if str(c).startswith("Type of data")), None)
    years: dict[int, int] = {}
    for i, cell in enumerate(rows[top + 1][first:], start=first):
        if not str(cell).replace(".0", "").isdigit() or int(float(cell)) in years.values():
            break  # the next block begins: the same years for men, women, or another measure
        years[i] = int(float(cell))
    if not years:
        raise UserError(f"{path}, sheet {sheet}: no years under {title!r}")
    records = [
        (int(float(row[code])), str(row[kind]).strip() if kind is not None else "", year, value)
        for n, row in enumerate(rows[top + 2 :], start=top + 3)
        if str(row[code]).strip()
        for i, year in years.items()
        if (value := number(row[i], f"{path}, sheet {sheet}, row {n}, column {i + 1}")) is not None
    ]
    return pd.DataFrame(records, columns=["code", "type_of_data", "year", "value"])


def read_totals(path: Path, areas: Iterable[int]) -> pd.DataFrame:
    """Totals: year, area, type_of_data, stock, population_thousands, refugees.

    Sheets are Table 1 (stock), Table 2 (population, thousands), Table 6 (refugees, asylum seekers
    included). Fails where the areas do not add up to the publisher's world row.
    """
    blocks = {
        "stock": read_block(path, "Table 1", "International migrant stock"),
        "population_thousands": read_block(path, "Table 2", "Total population"),
        "refugees": read_block(path, "Table 6", "Estimated refugee stock"),
    }
    known = set(areas)
    wide = pd.concat({k: b.set_index(["year", "code"])["value"] for k, b in blocks.items()}, axis=1)
    listed = wide.reset_index()
    unknown = sorted(c for c in set(listed["code"]) - known if c < WORLD)
    if unknown:
        raise UserError(f"{path}, Table 1: unknown area codes {unknown}; add them to areas first")
    table = listed[listed["code"].isin(known)].rename(columns={"code": "area"})
    kinds = blocks["stock"].drop_duplicates("code").set_index("code")["type_of_data"]
    # The publisher writes both "C R" and "CR"; the letters are kept, a space between them.
    table["type_of_data"] = table["area"].map(kinds).map(lambda k: " ".join(k.replace(" ", "")))
    check_world(path, table.groupby("year")["stock"].sum(), wide["stock"].xs(WORLD, level="code"))
    table["stock"] = table["stock"].astype("Int64")
    table["refugees"] = table["refugees"].astype("Int64")
    table["population_thousands"] = table["population_thousands"].round(3)
    order = ["year", "area", "type_of_data", "stock", "population_thousands", "refugees"]
    return table[order].sort_values(["year", "area"], ignore_index=True)


def read_origin_destination(path: Path, areas: Iterable[int]) -> pd.DataFrame:
    """Origin by destination: year, destination, origin, stock (persons), ``..`` left out.

    Destinations are rows, origins are columns. Origins have names only, so their codes come from
    the rows, where the same names stand beside codes. Fails where a destination's origins do not
    add up to its total.
    """
    rows = rows_of(path)
    top = header_row(rows, path)
    header = [" ".join(str(c).split()) for c in rows[top]]
    year = column(rows[top], "Year", path=path)
    name = column(rows[top], "Major area", path=path)
    code = column(rows[top], "Code", path=path)
    total = column(rows[top], "Total", path=path)
    known = set(areas)
    body = pd.DataFrame(rows[top + 1 :], columns=range(len(header)))
    body["line"] = range(top + 2, top + 2 + len(body))
    body = body[body[code].astype(str).str.strip() != ""]
    body[[year, code]] = body[[year, code]].astype(float).astype(int)
    codes = {" ".join(n.split()): c for n, c in zip(body[name], body[code], strict=True)}
    unknown = [h for h in header[total + 1 :] if h and h not in codes and h not in RESIDUALS]
    if unknown:
        raise UserError(f"{path}: origins without a code: {', '.join(unknown)}")
    origins = {i: RESIDUALS.get(h, codes.get(h, 0)) for i, h in enumerate(header) if i > total}
    countries = body[body[code].isin(known)]
    long = countries.melt([year, code, "line", total], list(origins), "column", "cell")
    long = long[~long["cell"].isin(NO_DATA)]
    long["stock"] = [
        number(cell, f"{path}, row {line}, column {i + 1}")
        for cell, line, i in zip(long["cell"], long["line"], long["column"], strict=True)
    ]
    long["origin"] = long["column"].map(origins)
    sums = long.groupby([year, code])["stock"].sum()
    stated = countries.set_index([year, code])[total].map(lambda c: number(c, str(path)) or 0.0)
    off = (sums.reindex(stated.index, fill_value=0.0) - stated).abs()
    if (off > 0.5).any():
        where = off.idxmax()
        raise UserError(f"{path}: origins of area {where[1]} in {where[0]} miss its total by "
                        f"{off.max():,.0f}")
    world = body[body[code] == WORLD].set_index(year)[total].astype(float)
    check_world(path, stated.groupby(level=0).sum(), world)
    tidy = long.rename(columns={year: "year", code: "destination"})
    tidy = tidy[["year", "destination", "origin", "stock"]].astype("int64")
    return tidy.sort_values(["year", "destination", "origin"], ignore_index=True)


def check_world(path: Path, sums: pd.Series, world: pd.Series) -> None:
    """Fail where the sum over areas misses the publisher's world row in any year."""
    off = (sums - world).abs()
    if off.isna().any() or (off > 0.5).any():
        year = off.fillna(float("inf")).idxmax()
        raise UserError(f"{path}: the areas sum to {sums.get(year, 0):,.0f} in {year}, "
                        f"the world row says {world.get(year, 0):,.0f}")


OD_2017 = "ims/2017/UN_MigrantStockByOriginAndDestination_2017_Table1.xlsx"
TOTALS_2017 = "ims/2017/UN_MigrantStockTotal_2017.xlsx"
AREAS = "codes/undesa2017_m49_iso3.csv"


def known_areas(sources: Path) -> list[int]:
    """M49 codes of the 232 areas."""
    return list(pd.read_csv(sources / AREAS)["m49"])


TABLES = {
    "od-2017": lambda s: read_origin_destination(s / OD_2017, known_areas(s)),
    "totals-2017": lambda s: read_totals(s / TOTALS_2017, known_areas(s)),
}
SOURCE_FILES = {"od-2017": [OD_2017], "totals-2017": [TOTALS_2017]}
