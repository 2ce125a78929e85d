"""The folders in which the editions are handed out."""

from __future__ import annotations

from pathlib import Path

from walkthrough.classroom.editions import PROMPTS, instructor, points, student
from walkthrough.notebook.io import read, write
from walkthrough.util import atomic

PAGES = Path(__file__).with_name("pages")
CONFIG = f"""\
# What nbgrader puts in place of solutions, as `walkthrough student` does.
c = get_config()  # noqa: F821
c.ClearSolutions.code_stub = {{"python": {PROMPTS["code"]!r}}}
c.ClearSolutions.text_stub = {PROMPTS["markdown"]!r}
# Students are meant to change parameters; before marking, every cell but the answers is put back.
c.LockCells.lock_readonly_cells = False
"""


def write_edition(edition: str, notebooks: list[Path], out: Path) -> Path:
    """Write the "student" or "instructor" edition of notebooks into `out`; returns its README.

    The instructor's is an nbgrader course directory with one assignment per notebook. Raises
    UserError if `out` holds anything that this function did not write.
    """
    rows = []
    with atomic.staged_folder(f"{edition} edition", out) as work:
        for path in notebooks:
            notebook = read(path)
            rows.append(f"| {path.stem} | {points(notebook)} |")
            if edition == "student":
                write(student(notebook), work.folder / path.name)
            else:
                (assignment := work.folder / "source" / path.stem).mkdir(parents=True)
                write(instructor(notebook), assignment / path.name)
        if edition == "instructor":
            (work.folder / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
        page = (PAGES / f"{edition}.md").read_text(encoding="utf-8")
        (work.folder / "README.md").write_text(page.format(rows="\n".join(rows)), encoding="utf-8")
        work.replace(out)
    return out / "README.md"
