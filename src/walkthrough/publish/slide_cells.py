"""A notebook as slides and notes, cut as the metadata of its cells say (`notebook.slideshow`).

Of a code cell a slide shows the verdicts and figures or, if there are none, the tables and texts;
other texts are for the notes. A slide that begins without a heading repeats the last one.
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
            from_cell = _from_code if cell.cell_type == "code" else _from_text
            cells += from_cell(cell, "-" if kind in BEGINS else kind, name)
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


def _from_code(code: Any, kind: str, name: str) -> list[Any]:
    outputs = [output for output in code.get("outputs", []) if "data" in output]
    texts = [o for o in outputs if "text/html" in o.data or "text/markdown" in o.data]
    ideas = [o for o in outputs if MIME in o.data or "image/png" in o.data]
    shown = [] if kind == "notes" else ideas or texts
    judgements([o.data[MIME] for o in shown if MIME in o.data], name)
    notes = [f"*In words:* {text}" for text in alternatives(code, name)]
    notes += [o.data["text/markdown"] for o in texts if "text/markdown" in o.data and o not in shown]
    cell = new_code_cell(outputs=shown, metadata={"slideshow": {"slide_type": kind}})
    return [cell] * bool(shown) + [_markdown(note, "notes") for note in notes]


def _markdown(source: str, kind: str, role: str = "") -> Any:
    return new_markdown_cell(source, metadata={"slideshow": {"slide_type": kind}, "role": role})
