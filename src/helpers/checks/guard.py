"""Rules that a stored notebook keeps, checked without running it.

They come before nbval because nbval cannot see what they see: it passes a notebook that was never
executed, and compares neither images nor execution counts. Each problem is one line,
`notebook: cell n (id): what; remedy`, where n counts code cells as `In [n]` does.
"""

from __future__ import annotations

import base64
import io
import json
import re
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

import nbformat
from PIL import Image

from helpers.classroom.editions import of_exercise
from helpers.errors import UserError
from helpers.files import LARGEST, read_bytes
from helpers.normalise import WIDGET, read

LONGEST, MEDIAN, FEWEST, MOST = 12, 3, 10, 25
"""Lines of a code cell, median of these, code cells of a notebook: the fewest of the walk, and
exercises apart."""
MOST_EXERCISES = 12
"""Code cells that hold answers to exercises, or check them."""

_IMAGES = ("image/png", "image/jpeg", "image/svg+xml")
# nbval obeys these tags and comments by comparing less, or nothing.
_ESCAPES = {
    *("nbval-skip", "nbval-ignore-output", "nbval-raises-exception", "nbval-check-output"),
    *("raises-exception", "skip-execution", "pytest-validate-ignore-output"),
}
_NO_CODE = ("import ", "from ", "### BEGIN ", "### END ")
_BARE = re.compile(r"<img\b(?![^>]*\balt\s*=)", re.IGNORECASE)
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{7,}\b")
_PATH = re.compile(r"(?<![\w/:.<~>])/(?:[\w.+-]+/)+[\w.+-]*|\b[A-Za-z]:\\[\w.]+|\bfile:///?\w")


def guard(path: Path) -> list[str]:
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
        return [f"{path.stem}: not a readable notebook ({_line(error)}); restore the file"]
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    problems = [
        f"{path.stem}: {count} cells with id {name!r}; give each cell an id of its own"
        for name, count in ids.items()
        if name is None or count > 1
    ]
    walk = path.stem[0].isdigit()
    problems += [f"{path.stem}: {problem}" for problem in _whole(notebook, code, walk)]
    for number, cell in enumerate(code, start=1):
        where = f"{path.stem}: cell {number} ({cell.get('id', 'no id')})"
        problems += [f"{where}: {problem}" for problem in _cell(cell, number)]
    return problems


def _whole(notebook: Any, code: list[Any], walk: bool) -> Iterator[str]:
    text = sum(c.cell_type == "markdown" and not of_exercise(c) for c in notebook.cells)
    answers = sum(of_exercise(cell) for cell in code)
    code = [cell for cell in code if not of_exercise(cell)]
    if answers > MOST_EXERCISES:
        yield f"{answers} code cells of exercises; have at most {MOST_EXERCISES}"
    fewest = FEWEST if walk else 1
    if not fewest <= len(code) <= MOST:
        yield f"{len(code)} code cells; have {fewest} to {MOST}"
    if text < len(code):
        yield f"{text} text cells for {len(code)} code cells; explain: have at least as many"
    middle = median([_lines(cell) for cell in code] or [0])
    if middle > MEDIAN:
        yield f"code cells have a median of {middle:g} lines; split them to reach {MEDIAN}"
    tagged = sum("parameters" in cell.metadata.get("tags", []) for cell in code)
    if tagged != 1:
        yield f"{tagged} cells tagged 'parameters'; have exactly one"
    kernel = notebook.metadata.get("kernelspec", {}).get("name")
    if kernel != "python3":
        yield f"kernelspec is {kernel!r}; set it to 'python3'"
    if "widgets" in notebook.metadata or any(
        WIDGET in output.get("data", {}) for cell in code for output in cell.outputs
    ):
        yield "holds a live widget, which is gone with its kernel; run `walkthrough refresh`"


def _cell(cell: Any, number: int) -> Iterator[str]:
    if not cell.source.strip():
        yield "empty; delete it"
    elif cell.execution_count is None:
        yield "was not executed; run `walkthrough refresh`"
    elif cell.execution_count != number:
        yield f"was executed as number {cell.execution_count}; run `walkthrough refresh`"
    if (lines := _lines(cell)) > LONGEST:
        yield f"{lines} lines; split it or move plumbing to helpers: at most {LONGEST}"
    if _last_line(cell.source).endswith(";"):
        yield "ends with ';', which hides a result here and not in nbval; delete it"
    for mark in sorted(_escapes(cell)):
        yield f"{mark!r} takes the cell out of nbval's comparison; delete it"
    for output in cell.outputs:
        yield from _output(output)
        if output.get("execution_count", cell.execution_count) != cell.execution_count:
            yield "its result bears another number than the cell; run `walkthrough refresh`"


def _output(output: Any) -> Iterator[str]:
    if output.output_type == "error":
        yield f"stored error {output.ename}; repair the cell and run `walkthrough refresh`"
        return
    for mime in _IMAGES:
        alt = output.get("metadata", {}).get(mime, {}).get("alt", "")
        if mime in output.get("data", {}) and not str(alt).strip():
            yield f"{mime} without alt text; show the figure with helpers.figures.style.show"
    if "image/png" in output.get("data", {}) and not _intact(output.data["image/png"]):
        yield "image/png is damaged; run `walkthrough refresh`"
    if _BARE.search(str(output.get("data", {}).get("text/html", ""))):
        yield "<img> without alt text in HTML; give it an alt attribute"
    for text in _texts(output):
        if found := _ADDRESS.search(text):
            yield f"memory address {found[0]} in the output; show something that stays the same"
        if found := _PATH.search(text):
            yield f"absolute path {found[0]} in the output; show a file name only"


def _intact(png: str) -> bool:
    """Whether the checksums inside a PNG are right: nbval does not look at images at all."""
    try:
        with Image.open(io.BytesIO(base64.b64decode(png, validate=False))) as image:
            image.verify()
    except (OSError, ValueError, SyntaxError):  # Pillow calls a broken PNG a SyntaxError
        return False
    return True


def _texts(output: Any) -> Iterator[str]:
    """Every string that an output shows, images aside."""
    if output.output_type == "stream":
        yield output.text
    for mime, content in output.get("data", {}).items():
        if mime not in _IMAGES:
            yield from _strings(content)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _escapes(cell: Any) -> set[str]:
    comments = {
        line.strip().lstrip("#").strip().lower().replace("_", "-")
        for line in cell.source.splitlines()
        if line.strip().startswith("#")
    }
    return _ESCAPES & (comments | set(cell.metadata.get("tags", [])))


def _lines(cell: Any) -> int:
    """Lines of code: not blank, no import (a list, however long), no mark of a solution."""
    lines = [line.strip() for line in cell.source.splitlines()]
    return sum(bool(line) and not line.startswith(_NO_CODE) for line in lines)


def _last_line(source: str) -> str:
    """The last line of code, without a comment after it."""
    code = [line for line in source.splitlines() if line.strip() and line.strip()[0] != "#"]
    return re.sub(r";\s*#.*$", ";", code[-1]).rstrip() if code else ""


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
