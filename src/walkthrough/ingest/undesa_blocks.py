"""Titles of UN DESA's tables, and the blocks of years that stand side by side under them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import UserError
from walkthrough.ingest.cell_values import clean, is_figure
from walkthrough.ingest.workbook import Row, place

ABOVE = 6  # rows between the titles of blocks and the header
SUBJECTS = ("migrant", "refugee", "population")


@dataclass(frozen=True)
class Block:
    """Columns of one measure and one sex: {column: year}."""

    title: str
    years: dict[int, int]


def title_of(rows: list[Row]) -> str:
    """The title of a table among the lines above it: the one that begins with "Table"."""
    lines = [clean(c) for row in rows for c in row if isinstance(c, str) and c.strip()]
    named = [text for text in lines if re.match(r"(?i)(table|annex|notes)\b", text)]
    return (named or [t for t in lines if "migrant" in t.lower() and "citation" not in t.lower()] or [""])[0]


def split_blocks(
    path: Path, sheet: str, rows: list[Row], years: dict[int, int], above: list[int], title: str
) -> list[Block]:
    """Runs of years under one title each; ``above`` are the rows that may hold the titles."""
    first = min(years)
    names: dict[int, str] = {}
    for n in above:
        names = {c: clean(v) for c, v in enumerate(rows[n]) if c >= first and clean(v)}
        if names:
            break
    if not any(subject in text.lower() for text in names.values() for subject in SUBJECTS):
        names = {}
    blocks: list[Block] = []
    for column, year in sorted(years.items()):
        label = next((names[c] for c in sorted(names, reverse=True) if c <= column), title)
        last = blocks[-1] if blocks else None
        if last and last.title == label and year not in last.years.values():
            last.years[column] = year
            continue
        if last and last.title == label and names:
            where = place(path, sheet, above[0], column)
            raise UserError(f"{where}: the year {year} stands twice under {label!r}; remove one")
        blocks.append(Block(label, {column: year}))
    return blocks


def refuse_unlabelled(
    path: Path, sheet: str, rows: list[Row], last: int, years: dict[int, int], roles: dict[int, str]
) -> None:
    """Refuse figures in a column that should have a year and has no label."""
    for column in range(min(years), len(rows[last])):
        if column in years or column in roles or clean(rows[last][column]):
            continue
        if any(is_figure(row[column]) for row in rows[last + 1 : last + 40]):
            where = place(path, sheet, last, column)
            raise UserError(f"{where}: a column of figures has no year; write the year there")
