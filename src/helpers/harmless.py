"""Text that came from elsewhere (a table, a file name, an option), as it may be shown.

HTML is escaped by the standard library's `html.escape`; here is what terminals, spreadsheets and
Markdown need.
"""

from __future__ import annotations

from typing import Any

MOST = 1500
"""Characters of one line on a terminal."""

_FORMULA = "=+-@\t\r"
_MARKS = "\\|*_<[`"


def line(text: str) -> str:
    """One line for a terminal: nothing moves the cursor, turns the direction or fills the screen.

    Blanks of any sort become one; what does not print is shown by its number, as `\\u202e`.
    """
    shown = " ".join(text[: MOST * 2].split())
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in shown)
    return shown if len(shown) <= MOST else f"{shown[:MOST]} ..."


def cell(value: Any) -> Any:
    """A cell of a csv file: a text that a spreadsheet would take for a formula gets a ``'``."""
    return f"'{value}" if isinstance(value, str) and value.startswith(tuple(_FORMULA)) else value


def markdown(text: str) -> str:
    """Text that is data, not Markdown: what would be read as a mark is escaped, a new line gone."""
    text = " ".join(text.split("\n"))
    for mark in _MARKS:
        text = text.replace(mark, f"\\{mark}")
    return text
