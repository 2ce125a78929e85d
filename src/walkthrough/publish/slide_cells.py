"""A notebook cut into slides, by one rule, and what a slide leaves out into the speaker's notes.

| in the notebook | on the slide |
|:--|:--|
| the title and the question below it | both |
| "What the article says", and "Predict" in the same cell | the claim, and the question |
| "Predict" without a claim | the question, what its paragraph says before it, and lists |
| a Markdown table | the table, with the question of its cell |
| a figure | the figure alone: its title is the finding |
| a verdict | the claim, the verdict, the readings |
| the summary | its points |

Parameters, exercises and references are for the notebook, and are left out. All other text becomes
notes, generated text too: on the slide before it, or on the first slide of its section where there
was none yet. A cell's slide type, as JupyterLab sets it (*Property Inspector*, *Slide Type*), comes
before the rule: *Slide* shows a text or a table that would not be, *Skip* leaves a cell out.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import Any

import nbformat

from helpers.claims import cards
from helpers.claims.records import checked
from helpers.errors import UserError
from walkthrough.notebook.tags import of_exercise
from walkthrough.publish.site_notebooks import ASIDE, HEADING, alternatives

TITLE = re.compile(r"# .*\S.*\n\s*\n\s*[^\s#]")
LEFT_OUT = ("Exercises", "References")
"""Headings of whole sections that are for the notebook only."""
SAYS = re.compile(r"^\*\*What the article says\.\*\*\s*")
PREDICT = re.compile(r"\*\*Predict[.:]?\*\*[.:]?\s*")
LIST = re.compile(r"- |\d+\. ")
LONG = 240
"""Letters of a claim that is set smaller."""
Piece = tuple[str, Any, list[str]]
"""Kind of slide, the cell that it shows (None: there is no slide), what is said."""


@dataclass
class Slide:
    """What is shown, as a cell, and what is said."""

    kind: str
    shown: Any
    notes: list[str] = field(default_factory=list)


def deck(notebook: Any, name: str) -> Any:
    """A notebook whose cells are slides and notes, for nbconvert's `SlidesExporter`.

    Raises UserError if a figure has no alternative text.
    """
    slides: list[Slide] = []
    waiting: list[str] = []  # said before its section has a slide
    heading, fresh, silent = "", True, False
    if not (notebook.cells and TITLE.match(notebook.cells[0].source)):
        raise UserError(
            f"{name}: does not begin with a title and a question (# Title, an empty"
            " line, a sentence), and a deck does; write both"
        )
    for cell in notebook.cells:
        wish = cell.metadata.get("slideshow", {}).get("slide_type", "-")
        if cell.cell_type == "markdown" and (found := HEADING.match(cell.source)):
            level, heading = len(found[1]), found[2]
            silent = heading in LEFT_OUT or (silent and level > 2)
            fresh = True
            if waiting and slides:
                slides[-1].notes += waiting
                waiting = []
        if silent or wish == "skip" or of_exercise(cell):
            continue
        for kind, shown, said in pieces(cell, heading, wish, name):
            if shown is not None:
                slides.append(Slide(kind, shown, waiting))
                waiting, fresh = [], False
            (waiting if fresh else slides[-1].notes).extend(said)
    if waiting and slides:
        slides[-1].notes += waiting
    title = slides[0].shown.metadata["title"]
    cells = [part for slide in slides for part in as_cells(slide)]
    return nbformat.v4.new_notebook(cells=cells, metadata={"title": title})


def pieces(cell: Any, heading: str, wish: str, name: str) -> list[Piece]:
    """The slides of a cell, and the notes."""
    if cell.cell_type == "markdown":
        return text(cell.source, heading, wish)
    found: list[Piece] = []
    if cell.cell_type != "code":
        return found
    described = alternatives(cell, name)
    for output in cell.get("outputs", []):
        data = output.get("data", {})
        if cards.MIME in data:
            (record,) = checked([data[cards.MIME]], name)
            found.append(("verdict", _markdown(_kicker(heading) + verdict(record)), []))
        elif "image/png" in data:
            shown = nbformat.v4.new_code_cell(outputs=[output], metadata={"kicker": heading})
            found.append(("figure", shown, [f"*In words:* {described[0]}"]))
        elif wish == "slide":
            said = data.get("text/html", data.get("text/markdown", ""))
            found.append(("text", _markdown(f"## {heading}\n\n{said}"), []))
        elif "text/markdown" in data:
            found.append(("", None, [data["text/markdown"]]))
    return found


def text(source: str, heading: str, wish: str) -> list[Piece]:
    """The slides of a Markdown cell, and the notes."""
    blocks = [b for b in re.split(r"\n\s*\n", source.strip()) if not HEADING.match(b)]
    if source.startswith("# "):
        return [("title", _markdown(f"# {heading}\n\n{blocks[0]}", title=heading), blocks[1:])]
    if heading in ASIDE and HEADING.match(source):
        return []
    if wish == "slide" or heading == "Summary":
        show = [b for b in blocks if wish == "slide" or LIST.match(b)]
        say = [b for b in blocks if b not in show]
        return [("text", _headed(heading, show), say)]
    says = [b for b in blocks if SAYS.match(b)]
    tables = [b for b in blocks if b.startswith("|")]
    asks = [b for b in blocks if PREDICT.search(b)]
    lists = [b for b in blocks if LIST.match(b) and asks and not says]
    say = [b for b in blocks if b not in (*says, *tables, *asks, *lists)]
    claim, asked = [_claim(b) for b in says], [_question(b) for b in asks]
    if claim and tables:  # two ideas
        return [("claim", _headed(heading, claim), say), ("text", _headed(heading, tables + asked), [])]
    return [("claim", _headed(heading, claim + tables + lists + asked), say)]


def verdict(record: dict[str, Any]) -> str:
    """A verdict as HTML, large enough for a room; `helpers.claims.cards.card` is for a page."""
    several = len(record["readings"]) > 1
    rows = "".join(
        f"<tr><td>{html.escape(r['reading'])}</td><td>{html.escape(r['evidence'])}</td>"
        + (f"<td>{cards.badge(r['verdict'])}</td>" if several else "")
        + "</tr>"
        for r in record["readings"]
    )
    sign = cards.SIGNS[record["verdict"]]
    return (
        f'<div class="verdict" style="--verdict: {cards.colour(record["verdict"])}">'
        f"<p><b>{record['claim']}</b> {html.escape(record['statement'])}</p>"
        f'<p class="mark">{sign} {record["verdict"]}</p><table>{rows}</table></div>'
    )


def as_cells(slide: Slide) -> list[Any]:
    """The cell that is shown and, if there is something to say, the cell with the notes."""
    data = {"data": {"kind": slide.kind}}
    slide.shown.metadata["slideshow"] = {"slide_type": "slide", **data}
    if not slide.notes:
        return [slide.shown]
    notes = nbformat.v4.new_markdown_cell("\n\n".join(slide.notes))
    notes.metadata["slideshow"] = {"slide_type": "notes"}
    return [slide.shown, notes]


def _markdown(source: str, **metadata: str) -> Any:
    return nbformat.v4.new_markdown_cell(source, metadata=metadata)


def _kicker(heading: str) -> str:
    return f'<h2 class="kicker">{html.escape(heading)}</h2>\n\n'


def _headed(heading: str, shown: list[str]) -> Any:
    return _markdown("\n\n".join([f"## {heading}", *shown])) if shown else None


def _claim(block: str) -> str:
    said = SAYS.sub("", block)
    return _labelled("says long" if len(said) > LONG else "says", "The article says", said)


def _question(block: str) -> str:
    before, said = PREDICT.split(block, maxsplit=1)
    return f"{before.strip()}\n\n" + _labelled("predict", "Predict", said[:1].upper() + said[1:])


def _labelled(kind: str, label: str, said: str) -> str:
    return f'<div class="{kind}">\n<p class="label">{label}</p>\n\n{said}\n\n</div>'
