"""Cells of a publisher's table: labels, area codes, years and figures, in any cell type.

The same number may come as 2024, 2024.0 or text; a gap as an empty cell or one of several marks.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

from helpers.errors import UserError

NO_DATA = {"", "..", "…", "...", "-", "–", "—", ".", "~", "n.a.", "NA", "N/A"}
YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0+)?\s*[ep]?$")  # "2017p" preliminary, "2018e" estimate
CODE = re.compile(r"(\d{1,4})(?:\.0+)?$")
FOOTNOTE = re.compile(r"(?:\s*(?:\*|[¹²³⁰⁴-⁹]+|\([a-z0-9]{1,2}\)|\[[a-z0-9]{1,2}\])|\s\d{1,2}/)$")
SPACES = dict.fromkeys(map(ord, "  \u00a0\u2009\u202f"))
LARGEST = 1e11


def clean(cell: Any) -> str:
    """A cell as text on one line, without the footnote marks at its end."""
    text = " ".join(str(cell).split())
    while (shorter := FOOTNOTE.sub("", text)) != text:
        text = shorter
    return text


def key(name: Any) -> str:
    """What two spellings of a name have in common: no footnote marks, no case."""
    return clean(name).casefold().replace("’", "'")


def year_in(cell: Any) -> int | None:
    """The year that a cell consists of, footnote marks apart; None for another cell."""
    found = YEAR.match(clean(cell))
    return int(found.group(1)) if found else None


def code_in(cell: Any) -> int | None:
    """The area code that a cell consists of, footnote marks apart; None for another cell."""
    found = CODE.match(clean(cell))
    return int(found.group(1)) if found else None


def data_types(text: str) -> str:
    """Letters of the type of data, such as "C R"; the publisher writes "CR" too."""
    return "" if text in ("..", "-") else " ".join(text.replace(" ", ""))


def is_figure(cell: Any) -> bool:
    """Whether a cell holds a number, including a number stored as text."""
    if isinstance(cell, (int, float)):
        return not isinstance(cell, bool)
    return bool(re.fullmatch(r"-?\d[\d\s.,]*", str(cell).strip()))


def figure(cell: Any, where: Callable[[], str]) -> float:
    """A cell's number, NaN where the publisher marks that there is none.

    ``where`` names the cell in an error. A comma is refused: it may be a decimal sign in one
    country and separate thousands in another, and the file does not say which.
    """
    value = number(cell)
    if value is None:
        text = str(cell).strip()
        raise UserError(f"{where()}: {text[:40]!r} is not a number; {remedy(text)}")
    if math.isnan(value):
        return value
    if not 0 <= value < LARGEST:
        raise UserError(f"{where()}: {value:,.0f} is not a possible number of persons; correct the cell")
    return value


def number(cell: Any) -> float | None:
    """A cell's number, NaN for a mark of no data, None for anything else."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return float(cell)
    text = str(cell).strip()
    if text in NO_DATA:
        return math.nan
    plain = text.translate(SPACES)
    return float(plain.replace("−", "-")) if re.fullmatch(r"[-−]?\d+(\.\d+)?", plain) else None


def also(cells: int) -> str:
    """How many cells more than the one that is named have the same fault."""
    return f" (and {cells - 1:,} more such cell{'s' * (cells > 2)})" if cells > 1 else ""


def remedy(text: str) -> str:
    """What to do about a cell that holds this text where a number belongs."""
    if text.startswith("#"):
        return "repair the formula, or open and save the file in a spreadsheet program"
    if re.fullmatch(r"[\d\s.,]+", text):
        return "store it as a number, or with a point for decimals and nothing between thousands"
    return "correct it, or leave it empty or '..' where there is no figure"
