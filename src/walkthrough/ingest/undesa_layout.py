"""Find the tables in UN DESA's workbooks by what their headers say.

Older editions head a table with two rows (labels, and years or origins below), newer ones with one
(titles of the blocks stand apart, above). Labels, order of columns, notes and sheets vary between
editions; that there is a column of codes, that years are years, and what a title names, does not.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from helpers.errors import UserError
from walkthrough.ingest.cell_values import (
    clean,
    code_in,
    is_figure,
    year_in,
)
from walkthrough.ingest.undesa_blocks import (
    ABOVE,
    make_block,
    refuse_unlabelled,
    split_blocks,
    title_of,
)
from walkthrough.ingest.undesa_sheet import Table
from walkthrough.ingest.workbook import Row, Workbook, place

DEEPEST = 60  # rows above a table
NAMES = (
    "major area", "region", "country or area", "country of", "area", "name", "location", "destination",
    "origin",
)  # fmt: skip
ONLY_ONE = ("code", "origin code", "total", "year")


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
