"""Find the tables in UN DESA's workbooks by what their headers say.

Older editions head a table with two rows (labels, and years or origins below), newer ones with one
(titles of the blocks stand apart, above). Labels, order of columns, notes and sheets vary between
editions; that there is a column of codes, that years are years, and what a title names, does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from helpers.errors import UserError
from walkthrough.ingest.cell_values import NO_DATA, clean, code_in, is_figure, year_in
from walkthrough.ingest.undesa_blocks import ABOVE, Block, refuse_unlabelled, split_blocks, title_of
from walkthrough.ingest.workbook import Row, Workbook, place

DEEPEST = 60  # rows above a table
ONLY_ONE = ("code", "origin code", "total", "year")


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
    labels: dict[int, str]  # columns that are neither roles nor years, by their labels

    @property
    def kind(self) -> str:
        """totals, by-origin, od-long, od-wide, or other (no table of the migrant stock)."""
        if self.blocks:
            if "code" in self.roles and "origin code" in self.roles:
                return "od-long"
            by_origin = "origin code" in self.roles or "origin" in self.roles
            return "by-origin" if by_origin else "totals"
        return "od-wide" if {"code", "total"} <= set(self.roles) and self.labels else "other"

    def where(self, row: int, column: int) -> str:
        return place(self.path, self.sheet, row, column)

    def at(self, row: int, column: int) -> Callable[[], str]:
        """`where`, said only if an error needs it."""
        return lambda: self.where(row, column)

    def lines(self, columns: list[int], role: str = "code") -> Iterator[tuple[int, int, Row]]:
        """Row number, area code and cells of each row of the table that says something.

        Left out are rows with nothing but marks of no data in ``columns``. A row without a code
        is a note or a heading, unless it has figures in them.
        """
        code = self.roles[role]
        for n, row in enumerate(self.rows[self.body :], start=self.body):
            found = code_in(row[code])
            if found is not None:
                if not columns or any(str(row[c]).strip() not in NO_DATA for c in columns):
                    yield n, found, row
            elif any(is_figure(row[c]) for c in columns):
                text = clean(row[code])
                said = f"{text!r} is not an area code" if text else "a row with figures has no code"
                raise UserError(f"{self.where(n, code)}: {said}; give the M49 code of the area")


def role_of(label: str) -> str | None:
    """What a column holds, by its label; None if it is no column of the frame of a table."""
    text = label.lower()
    origin = "origin" in text
    if re.search(r"\bcode\b", text) and len(text) < 50:
        return "origin code" if origin else "code"
    if text.startswith(("type of data", "data type")):
        return "type"
    if text in ("year", "total", "world"):
        return "year" if text == "year" else "total"
    if text.startswith(("sort order", "index", "notes", "coverage")):
        return "aside"
    if text.startswith(("major area", "region", "country or area", "country of", "area", "name")):
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
        return Table(path, sheet, rows, frame, title, last + 1, blocks, {})
    if second and "total" in frame and "origin" in frame and "origin code" not in frame:
        del frame["origin"]  # the heading over the names of the origins
    used = {c for c, role in roles.items() if role in frame}
    found = {c: clean(cell) for c, cell in enumerate(rows[last]) if c not in used and clean(cell)}
    return Table(path, sheet, rows, frame, title, last + 1, [], found)


def tables(book: Workbook) -> list[Table]:
    """All tables of a workbook, in the order of its sheets."""
    found = (find_table(book.path, name, book.rows(name)) for name in book.names)
    return [table for table in found if table is not None]
