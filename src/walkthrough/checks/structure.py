"""The structure of a notebook: how many cells, how long, in which order, and the parts of the walk."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from statistics import median
from typing import Any

from helpers.claims.ledger import Claim
from helpers.errors import UserError
from walkthrough.notebook.io import WIDGET
from walkthrough.notebook.judged import calls, claim
from walkthrough.notebook.slideshow import parts, slide_type
from walkthrough.notebook.tags import of_exercise

LONGEST, MEDIAN, FEWEST, MOST = 12, 3, 10, 25
"""Lines of a code cell, median of these, code cells of a notebook: the fewest of the walk, and
exercises apart."""
MOST_EXERCISES = 12
"""Code cells that hold answers to exercises, or check them."""
SECTIONS = ("Parameters", "When does this flip?", "Exercises", "Summary", "References")
"""Headings that stand in this order; the second only where a claim is judged."""
BOX = ("You will", "Time", "You need", "Skill to take home")
"""Rows of the box under the title."""
SAYS, NEEDS = "**What the article says.**", "**What we would need to see.**"
TAGS = {"parameters", "hide-input", "screen-only", "solution", "self-check"}
_ID = re.compile(r"(?P<number>\d\d[a-z]?)|e(?P<exercise>\d+)(?P<part>-answer|-check|)")
# nbval obeys these tags and comments by comparing less, or nothing.
_ESCAPES = {
    *("nbval-skip", "nbval-ignore-output", "nbval-raises-exception", "nbval-check-output"),
    *("raises-exception", "skip-execution", "pytest-validate-ignore-output"),
}
_NO_CODE = ("import ", "from ", "### BEGIN ", "### END ")


def notebook_problems(notebook: Any, walk: bool) -> Iterator[str]:
    """Problems of any notebook as a whole; `walk` if it has a number."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    code = [cell for cell in cells if not of_exercise(cell)]
    text = sum(c.cell_type == "markdown" and not of_exercise(c) for c in notebook.cells)
    if (exercises := len(cells) - len(code)) > MOST_EXERCISES:
        yield f"{exercises} code cells of exercises; have at most {MOST_EXERCISES}"
    fewest = FEWEST if walk else 1
    if not fewest <= len(code) <= MOST:
        yield f"{len(code)} code cells; {fewest} to {MOST} are allowed"
    if text < len(code):
        yield f"{text} text cells for {len(code)} code cells; explain: have at least as many"
    middle = median([_lines(cell) for cell in code] or [0])
    if middle > MEDIAN:
        yield f"code cells have a median of {middle:g} lines; split them to reach {MEDIAN}"
    yield from _execution_order(cells)
    yield from _slides(notebook)
    tagged = sum("parameters" in cell.metadata.get("tags", []) for cell in code)
    if tagged != 1:
        yield f"{tagged} cells tagged 'parameters'; tag exactly one"
    kernel = notebook.metadata.get("kernelspec", {}).get("name")
    if kernel != "python3":
        yield f"kernelspec is {kernel!r}; set it to 'python3'"
    language = notebook.metadata.get("language_info", {}).get("name", "python")
    if language != "python":
        yield f"language_info is {language!r}; set its name to 'python'"
    if "widgets" in notebook.metadata or any(WIDGET in o.get("data", {}) for c in code for o in c.outputs):
        yield "holds a live widget, which is gone with its kernel; run `walkthrough refresh`"


def _execution_order(cells: Sequence[Any]) -> Iterator[str]:
    """One line on the first of the code cells that were not executed, or not in this order."""
    numbered = enumerate(cells, start=1)
    wrong = [(n, cell) for n, cell in numbered if cell.source.strip() and cell.execution_count != n]
    if wrong:
        number, cell = wrong[0]
        count = cell.execution_count
        how = "was not executed" if count is None else f"was executed as number {count}"
        more = f", and {len(wrong) - 1} more are out of order" if len(wrong) > 1 else ""
        yield f"cell {number} ({cell.get('id', 'no id')}): {how}{more}; run `walkthrough refresh`"


def _slides(notebook: Any) -> Iterator[str]:
    """Cells without a slide type in a notebook that has some, and roles that fit no paragraph."""
    is_deck = any(slide_type(cell) for cell in notebook.cells)
    for cell in notebook.cells if is_deck else ():
        if not slide_type(cell):
            yield f"{cell.get('id', 'no id')}: has no slide type, and others have; set one"
        elif cell.cell_type == "markdown":
            try:
                parts(cell, "slides")
            except UserError as error:
                yield str(error)


def cell_problems(cell: Any) -> Iterator[str]:
    """Problems of a code cell by itself, without its outputs."""
    if not cell.source.strip():
        yield "empty; delete it"
    if (count := _lines(cell)) > LONGEST:
        yield f"{count} lines; split it or move plumbing to helpers: at most {LONGEST}"
    lines = [line.strip() for line in cell.source.splitlines() if line.strip()]
    code = [line for line in lines if line[0] != "#"]
    if code and re.search(r";\s*(#.*)?$", code[-1]):
        yield "ends with ';', which hides a result here and not in nbval; delete it"
    comments = {line.lstrip("#").strip().lower().replace("_", "-") for line in lines if line[0] == "#"}
    for escape in sorted(_ESCAPES & (comments | set(cell.metadata.get("tags", [])))):
        yield f"{escape!r} takes the cell out of nbval's comparison; delete it"


def _lines(cell: Any) -> int:
    """Lines of code: not blank, no import (a list, however long), no mark of a solution."""
    lines = [line.strip() for line in cell.source.splitlines()]
    return sum(bool(line) and not line.startswith(_NO_CODE) for line in lines)


def walk_problems(notebook: Any, name: str) -> Iterator[str]:
    """Parts that a notebook called `name` lacks, or has out of order."""
    cells = notebook.cells
    texts = [cell.source for cell in cells if cell.cell_type == "markdown"]
    code = [cell for cell in cells if cell.cell_type == "code"]
    walk = name[0].isdigit()
    yield from _title(cells[0].source if cells and cells[0].cell_type == "markdown" else "", name)
    yield from _ids(cells, name)
    headings = [line.lstrip("# ") for t in texts for line in t.splitlines() if line.startswith("## ")]
    judges = any(True for _ in calls(notebook))
    wanted = [s for s in SECTIONS if judges or s != "When does this flip?"]
    sections = [heading for heading in headings if heading in SECTIONS]
    if sections != wanted and walk:
        yield f"sections {', '.join(sections)}; have {', '.join(wanted)}, in this order, once each"
    if "Parameters" not in headings and not walk:
        yield "no section Parameters; have one"
    if walk and not any("**Next:**" in text for text in texts):
        yield "no **Next:** in the summary; say where to go on"
    if not code or cells[-1] is not code[-1] or ".versions()" not in code[-1].source:
        yield "the last cell does not show the versions; end with `study.versions()`"
    imports = re.compile(r"^(?:import|from) ", re.MULTILINE)
    importing = sum(not of_exercise(cell) and bool(imports.search(cell.source)) for cell in code)
    if importing != 1:
        yield f"{importing} cells that import; import once, in one cell"
    for tag in sorted({t for c in cells for t in c.metadata.get("tags", [])} - TAGS):
        yield f"unknown tag {tag!r}; have {', '.join(sorted(TAGS))}"


def argument_problems(notebook: Any, ledger: Sequence[Claim]) -> Iterator[str]:
    """Cards without the sentence of the article before them, and sentences without a card.

    A finding of this bundle needs no sentence.
    """
    added = {c.id for c in ledger if c.said_by == "bundle"}
    judging = {id(cell): claim(call) for cell, call in calls(notebook)}
    waiting: str | None = None  # the cell whose sentence has no card so far
    needed: str | None = None  # the cell that says what is needed, and not for what
    begun = False
    for cell in [*notebook.cells, None]:
        text = cell.source if cell is not None and cell.cell_type == "markdown" else ""
        if waiting and (cell is None or SAYS in text):
            yield f"{waiting}: what the article says is not judged below it; put the text above its card"
            waiting = None
        if SAYS in text:
            waiting, begun = cell.id, True
            if NEEDS not in text.partition(SAYS)[2]:
                yield f"{cell.id}: what we would need to see is missing; say it after what the article says"
        elif NEEDS in text:
            needed = cell.id
        elif id(cell) in judging:
            waiting = None
            if not begun or (needed and judging[id(cell)] not in added):
                yield (
                    f"{cell.id}: a card without what the article says; put the text above it,"
                    " before what we would need to see"
                )
            needed = None


def _title(source: str, name: str) -> Iterator[str]:
    lines = source.splitlines()
    title = lines[0] if lines else ""
    number = f"# {name[:2]} · " if name[0].isdigit() else "# "
    words = [word for word in name.split("-") if len(word) > 3]
    plain = re.sub(r"[^a-z0-9 ]", "", title.lower())
    if not title.startswith(number) or not any(word in plain for word in words):
        yield f"the title {title!r} does not fit the file; begin with `{number}` and its words"
    if not any(re.fullmatch(r"\*\*.+\?\*\*", line) for line in lines):
        yield "no question under the title; have one, in bold"
    missing = [row for row in BOX if not any(line.startswith(f"| **{row}** |") for line in lines)]
    if missing:
        yield f"the box under the title lacks {', '.join(missing)}; have these rows"


def _ids(cells: Sequence[Any], name: str) -> Iterator[str]:
    """Ids that are out of order, so that cells which changed places are noticed."""
    prefix = f"{name[:2] if name[0].isdigit() else name}-"
    last: dict[bool, tuple[Any, ...]] = {}
    for cell in cells:
        id_ = str(cell.get("id"))
        match = _ID.fullmatch(id_.removeprefix(prefix)) if id_.startswith(prefix) else None
        if not match:
            yield (
                f"cell id {cell.get('id')!r}; number it between its neighbours, such as"
                f" {prefix}20 or, after that, {prefix}20a"
            )
            continue
        exercise = match["exercise"]
        parts = ["", "-answer", "-check"]
        place = (int(exercise), parts.index(match["part"])) if exercise else (match["number"],)
        if place <= last.get(bool(exercise), ()):
            yield f"cell {cell.id} stands after one with a higher number; restore the order"
        last[bool(exercise)] = max(place, last.get(bool(exercise), ()))
