"""Titles of UN DESA's tables, and the blocks of columns that stand side by side under them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from helpers.errors import UserError
from walkthrough.ingest.cell_values import clean, is_figure
from walkthrough.ingest.workbook import Row, place

ABOVE = 6  # rows between the titles of blocks and the header
SUBJECTS = ("migrant", "refugee", "population")


def names_subject(text: str) -> bool:
    """Whether a title says what a table counts."""
    return "note" not in text.lower() and any(subject in text.lower() for subject in SUBJECTS)


@dataclass(frozen=True)
class Block:
    """Columns of one measure and one sex, by the words of their title.

    ``measure``: a column of the table of totals; None for a share or a rate. ``sex``: female, male
    or both. ``years``: {column: year}, or None where a row or the title of the table has the year.
    """

    title: str
    measure: str | None
    sex: str
    years: dict[int, int | None]


def make_block(title: str, years: dict[int, int | None]) -> Block:
    """A block by its title. Blocks without titles of their own follow "by sex": the first is both."""
    text = title.lower()
    measure = None
    if not any(word in text for word in ("percentage", "per cent", "rate of change", "annual rate")):
        named = {"refugee": "refugees", "migrant": "stock", "population": "population_thousands"}
        measure = next((measure for word, measure in named.items() if word in text), None)
    sex = next((sex for sex in ("both", "female", "male") if sex in text), "both")
    return Block(title, measure, sex, years)


def title_of(rows: list[Row]) -> str:
    """The title of a table among the lines above it: the one that begins with "Table"."""
    lines = [clean(c) for row in rows for c in row if isinstance(c, str) and c.strip()]
    named = [text for text in lines if re.match(r"(?i)(table|annex|notes)\b", text)]
    return (named or [t for t in lines if "migrant" in t.lower() and "citation" not in t.lower()] or [""])[0]


def split_blocks(
    path: Path, sheet: str, rows: list[Row], years: dict[int, int], above: list[int], title: str
) -> list[Block]:
    """Runs of years under one title each; ``above`` are the rows that may hold the titles."""
    rows_above = ({c: clean(v) for c, v in enumerate(rows[n]) if c >= min(years) and clean(v)} for n in above)
    names = next((row for row in rows_above if any(map(names_subject, row.values()))), {})
    runs: list[tuple[str, dict[int, int | None]]] = []
    for column, year in sorted(years.items()):
        label = next((names[c] for c in sorted(names, reverse=True) if c <= column), title)
        if not runs or runs[-1][0] != label or (year in runs[-1][1].values() and not names):
            runs.append((label, {}))
        elif year in runs[-1][1].values():
            where = place(path, sheet, above[0], column)
            raise UserError(f"{where}: the year {year} stands twice under {label!r}; remove one")
        runs[-1][1][column] = year
    return [make_block(label, columns) for label, columns in runs]


def refuse_unlabelled(
    path: Path, sheet: str, rows: list[Row], last: int, years: dict[int, int], roles: dict[int, str]
) -> None:
    """Refuse figures among and behind the years in a column that has no label, or one that says nothing."""
    start = max((c for c in roles if c < min(years)), default=-1) + 1
    for column in range(start, len(rows[last])):
        label = clean(rows[last][column])
        if column in years or column in roles or (label and column > max(years)):
            continue
        if any(is_figure(row[column]) for row in rows[last + 1 : last + 40]):
            where = place(path, sheet, last, column)
            what = f"has {label!r} where its year belongs" if label else "has no year"
            raise UserError(f"{where}: a column of figures {what}; write the year there")
