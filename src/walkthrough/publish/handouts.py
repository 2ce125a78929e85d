"""A run as handouts: each notebook on one page, in one file, without what is for the screen.

Exercises stay, solutions go, and so does everything that asks to be run or changed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from walkthrough.notebook.html import Pages
from walkthrough.notebook.io import read
from walkthrough.notebook.tags import without_answers
from walkthrough.notebook.text import heading
from walkthrough.runs.finished import FinishedRun, setting
from walkthrough.util import atomic

ABOUT_CODE = ("Parameters", "Load")
"""Headings of cells that are about the code."""
NOTE = """One page per notebook, each in one file: read, print or hand out any of them alone.
Made with {setting}.
`walkthrough handouts` replaces this folder.
"""


def handouts(run: Path, out: Path, report: bool) -> list[Path]:
    """Write the handouts of an executed run into `out`; `report` hides the code.

    Written beside `out` and renamed into place. Raises UserError if `run` is no finished run, or
    `out` holds something else.
    """
    finished = FinishedRun(run).require_success()
    sources = finished.notebooks
    with atomic.staged_folder("folder of handouts", out) as work:
        pages = Pages(work.folder, [path.stem for path in sources], code=not report)
        for path in sources:
            pages.put(handout(read(path), report), path.stem)
        note = NOTE.format(setting=setting(finished.parameters))
        (work.folder / "handouts.txt").write_text(note, encoding="utf-8")
        work.replace(out)
    return [out / f"{path.stem}.html" for path in sources]


def handout(notebook: Any, report: bool) -> Any:
    """A copy without solutions and, if code is hidden, without the text about it."""
    result = without_answers(notebook)
    result.cells = [cell for cell in result.cells if not (report and heading(cell) in ABOUT_CODE)]
    result.metadata["title"] = heading(result.cells[0]) if result.cells else ""
    return result
