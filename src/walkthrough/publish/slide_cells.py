"""A notebook as slides and notes, cut as the metadata of its cells say (`notebook.slideshow`).

Of a code cell slides show the verdicts and figures, one to a slide, or, if there are none, the tables
and texts; other texts are for the notes. A slide without a heading of its own repeats the last one.
"""

from __future__ import annotations

from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.claims.judgement import MIME, judgements
from helpers.errors import UserError
from walkthrough.notebook.slideshow import BEGINS, parts, slide_type
from walkthrough.notebook.text import heading, paragraphs
from walkthrough.publish.site_notebooks import alternatives


def deck(notebook: Any, name: str) -> Any:
    """A notebook of slides and notes for nbconvert's `SlidesExporter`.

    Raises UserError if it does not begin with a slide of a title and a question, if the metadata
    of a cell do not fit its paragraphs, or if a figure has no alternative text.
    """
    cells, title = list[Any](), ""
    for cell in notebook.cells:
        title, kind = heading(cell) or title, slide_type(cell) or "-"
        if kind in BEGINS:
            cells.append(_markdown(f"{'##' if cells else '#'} {title}", kind))
        if kind != "skip":
            here = "-" if kind in BEGINS else kind
            cells += (
                _from_code(cell, here, name, title)
                if cell.cell_type == "code"
                else _from_text(cell, here, name)
            )
    begins = notebook.cells[0] if notebook.cells else new_markdown_cell()
    if slide_type(begins) not in BEGINS or not heading(begins) or not paragraphs(begins):
        raise UserError(
            f"{name}: does not begin with a title and a question (# Title, an empty line, a"
            " sentence) whose slide type is Slide, and a deck does; write both, and set the type"
        )
    metadata = {"title": heading(begins), "question": paragraphs(begins)[0].strip("*")}
    return new_notebook(cells=cells, metadata=metadata)


def _from_text(cell: Any, kind: str, name: str) -> list[Any]:
    return [_markdown(text, "notes" if role == "notes" else kind, role) for role, text in parts(cell, name)]


def _from_code(code: Any, kind: str, name: str, title: str) -> list[Any]:
    outputs = [output for output in code.get("outputs", []) if "data" in output]
    texts = [o for o in outputs if "text/html" in o.data or "text/markdown" in o.data]
    ideas = [o for o in outputs if MIME in o.data or "image/png" in o.data]
    shown = [] if kind == "notes" else ideas or texts
    judgements([o.data[MIME] for o in shown if MIME in o.data], name)
    notes = [f"*In words:* {text}" for text in alternatives(code, name)]
    notes += [o.data["text/markdown"] for o in texts if "text/markdown" in o.data and o not in shown]
    # a slide holds one verdict or figure, each of the tables and texts beside each other
    on_slides = [[output] for output in shown] if ideas else [shown] * bool(shown)
    cells = []
    for n, held in enumerate(on_slides):
        cells += [_markdown(f"## {title}", "subslide")] if n else []
        cells.append(new_code_cell(outputs=held, metadata={"slideshow": {"slide_type": kind}}))
    return cells + [_markdown(note, "notes") for note in notes]


def _markdown(source: str, kind: str, role: str = "") -> Any:
    return new_markdown_cell(source, metadata={"slideshow": {"slide_type": kind}, "role": role})
