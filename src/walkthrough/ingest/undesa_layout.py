"""Find the tables in UN DESA's workbooks by what their headers say.

Older editions head a table with two rows (labels, and years or origins below), newer ones with one
(titles of the blocks stand apart, above). Labels, order of columns, notes and sheets vary between
editions; that there is a column of codes, that years are years, and what a title names, does not.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
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
from walkthrough.ingest.undesa_blocks import (
    ABOVE,
    Block,
    make_block,
    refuse_unlabelled,
    split_blocks,
    title_of,
)
from walkthrough.ingest.workbook import Row, Workbook, place

WORLD = 900  # code of the world; aggregates have codes from here on
DEEPEST = 60  # rows above a table
NAMES = (
    "major area", "region", "country or area", "country of", "area", "name", "location", "destination",
    "origin",
)  # fmt: skip
ONLY_ONE = ("code", "origin code", "total", "year")


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


def role_of(label: str) -> str | None:
    """What a column holds, by its label; None if it is no column of the frame of a table."""
    text = label.lower()
    origin = "origin" in text
    if re.search(r"\bcode\b|^m49\b|^locid\b|^iso.*numeric", text) and len(text) < 50:
        return "origin code" if origin else "code"
    if text.startswith(("type of data", "data type")):
        return "type"
    if text in ("year", "total", "world"):
        return "year" if text == "year" else "total"
    if text.startswith(("sort order", "index", "note", "remark", "comment", "coverage")):
        return "aside"
    if text.startswith(NAMES) or text == "country":
        return "origin" if origin else "name"
    return None


def find_table(path: Path, sheet: str, rows: list[Row]) -> Table | None:
    """The table on a sheet; None where no row in the upper part labels a column of codes."""
    for top, row in enumerate(rows[:DEEPEST]):
        labels = {c: clean(cell) for c, cell in enumerate(row) if isinstance(cell, str) and cell}
        roles = {c: r for c, text in labels.items() if (r := role_of(text))}
        if {"code", "origin code"} & set(roles.values()) and len(roles) > 1:
            return lay_out(path, sheet, rows, top, roles)
    return None


def lay_out(path: Path, sheet: str, rows: list[Row], top: int, roles: dict[int, str]) -> Table:
    """A table whose header row is known."""
    below = rows[top + 1] if top + 1 < len(rows) else []
    years = {c: y for c, cell in enumerate(rows[top]) if (y := year_in(cell))}
    coded = any(code_in(below[c]) for c, r in roles.items() if r.endswith("code") and below)
    second = not years and not coded and "total" not in roles.values()
    if second:
        years = {c: y for c, cell in enumerate(below) if (y := year_in(cell)) and c not in roles}
        roles = roles | {c: "aside" for c, cell in enumerate(below) if role_of(clean(cell)) == "aside"}
        roles = roles | {c: "total" for c, cell in enumerate(below) if role_of(clean(cell)) == "total"}
    frame: dict[str, int] = {}
    for column, role in roles.items():
        if role in ONLY_ONE and role in frame and (years or "total" in roles.values()):
            where = place(path, sheet, top, column)
            raise UserError(f"{where}: a second column for the {role}; remove one of the two")
        frame.setdefault(role, column)
    title = title_of(rows[:top])
    last = top + 1 if second else top
    if years:
        names = [top] if second else range(top - 1, max(top - 1 - ABOVE, -1), -1)
        blocks = split_blocks(path, sheet, rows, years, list(names), title)
        refuse_unlabelled(path, sheet, rows, last, years, roles)
        of_origins = "origin" in title.lower() and "destination" not in title.lower()
        by_origin = of_origins or {"origin", "origin code"} & set(frame)
        if by_origin and not {"code", "origin code"} <= set(frame):  # codes and names are the origins'
            for origin, role in (("origin code", "code"), ("origin", "name")):
                if role in frame and origin not in frame:
                    frame[origin] = frame.pop(role)
        return Table(path, sheet, rows, frame, title, last + 1, blocks, {})
    if second and "total" in frame and "origin" in frame and "origin code" not in frame:
        del frame["origin"]  # the heading over the names of the origins
    used = {c for c, role in roles.items() if role in frame}
    labels = {c: text for c, cell in enumerate(rows[last]) if c not in used and (text := clean(cell))}
    labels = {c: text for c, text in labels.items() if role_of(text) != "aside"}
    matrix = labels and {"code", "total"} <= set(frame)
    if not matrix:
        return Table(path, sheet, rows, frame, title, last + 1, [], {})
    block = replace(make_block(title, dict.fromkeys([frame["total"], *labels])), measure="stock")
    return Table(path, sheet, rows, frame, title, last + 1, [block], labels)


def refuse_unread(book: Workbook, sheets: list[str]) -> None:
    """Refuse figures of the stock on a sheet whose header says nothing: its year would be missing."""
    for name in sheets:
        rows = book.rows(name)
        block = make_block(title_of(rows[:DEEPEST]), {})
        if (block.measure, block.sex) == ("stock", "both") and sum(
            any(map(is_figure, row)) for row in rows
        ) > 2:
            raise UserError(
                f"{book.path}, sheet {name!r}: {block.title!r} has no header that is understood; label its "
                "columns 'Code', 'Total' and so on, as the other sheets do"
            )


def tables(book: Workbook, left_out: list[str] | None = None) -> list[Table]:
    """All tables of a workbook, in the order of its sheets.

    ``left_out`` gets the errors of sheets that cannot be read and, by their titles, are not about the
    migrant stock; without it, they are raised as those of the stock are.

    A column of codes that holds none (in 2024's table of the population, types of data) is made up
    for by the names, of which the workbook's other tables have the codes.
    """
    laid_out: list[Table] = []
    lost: list[str] = []
    for name in book.names:
        rows = book.rows(name)
        try:
            table = find_table(book.path, name, rows)
        except UserError as error:
            title = title_of(rows[:DEEPEST])
            if left_out is None or not title or make_block(title, {}).measure == "stock":
                raise
            left_out.append(str(error))
        else:
            laid_out += [table] if table else []
            lost += [] if table and table.kind != "other" else [name]
    if any(table.block("stock") for table in laid_out):
        refuse_unread(book, lost)
    codes: dict[str, int] = {}
    own = [table.codes_by_name() for table in laid_out]
    for named in own:
        codes = named | codes
    return [
        table if named else replace(table, codes=codes) for table, named in zip(laid_out, own, strict=True)
    ]
