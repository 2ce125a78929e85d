"""Self-checks: whether an answer is right, nearly right, or not yet, and a hint."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from helpers.claims.judgement import Verdict
from helpers.data.package import BUNDLED, Package
from helpers.errors import UserError
from helpers.exercises import hashed_answers
from helpers.exercises.hashed_answers import answer_type, canonical_answer, unseal
from helpers.parameters import DEFAULTS
from helpers.study import Study

RIGHT, NEARLY, WRONG = "right", "nearly", "not yet"
OPEN, ELSEWHERE = "not answered yet", "cannot be checked here"
# A sign and a word beside the colour, which is that of a verdict of the same sort.
SIGNS = {RIGHT: "✓", NEARLY: "≈", WRONG: "✗", OPEN: "…", ELSEWHERE: "–"}
_VERDICTS = {RIGHT: Verdict.HOLDS, NEARLY: Verdict.TIE, WRONG: Verdict.FAILS}


@dataclass(frozen=True)
class Result:
    """The result of a check: a line of text, or in a notebook a line with a coloured mark."""

    exercise: str
    status: str
    remark: str = ""

    @property
    def right(self) -> bool:
        return self.status == RIGHT

    @property
    def passed(self) -> bool:
        """What the tests for marking ask: right, or asked under parameters that were changed.

        A run with other parameters goes through the instructor's cells too, and must not stop
        there. In marking it makes no difference: the cells that are no answers are put back first.
        """
        return self.status in (RIGHT, ELSEWHERE)

    def __str__(self) -> str:
        return f"{self.exercise} {SIGNS[self.status]} {self.status}{self._ending}"

    __repr__ = __str__

    def _repr_html_(self) -> str:
        mark = _VERDICTS[self.status].colour if self.status in _VERDICTS else "#555"
        return (
            f"<p style='border-left:6px solid {mark};padding:4px 12px;margin:4px 0'>"
            f"{self.exercise} <strong style='color:{mark}'>{SIGNS[self.status]} {self.status}"
            f"</strong>{html.escape(self._ending)}</p>"
        )

    @property
    def _ending(self) -> str:
        return f": {self.remark}" if self.remark else "."


def self_checks(study: Study) -> Callable[[str, Any], Result]:
    """The function `check(exercise, answer)` for the exercises of a notebook.

    Answers are known for the default parameters and the bundled data. An exercise whose answer
    depends on what has been changed cannot be checked, and says so; a function can always be
    tried on invented data. Raises UserError for an exercise that does not exist.
    """
    usual = DEFAULTS | {"year": max(study.package.years(study.p.revision))}
    changed = [name for name in DEFAULTS if getattr(study.p, name) != usual[name]]

    def check(exercise: str, answer: Any) -> Result:
        """Whether an answer is right; None means that there is no answer yet."""
        exercises = hashed_answers.exercises()
        if exercise not in exercises:
            raise UserError(f"no exercise {exercise!r}; there are {', '.join(exercises)}")
        asked = exercises[exercise]
        if answer is None:
            return Result(exercise, OPEN, "put your answer in place of None, run that cell, then this one.")
        if concerned := [name for name in changed if name in asked.depends_on]:
            back = ", ".join(f"{name} = {DEFAULTS[name]!r}" for name in concerned)
            return Result(exercise, ELSEWHERE, f"set {back} in the parameters cell, and run all.")
        if asked.asks != "a function" and not _bundled(study.package):
            return Result(
                exercise,
                ELSEWHERE,
                "its answer is known for the bundled data, and this run uses another table of that name.",
            )
        return _compared(exercise, answer)

    return check


def _bundled(package: Package) -> bool:
    """Whether the tables read so far are the bundled ones, as far as there are bundled ones."""
    if package.path.resolve() == BUNDLED:
        return True
    usual = Package(BUNDLED)
    return all(
        package.resource(name).get("hash") == usual.resource(name)["hash"]
        for name in set(package.used) & set(usual.names)
    )


def _compared(exercise: str, answer: Any) -> Result:
    stored, given = hashed_answers.answers()[exercise], answer_type(answer)
    if given != stored["form"]:
        return Result(exercise, WRONG, f"the answer is {stored['form']}; yours is {given}.")
    try:
        text = canonical_answer(exercise, answer)
    except Exception as error:  # whatever a student's function may raise
        stopped = f"tried on invented data, your function stopped with {type(error).__name__}: {error}"
        return Result(exercise, WRONG, stopped)
    if given == "a function" and set(text.split(" | ")) == {"none"}:
        return Result(exercise, OPEN, "the function returns nothing so far; does it end with return?")
    remark = unseal(exercise, text, stored["answers"])
    if remark is None:
        return Result(exercise, WRONG, hashed_answers.exercises()[exercise].hint)
    return Result(exercise, RIGHT) if remark == RIGHT else Result(exercise, NEARLY, remark)
