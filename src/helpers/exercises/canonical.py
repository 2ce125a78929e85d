"""One spelling for answers that mean the same, so that they can be compared by their hash."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd


def form(answer: Any) -> str:
    """What sort of thing an answer is, in a reader's words."""
    if callable(answer):
        return "a function"
    if isinstance(answer, str):
        return "a text"
    if isinstance(answer, bool | np.bool_):
        return "True or False"
    if isinstance(answer, int | float | np.number):
        return "a number"
    return "several values"


def canonical(answer: Any, digits: int) -> str:
    """The answer as text: numbers to `digits` significant digits, text without case and quotes.

    Collections are compared without order; a Series, a table's row or a dict with its labels.
    """
    if isinstance(answer, pd.Series | Mapping):
        items = (f"{canonical(k, digits)}={canonical(v, digits)}" for k, v in answer.items())
        return "{" + ";".join(sorted(items)) + "}"
    if isinstance(answer, pd.DataFrame):
        return canonical(answer.to_dict("index"), digits)
    if isinstance(answer, list | tuple | set | frozenset | np.ndarray | pd.Index):
        return "[" + ";".join(sorted(canonical(item, digits) for item in answer)) + "]"
    if form(answer) == "a number":
        return number(float(answer), digits)
    return " ".join(str(answer).casefold().replace("'", "").replace('"', "").split())


def number(value: float, digits: int) -> str:
    """A number to so many significant digits: 87.13 to three is "8.71e+01"."""
    if math.isnan(value):
        return "nan"
    return f"{value:.{digits - 1}e}" if value else "0"


def roundings(value: float, digits: int) -> list[str]:
    """All that `number` makes of a value, and of the value as somebody wrote it down rounded.

    87.1499 is 87.1 to three digits, but written with four first it is 87.15, and then 87.2.
    """
    written = [value, *(float(f"{value:.{more}e}") for more in range(digits, digits + 3))]
    return list(dict.fromkeys(number(v, digits) for v in written))
