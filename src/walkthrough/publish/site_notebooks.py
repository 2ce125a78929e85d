"""Executed notebooks made ready for the site's builder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat

from helpers.claims.collect import records
from helpers.claims.judgement import MIME, judgements
from helpers.errors import UserError
from walkthrough.notebook.io import read
from walkthrough.notebook.tags import without_answers
from walkthrough.notebook.text import heading

FOLD = "hide-input"


def stage(notebook: Path, target: Path) -> str:
    """Write a notebook for the site into `target`, and return its title.

    Raises UserError if a figure has no alternative text, or a code cell was not executed: the
    site shows what is stored, so it would show a page without results.
    """
    staged = prepared(read(notebook), notebook.name)
    nbformat.write(staged, target / notebook.name)
    return (heading(staged.cells[0]) if staged.cells else "") or notebook.stem


def claims(notebook: Path) -> list[str]:
    """The claims that a notebook shows a verdict on."""
    return [judged.claim for judged in judgements(records(read(notebook), MIME), notebook)]


def prepared(notebook: Any, name: str) -> Any:
    """A copy with code folded, except for the parameters, and alternative texts where Sphinx reads them.

    Tasks stay and their answers go, since students read the site. Sphinx reads alternative text
    from the metadata of a cell, not of an output, so a cell may have one.
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


def alternatives(cell: Any, name: str) -> list[str]:
    """The alternative texts of a code cell's figures: none, or one."""
    figures = [o for o in cell.outputs if "image/png" in o.get("data", {})]
    texts = [str(o.metadata.get("image/png", {}).get("alt", "")) for o in figures]
    if len(texts) > 1 or not all(texts):
        raise UserError(f"{name}, cell {cell.id}: needs one figure with alternative text")
    return texts
