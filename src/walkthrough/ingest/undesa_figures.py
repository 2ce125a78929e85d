"""Figures of UN DESA's tables by year, destination and origin, checked against the tables' own sums.

A matrix has destinations in rows and origins in columns, a long table one row per pair and a
column for each year; a table of totals has areas in rows. Cells marked as "no data" make no
figure; 0 is a figure and makes one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable

from helpers.errors import UserError
from walkthrough.ingest.cell_values import key
from walkthrough.ingest.undesa_areas import Areas
from walkthrough.ingest.undesa_blocks import Block
from walkthrough.ingest.undesa_layout import WORLD, Table
from walkthrough.ingest.world_total import check_world

Figures = dict[tuple[int, int, int], float]
"""By year, destination and origin; 900, the world, is an end that stands for all areas."""

POPULATION = "population_thousands"
NOISE = 1e-6  # of a person: what a sum of fractions leaves in a cell, such as 38891.00000000001


def read_measure(
    tables: Iterable[Table], measure: str, areas: Areas, only: Container[int] | None = None
) -> tuple[Figures, dict[int, str]]:
    """Figures of a measure from all ``tables`` that have it, and types of data by area.

    Raises UserError where a table's stock misses its own sums, or another table's figures.
    """
    everything: Figures = {}
    types: dict[int, str] = {}
    for table in tables:
        block = table.block(measure)
        if block is None:
            continue
        figures, table_types = read_block(table, block, areas, only)
        if measure == "stock" and table.kind != "by-origin":
            check_sums(table, figures)
        for end, value in figures.items():
            if everything.setdefault(end, value) != value:
                raise UserError(
                    f"{table}: {measure} of {named(*end[1:])} in {end[0]} differs from another "
                    "sheet or file; give the files of one revision only"
                )
        types |= table_types
    return everything, types


def read_block(
    table: Table, block: Block, areas: Areas, only: Container[int] | None = None
) -> tuple[Figures, dict[int, str]]:
    """Figures of a block (persons, or thousands of persons), and types of data by area.

    ``only``: the areas to read. Population is published for some areas without a migrant stock.
    """
    if block.measure == POPULATION and "thousand" not in (block.title + table.title).lower():
        raise UserError(
            f"{table}: {block.title!r} does not say that the population is in thousands; give the "
            "publisher's own table"
        )
    records = list(table.records(table.labels or block.years))
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


def check_sums(table: Table, figures: Figures) -> None:
    """Refuse origins that miss their destination's total, and areas that miss the world's.

    A table of totals has no origins: its areas are checked only.
    """
    sums: dict[tuple[int, int], float] = defaultdict(float)
    totals: dict[tuple[int, int], float] = {}
    for (year, destination, origin), value in figures.items():
        if origin == WORLD:
            totals[year, destination] = value
        else:
            sums[year, destination] += value
    world = {year: totals.pop((year, area)) for year, area in list(totals) if area == WORLD}
    if table.kind == "totals":
        sums.update(totals)
    for year, area in sorted({*sums, *totals}):
        found, total = sums[year, area], totals.get((year, area))
        if total is None:
            raise UserError(f"{table}: area {area} has no total in {year}; give the whole table")
        if abs(found - total) > 0.5:
            raise UserError(
                f"{table}: the origins of area {area} in {year} add up to {found:,.0f}, its total is "
                f"{total:,.0f}; a cell is missing or changed"
            )
    yearly: dict[int, float] = defaultdict(float)
    for (year, _), value in sums.items():
        yearly[year] += value
    check_world(table, yearly, world)
