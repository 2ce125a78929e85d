"""The Global Compact for Migration as a plain text: whether it is one, and its paragraphs."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from helpers.data.plain_text import read_plain_text
from helpers.errors import UserError

OBJECTIVES = 23
_FIRST, _LAST = 17, 39
"""The paragraphs of the first and the last objective."""
_TITLE = re.compile(r"global\s+compact\s+for\s+safe,?\s+orderly\s+and\s+regular\s+migration", re.IGNORECASE)
_HEADING = re.compile(
    r"^[^\S\n]*O(?:bjective|BJECTIVE)[^\S\n]+(\d+)[^\S\n]*[:.]?[^\S\n]*(?=[A-Z\n])", re.MULTILINE
)


class Paragraph(NamedTuple):
    """A numbered paragraph with its heading; ``title`` is that of its objective, or ""."""

    number: int
    section: str
    title: str
    text: str


def read_compact(path: Path) -> str:
    """The text of the Global Compact for Migration.

    Raises as `read_plain_text`, and UserError for a text without the Compact's title or without
    a heading for each of its objectives.
    """
    text = read_plain_text(path)
    if not _TITLE.search(text):
        raise UserError(f"{path}: not the Global Compact for Migration, whose title is not in it")
    found = len(_headings(text))
    if found < OBJECTIVES:
        raise UserError(f"{path}: not the whole Compact; 'Objective {found + 1}: ...' heads no part of it")
    return text


def paragraphs(text: str) -> list[Paragraph]:
    """The paragraphs of the Compact's text, which make up all of it.

    Paragraph 16 + N begins at the heading of objective N, the others at their number in the order
    of the text, so that no number of a list is taken for one. The first has what stands before it.
    """
    headings = _headings(text)
    starts = _numbered(text, 1, _FIRST - 1, 0, headings[0].start())
    starts |= {_FIRST - 1 + int(h[1]): h.start() for h in headings}
    starts |= _numbered(text, _LAST + 1, 54, headings[-1].end(), len(text))
    titles = {_FIRST - 1 + int(h[1]): text[h.end() :] for h in headings}
    ends = [*list(starts.values())[1:], len(text)]
    return [
        Paragraph(n, _section(n), _title(titles.get(n, ""), n), text[0 if n == 1 else start : end])
        for (n, start), end in zip(starts.items(), ends, strict=True)
    ]


def _headings(text: str) -> list[re.Match[str]]:
    """The heading of each objective, up to its title; in order, as many as there are.

    A list of the objectives may stand before them: the last heading of the first one begins.
    """
    every = list(_HEADING.finditer(text))
    start = max((n for n, match in enumerate(every) if match[1] == "1"), default=len(every))
    headings: list[re.Match[str]] = []
    for match in every[start:]:
        if int(match[1]) == len(headings) + 1:
            headings.append(match)
    return headings


def _numbered(text: str, first: int, last: int, start: int, end: int) -> dict[int, int]:
    """Where the paragraphs first to last begin, each after the one before, between two places."""
    places = {first: start}
    for n in range(first, last + 1):
        found = re.compile(rf"^\s*{n}\.\s", re.MULTILINE).search(text, start, end)
        if found:
            places[n], start = found.start(), found.end()
    return places


def _title(text: str, paragraph: int) -> str:
    """The title at the start of a text: up to a blank line or the number of its paragraph."""
    end = re.search(rf"\n\s*(?:\n|{paragraph}\.\s)", text)
    return " ".join(text[: end.start() if end else 0].split())


def _section(paragraph: int) -> str:
    """The part of the Compact, as the table ``gcm-terms`` names it."""
    if _FIRST <= paragraph <= _LAST:
        return f"Objective {paragraph - _FIRST + 1}"
    named = {15: "Guiding principle", 16: "List of 23 objectives"}
    return named.get(paragraph, "Implementation" if 40 <= paragraph <= 48 else "Other paragraphs")
