"""One run of a batch: a function that works on any machine with these packages and the same data.

Its argument and its result are values: a worker elsewhere needs no folder of this machine, and
leaves no file behind.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from helpers.data.package import open_package
from walkthrough.notebook.io import read
from walkthrough.runs import fingerprint
from walkthrough.runs.result import CELL_TIMEOUT, Outcome


@dataclass(frozen=True)
class Task:
    """A notebook's text, the title of its page, the values given, and the basis of the result.

    ``basis`` is `fingerprint.basis` where the batch began.
    """

    title: str
    text: str
    values: Mapping[str, Any]
    basis: Mapping[str, str | None]
    timeout: int = CELL_TIMEOUT


@dataclass(frozen=True)
class Result:
    """How a run ended, its executed notebook (if a kernel started) and that notebook's page.

    `kernels` says how they were started.
    """

    outcome: Outcome
    text: str | None = None
    page: str | None = None
    kernels: str | None = None


def without_outputs(path: Path) -> str:
    """The text of a notebook file without its stored outputs, which no run needs."""
    notebook = read(path)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return str(nbformat.writes(notebook))


def execute_task(task: Task) -> Result:
    """Execute the notebook here, in a temporary folder. Never raises for what a notebook does.

    The run fails, and no kernel starts, if this machine's basis differs from the task's.
    """
    package = open_package()
    basis = fingerprint.basis(package)
    if differ := [name for name, value in task.basis.items() if basis[name] != value]:
        reason = f"not the same on this worker as where the batch began: {', '.join(differ)}"
        return Result(Outcome(task.title, "failed", 0.0, 0, None, reason))

    from walkthrough.batch.page import page
    from walkthrough.runs.execute import execute
    from walkthrough.runs.kernel_manager import prepare
    from walkthrough.runs.run import started

    prepare()
    with tempfile.TemporaryDirectory(prefix="batch-") as folder:
        source, target = Path(folder, "source.ipynb"), Path(folder, "n", "run.ipynb")
        source.write_text(task.text, encoding="utf-8")
        target.parent.mkdir()
        outcome = execute(source, target, task.values, data=package.sha256, timeout=task.timeout)
        if not target.exists():
            return Result(outcome, kernels=started())
        text = target.read_text(encoding="utf-8")
    return Result(outcome, text, page(text, task.title), started())
