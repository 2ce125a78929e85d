"""Checks that UN DESA's tables allow: their sums, and that men and women make up both sexes.

Sums may miss by what rounding each part to the table's unit can do, which is told; more is refused.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection

from helpers.errors import UserError
from walkthrough.ingest.cell_values import also
from walkthrough.ingest.undesa_blocks import Block
from walkthrough.ingest.undesa_sheet import WORLD, Table
from walkthrough.ingest.world_total import check_world

Figures = dict[tuple[int, int, int], float]
"""By year, destination and origin; 900, the world, is an end that stands for all areas."""

ENOUGH = 50  # figures, of which not all end in a zero by chance


def unit_of(figures: Collection[float]) -> int:
    """What the figures of a table are rounded to: 1, 10, 100 or 1,000 persons."""
    filled = [int(value) for value in figures if value]
    common = math.gcd(*filled) if len(filled) >= ENOUGH else 1
    return next(unit for unit in (1000, 100, 10, 1) if common % unit == 0)


def allowance(parts: int, unit: int) -> float:
    """How far a sum and its rounded parts can be apart: half a unit for each, and for the sum."""
    return unit * (parts + 1) / 2 if parts > 1 else 0.5


def check_sums(table: Table, figures: Figures) -> list[str]:
    """Refuse origins that miss their destination's total, and areas that miss the world's.

    A table of totals has no origins: its areas are checked only. Returns a note where the sums are
    off by no more than rounding.
    """
    unit = unit_of(figures.values())
    sums: dict[tuple[int, int], float] = defaultdict(float)
    totals: dict[tuple[int, int], float] = {}
    parts: Counter[tuple[int, int]] = Counter()
    for (year, destination, origin), value in figures.items():
        if origin == WORLD:
            totals[year, destination] = value
        else:
            sums[year, destination] += value
            parts[year, destination] += 1
    world = {year: totals.pop((year, area)) for year, area in list(totals) if area == WORLD}
    if table.kind == "totals":
        sums.update(totals)
    off = []
    for year, area in sorted({*sums, *totals}):
        found, total = sums[year, area], totals.get((year, area))
        if total is None:
            raise UserError(f"{table}: area {area} has no total in {year}; give the whole table")
        if abs(found - total) > allowance(parts[year, area], unit):
            raise UserError(
                f"{table}: the origins of area {area} in {year} add up to {found:,.0f}, its total is "
                f"{total:,.0f}; a cell is missing or changed: fetch the workbook again"
            )
        if found != total:
            off.append(
                f"the origins of area {area} in {year} add up to {found:,.0f}, its total is {total:,.0f}"
            )
    yearly: dict[int, float] = defaultdict(float)
    filled: Counter[int] = Counter()
    for (year, _), value in totals.items():
        yearly[year] += value
        filled[year] += 1
    check_world(
        table, yearly, world, tolerance=max((allowance(n, unit) for n in filled.values()), default=0.5)
    )
    off += [
        f"the areas in {year} add up to {total:,.0f}, the World row says {world[year]:,.0f}"
        for year, total in sorted(yearly.items())
        if total != world[year]
    ]
    if not off:
        return []
    return [f"{table}: {len(off)} sums differ by what rounding can do; the first: {off[0]}"]


def check_world_row(table: Table, block: Block, share: float) -> None:
    """Refuse areas that miss the row of the world by more than a share of it in some year."""
    sums: dict[int, float] = defaultdict(float)
    world: dict[int, float] = {}
    seen = set()
    for record in table.records(block.years):
        if record.code > WORLD or record.code in seen:
            continue
        seen.add(record.code)
        for column, value in table.figures(record.row, block.years).items():
            year = block.years[column] or 0
            if record.code == WORLD:
                world[year] = value
            else:
                sums[year] += value
    check_world(table, {y: n for y, n in sums.items() if y in world}, world, share=share)


def check_sexes(table: Table, both: Block, unit: int) -> None:
    """Refuse years that men or women have and both sexes lack, and figures that are not their sum."""
    blocks = {b.sex: b for b in table.blocks if b.measure == both.measure}
    have = set(both.years.values())
    for block in blocks.values():
        if lost := [str(year) for year in block.years.values() if year not in have]:
            raise UserError(
                f"{table}: {', '.join(lost)} under {block.title!r}, but not for both sexes; correct the "
                "years in the header"
            )
    if not {"male", "female"} <= set(blocks):
        return
    columns = {sex: {year: c for c, year in block.years.items()} for sex, block in blocks.items()}
    wrong = []
    for record in table.records(both.years):
        if record.code >= WORLD:  # of some areas no population by sex is published
            continue
        figures = {sex: table.figures(record.row, block.years) for sex, block in blocks.items()}
        for column, value in figures["both"].items():
            men, women = (figures[s].get(columns[s].get(both.years[column], -1)) for s in ("male", "female"))
            if men is not None and women is not None and abs(men + women - value) > allowance(2, unit):
                wrong.append((table.where(record.row, column), value, men, women))
    if wrong:
        where, value, men, women = wrong[0]
        raise UserError(
            f"{where}: {value:,.0f} for both sexes, but {men:,.0f} men and {women:,.0f} women"
            f"{also(len(wrong))}; compare headers and figures with the publisher's table"
        )
