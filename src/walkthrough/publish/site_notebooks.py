"""Executed notebooks made ready for the site's builder."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat

from helpers.claims.cards import MIME
from helpers.claims.outputs import records
from helpers.claims.records import checked
from helpers.errors import UserError
from walkthrough.notebook.io import read
from walkthrough.notebook.tags import without_answers

FOLD = "hide-input"
ASIDE = ("Parameters", "Load")
"""Headings of cells about code; what follows them is not."""
HEADING = re.compile(r"^(#+) (.*)$", re.MULTILINE)


def stage(notebook: Path, target: Path) -> str:
    """Write a notebook for the site into `target`, and return its title.

    Raises UserError if a figure has no alternative text, or a code cell was not executed: the
    site shows what is stored, so it would show a page without results.
    """
    staged = prepared(read(notebook), notebook.name)
    nbformat.write(staged, target / notebook.name)
    lines = staged.cells[0].source.splitlines() if staged.cells else []
    return str(lines[0].lstrip("# ")) if lines else notebook.stem


def claims(notebook: Path) -> list[str]:
    """The claims that a notebook shows a verdict on."""
    shown = checked(records(read(notebook), MIME), notebook)
    return [record["claim"] for record in shown]


def prepared(notebook: Any, name: str) -> Any:
    """A copy with code folded, but for the parameters, and alternative texts where they are read.

    Tasks stay and their answers go, since students read the site. The builder reads alternative
    text from a cell, not from an output, so a cell may have one.
    """
    result = without_answers(notebook)
    for cell in result.cells:
        if cell.cell_type != "code":
            continue
        if cell.source.strip() and cell.execution_count is None:
            raise UserError(f"{name}, cell {cell.id}: was not executed; run the notebooks first")
        tags = cell.metadata.setdefault("tags", [])
        if "parameters" not in tags and FOLD not in tags:
            tags.append(FOLD)
        if texts := alternatives(cell, name):
            cell.metadata["mystnb"] = {"image": {"alt": texts[0]}}
    return result


def heading(cell: Any) -> str:
    """The heading that a Markdown cell begins with; empty if it has none."""
    found = HEADING.match(cell.source) if cell.cell_type == "markdown" else None
    return found[2] if found else ""


def alternatives(cell: Any, name: str) -> list[str]:
    """The alternative texts of a cell's figures: none, or one."""
    figures = [o for o in cell.outputs if "image/png" in o.get("data", {})]
    texts = [str(o.metadata.get("image/png", {}).get("alt", "")) for o in figures]
    if len(texts) > 1 or not all(texts):
        raise UserError(f"{name}, cell {cell.id}: needs one figure with alternative text")
    return texts
