"""Figures of UN DESA's tables by year, destination and origin, checked against the tables' own sums.

A matrix has destinations in rows and origins in columns, a long table one row per pair and a
column for each year; a table of totals has areas in rows. Cells marked as "no data" make no
figure; 0 is a figure and makes one.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable

from helpers.errors import UserError
from walkthrough.ingest.cell_values import key
from walkthrough.ingest.undesa_areas import Areas
from walkthrough.ingest.undesa_blocks import Block
from walkthrough.ingest.undesa_checks import Figures, check_sexes, check_sums, check_world_row, unit_of
from walkthrough.ingest.undesa_sheet import WORLD, Table

# What the areas may miss the row of the world by, as a share of it, where not all areas are listed
# (2017: no population of Taiwan) or its parts were rounded (2020: refugees).
SHARES = {"population_thousands": 0.005, "refugees": 1e-5}
POPULATION = "population_thousands"
NOISE = 1e-6  # of a person: what a sum of fractions leaves in a cell, such as 38891.00000000001


def read_measure(
    tables: Iterable[Table], measure: str, areas: Areas, only: Container[int] | None = None
) -> tuple[Figures, dict[int, str], list[str]]:
    """Figures of a measure from all ``tables`` that have it, types of data by area, notes for the user.

    Raises UserError where a table's stock misses its own sums, or another table's figures.
    """
    everything: Figures = {}
    types: dict[int, str] = {}
    notes: list[str] = []
    for table in tables:
        block = table.block(measure)
        if block is None:
            continue
        figures, table_types = read_block(table, block, areas, only)
        check_sexes(table, block, unit_of(figures.values()))
        if measure == "stock" and table.kind != "by-origin":
            notes += check_sums(table, figures)
        elif measure in SHARES:
            check_world_row(table, block, SHARES[measure])
        for end, value in figures.items():
            if everything.setdefault(end, value) != value:
                raise UserError(
                    f"{table}: {measure} of {named(*end[1:])} in {end[0]} differs from another "
                    "sheet or file; give the files of one revision only"
                )
        types |= table_types
    return everything, types, notes


def read_block(
    table: Table, block: Block, areas: Areas, only: Container[int] | None = None
) -> tuple[Figures, dict[int, str]]:
    """Figures of a block (persons, or thousands of persons), and types of data by area.

    ``only``: the areas to read. Population is published for some areas without a migrant stock.
    """
    title = (block.title + table.title).lower()
    if block.measure != POPULATION and re.search(r"\b(thousand|million)s?\b", title):
        raise UserError(f"{table}: {block.title!r} is in thousands or millions; give the table in persons")
    if block.measure == POPULATION and "thousand" not in title:
        raise UserError(
            f"{table}: {block.title!r} does not say that the population is in thousands; give the "
            "publisher's own table"
        )
    records = list(table.records(table.labels or block.years))
    areas.refuse_unknown(table, {r.code: r.name for r in records if only is None or r.code in only})
    origins = areas.origins(table, {key(r.name): r.code for r in records}) if table.labels else {}
    columns = [table.roles["total"], *origins] if table.labels else block.years
    title_year = table.year_in_title() if table.labels and "year" not in table.roles else None
    figures: Figures = {}
    types: dict[int, str] = {}
    for record in records:
        if only is not None and record.code not in only:
            continue
        destination = areas.area(record.code, record.name, table.where(record.row, "code"))
        where = table.where(record.row, "origin code")
        row_origin = areas.origin(record.origin_code, record.origin, where) if destination else None
        if destination is None or row_origin is None:
            continue
        year = table.year(record.row) or title_year
        types.setdefault(destination, record.data_type)
        for column, value in table.figures(record.row, columns).items():
            origin = origins.get(column, row_origin)
            if destination == WORLD != origin and table.kind != "by-origin":
                continue  # origins of the world are not checked
            end = (year or block.years[column] or 0, destination, origin)
            if block.measure != POPULATION:
                value, exact = float(round(value)), value
                if abs(value - exact) > NOISE:
                    where = table.where(record.row, column)
                    raise UserError(f"{where}: {exact} is not a whole number of persons; correct the cell")
            if figures.setdefault(end, value) != value:
                who = (
                    f"{named(*end[1:])} in {end[0]} is"
                    if origin != WORLD
                    else f"area {destination} has two totals in {end[0]}:"
                )
                raise UserError(
                    f"{table.where(record.row, column)}: {who} {value:,.0f} here and "
                    f"{figures[end]:,.0f} in an earlier row; keep one of the two"
                )
    if not figures and table.kind == "totals" and block.measure == "stock":
        raise UserError(f"{table}: no area has a figure; is it whole?")
    return figures, types


def named(destination: int, origin: int) -> str:
    """The ends of a figure, for an error."""
    return f"area {destination}" if origin == WORLD else f"destination {destination}, origin {origin}"
