"""What the command prints: progress and tables on a terminal, plain lines elsewhere."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from helpers.sanitize import line
from walkthrough.cli.terminal import table
from walkthrough.runs.result import Outcome
from walkthrough.runs.run import FORKED, Run
from walkthrough.runs.schedule import Silent, Watcher
from walkthrough.runs.select import Source


class Lines(Silent):
    """A line for each notebook that ends: for logs and pipes."""

    def end(self, outcome: Outcome) -> None:
        print(ending(outcome), file=sys.stderr, flush=True)


class Bars(Silent):
    """A bar over all notebooks, and under it one for each that is at work."""

    def __init__(self, bars: Progress, notebooks: int) -> None:
        self.bars = bars
        self.all = bars.add_task("notebooks", total=notebooks, cell="")
        self.tasks: dict[str, TaskID] = {}

    def begin(self, source: Source) -> None:
        self.tasks[source.name] = self.bars.add_task(source.name, total=None, cell="starting")

    def cell(self, source: Source, done: int, total: int) -> None:
        at = self.tasks[source.name]
        self.bars.update(at, completed=done - 1, total=total, cell=f"cell {done}/{total}")

    def end(self, outcome: Outcome) -> None:
        if outcome.name in self.tasks:
            self.bars.remove_task(self.tasks.pop(outcome.name))
        self.bars.advance(self.all)
        self.bars.console.print(ending(outcome), markup=False, highlight=False)


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
    with Progress(*columns, console=console, transient=True) as bars:
        yield Bars(bars, len(sources))


def ending(outcome: Outcome) -> str:
    """How a notebook ended, in one line."""
    if outcome.cached:
        return f"{outcome.name}: ok, unchanged since it was executed"
    if outcome.ok:
        return f"{outcome.name}: ok, {outcome.cells} cells, {outcome.seconds:.1f} s"
    where = f" in cell {outcome.cell}" if outcome.cell else ""
    return line(f"{outcome.name}: failed{where}: {outcome.reason}")


def run_table(done: Run) -> None:
    """The end of a run: status, time and verdicts of each notebook, and where to read on."""
    rows = []
    for outcome in done.outcomes:
        verdicts = done.verdicts.get(outcome.name, {})
        counts = ", ".join(f"{count} {verdict}" for verdict, count in verdicts.items())
        status = "unchanged" if outcome.cached else outcome.status
        rows.append([outcome.name, status, f"{outcome.seconds:.1f}", counts])
    table(["notebook", "status", "seconds", "verdicts"], rows)
    if done.kernels not in (None, FORKED):  # as they should be
        print(f"kernels: {done.kernels}")
    shown = near(done.folder)
    if done.ok:
        # A copy, or a notebook outside the walk, hands in no verdict: the scorecard is empty.
        judged_in = done.folder / "verdicts.json"
        judged = judged_in.is_file() and json.loads(judged_in.read_text(encoding="utf-8"))
        page = "scorecard.html" if judged else f"html/{done.outcomes[0].name}.html"
        print(f"open {line(str(shown / page))}")
    else:
        said = f"a notebook failed; what there is of this run is in {shown}"
        print(line(said), file=sys.stderr)


def near(path: Path) -> Path:
    """Relative to where the user stands, if that is shorter to read and still leads there."""
    try:
        return path.relative_to(os.getcwd())
    except (ValueError, OSError):  # it does not, or where the user stands is gone
        return path
