"""A run as slides: one deck per notebook, shown by reveal.js from the disk, and a page that lists them.

Figures are inside the decks; reveal.js and the style sheet stand beside them.
"""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path
from typing import Any

from helpers.claims.cards import badge
from helpers.claims.judgement import Judgement
from helpers.errors import UserError
from walkthrough.notebook.html import linked
from walkthrough.notebook.io import read
from walkthrough.notebook.slideshow import BEGINS, slide_type
from walkthrough.publish.slide_cells import deck
from walkthrough.runs.finished import FinishedRun, setting
from walkthrough.util import atomic
from walkthrough.util.optional import require
from walkthrough.util.templates import render

TEMPLATES = Path(__file__).with_name("templates")

LOOK = Path(__file__).with_name("reveal")
FETCHED = ("LICENSE", "dist/reveal.css", "dist/reveal.js", "plugin/notes/notes.js", "plugin/zoom/zoom.js")
"""What the slides need of reveal.js."""


def slides(run: Path, out: Path) -> Path:
    """Make the decks of an executed run in `out`, and return the page that lists them.

    Written beside `out` and renamed into place. Raises UserError if `run` is no finished run, a
    figure has no alternative text, `out` holds something else, or reveal.js is not installed.
    """
    finished = FinishedRun(run).require_success()
    reveal = reveal_js()
    with atomic.staged_folder("folder of slides", out) as work:
        (work.folder / "reveal").mkdir(parents=True)
        for name in FETCHED:
            shutil.copy(reveal / name, work.folder / "reveal")
        shutil.copy(LOOK / "slides.css", work.folder)
        decks = {path.stem: deck(read(path), path.name) for path in finished.notebooks}
        links = "|".join(map(re.escape, decks))
        for name, cells in decks.items():
            (work.folder / f"{name}.html").write_text(linked(page(cells), links), encoding="utf-8")
        title, used = "Slides: a walk through one article", setting(finished.parameters)
        index = render(TEMPLATES / "slides.html.j2", title=title, setting=used, decks=decks, count=count)
        (work.folder / "index.html").write_text(index, encoding="utf-8")
        work.replace(out)
    return out / "index.html"


def page(cells: Any) -> str:
    """A deck as HTML."""
    from nbconvert import SlidesExporter  # slow to import

    exporter = SlidesExporter(raw_template=(LOOK / "deck.html.j2").read_text(encoding="utf-8"))
    exporter.register_filter("judgement", Judgement.model_validate)
    exporter.register_filter("badge", badge)
    return str(exporter.from_notebook_node(cells)[0])


def count(cells: Any) -> int:
    """The number of slides of a deck."""
    return sum(slide_type(cell) in BEGINS for cell in cells.cells)


def reveal_js() -> Path:
    """The folder of reveal.js, which the package sphinx-revealjs carries. Nothing is imported."""
    require("slides", "sphinx_revealjs")
    found = importlib.util.find_spec("sphinx_revealjs")
    assert found is not None and found.origin is not None
    folder = Path(found.origin).parent / "_static" / "revealjs"
    lacking = [name for name in FETCHED if not (folder / name).is_file()]
    if lacking:
        raise UserError(
            f"sphinx-revealjs lacks {', '.join(lacking)} of reveal.js; "
            "install the version that requirements-dev.lock names"
        )
    return folder
