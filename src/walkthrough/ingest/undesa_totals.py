"""Migrants, population and refugees of both sexes by area, from UN DESA's workbooks of totals."""

from __future__ import annotations

import math
from collections.abc import Iterable

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.cell_values import figure
from walkthrough.ingest.undesa_areas import WORLD, Areas, check_world, name_of
from walkthrough.ingest.undesa_blocks import Block
from walkthrough.ingest.undesa_layout import Table

COLUMNS = ["year", "area", "type_of_data", "stock", "population_thousands", "refugees"]
Figures = dict[tuple[int, int], float]  # by year and code


def measure(title: str) -> str | None:
    """The column of the table of totals that a block's title names; None for a share or a rate."""
    text = title.lower()
    if any(word in text for word in ("percentage", "per cent", "rate of change", "annual rate")):
        return None
    if "refugee" in text:
        return "refugees"
    if "migrant" in text:
        return "stock"
    return "population_thousands" if "population" in text else None


def sex(title: str) -> str:
    """female, male or both, by the words of a title."""
    text = title.lower()
    if "both" in text:
        return "both"
    return "female" if "female" in text else "male" if "male" in text else "both"


def both_sexes(table: Table) -> dict[str, Block]:
    """The first block of each measure that counts both sexes."""
    found: dict[str, Block] = {}
    for block in table.blocks:
        name = measure(block.title)
        # Where blocks have no title of their own, the first is both sexes: "by sex" heads them all.
        if name and (sex(block.title) == "both"):
            found.setdefault(name, block)
    return found


def data_types(text: object) -> str:
    """Letters of the type of data: the publisher writes both "C R" and "CR"."""
    return " ".join(str(text).replace(" ", "")) if str(text).strip() not in ("..", "-") else ""


def read_block(
    table: Table, block: Block, areas: Areas, name: str, only: set[int] | None = None
) -> tuple[Figures, Figures]:
    """Figures of the areas, and of the world, by (year, code); persons, or thousands of persons.

    ``only``: the areas to read. Population is published for some areas without a migrant stock.
    """
    if name == "population_thousands" and "thousand" not in (block.title + table.title).lower():
        raise UserError(
            f"{table.path}, sheet {table.sheet!r}: {block.title!r} does not say that the "
            "population is in thousands; give the publisher's own table"
        )
    found: Figures = {}
    world: Figures = {}
    rows: dict[int, int] = {}
    for n, code, row in table.lines(list(block.years)):
        if only is not None and code not in only:
            continue
        where = table.where(n, table.roles["code"])
        if not areas.check(code, name_of(table, n), where) and code != WORLD:
            continue
        for column, year in block.years.items():
            value = figure(row[column], table.at(n, column))
            if math.isnan(value):
                continue
            if name != "population_thousands" and value != int(value):
                raise UserError(
                    f"{table.where(n, column)}: {value} is not a whole number of persons; correct the cell"
                )
            kept = (world if code == WORLD else found).setdefault((year, code), value)
            if kept != value:
                raise UserError(
                    f"{table.where(n, column)}: area {code} stands in row {rows[code] + 1} with "
                    f"{kept:,.0f} for {year} and here with {value:,.0f}; keep one of the two"
                )
        rows.setdefault(code, n)
    if not found and name == "stock":
        raise UserError(f"{table.path}, sheet {table.sheet!r}: no area has a figure; is it whole?")
    return found, world


def read_totals(tables: Iterable[Table], areas: Areas) -> pd.DataFrame | None:
    """Totals by year and area from all tables that have them; None where none has the stock.

    The areas of a revision are those with a stock in some year. Fails where they do not add up to
    the world row, and where another measure has years that the stock has not.
    """
    stocks: Figures = {}
    types: dict[int, str] = {}
    blocks = [(t, n, b) for t in tables if t.kind == "totals" for n, b in both_sexes(t).items()]
    for table, name, block in blocks:
        if name == "stock":
            found, world = read_block(table, block, areas, name)
            types |= read_types(table)
            check_sums(table, found, world)
            merge(stocks, found, table, name)
    if not stocks:
        return None
    figures = {"stock": stocks}
    listed, years = {code for _, code in stocks}, {year for year, _ in stocks}
    for table, name, block in blocks:
        odd = sorted(set(block.years.values()) - years)
        if odd:
            raise UserError(
                f"{table.path}, sheet {table.sheet!r}: figures for {', '.join(map(str, odd))}, but "
                f"the migrant stock has the years {', '.join(map(str, sorted(years)))}; give "
                "tables of the same revision"
            )
        if name != "stock":
            found, _ = read_block(table, block, areas, name, listed)
            merge(figures.setdefault(name, {}), found, table, name)
    return assemble(figures, types)


def read_types(table: Table) -> dict[int, str]:
    """Type of data by code, where the table has the column."""
    column = table.roles.get("type")
    if column is None:
        return {}
    return {code: data_types(row[column]) for _, code, row in table.lines([])}


def check_sums(table: Table, found: Figures, world: Figures) -> None:
    sums: dict[int, float] = {}
    for (year, _), value in found.items():
        sums[year] = sums.get(year, 0.0) + value
    check_world(table.path, table.sheet, sums, {year: v for (year, _), v in world.items()})


def merge(into: Figures, more: Figures, table: Table, name: str) -> None:
    """Add a table's figures to those of another file or sheet; the same figure may be in both."""
    for (year, code), value in more.items():
        if into.setdefault((year, code), value) != value:
            raise UserError(
                f"{table.path}, sheet {table.sheet!r}: {name} of area {code} in {year} differs "
                "from another sheet or file; give the files of one revision only"
            )


def assemble(figures: dict[str, Figures], types: dict[int, str]) -> pd.DataFrame:
    """The table of totals; a measure that no file has is empty, never zero."""
    index = sorted({pair for found in figures.values() for pair in found})
    table = pd.DataFrame(index, columns=["year", "area"])
    table["type_of_data"] = [types.get(code) or None for _, code in index]
    for name in COLUMNS[3:]:
        values = [figures.get(name, {}).get(pair, math.nan) for pair in index]
        table[name] = pd.Series(values, dtype="float64")
    for name in ("stock", "refugees"):
        table[name] = table[name].astype("Int64")
    table["population_thousands"] = table["population_thousands"].round(3)
    return table[COLUMNS]
