"""Rules that a stored notebook keeps, checked without running it.

They come before nbval because nbval cannot see what they see: it passes a notebook that was never
executed, and looks at no text. Each problem is one line, `notebook: cell n (id): what; remedy`,
where n counts code cells as `In [n]` does. A notebook that states its name (`helpers.claims.collect`)
is one of the bundle, and keeps the rules of the walk as well.
"""

from __future__ import annotations

import ast
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
from walkthrough.checks.exercises import exercise_problems
from walkthrough.checks.form import cell_form, notebook_form
from walkthrough.checks.shown import output_form, text_form
from walkthrough.checks.skeleton import argument, skeleton
from walkthrough.checks.stated import text_problems, typed_in_code
from walkthrough.classroom.editions import of_exercise
from walkthrough.notebook.io import read

UNREADABLE = "not a readable notebook"


def guard(path: Path, ledger: Sequence[Claim]) -> list[str]:
    """The problems of one stored notebook, in the order of its cells; empty if there is none."""
    content = read_bytes(path, LARGEST)
    try:
        raw = json.loads(content)
        ids = Counter(cell.get("id") for cell in raw["cells"])  # reading repairs ids: count before
        with warnings.catch_warnings(action="ignore"):
            notebook = read(path)
            nbformat.validate(raw)
    except UserError as error:
        return [f"{path.stem}: {error}"]
    except Exception as error:  # of parsers that meet what is no notebook: of any kind
        return [f"{path.stem}: {UNREADABLE} ({_line(error)}); restore the file"]
    problems = [
        f"{count} cells with id {name!r}; give each cell an id of its own"
        for name, count in ids.items()
        if name is None or count > 1
    ]
    problems += notebook_form(notebook, walk=path.stem[0].isdigit())
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    for number, cell in enumerate(code, start=1):
        found = [*cell_form(cell)]
        found += [problem for output in cell.outputs for problem in output_form(cell, output)]
        problems += [f"cell {number} ({cell.get('id', 'no id')}): {said}" for said in found]
    for cell in notebook.cells:
        if cell.cell_type != "code":
            problems += [f"{cell.get('id', 'no id')}: {said}" for said in text_form(cell)]
    if name := stated_name(notebook):
        problems += _of_the_bundle(notebook, name, ledger)
    elif str(ids and next(iter(ids))).startswith(path.stem.split("-")[0] + "-"):
        problems.append(
            "states no name, so a copy of it would pass for it; set walkthrough.name"
            f" in its metadata to {path.stem!r}"
        )
    return [f"{path.stem}: {problem}" for problem in problems]


def _of_the_bundle(notebook: Any, name: str, ledger: Sequence[Claim]) -> Iterator[str]:
    yield from skeleton(notebook, name)
    yield from argument(notebook, ledger)
    yield from card_problems(notebook, name, ledger)
    yield from exercise_problems(notebook)
    code = [c for c in notebook.cells if c.cell_type == "code" and not of_exercise(c)]
    for cell, said in typed_values(code, ledger):
        yield f"{cell.id}: {said}"
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield from (f"{cell.id}: {s}" for s in text_problems(cell.source, ledger, name))
    for cell in code:
        yield from (f"{cell.id}: {said}" for said in typed_in_code(_strings(cell.source)))


def _strings(source: str) -> list[str]:
    try:
        nodes = ast.walk(ast.parse(source))
    except SyntaxError:
        return []
    return [n.value for n in nodes if isinstance(n, ast.Constant) and isinstance(n.value, str)]


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
