"""The last lines of `walkthrough run` and `walkthrough batch`: what came out, and where to read on."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.sanitize import line
from walkthrough.cli.terminal import count, table
from walkthrough.runs.run import FORKED, Run

if TYPE_CHECKING:
    from walkthrough.batch.batch import Batch  # with pandas, which a run that changes nothing is spared


def run_summary(run: Run) -> None:
    """Print status, time and verdicts of each notebook, and where to read on."""
    rows = []
    for outcome in run.outcomes:
        verdicts = run.verdicts.get(outcome.name, {})
        counts = ", ".join(f"{number} {verdict}" for verdict, number in verdicts.items())
        status = "unchanged" if outcome.cached else outcome.status
        rows.append([outcome.name, status, f"{outcome.seconds:.1f}", counts])
    table(["notebook", "status", "seconds", "verdicts"], rows)
    if run.kernels not in (None, FORKED):
        print(f"kernels: {run.kernels}")
    folder = short(run.folder)
    if not run.ok:
        print(line(f"a notebook failed; what there is of this run is in {folder}"), file=sys.stderr)
        return
    # A copy, or a notebook outside the walk, hands in no verdict: the scorecard is empty.
    verdicts_file = run.folder / "verdicts.json"
    judged = verdicts_file.is_file() and json.loads(verdicts_file.read_text(encoding="utf-8"))
    page = "scorecard.html" if judged else f"html/{run.outcomes[0].name}.html"
    print(f"open {line(str(folder / page))}")


def batch_summary(batch: Batch) -> None:
    """Print how many runs ended how, why runs failed, and where to read on."""
    failed = [outcome for outcome in batch.outcomes if not outcome.ok]
    if failed:
        table(["failed", "cell", "reason"], [[o.name, o.cell or "", o.reason] for o in failed])
    cached = sum(outcome.cached for outcome in batch.outcomes)
    executed = len(batch.outcomes) - cached - len(failed)
    numbers = {"executed": executed, "unchanged": cached, "failed": len(failed)}
    counts = ", ".join(f"{number} {word}" for word, number in numbers.items() if number)
    print(f"{count(len(batch.outcomes), 'run')}: {counts}")
    print(f"open {line(str(short(batch.folder) / 'index.html'))}")


def short(path: Path) -> Path:
    """The path relative to the working directory, if it lies in it."""
    try:
        return path.relative_to(os.getcwd())
    except (ValueError, OSError):  # it does not, or the working directory is gone
        return path
