"""Migrants by origin and destination, from UN DESA's matrices (older) and long tables (newer).

A matrix has destinations in rows and origins in columns, a long table a row for each pair and a
column for each year. Pairs marked as "no data" make no row; 0 is a figure and makes one.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.cell_values import code_in, figure, year_in
from walkthrough.ingest.undesa_areas import WORLD, Areas, check_world, name_of, names_in
from walkthrough.ingest.undesa_layout import Table
from walkthrough.ingest.undesa_totals import both_sexes, data_types, sex

COLUMNS = ["year", "destination", "origin", "stock"]
Pairs = dict[tuple[int, int, int], float]  # by year, destination and origin
Totals = dict[tuple[int, int], float]  # by year and destination


def put(pairs: Pairs, pair: tuple[int, int, int], value: float, where: str) -> None:
    """Note a figure; a pair may stand in two rows only with the same figure."""
    if value != int(value):
        raise UserError(f"{where}: {value} is not a whole number of persons; correct the cell")
    if pairs.setdefault(pair, value) != value:
        raise UserError(
            f"{where}: destination {pair[1]}, origin {pair[2]} in {pair[0]} is {value:,.0f} here "
            f"and {pairs[pair]:,.0f} in an earlier row; keep one of the two"
        )


def year_of_matrix(table: Table) -> int:
    """The one year that a matrix without a column of years is about, from its title."""
    years = {int(y) for y in re.findall(r"\b(?:19|20)\d\d\b", table.title)}
    if len(years) != 1:
        raise UserError(
            f"{table.path}, sheet {table.sheet!r}: no column 'Year', and the title does not name "
            "one year; add a column 'Year' or give the publisher's own table"
        )
    return years.pop()


def read_matrix(table: Table, areas: Areas) -> tuple[Pairs, Totals, dict[int, str]]:
    """Figures by pair, stated totals (those of the world included), and types of data."""
    lines = list(table.lines(list(table.labels)))
    origins = areas.origins(table, names_in(table, [(n, code) for n, code, _ in lines]))
    yearly = table.roles.get("year")
    title_year = year_of_matrix(table) if yearly is None else 0
    total, kind = table.roles["total"], table.roles.get("type")
    pairs: Pairs = {}
    totals: Totals = {}
    types: dict[int, str] = {}
    for n, code, row in lines:
        is_area = areas.check(code, name_of(table, n), table.where(n, table.roles["code"]))
        if not is_area and code != WORLD:
            continue
        year = title_year if yearly is None else year_in(row[yearly])
        if year is None:
            raise UserError(f"{table.where(n, yearly or 0)}: no year; write the row's year there")
        stated = figure(row[total], table.at(n, total))
        if not math.isnan(stated) and totals.setdefault((year, code), stated) != stated:
            raise UserError(
                f"{table.where(n, total)}: area {code} has two totals in {year}; keep one of the two rows"
            )
        if not is_area:
            continue
        if kind is not None:
            types[code] = data_types(row[kind])
        for column, origin in origins.items():
            cell = row[column]
            if cell == "" or cell == "..":  # most cells of a matrix
                continue
            value = figure(cell, table.at(n, column))
            if not math.isnan(value):
                put(pairs, (year, code, origin), value, table.where(n, column))
    return pairs, totals, types


def read_long(table: Table, areas: Areas) -> tuple[Pairs, Totals, dict[int, str]]:
    """The same from a table with a row for each pair; its totals are the rows of origin 900."""
    block = both_sexes(table).get("stock")
    pairs: Pairs = {}
    totals: Totals = {}
    types: dict[int, str] = {}
    if block is None:
        return pairs, totals, types
    code_column, kind = table.roles["origin code"], table.roles.get("type")
    for n, destination, row in table.lines(list(block.years)):
        name = name_of(table, n)
        is_area = areas.check(destination, name, table.where(n, table.roles["code"]))
        if not is_area and destination != WORLD:
            continue
        code = code_in(row[code_column])
        where = table.where(n, code_column)
        origin = None if code == WORLD else areas.origin(code, name_of(table, n, "origin"), where)
        if code != WORLD and (origin is None or not is_area):
            continue
        if kind is not None and is_area:
            types.setdefault(destination, data_types(row[kind]))
        for column, year in block.years.items():
            value = figure(row[column], table.at(n, column))
            if math.isnan(value):
                continue
            if origin is not None:
                put(pairs, (year, destination, origin), value, table.where(n, column))
            elif totals.setdefault((year, destination), value) != value:
                raise UserError(
                    f"{table.where(n, column)}: area {destination} has two totals in "
                    f"{year}; keep one of the two rows"
                )
    return pairs, totals, types


def check(table: Table, pairs: Pairs, totals: Totals) -> None:
    """Refuse origins that miss their destination's total, destinations that miss the world's."""
    sums: Totals = {}
    for (year, destination, _), value in pairs.items():
        sums[year, destination] = sums.get((year, destination), 0.0) + value
    where = f"{table.path}, sheet {table.sheet!r}"
    for (year, area), total in sorted(totals.items()):
        found = sums.get((year, area), 0.0)
        if area != WORLD and abs(found - total) > 0.5:
            raise UserError(
                f"{where}: the origins of area {area} in {year} add up to {found:,.0f}, its total "
                f"is {total:,.0f}; a cell is missing or changed"
            )
    missing = sorted(set(sums) - set(totals))
    if missing:
        year, area = missing[0]
        raise UserError(f"{where}: area {area} has no total in {year}; give the whole table")
    yearly: dict[int, float] = {}
    for (year, _), value in sums.items():
        yearly[year] = yearly.get(year, 0.0) + value
    check_world(table.path, table.sheet, yearly, {y: v for (y, a), v in totals.items() if a == WORLD})


def read_origin_destination(
    tables: Iterable[Table], areas: Areas
) -> tuple[pd.DataFrame, dict[int, str]] | None:
    """All pairs of both sexes, with the types of data; None where no table has any."""
    everything: Pairs = {}
    types: dict[int, str] = {}
    for table in tables:
        if table.kind == "od-wide" and sex(table.title) == "both":
            pairs, totals, kinds = read_matrix(table, areas)
        elif table.kind == "od-long":
            pairs, totals, kinds = read_long(table, areas)
        else:
            continue
        check(table, pairs, totals)
        types |= kinds
        for pair, value in pairs.items():
            if everything.setdefault(pair, value) != value:
                raise UserError(
                    f"{table.path}, sheet {table.sheet!r}: destination {pair[1]}, origin {pair[2]} "
                    f"in {pair[0]} differs from another sheet or file; give one revision only"
                )
    if not everything:
        return None
    frame = pd.DataFrame([(*pair, int(v)) for pair, v in everything.items()], columns=COLUMNS)
    return frame.astype("int64").sort_values(COLUMNS[:3], ignore_index=True), types


def differences(pairs: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """Areas whose origins miss their total: year, area, stock (total), origins (their sum).

    Only years that both tables have; a missing total counts as none.
    """
    sums = pairs.groupby(["year", "destination"])["stock"].sum().rename("origins")
    sums = sums.rename_axis(index=["year", "area"])
    years = set(pairs["year"]) & set(totals["year"])
    stated = totals[totals["year"].isin(years)].set_index(["year", "area"])["stock"]
    both = pd.concat([stated.astype("float64"), sums.astype("float64")], axis=1).fillna(0.0)
    both = both[both.index.get_level_values("year").isin(years)]
    off = (both["stock"] - both["origins"]).abs() > 0.5
    return both[off].sort_index().reset_index()
