"""What the command prints: progress and tables on a terminal, plain lines elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from helpers.runs.execute import Outcome
from helpers.runs.plan import Source
from helpers.runs.run import Run, Silent, Watcher
from helpers.tables import table


class Lines(Silent):
    """A line for each notebook that ends: for logs and pipes."""

    def end(self, outcome: Outcome) -> None:
        print(ending(outcome), file=sys.stderr, flush=True)


class Bar(Silent):
    """One bar over all notebooks that shows the cell at work."""

    def __init__(self, bar: Progress, notebooks: int) -> None:
        self.bar, self.notebooks, self.done = bar, notebooks, 0
        self.task = bar.add_task("", total=notebooks, cell="")

    def begin(self, source: Source) -> None:
        self.bar.update(self.task, description=source.name, cell="starting")

    def cell(self, done: int, total: int) -> None:
        completed = self.done + (done - 1) / max(total, 1)
        self.bar.update(self.task, completed=completed, cell=f"cell {done}/{total}")

    def end(self, outcome: Outcome) -> None:
        self.done += 1
        self.bar.update(self.task, completed=self.done)
        self.bar.console.print(ending(outcome), markup=False, highlight=False)


@contextmanager
def progress(sources: Sequence[Source]) -> Iterator[Watcher]:
    """A watcher for the run of `sources`, on standard error."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Lines()
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.fields[cell]}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        yield Bar(bar, len(sources))


def ending(outcome: Outcome) -> str:
    """How a notebook ended, in one line."""
    if outcome.ok:
        return f"{outcome.name}: ok, {outcome.cells} cells, {outcome.seconds:.1f} s"
    where = f" in cell {outcome.cell}" if outcome.cell else ""
    return f"{outcome.name}: failed{where}: {outcome.reason}"


def run_table(done: Run) -> None:
    """The end of a run: status, time and verdicts of each notebook, and where to read on."""
    rows = []
    for outcome in done.outcomes:
        verdicts = done.verdicts.get(outcome.name, {})
        counts = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.items())
        rows.append([outcome.name, outcome.status, f"{outcome.seconds:.1f}", counts])
    table(["notebook", "status", "seconds", "verdicts"], rows)
    shown = _near(done.folder)
    if done.ok:
        print(f"open {shown / 'scorecard.html'}")
    else:
        print(f"a notebook failed; what there is of this run is in {shown}", file=sys.stderr)


def _near(path: Path) -> Path:
    """Relative to where the user stands, if that is shorter to read and still leads there."""
    try:
        return path.relative_to(os.getcwd())
    except ValueError:
        return path
