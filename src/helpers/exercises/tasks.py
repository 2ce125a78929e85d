"""What is known of each exercise that checks itself: written by hand, and sealed by `refresh`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict

from helpers.exercises.canonical import canonical
from helpers.exercises.function_cases import CASES

WRITTEN = Path(__file__).with_name("exercises.yaml")
SEALED = Path(__file__).with_name("answers.json")


class Exercise(BaseModel):
    """What an exercise asks for, how exactly, on what its answer depends, and a hint.

    `digits` are significant ones; a count, a name or what a function returns is compared in full.
    """

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    asks: Literal["per cent", "a share", "persons", "millions", "a count", "a name", "a function"]
    hint: str
    depends_on: list[str] = []
    digits: int = 3

    @property
    def exact(self) -> int:
        """The digits that count."""
        return self.digits if self.asks in ("per cent", "a share", "persons", "millions") else 12


@cache
def exercises() -> dict[str, Exercise]:
    """All exercises that check themselves, by number."""
    table = yaml.safe_load(WRITTEN.read_text(encoding="utf-8"))
    return {name: Exercise(**entry) for name, entry in table.items()}


@cache
def sealed() -> dict[str, dict[str, Any]]:
    """By number: `form`, what sort of thing the answer is, and `answers` (`classroom.sealed`).

    And `of`, what they were sealed from (`classroom.sealing.origin`).
    """
    return json.loads(SEALED.read_text(encoding="utf-8"))


def outcome(name: str, answer: Any) -> Any:
    """An answer as it is compared: itself, or what a function makes of the cases."""
    if not callable(answer):
        return answer
    return [answer(*case()) for case in CASES[name]]


def spelled(name: str, answer: Any) -> str:
    """An answer's one spelling; of a function, the results in the order of the cases."""
    digits = exercises()[name].exact if not callable(answer) else 6
    found = outcome(name, answer)
    if callable(answer):
        return " | ".join(canonical(result, digits) for result in found)
    return canonical(found, digits)
