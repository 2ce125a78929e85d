"""Text that came from elsewhere (a table, a file name, an option), as it may be shown.

HTML is escaped by the standard library's `html.escape`; here is what terminals, spreadsheets and
Markdown need.
"""

from __future__ import annotations

import re
from typing import Any

LONGEST = 5000
"""Characters of a text of data: the longest that is bundled has some hundreds."""
MOST = 1500
"""Characters of one line on a terminal."""

_FORMULA = "=+-@\t\r"
_CODE = re.compile(r"[<`\\]|\]\(|\$.*\$")
_MARKS = "\\|*_<[`"


def line(text: str) -> str:
    """One line for a terminal: nothing moves the cursor, turns the direction or fills the screen.

    Blanks of any sort become one; what does not print is shown by its number, as `\\u202e`.
    """
    shown = " ".join(text[: MOST * 2].split())
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown)
    return shown if len(shown) <= MOST else f"{shown[:MOST]} ..."


def unfit(text: str) -> str | None:
    """Why a text of data may not be shown wherever notebooks show texts; None if it may.

    HTML, Markdown's code and links, the mathematics of Jupyter and matplotlib, a formula of a
    spreadsheet, and what a reader cannot see: control characters, marks that turn the direction.
    """
    if len(text) > LONGEST:
        return f"has {len(text):,} characters, more than {LONGEST:,}"
    if text.startswith(tuple(_FORMULA)):
        return "begins as a formula of a spreadsheet does"
    if found := _CODE.search(text):
        return f"holds {found[0][:20]!r}, which could be read as code"
    if not text.replace("\xa0", " ").isprintable():
        return "holds a character that does not show"
    return None


def cell(value: Any) -> Any:
    """A cell of a csv file: a text that a spreadsheet would take for a formula gets a ``'``."""
    return f"'{value}" if isinstance(value, str) and value.startswith(tuple(_FORMULA)) else value


def markdown(text: str) -> str:
    """Text that is data, not Markdown: what would be read as a mark is escaped, a new line gone."""
    text = " ".join(text.split("\n"))
    for mark in _MARKS:
        text = text.replace(mark, f"\\{mark}")
    return text
