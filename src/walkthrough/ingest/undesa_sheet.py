"""A sheet of a UN DESA workbook whose header is understood: its rows, figures, codes and years."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from helpers.errors import UserError
from walkthrough.ingest.cell_values import (
    NO_DATA,
    also,
    clean,
    code_in,
    data_types,
    figure,
    is_figure,
    key,
    number,
    remedy,
    year_in,
)
from walkthrough.ingest.undesa_blocks import Block
from walkthrough.ingest.workbook import Row, place

WORLD = 900  # code of the world; aggregates have codes from here on


@dataclass(frozen=True)
class Record:
    """A row of a table that says something; codes are 900, the world, where a table has no such column."""

    row: int
    code: int
    name: str
    origin_code: int | None
    origin: str
    data_type: str  # letters, such as "B R"


@dataclass(frozen=True)
class Table:
    """A sheet with a table of areas: where its columns are and what they are."""

    path: Path
    sheet: str
    rows: list[Row] = field(repr=False)
    roles: dict[str, int]
    title: str
    body: int
    blocks: list[Block]
    labels: dict[int, str]  # columns of a matrix that are origins, by their labels
    codes: Mapping[str, int] = field(default_factory=dict, repr=False)  # by name, of another table

    @property
    def kind(self) -> str:
        """totals, by-origin, od-long, od-wide, or other (no table of the migrant stock)."""
        if not self.blocks:
            return "other"
        if self.labels:
            return "od-wide"
        if "origin code" not in self.roles:
            return "totals"
        return "od-long" if "code" in self.roles else "by-origin"

    def block(self, measure: str) -> Block | None:
        """The first block of a measure that counts both sexes."""
        return next((b for b in self.blocks if (b.measure, b.sex) == (measure, "both")), None)

    def codes_by_name(self) -> dict[str, int]:
        """The codes that stand beside names of areas; empty if the column of codes holds none."""
        if not {"code", "name"} <= set(self.roles):
            return {}
        pairs = (
            (self.text(n, "name"), code_in(self.text(n, "code"))) for n in range(self.body, len(self.rows))
        )
        return {key(name): code for name, code in pairs if name and code is not None}

    def __str__(self) -> str:
        return f"{self.path}, sheet {self.sheet!r}"

    def where(self, row: int, column: int | str) -> str:
        """A cell's place, for an error; ``column`` is a number or a role."""
        number = self.roles.get(column, 0) if isinstance(column, str) else column
        return place(self.path, self.sheet, row, number)

    def text(self, row: int, role: str) -> str:
        """The cell of a role in a row, "" where the table has no such column."""
        return clean(self.rows[row][self.roles[role]]) if role in self.roles else ""

    def records(self, columns: Collection[int]) -> Iterator[Record]:
        """The rows that have more than marks of no data in ``columns``.

        A row without a code is a note or a heading, unless it has figures in them.
        """
        role = "code" if "code" in self.roles else "origin code"
        for n, row in enumerate(self.rows[self.body :], start=self.body):
            code = code_in(row[self.roles[role]]) or self.codes.get(key(self.text(n, "name")))
            if code is None:
                if any(is_figure(row[c]) for c in columns):
                    text = self.text(n, role)
                    fault = f"{text!r} is not an area code" if text else "a row with figures has no code"
                    raise UserError(f"{self.where(n, role)}: {fault}; give the M49 code of the area")
            elif any(str(row[c]).strip() not in NO_DATA for c in columns):
                origin = code_in(self.text(n, "origin code")) if "origin code" in self.roles else WORLD
                yield Record(
                    n,
                    code if role == "code" else WORLD,
                    self.text(n, "name"),
                    origin,
                    self.text(n, "origin"),
                    data_types(self.text(n, "type")),
                )

    def figures(self, row: int, columns: Collection[int]) -> dict[int, float]:
        """The figures of a row by column; cells that the publisher marks as no data are left out."""
        row_cells = self.rows[row]
        cells = {c: row_cells[c] for c in columns if row_cells[c] not in ("", "..")}  # most of a matrix
        for column, cell in cells.items():
            if number(cell) is None:
                bad = self.not_numbers(columns)
                raise UserError(
                    f"{self.where(row, column)}: {str(cell).strip()[:40]!r} is not a number{also(bad)}; "
                    f"{remedy(str(cell).strip())}"
                )
        figures = {c: figure(cell, partial(self.where, row, c)) for c, cell in cells.items()}
        return {c: value for c, value in figures.items() if not math.isnan(value)}

    def not_numbers(self, columns: Collection[int]) -> int:
        """How many cells with neither a number nor a mark of no data the rows with figures have."""
        return sum(
            number(self.rows[record.row][c]) is None for record in self.records(columns) for c in columns
        )

    def year(self, row: int) -> int | None:
        """The year that a row is about; None where the table has no column of years."""
        if "year" not in self.roles:
            return None
        year = year_in(self.rows[row][self.roles["year"]])
        if year is None:
            raise UserError(f"{self.where(row, 'year')}: no year; write the row's year there")
        return year

    def all_years(self) -> set[int]:
        """The years that the rows of a matrix are about, or its title."""
        if "year" not in self.roles:
            return {self.year_in_title()}
        return {year for record in self.records(self.labels) if (year := self.year(record.row))}

    def year_in_title(self) -> int:
        """The one year that a matrix without a column of years is about."""
        years = {int(y) for y in re.findall(r"\b(?:19|20)\d\d\b", self.title)}
        if len(years) != 1:
            raise UserError(
                f"{self}: no column 'Year', and the title does not name one year; add a column "
                "'Year' or give the publisher's own table"
            )
        return years.pop()
