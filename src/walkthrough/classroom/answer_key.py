"""From the solutions in the notebooks to `answers.json`, which verifies answers without revealing them."""

from __future__ import annotations

import copy
import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from helpers.claims.collect import records
from helpers.errors import UserError
from helpers.exercises import hashed_answers
from helpers.exercises.check import RIGHT, Result
from helpers.exercises.hashed_answers import answer_type, canonical_answer, rounded, roundings, seal
from walkthrough.notebook.io import read, write
from walkthrough.notebook.tags import SELF_CHECK, SOLUTION
from walkthrough.runs.result import CELL_TIMEOUT, Outcome
from walkthrough.runs.schedule import Job, Silent, Watcher, execute_all
from walkthrough.runs.select import Source, load
from walkthrough.util import atomic

Answers = dict[str, dict[str, Any]]
MIME = "application/vnd.walkthrough.answers+json"
"""Media type under which an executed notebook hands its sealed answers on."""
_RECORD = f"from {__name__} import Recorder\ncheck = Recorder()\n"
_HAND_ON = f"display({{{MIME!r}: check.sealed(globals())}}, raw=True)"

THOUSANDS = "right number, wrong unit: you gave thousands, and the question asks for {}."
PERSONS = "right number, wrong unit: you gave persons, and the question asks for {}."
MILLIONS = "right number, wrong unit: you gave millions, and the question asks for {}."
SHARE = "right, but as a share of one; the question asks for per cent. Multiply by 100."
PER_CENT = "right, but in per cent; the question asks for a share between 0 and 1. Divide by 100."
REST = "that is the rest, what remains of the whole. The question asks for the other part."
UPSIDE_DOWN = "that is the fraction upside down: exchange what you divide and what you divide by."
DIGITS = "you are near, but rounded too far. Give {} digits, or do not round at all."
SIGN = "right size, wrong sign: you subtracted the other way round."


def refresh_answers(sources: Sequence[Source], watcher: Watcher) -> list[Outcome]:
    """Seal the solutions of these notebooks anew; the answers of others stay as they are.

    Returns the notebooks that failed, after telling `watcher`: if there are any, nothing is written.
    """
    new, failed = sealed_answers(sources)
    for outcome in failed:
        watcher.end(outcome)
    stored = hashed_answers.answers() if hashed_answers.ANSWERS.exists() else {}
    known = stored | new
    answers = {number: known[number] for number in hashed_answers.exercises() if number in known}
    if not failed and answers != stored:
        atomic.write(hashed_answers.ANSWERS, json.dumps(answers, indent=1) + "\n")
        hashed_answers.answers.cache_clear()
    return failed


def sealed_answers(sources: Sequence[Source], timeout: int = CELL_TIMEOUT) -> tuple[Answers, list[Outcome]]:
    """The sealed answers of notebooks, and the notebooks that failed.

    Each is executed in a kernel, with its own parameters, and no cell may take more than `timeout`
    seconds. The argument of a self-check is the answer; `near_2_3` holds the near misses foreseen
    for exercise 2.3, a remark and the value of each.
    """
    answers: Answers = {}
    with tempfile.TemporaryDirectory() as folder:
        (prepared := Path(folder, "source")).mkdir()
        (executed := Path(folder, "executed")).mkdir()
        code = {}
        for source in sources:
            notebook = read(source.path)
            code[source.name] = [cell for cell in notebook.cells if cell.cell_type == "code"]
            if any(SELF_CHECK in cell.metadata.get("tags", []) for cell in code[source.name]):
                write(_recording(notebook), prepared / source.path.name)
        jobs = [load(path) for path in sorted(prepared.iterdir())]
        outcomes = execute_all(jobs, Job(executed, {}, Silent(), timeout=timeout)) if jobs else []
        for job in jobs:
            for entries in records(read(executed / job.path.name), MIME):
                for number, entry in entries.items():
                    answers[number] = entry | {"of": origin(code[job.name], number, entry)}
    return answers, [outcome for outcome in outcomes if not outcome.ok]


def _recording(notebook: Any) -> Any:
    """A copy that records the answers instead of checking them. Its cells keep their numbers."""
    result = copy.deepcopy(notebook)
    first = next(cell for cell in result.cells if SELF_CHECK in cell.metadata.get("tags", []))
    first.source = _RECORD + first.source
    last = copy.deepcopy(first)
    last.update(id="hand-on", source=_HAND_ON)
    result.cells.append(last)
    return result


class Recorder:
    """Takes the place of `check` in a kernel that executes the solutions."""

    def __init__(self) -> None:
        self.answers: dict[str, Any] = {}

    def __call__(self, exercise: str, answer: Any) -> Result:
        self.answers[exercise] = answer
        return Result(exercise, RIGHT)

    def sealed(self, names: Mapping[str, Any]) -> Answers:
        """The sealed answers; `names` are the notebook's variables, the near misses among them."""
        near = {number: names.get(f"near_{number.replace('.', '_')}", {}) for number in self.answers}
        return {number: sealed_answer(number, a, near[number]) for number, a in self.answers.items()}


def sealed_answer(exercise: str, answer: Any, near: Mapping[str, Any]) -> dict[str, Any]:
    """The entry of an exercise in `answers.json`, but for its origin.

    `near` has the value of each near miss by the remark on it. Raises UserError if the answer is
    missing, if a near miss is right, or if the exercise is not in exercises.yaml.
    """
    if exercise not in hashed_answers.exercises():
        raise UserError(f"exercise {exercise} is not in exercises.yaml; say there what it asks for")
    if answer is None:
        raise UserError(f"exercise {exercise}: its solution leaves no answer")
    asked = hashed_answers.exercises()[exercise]

    def spellings(value: Any) -> list[str]:
        if answer_type(value) == "a number":
            return roundings(float(value), asked.compared_digits)
        return [canonical_answer(exercise, value)]

    remarks = dict.fromkeys(spellings(answer), RIGHT)
    for remark, value in near.items():
        for text in spellings(value):
            if remarks.setdefault(text, remark) == RIGHT:
                raise UserError(f"exercise {exercise}: the near miss {remark!r} is right")
    if answer_type(answer) == "a number":
        for text, remark in near_misses(float(answer), asked.asks, asked.compared_digits):
            remarks.setdefault(text, remark)
    tags = sorted(seal(exercise, text, remark) for text, remark in remarks.items())
    return {"form": answer_type(answer), "answers": dict(tags)}


def origin(code: Sequence[Any], exercise: str, entry: Mapping[str, Any]) -> str:
    """sha256 of what an exercise was sealed from, and of the result.

    That is its solution, the cell that checks it, what exercises.yaml says, and the sealed answers:
    a change of any of them is seen without executing the notebook.
    """
    check = next(n for n, cell in enumerate(code) if asks(cell, exercise))
    solution = next(c for c in reversed(code[:check]) if SOLUTION in c.metadata.get("tags", []))
    asked = hashed_answers.exercises()[exercise].model_dump(mode="json")
    parts = [solution.source, code[check].source, asked, entry["form"], entry["answers"]]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def asks(cell: Any, exercise: str) -> bool:
    """Whether a code cell checks the answer to an exercise."""
    return SELF_CHECK in cell.metadata.get("tags", []) and f'check("{exercise}"' in cell.source


def near_misses(value: float, unit: str, digits: int) -> Iterator[tuple[str, str]]:
    """Common slips with a right number, as `canonical` spells them, and the remark on each.

    They are another unit, the complement, the inverse fraction, the other sign, and too few digits.
    `unit` is what the question asks for: per cent, a share, persons, or millions; there is no near
    miss of a count.
    """
    others: list[tuple[float, str]] = []
    if unit == "per cent":
        others = [(value / 100, SHARE), (100 - value, REST), (1 - value / 100, REST)]
    elif unit == "a share":
        others = [(100 * value, PER_CENT), (1 - value, REST), (100 - 100 * value, REST)]
    elif unit == "persons":
        others = [(value / 1e3, THOUSANDS), (value / 1e6, MILLIONS)]
    elif unit == "millions":
        others = [(value * 1e3, THOUSANDS), (value * 1e6, PERSONS)]
    else:
        return
    if unit in ("per cent", "a share") and value:
        whole = 100 if unit == "per cent" else 1
        others += [(whole / value, UPSIDE_DOWN), (100 * whole / value, UPSIDE_DOWN)]
    others += [(-value, SIGN)]
    for other, remark in others:
        for text in roundings(other, digits):
            yield text, remark.format(unit)
    for fewer in range(digits - 1, 0, -1):
        for text in roundings(value, fewer):
            words = {2: "two", 3: "three", 4: "four"}
            yield rounded(float(text), digits), DIGITS.format(words.get(digits, str(digits)))
