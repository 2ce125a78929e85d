"""The exercises, and their answers in a form that recognises an answer without revealing it.

`exercises.yaml` says by hand what each exercise asks. `walkthrough refresh` writes `answers.json`
from the solutions: right answers and near misses, each under a slow hash of itself, with a remark
that can be read only with the answer. Right answers and near misses look alike. So the file gives
no answer away; it does not stop a program that tries all possible ones.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping
from functools import cache
from numbers import Real
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
import yaml
from pydantic import BaseModel, ConfigDict

from helpers.exercises.function_cases import CASES

EXERCISES = Path(__file__).with_name("exercises.yaml")
ANSWERS = Path(__file__).with_name("answers.json")
ROUNDS = 200_000
"""Repetitions of the hash: a check takes some 40 ms, which nobody notices, and so does each guess.

More would slow every run of the notebooks, and still stop nobody who lets a program guess.
"""
LENGTH = 320
"""Bytes of a remark, padded so that its length reveals nothing."""


class Exercise(BaseModel):
    """What an exercise asks, to how many significant digits, what its answer depends on, a hint."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    asks: Literal["per cent", "a share", "persons", "millions", "a count", "a name", "a function"]
    hint: str
    depends_on: list[str] = []
    digits: int = 3

    @property
    def compared_digits(self) -> int:
        """The significant digits that count; a count, a name or a result is compared in full."""
        return self.digits if self.asks in ("per cent", "a share", "persons", "millions") else 12


@cache
def exercises() -> dict[str, Exercise]:
    """All exercises that check themselves, by number."""
    table = yaml.safe_load(EXERCISES.read_text(encoding="utf-8"))
    return {number: Exercise(**entry) for number, entry in table.items()}


@cache
def answers() -> dict[str, dict[str, Any]]:
    """By number: `form`, the type of the answer, `answers`, sealed remarks by tag, and `of`.

    The last is the hash of the solution from which they were made
    (`walkthrough.classroom.answer_key.origin`).
    """
    return json.loads(ANSWERS.read_text(encoding="utf-8"))


def seal(exercise: str, answer: str, remark: str) -> tuple[str, str]:
    """The tag of an answer, and the remark, encrypted so that only the answer opens it."""
    tag, pad = _keys(exercise, answer)
    plain = remark.encode().ljust(LENGTH)
    if len(plain) > LENGTH:
        raise ValueError(f"exercise {exercise}: {remark!r} is too long; say it in {LENGTH} bytes")
    return tag, _xor(plain, pad).hex()


def unseal(exercise: str, answer: str, sealed: Mapping[str, str]) -> str | None:
    """The remark on this answer; None if the answer was not foreseen."""
    tag, pad = _keys(exercise, answer)
    return _xor(bytes.fromhex(sealed[tag]), pad).decode().rstrip() if tag in sealed else None


def _keys(exercise: str, answer: str) -> tuple[str, bytes]:
    key = hashlib.pbkdf2_hmac("sha256", answer.encode(), exercise.encode(), ROUNDS, dklen=32)
    return key[:8].hex(), hashlib.shake_256(key[8:]).digest(LENGTH)


def _xor(text: bytes, pad: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(text, pad, strict=True))


def answer_type(answer: Any) -> str:
    """The type of an answer, in a reader's words."""
    if callable(answer):
        return "a function"
    if isinstance(answer, str):
        return "a text"
    if isinstance(answer, bool | np.bool_):
        return "True or False"
    return "a number" if isinstance(answer, Real) else "several values"


def canonical_answer(exercise: str, answer: Any) -> str:
    """The text by which an answer is compared; of a function, its results on the test cases."""
    if answer_type(answer) == "a function":
        return " | ".join(canonical(answer(*arguments()), 6) for arguments in CASES[exercise])
    return canonical(answer, exercises()[exercise].compared_digits)


def canonical(answer: Any, digits: int) -> str:
    """One text for all answers of the same meaning: numbers to `digits` significant digits, text
    without case and quotes.

    Collections are compared without order; a Series, a table's row or a dict with its labels.
    """
    if isinstance(answer, pd.DataFrame):
        answer = answer.to_dict("index")
    if isinstance(answer, pd.Series | Mapping):
        items = (f"{canonical(k, digits)}={canonical(v, digits)}" for k, v in answer.items())
        return "{" + ";".join(sorted(items)) + "}"
    if isinstance(answer, list | tuple | set | frozenset | np.ndarray | pd.Index):
        return "[" + ";".join(sorted(canonical(item, digits) for item in answer)) + "]"
    if isinstance(answer, Real) and not isinstance(answer, bool):
        return rounded(float(answer), digits)
    return " ".join(str(answer).casefold().replace("'", "").replace('"', "").split())


def rounded(value: float, digits: int) -> str:
    """A number to `digits` significant digits: 87.13 to three is "8.71e+01"."""
    if math.isnan(value):
        return "nan"
    return f"{value:.{digits - 1}e}" if value else "0"


def roundings(value: float, digits: int) -> list[str]:
    """A number to `digits` significant digits, directly and after having been written with more.

    87.1499 is 87.1 to three digits, but written with four first it is 87.15, and then 87.2.
    """
    written = [value, *(float(f"{value:.{more}e}") for more in range(digits, digits + 3))]
    return list(dict.fromkeys(rounded(v, digits) for v in written))
