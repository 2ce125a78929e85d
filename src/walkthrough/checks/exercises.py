"""Exercises: a task, an answer between its marks, and a check unless the answer is in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from helpers.exercises.hashed_answers import answers, exercises
from walkthrough.classroom.answer_key import asks, origin
from walkthrough.classroom.editions import mark_problems
from walkthrough.notebook.tags import SELF_CHECK, SOLUTION

_TASK = re.compile(r"### Exercise (\d+\.\d+) · \w+")


def exercise_problems(notebook: Any) -> Iterator[str]:
    """Problems of the exercises of a notebook, cell by cell."""
    cells = notebook.cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    for at, cell in enumerate(cells):
        yield from (f"{cell.id}: {problem}" for problem in mark_problems(cell))
        number = _number(cell)
        if number and (problem := _task_problem(number, cells[at + 1 : at + 3], code)):
            yield f"{cell.id}: {problem}"


def tasks(notebook: Any) -> list[str]:
    """The numbers of the exercises of a notebook."""
    return [number for cell in notebook.cells if (number := _number(cell))]


def _number(cell: Any) -> str | None:
    match = _TASK.match(cell.source) if cell.cell_type == "markdown" else None
    return match and match[1]


def orphans(numbers: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Entries of the classroom's files for exercises that their notebook does not have.

    `numbers` has the numbers of the exercises by the name of the notebook.
    """
    for known, file in ((exercises(), "exercises.yaml"), (answers(), "answers.json")):
        for number in sorted(known.keys() - {n for those in numbers.values() for n in those}):
            if any(name[:2] == number.split(".")[0].zfill(2) for name in numbers):
                yield f"{file}: exercise {number} is in no notebook; delete it"


def _task_problem(number: str, after: Sequence[Any], code: Sequence[Any]) -> str | None:
    """The first problem of an exercise with the two cells `after` its task."""
    answer, check = (*after, None, None)[:2]
    if answer is None or SOLUTION not in answer.metadata.get("tags", []):
        return f"exercise {number} has no answer below it; have a cell tagged {SOLUTION!r}"
    if answer.cell_type == "markdown":  # in words
        known = number in exercises()
        return (
            f"exercise {number} is answered in words, and exercises.yaml has it; delete it" if known else None
        )
    if check is None or check.cell_type != "code" or not asks(check, number):
        return f"exercise {number} has no check below its answer; have one tagged {SELF_CHECK!r}"
    if number not in exercises():
        return f"exercise {number} is not in exercises.yaml; say there what it asks for"
    entry = answers().get(number, {})
    if not entry or entry.get("of") != origin(code, number, entry):
        return (
            f"exercise {number} is not sealed as it stands (its solution is newer than the"
            " stored answer); run `walkthrough refresh`"
        )
    return None
