"""The skeleton of a notebook of the walk: its parts in their order, and the ids of its cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from helpers.claims.ledger import Claim
from walkthrough.notebook.judged import calls, claim
from walkthrough.notebook.tags import of_exercise

SECTIONS = ("Parameters", "When does this flip?", "Exercises", "Summary", "References")
"""Headings that stand in this order; the second only where a claim is judged."""
TABLE = ("You will", "Time", "You need", "Skill to take home")
"""Rows of the box under the title."""
SAYS, NEEDS = "**What the article says.**", "**What we would need to see.**"
TAGS = {"parameters", "hide-input", "screen-only", "solution", "self-check"}
_ID = re.compile(r"(?P<number>\d\d[a-z]?)|e(?P<exercise>\d+)(?P<part>-answer|-check|)")


def skeleton(notebook: Any, name: str) -> Iterator[str]:
    """What is missing of the parts of a notebook called `name`, or out of order."""
    cells = notebook.cells
    yield from _title(cells[0] if cells else None, name)
    yield from _ids(cells, name)
    walk = name[0].isdigit()
    headings = [
        line.lstrip("# ")
        for cell in cells
        if cell.cell_type == "markdown"
        for line in cell.source.splitlines()
        if line.startswith("## ")
    ]
    judges = any(True for _ in calls(notebook))
    wanted = [s for s in SECTIONS if judges or s != "When does this flip?"]
    found = [heading for heading in headings if heading in SECTIONS]
    if found != wanted and walk:
        yield f"sections {', '.join(found)}; have {', '.join(wanted)}, in this order, once each"
    if "Parameters" not in headings and not walk:
        yield "no section Parameters; have one"
    if walk and not any("**Next:**" in c.source for c in cells if c.cell_type == "markdown"):
        yield "no **Next:** in the summary; say where to go on"
    last = cells[-1] if cells else None
    if last is None or last.cell_type != "code" or ".versions()" not in last.source:
        yield "the last cell does not show the versions; end with `study.versions()`"
    importing = [
        cell
        for cell in cells
        if cell.cell_type == "code"
        and not of_exercise(cell)
        and re.search(r"^(?:import|from) ", cell.source, re.MULTILINE)
    ]
    if len(importing) != 1:
        yield f"{len(importing)} cells that import; import once, in one cell"
    for tag in sorted({t for c in cells for t in c.metadata.get("tags", [])} - TAGS):
        yield f"unknown tag {tag!r}; have {', '.join(sorted(TAGS))}"


def argument(notebook: Any, ledger: Sequence[Claim]) -> Iterator[str]:
    """Cards without the sentence of the article before them, and sentences without a card.

    A claim that is ours, to put one of the article's to the test, needs no such sentence.
    """
    ours = {c.id for c in ledger if c.cited_source.startswith("not in the article")}
    judging = {id(cell): claim(call) for cell, call in calls(notebook)}
    waiting: str | None = None  # the cell whose sentence has no card so far
    needed: str | None = None  # the cell that says what is needed, and not for what
    said = False
    for cell in [*notebook.cells, None]:
        text = cell.source if cell is not None and cell.cell_type == "markdown" else ""
        if waiting and (cell is None or SAYS in text):
            yield (
                f"{waiting}: what the article says there is not judged below it; put the text above its card"
            )
            waiting = None
        if SAYS in text:
            waiting, said = cell.id, True
            if NEEDS not in text.partition(SAYS)[2]:
                yield (f"{cell.id}: what we would need to see is missing; say it after what the article says")
        elif NEEDS in text:
            needed = cell.id
        elif id(cell) in judging:
            waiting = None
            if not said or (needed and judging[id(cell)] not in ours):
                yield (
                    f"{cell.id}: a card without what the article says; put the text above it,"
                    " before what we would need to see"
                )
            needed = None


def _title(cell: Any, name: str) -> Iterator[str]:
    lines = cell.source.splitlines() if cell is not None and cell.cell_type == "markdown" else []
    title = lines[0] if lines else ""
    number = f"# {name[:2]} · " if name[0].isdigit() else "# "
    words = [word for word in name.split("-") if len(word) > 3]
    plain = re.sub(r"[^a-z0-9 ]", "", title.lower())
    if not title.startswith(number) or not any(word in plain for word in words):
        yield f"the title {title!r} does not fit the file; begin with `{number}` and its words"
    if not any(re.fullmatch(r"\*\*.+\?\*\*", line) for line in lines):
        yield "no question under the title; have one, in bold"
    rows = [row for row in TABLE if any(line.startswith(f"| **{row}** |") for line in lines)]
    if rows != list(TABLE):
        yield f"the box under the title lacks {', '.join(set(TABLE) - set(rows))}; have these rows"


def _ids(cells: list[Any], name: str) -> Iterator[str]:
    """Ids that are out of order, so that cells which changed places are seen."""
    prefix = name[:2] if name[0].isdigit() else name
    last: dict[str, tuple[Any, ...]] = {}
    for cell in cells:
        found = _ID.fullmatch(str(cell.get("id", "")).removeprefix(f"{prefix}-"))
        if not found or not str(cell.id).startswith(f"{prefix}-"):
            yield (
                f"cell id {cell.get('id')!r}; number it between its neighbours, such as"
                f" {prefix}-20 or, after that, {prefix}-20a"
            )
            continue
        kind = "exercise" if found["exercise"] else "number"
        place = (
            (int(found["exercise"]), ["", "-answer", "-check"].index(found["part"]))
            if found["exercise"]
            else (found["number"],)
        )
        if place <= last.get(kind, ()):
            yield f"cell {cell.id} stands after one with a higher number; restore the order"
        last[kind] = max(place, last.get(kind, ()))
