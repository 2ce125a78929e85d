"""From the solutions in the notebooks to `answers.json`, which checks answers and tells none."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.errors import UserError
from helpers.exercises.canonical import form, roundings
from helpers.exercises.check import RIGHT, Result
from helpers.exercises.hashed_answers import seal
from helpers.exercises.tasks import SEALED, exercises, sealed, spelled
from walkthrough.classroom.editions import SELF_CHECK, SOLUTION, of_exercise
from walkthrough.classroom.near_misses import near_misses
from walkthrough.notebook.io import read
from walkthrough.util import atomic
from walkthrough.util.process import Stopped

Answers = dict[str, dict[str, Any]]


def refresh_answers(notebooks: list[Path]) -> None:
    """Seal the solutions of these notebooks anew; those of others stay as they are.

    A notebook that cannot be executed is passed over: it leaves its answers, and the refresh that
    follows meets the same error and reports it.
    """
    found = dict(sealed()) if SEALED.exists() else {}
    for notebook in notebooks:
        try:
            found |= sealed_answers(notebook)
        except (UserError, Stopped):
            raise
        except (Exception, SystemExit):  # whatever a notebook may raise
            continue
    kept = {name: found[name] for name in exercises() if name in found}
    if not SEALED.exists() or kept != sealed():
        atomic.write(SEALED, json.dumps(kept, indent=1) + "\n")
        sealed.cache_clear()


def sealed_answers(notebook: Path) -> Answers:
    """The sealed answers of a notebook: its code is executed here, with its own parameters.

    What a self-check is asked about is the answer; `near_2_3` holds the near misses that were
    foreseen for exercise 2.3: what to say, and the value. Raises UserError if an answer is missing,
    or if a near miss is right.
    """
    cells = [cell for cell in read(notebook).cells if cell.cell_type == "code"]
    if not any(of_exercise(cell) for cell in cells):
        return {}
    answers: dict[str, Any] = {}
    names: dict[str, Any] = {"__name__": "__main__"}

    def note(exercise: str, answer: Any) -> Result:
        answers[exercise] = answer
        return Result(exercise, RIGHT)

    quiet = contextlib.redirect_stdout(io.StringIO())
    with quiet, contextlib.chdir(notebook.parent), pd.option_context("display.max_colwidth", 50):
        for cell in cells:
            if SELF_CHECK in cell.metadata.get("tags", []):
                names["check"] = note
            exec(compile(cell.source, f"{notebook.stem}, cell {cell.id}", "exec"), names)
    found = {
        name: _sealed(name, answer, names.get(f"near_{name.replace('.', '_')}", {}))
        for name, answer in answers.items()
    }
    return {name: entry | {"of": origin(cells, name, entry)} for name, entry in found.items()}


def origin(code: list[Any], exercise: str, entry: dict[str, Any]) -> str:
    """sha256 of what an exercise was sealed from, and of what came out.

    That is its solution, the cell that checks it, what exercises.yaml says, and the sealed answers:
    a change of any of them is seen without executing the notebook.
    """
    check = next(n for n, cell in enumerate(code) if asks(cell, exercise))
    solution = next(c for c in reversed(code[:check]) if SOLUTION in c.metadata.get("tags", []))
    asked = exercises()[exercise].model_dump(mode="json")
    parts = [solution.source, code[check].source, asked, entry["form"], entry["answers"]]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def asks(cell: Any, exercise: str) -> bool:
    """Whether a code cell checks the answer to an exercise."""
    return SELF_CHECK in cell.metadata.get("tags", []) and f'check("{exercise}"' in cell.source


def _sealed(exercise: str, answer: Any, near: dict[str, Any]) -> dict[str, Any]:
    if exercise not in exercises():
        raise UserError(f"exercise {exercise} is not in exercises.yaml; say there what it asks for")
    if answer is None:
        raise UserError(f"exercise {exercise}: its solution leaves no answer")
    said = dict.fromkeys(_spellings(exercise, answer), RIGHT)
    for hint, value in near.items():
        for text in _spellings(exercise, value):
            if said.setdefault(text, hint) == RIGHT:
                raise UserError(f"exercise {exercise}: the near miss {hint!r} is right")
    asked = exercises()[exercise]
    if form(answer) == "a number":
        for text, hint in near_misses(float(answer), asked.asks, asked.exact):
            said.setdefault(text, hint)
    pairs = sorted(seal(exercise, text, hint) for text, hint in said.items())
    return {"form": form(answer), "answers": dict(pairs)}


def _spellings(exercise: str, answer: Any) -> list[str]:
    if form(answer) == "a number":
        return roundings(float(answer), exercises()[exercise].exact)
    return [spelled(exercise, answer)]
