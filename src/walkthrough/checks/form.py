"""The form of a notebook and of its code cells: how many, how long, executed in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median
from typing import Any

from helpers.errors import UserError
from walkthrough.classroom.editions import of_exercise
from walkthrough.notebook.io import WIDGET
from walkthrough.notebook.slideshow import parts, slide_type

LONGEST, MEDIAN, FEWEST, MOST = 12, 3, 10, 25
"""Lines of a code cell, median of these, code cells of a notebook: the fewest of the walk, and
exercises apart."""
MOST_EXERCISES = 12
"""Code cells that hold answers to exercises, or check them."""

# nbval obeys these tags and comments by comparing less, or nothing.
_ESCAPES = {
    *("nbval-skip", "nbval-ignore-output", "nbval-raises-exception", "nbval-check-output"),
    *("raises-exception", "skip-execution", "pytest-validate-ignore-output"),
}
_NO_CODE = ("import ", "from ", "### BEGIN ", "### END ")


def notebook_form(notebook: Any, walk: bool) -> Iterator[str]:
    """What is wrong with a notebook as a whole."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    text = sum(c.cell_type == "markdown" and not of_exercise(c) for c in notebook.cells)
    answers = sum(of_exercise(cell) for cell in code)
    code = [cell for cell in code if not of_exercise(cell)]
    if answers > MOST_EXERCISES:
        yield f"{answers} code cells of exercises; have at most {MOST_EXERCISES}"
    fewest = FEWEST if walk else 1
    if not fewest <= len(code) <= MOST:
        yield f"{len(code)} code cells; {fewest} to {MOST} are allowed"
    if text < len(code):
        yield f"{text} text cells for {len(code)} code cells; explain: have at least as many"
    middle = median([_lines(cell) for cell in code] or [0])
    if middle > MEDIAN:
        yield f"code cells have a median of {middle:g} lines; split them to reach {MEDIAN}"
    yield from _order(notebook)
    yield from _slides(notebook)
    tagged = sum("parameters" in cell.metadata.get("tags", []) for cell in code)
    if tagged != 1:
        yield f"{tagged} cells tagged 'parameters'; tag exactly one"
    kernel = notebook.metadata.get("kernelspec", {}).get("name")
    if kernel != "python3":
        yield f"kernelspec is {kernel!r}; set it to 'python3'"
    language = notebook.metadata.get("language_info", {}).get("name", "python")
    if language != "python":
        yield f"language_info is {language!r}; set its name to 'python'"
    if "widgets" in notebook.metadata or any(
        WIDGET in output.get("data", {}) for cell in code for output in cell.outputs
    ):
        yield "holds a live widget, which is gone with its kernel; run `walkthrough refresh`"


def _order(notebook: Any) -> Iterator[str]:
    """Code cells that were not executed, or not in this order: one line, of the first."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    wrong = [
        (number, cell)
        for number, cell in enumerate(cells, start=1)
        if cell.source.strip() and cell.execution_count != number
    ]
    if wrong:
        number, cell = wrong[0]
        how = (
            "was not executed"
            if cell.execution_count is None
            else f"was executed as number {cell.execution_count}"
        )
        more = f", and {len(wrong) - 1} more are out of order" if len(wrong) > 1 else ""
        yield f"cell {number} ({cell.get('id', 'no id')}): {how}{more}; run `walkthrough refresh`"


def _slides(notebook: Any) -> Iterator[str]:
    """Cells without a slide type in a notebook that has some, and roles that fit no paragraph."""
    is_deck = any(slide_type(cell) for cell in notebook.cells)
    for cell in notebook.cells if is_deck else ():
        if not slide_type(cell):
            yield f"{cell.get('id', 'no id')}: has no slide type, and others have; set one"
        elif cell.cell_type == "markdown":
            try:
                parts(cell, "slides")
            except UserError as error:
                yield str(error)


def cell_form(cell: Any) -> Iterator[str]:
    """What is wrong with a code cell, its outputs and its place aside."""
    if not cell.source.strip():
        yield "empty; delete it"
    if (lines := _lines(cell)) > LONGEST:
        yield f"{lines} lines; split it or move plumbing to helpers: at most {LONGEST}"
    if _last_line(cell.source).endswith(";"):
        yield "ends with ';', which hides a result here and not in nbval; delete it"
    for mark in sorted(_escapes(cell)):
        yield f"{mark!r} takes the cell out of nbval's comparison; delete it"


def _escapes(cell: Any) -> set[str]:
    comments = {
        line.strip().lstrip("#").strip().lower().replace("_", "-")
        for line in cell.source.splitlines()
        if line.strip().startswith("#")
    }
    return _ESCAPES & (comments | set(cell.metadata.get("tags", [])))


def _lines(cell: Any) -> int:
    """Lines of code: not blank, no import (a list, however long), no mark of a solution."""
    lines = [line.strip() for line in cell.source.splitlines()]
    return sum(bool(line) and not line.startswith(_NO_CODE) for line in lines)


def _last_line(source: str) -> str:
    """The last line of code, without a comment after it."""
    code = [line for line in source.splitlines() if line.strip() and line.strip()[0] != "#"]
    return re.sub(r";\s*#.*$", ";", code[-1]).rstrip() if code else ""
