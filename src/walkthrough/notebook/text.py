"""The Markdown cells of a notebook: their headings and paragraphs."""

from __future__ import annotations

import re
from typing import Any

_HEADING = re.compile(r"#+ (.*)")


def heading(cell: Any) -> str:
    """The heading that a Markdown cell begins with, without its marks; empty if there is none."""
    found = _HEADING.match(cell.source) if cell.cell_type == "markdown" else None
    return found[1].strip() if found else ""


def paragraphs(cell: Any) -> list[str]:
    """The paragraphs, lists and tables of a Markdown cell; headings left out."""
    blocks = re.split(r"\n\s*\n", cell.source.strip())
    return [block for block in blocks if block and not _HEADING.match(block)]
