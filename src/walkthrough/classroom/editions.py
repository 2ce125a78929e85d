"""Two editions of a notebook: the stored one with solutions, and one with prompts in their place.

nbgrader marks the regions, and nbgrader's own preprocessors make the student's edition, so that
what students hand in can be marked with it.
"""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

from helpers.errors import UserError

SOLUTION, SELF_CHECK = "solution", "self-check"
"""Tags of the cells of an exercise: the answer, and the cell that checks it."""
PROMPTS = {"code": "# your code", "markdown": "*Write your answer here.*"}
"""What stands in place of a solution."""


def of_exercise(cell: Any) -> bool:
    """Whether a cell holds an answer or checks one."""
    return bool({SOLUTION, SELF_CHECK} & set(cell.metadata.get("tags", [])))


def without_answers(notebook: Any) -> Any:
    """A copy for readers who have no kernel: the tasks stay, answers and checks go."""
    result = copy.deepcopy(notebook)
    result.cells = [cell for cell in result.cells if not of_exercise(cell)]
    return result


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
    Raises UserError if a solution is not marked as nbgrader wants it, or without nbgrader.
    """
    result = instructor(notebook)
    for cell in filter(of_exercise, result.cells):
        unpaired = any(
            cell.source.count(f"BEGIN {part}") != cell.source.count(f"END {part}")
            for part in ("SOLUTION", "HIDDEN TESTS")
        )
        tagged = SOLUTION in cell.metadata.tags
        if unpaired or (tagged and "BEGIN SOLUTION" not in cell.source):
            raise UserError(f"cell {cell.id}: mark its solution by BEGIN SOLUTION and END SOLUTION")
        try:
            for preprocessor in _preprocessors():
                preprocessor.preprocess_cell(cell, {"language": "python"}, 0)
        except RuntimeError as error:
            raise UserError(f"cell {cell.id}: nbgrader: {error}") from None
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return result


@cache
def _preprocessors() -> list[Any]:
    """nbgrader's, with the options of its configuration file in the instructor's edition."""
    try:
        from nbgrader.preprocessors import ClearHiddenTests, ClearSolutions, LockCells
    except ImportError:
        raise UserError(
            "the students' edition needs nbgrader, which is not installed; use `make student`,"
            " or pip install -e '.[classroom]'"
        ) from None
    stubs = {"code_stub": {"python": PROMPTS["code"]}, "text_stub": PROMPTS["markdown"]}
    return [ClearSolutions(**stubs), ClearHiddenTests(), LockCells(lock_readonly_cells=False)]


def points(notebook: Any) -> int:
    """The points that a notebook's exercises give."""
    return sum(cell.metadata.get("nbgrader", {}).get("points", 0) for cell in notebook.cells)
