"""Tags of cells: what a cell is for, and copies of a notebook without some."""

from __future__ import annotations

import copy
from typing import Any

SOLUTION, SELF_CHECK = "solution", "self-check"
"""Tags of the cells of an exercise: the answer, and the cell that checks it."""
PARAMETERS, INJECTED = "parameters", "injected-parameters"
"""Tags of the cell with the defaults, and of the one that papermill adds with the values given."""


def tags(cell: Any) -> list[str]:
    """The tags of a cell."""
    return list(cell.metadata.get("tags", []))


def of_exercise(cell: Any) -> bool:
    """Whether a cell holds an answer or checks one."""
    return bool({SOLUTION, SELF_CHECK} & set(tags(cell)))


def without_answers(notebook: Any) -> Any:
    """A copy for readers who have no kernel: the tasks stay, answers and checks go."""
    result = copy.deepcopy(notebook)
    result.cells = [cell for cell in result.cells if not of_exercise(cell)]
    return result
