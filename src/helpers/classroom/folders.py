"""The folders that the editions are handed out in."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from helpers.classroom.editions import PROMPTS, instructor, points, student
from helpers.errors import UserError
from helpers.normalise import read, write
from helpers.publish.folder import replacing

RECORD = ".edition.json"
"""Names the files of an edition with their sha256, so that nobody's work is ever replaced."""
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

    The instructor's is a course directory of nbgrader, an assignment for each notebook. Raises
    UserError if `out` holds anything that is not as this function wrote it.
    """
    _check_replaceable(out)
    with replacing(out) as made:
        rows = []
        for path in notebooks:
            notebook = read(path)
            rows.append(f"| {path.stem} | {points(notebook)} |")
            if edition == "student":
                write(student(notebook), made / path.name)
            else:
                (made / "source" / path.stem).mkdir(parents=True)
                write(instructor(notebook), made / "source" / path.stem / path.name)
        if edition == "instructor":
            (made / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
        page = (PAGES / f"{edition}.md").read_text(encoding="utf-8")
        (made / "README.md").write_text(page.format(rows="\n".join(rows)), encoding="utf-8")
        record = {"edition": edition, "files": _hashes(made)}
        (made / RECORD).write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return out / "README.md"


def _check_replaceable(out: Path) -> None:
    """Only an edition in which nobody has worked may be replaced."""
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    try:
        written = json.loads((out / RECORD).read_text(encoding="utf-8"))["files"]
    except (OSError, ValueError, KeyError):
        raise UserError(
            f"{out} exists and is not an edition; name another folder with --out"
        ) from None
    kept = [name for name, sha256 in _hashes(out).items() if written.get(name) != sha256]
    if kept:
        raise UserError(f"{out} holds work ({kept[0]} is new or was changed); name another folder"
                        " with --out, or move this one away")


def _hashes(folder: Path) -> dict[str, str]:
    """sha256 of every file of an edition by its path, but the record and JupyterLab's copies."""
    files = [path.relative_to(folder) for path in sorted(folder.rglob("*")) if path.is_file()]
    return {
        path.as_posix(): hashlib.sha256((folder / path).read_bytes()).hexdigest()
        for path in files
        if path.as_posix() != RECORD and ".ipynb_checkpoints" not in path.parts
    }
