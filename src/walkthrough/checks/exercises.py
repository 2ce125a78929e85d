"""Exercises: a task, an answer between its marks, and a check of it unless it is in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from helpers.exercises.hashed_answers import answers, exercises
from walkthrough.classroom.answer_key import asks, origin
from walkthrough.classroom.editions import SELF_CHECK, SOLUTION

_MARK = re.compile(r"(BEGIN|END) (SOLUTION|HIDDEN TESTS)")
_FORMS = {"code": "### {}", "markdown": "<!-- {} -->"}
_TASK = re.compile(r"### Exercise (\d+\.\d+) · \w+")


def exercise_problems(notebook: Any) -> Iterator[str]:
    """What is wrong with the exercises of a notebook, cell by cell."""
    cells = notebook.cells
    code = [cell for cell in cells if cell.cell_type == "code"]
    for at, cell in enumerate(cells):
        yield from (f"{cell.id}: {said}" for said in _marks(cell))
        if cell.cell_type == "markdown" and (found := _TASK.match(cell.source)):
            number, after = found[1], cells[at + 1 : at + 3]
            yield from (f"{cell.id}: {said}" for said in _task(number, after, code))


def tasks(notebook: Any) -> list[str]:
    """The numbers of the exercises of a notebook."""
    texts = [c.source for c in notebook.cells if c.cell_type == "markdown"]
    return [found[1] for text in texts if (found := _TASK.match(text))]


def orphans(set_: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Exercises that the files of the classroom know of a notebook that does not set them.

    `set_` has the numbers of the exercises that are set, by the name of the notebook.
    """
    all_ = {number for numbers in set_.values() for number in numbers}
    for known, file in ((exercises(), "exercises.yaml"), (answers(), "answers.json")):
        for number in sorted(known.keys() - all_):
            if any(name[:2] == number.split(".")[0].zfill(2) for name in set_):
                yield f"{file}: exercise {number} is in no notebook; delete it"


def _marks(cell: Any) -> Iterator[str]:
    """Marks that do not pair up, and tags that do not fit what is marked."""
    tags = set(cell.metadata.get("tags", []))
    form = _FORMS.get(cell.cell_type, "{}")
    open_, pairs = None, set()
    for line in cell.source.splitlines():
        if not (found := _MARK.search(line)):
            continue
        if line.strip() != form.format(found[0]):
            yield f"{line.strip()!r} is no mark; write `{form.format(found[0])}` alone on a line"
        if (found[1] == "BEGIN") != (open_ is None) or open_ not in (None, found[2]):
            yield f"{found[0]} out of order; have BEGIN and END of each in pairs"
        open_ = found[2] if found[1] == "BEGIN" else None
        pairs.add(found[2])
    if open_:
        yield f"BEGIN {open_} without its END; mark where it ends"
    for tag, what in ((SOLUTION, "SOLUTION"), (SELF_CHECK, "HIDDEN TESTS")):
        if (tag in tags) != (what in pairs):
            yield (
                f"tag {tag!r} and the lines BEGIN and END {what} go together; put back what is"
                " missing, or remove the other"
            )
    grading = cell.metadata.get("nbgrader", {})
    if bool(tags & {SOLUTION, SELF_CHECK}) != bool(grading) or (
        grading and grading.get("solution") != (SOLUTION in tags)
    ):
        yield "tags and nbgrader's metadata do not agree; take them from another exercise"


def _task(number: str, after: Sequence[Any], code: list[Any]) -> Iterator[str]:
    answer, check = (*after, None, None)[:2]
    if answer is None or SOLUTION not in answer.metadata.get("tags", []):
        yield f"exercise {number} has no answer below it; have a cell tagged {SOLUTION!r}"
    elif answer.cell_type == "markdown":  # in words
        if number in exercises():
            yield f"exercise {number} is answered in words, and exercises.yaml has it; delete it"
    elif check is None or check.cell_type != "code" or not asks(check, number):
        yield f"exercise {number} has no check below its answer; have one tagged {SELF_CHECK!r}"
    elif number not in exercises():
        yield f"exercise {number} is not in exercises.yaml; say there what it asks for"
    else:
        entry = answers().get(number, {})
        if not entry or entry.get("of") != origin(code, number, entry):
            yield (
                f"exercise {number} is not sealed as it stands (its solution is newer than the"
                " stored answer); run `walkthrough refresh`"
            )
