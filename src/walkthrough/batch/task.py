"""The work of one run: a function that anybody can do who has this package and the same data.

What goes in and what comes out are values. A worker on another machine needs no folder of ours, and
whatever it leaves behind is gone when it has answered.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat

from helpers.data.package import Package, open_package
from walkthrough.notebook.io import read
from walkthrough.runs import fingerprint, run_folder
from walkthrough.runs.result import Outcome
from walkthrough.runs.schedule import CELL_TIMEOUT
from walkthrough.runs.select import ROOT
from warmkernels.forkserver import sources

DATA, CLONE, OWN = "<data>", "<clone>", "<own>"
"""Stand for folders that each machine has in another place."""


@dataclass(frozen=True)
class Task:
    """A notebook's text, the title of its page, the values given, what it must be run with."""

    title: str
    text: str
    values: Mapping[str, Any]
    home: Mapping[str, str | None]
    timeout: int = CELL_TIMEOUT


@dataclass(frozen=True)
class Result:
    """How a run ended, its executed notebook (if a kernel came to be) and the page of that.

    `reads` are the notes on what the kernel opened, with `DATA`, `CLONE` and `OWN` in them.
    `kernels` says how they were started.
    """

    outcome: Outcome
    text: str | None = None
    page: str | None = None
    reads: tuple[str, ...] = ()
    kernels: str | None = None


def bare(path: Path) -> str:
    """A notebook file's text without its stored outputs, which no run needs."""
    notebook = read(path)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return str(nbformat.writes(notebook))


def home(package: Package) -> dict[str, str | None]:
    """What a result depends on beside the notebook, by hash; two that differ give two results."""
    return _code(sources()) | {"the data package": package.sha256}


@lru_cache(maxsize=2)
def _code(_: tuple[int, ...]) -> dict[str, str | None]:
    """Looked up again when the sources, say, have changed: a worker is asked once a run."""
    return {
        "the sources of helpers": run_folder.helpers_hash(),
        "requirements.lock": fingerprint.file_hash(ROOT / "requirements.lock"),
    }


def perform(todo: Task) -> Result:
    """Execute the notebook here, in a folder of its own. Never raises for what a notebook does."""
    package = open_package()
    data, mine = package.path.absolute(), home(package)
    if differ := [name for name, value in todo.home.items() if mine[name] != value]:
        reason = f"not the same on this worker as where the batch began: {', '.join(differ)}"
        return Result(Outcome(todo.title, "failed", 0.0, 0, None, reason))

    from walkthrough.batch.page import page
    from walkthrough.runs.execute import execute
    from walkthrough.runs.kernel_manager import prepare
    from walkthrough.runs.run import started

    prepare()
    with tempfile.TemporaryDirectory(prefix="batch-") as folder:
        own = Path(folder).resolve()
        source, target, notes = own / "source.ipynb", own / "n" / "run.ipynb", own / "notes"
        source.write_text(todo.text, encoding="utf-8")
        target.parent.mkdir()
        outcome = execute(source, target, todo.values, data=package.sha256, timeout=todo.timeout, reads=notes)
        if not target.exists():
            return Result(outcome, kernels=started())
        text = target.read_text(encoding="utf-8")
        places = [(target.parent, OWN), (data, DATA), (ROOT, CLONE)]
        lines = notes.read_text(encoding="utf-8").splitlines() if notes.exists() else []
    return Result(outcome, text, page(text, todo.title), tuple(_moved(lines, places)), started())


def notes(result: Result, own: Path, data: Path) -> str:
    """The notes on what a kernel opened, as a kernel of this machine would have written them."""
    places = [(Path(OWN), str(own)), (Path(DATA), str(data.absolute())), (Path(CLONE), str(ROOT))]
    return "".join(f"{line}\n" for line in _moved(result.reads, places))


def _moved(lines: Iterable[str], places: list[tuple[Path, str]]) -> list[str]:
    """Notes whose path, the second part, begins with the new name of the first place it is in."""
    moved = []
    for line in lines:
        kind, path, *rest = line.split("\t")
        for old, new in places:
            if Path(path).is_relative_to(old):
                path = str(Path(new, Path(path).relative_to(old)))
                break
        moved.append("\t".join((kind, path, *rest)))
    return moved
