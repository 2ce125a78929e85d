"""Two editions of a notebook: the stored one with solutions, and one with prompts in their place.

nbgrader marks the regions, and nbgrader's own preprocessors make the student's edition, so that
what students hand in can be marked with it.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from helpers.errors import UserError
from walkthrough.notebook.tags import SELF_CHECK, SOLUTION, of_exercise
from walkthrough.util.optional import require

PROMPTS = {"code": "# your code", "markdown": "*Write your answer here.*"}
"""What stands in place of a solution."""
_MARK = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS)")
_MARK_LINES = {"code": "### {}", "markdown": "<!-- {} -->"}


def instructor(notebook: Any) -> Any:
    """A copy in which every non-exercise code cell is read-only to nbgrader.

    Students may change such a cell as they like, a parameter above all; before marking, nbgrader
    puts it back.
    """
    result = copy.deepcopy(notebook)
    for cell in result.cells:
        if cell.cell_type == "code" and "nbgrader" not in cell.metadata:
            flags = {"grade": False, "solution": False, "locked": True, "task": False}
            cell.metadata["nbgrader"] = {
                "grade_id": cell.id,
                "schema_version": 3,
                "cell_type": "code",
                **flags,
            }
    return result


def student(notebook: Any) -> Any:
    """A copy with a prompt for each solution, without hidden tests and without their outputs.

    Students cannot delete these cells, nor edit a check (an accident would cost the points).
    Raises UserError if nbgrader is not installed, or if a solution is not marked as it should be.
    """
    result = instructor(notebook)
    for cell in filter(of_exercise, result.cells):
        if problem := next(mark_problems(cell), None):
            raise UserError(f"cell {cell.id}: {problem}")
        for preprocessor in _preprocessors():
            preprocessor.preprocess_cell(cell, {"language": "python"}, 0)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return result


def mark_problems(cell: Any) -> Iterator[str]:
    """Marks that do not pair up, and tags that do not fit the marks."""
    tags = set(cell.metadata.get("tags", []))
    form = _MARK_LINES.get(cell.cell_type, "{}")
    open_, marked = None, set()
    for line in cell.source.splitlines():
        if not (match := _MARK.search(line)):
            continue
        edge, part = match.groups()
        if line.strip() != form.format(match[0]):
            yield f"{line.strip()!r} is not a mark; write `{form.format(match[0])}` alone on a line"
        if open_ != (None if edge == "BEGIN" else part):
            yield f"{match[0]} out of order; have BEGIN and END of each in pairs"
        open_ = part if edge == "BEGIN" else None
        marked.add(part)
    if open_:
        yield f"BEGIN {open_} without its END; mark where it ends"
    for tag, part in ((SOLUTION, "SOLUTION"), (SELF_CHECK, "HIDDEN TESTS")):
        if (tag in tags) != (part in marked):
            yield (
                f"tag {tag!r} and the lines BEGIN and END {part} go together; put back what is"
                " missing, or remove the other"
            )
    grading = cell.metadata.get("nbgrader", {})
    if bool(tags & {SOLUTION, SELF_CHECK}) != bool(grading) or (
        grading and grading.get("solution") != (SOLUTION in tags)
    ):
        yield "tags and nbgrader's metadata do not agree; take them from another exercise"


@cache
def _preprocessors() -> list[Any]:
    """nbgrader's, with the options of its configuration file in the instructor's edition."""
    require("classroom", "nbgrader")
    from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions, LockCells

    stubs = {"code_stub": {"python": PROMPTS["code"]}, "text_stub": PROMPTS["markdown"]}
    return [ClearSolutions(**stubs), ClearHiddenTests(), LockCells(lock_readonly_cells=False)]


def points(notebook: Any) -> int:
    """The points that a notebook's exercises give."""
    return sum(cell.metadata.get("nbgrader", {}).get("points", 0) for cell in notebook.cells)
