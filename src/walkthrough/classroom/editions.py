"""One notebook, two editions: the stored one with solutions, and one with prompts in their place.

The regions are marked as nbgrader marks them, and `student` leaves what nbgrader's own release
would leave, so that what students hand in can be marked with it.
"""

from __future__ import annotations

import copy
import re
from typing import Any

from helpers.errors import UserError
from walkthrough.notebook.tags import SOLUTION, of_exercise

PROMPTS = {"code": "# your code", "markdown": "*Write your answer here.*"}
"""What stands in place of a solution; `course/nbgrader_config.py` says the same to nbgrader."""
_REGION = re.compile(
    r"^(?P<indent>[ \t]*)[^\n]*\bBEGIN (?P<what>SOLUTION|HIDDEN TESTS)\b[^\n]*\n"
    r".*?^[^\n]*\bEND (?P=what)\b[^\n]*(?:\n|\Z)",
    re.MULTILINE | re.DOTALL,
)


def instructor(notebook: Any) -> Any:
    """A copy in which every code cell that is no exercise is read-only to nbgrader.

    Students may change such a cell as they like, a parameter above all; before marking, nbgrader
    puts it back.
    """
    result = copy.deepcopy(notebook)
    for cell in result.cells:
        if cell.cell_type == "code" and "nbgrader" not in cell.metadata:
            cell.metadata["nbgrader"] = {
                "grade_id": cell.id,
                "schema_version": 3,
                "cell_type": "code",
                "grade": False,
                "solution": False,
                "locked": True,
                "task": False,
            }
    return result


def student(notebook: Any) -> Any:
    """A copy with a prompt for each solution, without hidden tests and without their outputs.

    Students cannot delete these cells, nor edit a check (an accident would cost the points).
    """
    result = instructor(notebook)
    for cell in result.cells:
        if not of_exercise(cell):
            continue
        cell.source = _prompted(cell)
        cell.metadata["deletable"] = False
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        if not cell.metadata["nbgrader"]["solution"]:
            cell.metadata["editable"] = False
    return result


def points(notebook: Any) -> int:
    """The points that a notebook's exercises give."""
    return sum(cell.metadata.get("nbgrader", {}).get("points", 0) for cell in notebook.cells)


def _prompted(cell: Any) -> str:
    def replaced(region: re.Match[str]) -> str:
        if region["what"] != "SOLUTION":
            return ""
        return f"{region['indent']}{PROMPTS[cell.cell_type]}\n"

    text = _REGION.sub(replaced, cell.source)
    whole = SOLUTION not in cell.metadata.get("tags", []) or text != cell.source
    if not whole or re.search(r"\b(BEGIN|END) (SOLUTION|HIDDEN TESTS)\b", text):
        raise UserError(f"cell {cell.id}: mark its solution by BEGIN SOLUTION and END SOLUTION")
    return text.removesuffix("\n")
