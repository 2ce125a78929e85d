"""A run as slides: a deck a notebook, shown by reveal.js from the disk, and a page that lists them.

Figures are inside the decks; reveal.js and the style sheet stand beside them.
"""

from __future__ import annotations

import html
import importlib.util
import re
import shutil
from pathlib import Path
from typing import Any

from helpers.errors import UserError
from walkthrough.notebook.html import linked
from walkthrough.notebook.io import read
from walkthrough.publish.folder import replacing
from walkthrough.publish.slide_cells import deck
from walkthrough.runs.finished import FinishedRun, setting

LOOK = Path(__file__).with_name("reveal")
FETCHED = ("LICENSE", "dist/reveal.css", "dist/reveal.js", "plugin/notes/notes.js", "plugin/zoom/zoom.js")
"""What the slides need of reveal.js."""
STYLE = "slides.css"
INDEX = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Slides</title>
<style>
body {{ font: 17px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
       color: #1a1a1a; background: #fff }}
li {{ margin-bottom: 1rem }} a {{ color: #0059a8 }} h1 {{ line-height: 1.2 }}
kbd {{ border: 1px solid #888; border-radius: 3px; padding: 0 .35em }}
</style>
</head>
<body>
<main>
<h1>Slides: a walk through one article</h1>
<p>One deck a notebook. Made with {setting}.</p>
<ul>
{decks}
</ul>
<h2>Keys</h2>
<p><kbd>Space</kbd> or <kbd>→</kbd> goes on, <kbd>←</kbd> back; <kbd>S</kbd> opens a window with the
notes, the next slide and a clock (allow pop-ups if the browser asks); <kbd>Esc</kbd> shows all
slides; <kbd>F</kbd> fills the screen; <kbd>Alt</kbd> and a click (on Linux <kbd>Ctrl</kbd> and a
click) zooms in and out; <kbd>?</kbd> lists every key.</p>
</main>
</body>
</html>
"""


def slides(run: Path, out: Path) -> Path:
    """Make the decks of an executed run in `out`, and return the page that lists them.

    Written beside `out` and renamed into place. Raises UserError if `run` is no finished run, a
    figure has no alternative text, `out` holds something else, or reveal.js is not installed.
    """
    finished = FinishedRun(run).require_success()
    reveal = reveal_js()
    with replacing("folder of slides", out) as built:
        (built / "reveal").mkdir(parents=True)
        for name in FETCHED:
            shutil.copy(reveal / name, built / "reveal")
        shutil.copy(LOOK / STYLE, built)
        decks = {p.stem: deck(read(p), p.name) for p in finished.notebooks}
        for name, cells in decks.items():
            (built / f"{name}.html").write_text(page(cells, list(decks)), encoding="utf-8")
        (built / "index.html").write_text(index(decks, finished.parameters), encoding="utf-8")
    return out / "index.html"


def page(cells: Any, names: list[str]) -> str:
    """A deck as HTML; links between the notebooks `names` lead to their decks."""
    from nbconvert import SlidesExporter  # slow to import

    template = (LOOK / "deck.html.j2").read_text(encoding="utf-8")
    exporter = SlidesExporter(raw_template=template)
    made, _ = exporter.from_notebook_node(cells)
    return linked(made, "|".join(map(re.escape, names)))


def index(decks: dict[str, Any], used: dict[str, Any]) -> str:
    """The page that lists the decks."""
    return INDEX.format(
        setting=html.escape(setting(used)),
        decks="\n".join(
            f'<li><a href="{name}.html">{html.escape(cells.metadata.title)}</a>, {count(cells)} slides '
            f'(<a href="{name}.html?print-pdf&amp;showNotes=separate-page" aria-label="'
            f'{html.escape(cells.metadata.title)}, to print with notes">to print with notes</a>)'
            f"<br>{html.escape(question(cells))}</li>"
            for name, cells in decks.items()
        ),
    )


def count(cells: Any) -> int:
    """The number of slides of a deck."""
    return sum(cell.metadata.slideshow.slide_type == "slide" for cell in cells.cells)


def question(cells: Any) -> str:
    """The question on the first slide of a deck."""
    return str(cells.cells[0].source.split("\n\n")[1].strip("*"))


def reveal_js() -> Path:
    """The folder of reveal.js, which the package sphinx-revealjs carries. Nothing is imported."""
    found = importlib.util.find_spec("sphinx_revealjs")
    if found is None or found.origin is None:
        raise UserError("not installed: sphinx-revealjs; pip install -e '.[slides]'")
    folder = Path(found.origin).parent / "_static" / "revealjs"
    lacking = [name for name in FETCHED if not (folder / name).is_file()]
    if lacking:
        raise UserError(
            f"sphinx-revealjs lacks {', '.join(lacking)} of reveal.js; "
            "install the version that requirements.lock names"
        )
    return folder
