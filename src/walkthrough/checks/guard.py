"""Rules that a stored notebook keeps, checked without running it.

They come before nbval, which passes a notebook that was never executed, and looks at no text. Each
problem is one line, `notebook: cell n (id): what; remedy`, where n counts code cells as `In [n]`
does. A notebook that states its name (`helpers.claims.collect`) belongs to the bundle, and keeps the
rules of the walk as well.
"""

from __future__ import annotations

import json
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import nbformat

from helpers.claims.collect import stated_name
from helpers.claims.ledger import Claim
from helpers.data.files import LARGEST, read_bytes
from helpers.errors import UserError
from walkthrough.checks.cards import card_problems, typed_values
from walkthrough.checks.cited_numbers import text_problems, typed_in_code
from walkthrough.checks.exercises import exercise_problems
from walkthrough.checks.outputs import markdown_problems, output_problems
from walkthrough.checks.structure import (
    argument_problems,
    cell_problems,
    notebook_problems,
    walk_problems,
)
from walkthrough.notebook.io import read
from walkthrough.notebook.tags import of_exercise

UNREADABLE = "not a readable notebook"


def guard(path: Path, ledger: Sequence[Claim]) -> list[str]:
    """The problems of one stored notebook, in the order of its cells."""
    content = read_bytes(path, LARGEST)
    try:
        raw = json.loads(content)
        ids = Counter(cell.get("id") for cell in raw["cells"])  # reading repairs ids: count before
        with warnings.catch_warnings(action="ignore"):
            notebook = read(path)
            nbformat.validate(raw)
    except UserError as error:
        return [f"{path.stem}: {error}"]
    except Exception as error:  # parsers fail in many ways at what is not a notebook
        return [f"{path.stem}: {UNREADABLE} ({' '.join(str(error).split())[:120]}); restore the file"]
    problems = [
        f"{count} cells with id {name!r}; give each cell an id of its own"
        for name, count in ids.items()
        if name is None or count > 1
    ]
    problems += notebook_problems(notebook, walk=path.stem[0].isdigit())
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, start=1):
        where = f"cell {number} ({cell.get('id', 'no id')})"
        problems += [f"{where}: {problem}" for problem in cell_problems(cell)]
        for output in cell.outputs:
            problems += [f"{where}: {problem}" for problem in output_problems(cell, output)]
    for cell in notebook.cells:
        if cell.cell_type != "code":
            problems += [f"{cell.get('id', 'no id')}: {problem}" for problem in markdown_problems(cell)]
    if name := stated_name(notebook):
        problems += _bundled_problems(notebook, name, ledger)
    elif str(ids and next(iter(ids))).startswith(path.stem.split("-")[0] + "-"):
        problems.append(
            "states no name, so a copy of it would pass for it; set walkthrough.name"
            f" in its metadata to {path.stem!r}"
        )
    return [f"{path.stem}: {problem}" for problem in problems]


def _bundled_problems(notebook: Any, name: str, ledger: Sequence[Claim]) -> Iterator[str]:
    yield from walk_problems(notebook, name)
    yield from argument_problems(notebook, ledger)
    yield from card_problems(notebook, name, ledger)
    yield from exercise_problems(notebook)
    code = [c for c in notebook.cells if c.cell_type == "code" and not of_exercise(c)]
    yield from typed_values(code, ledger)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield from (f"{cell.id}: {p}" for p in text_problems(cell.source, ledger, name))
    for cell in code:
        yield from (f"{cell.id}: {problem}" for problem in typed_in_code(cell.source))
