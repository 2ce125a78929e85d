"""What the command prints: progress and tables on a terminal, plain lines elsewhere."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
)

from helpers.batch.batch import Batch
from helpers.harmless import line
from helpers.runs.outcome import Outcome
from helpers.runs.plan import Source
from helpers.runs.run import Run
from helpers.runs.schedule import Silent, Watcher
from helpers.tables import table


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


@contextmanager
def counted(name: str, runs: int) -> Iterator[Callable[[Outcome, Sequence[str]], None]]:
    """Is told how each run of a batch ended, and which are at work: one bar, and what failed."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[failed]}[dim]{task.fields[at_work]}"),
        TimeElapsedColumn(),
    )
    with Progress(
        *columns, console=console, transient=True, disable=not console.is_terminal
    ) as bars:
        bar = bars.add_task(name, total=runs, failed="", at_work="")
        failed = 0

        def ended(outcome: Outcome, at_work: Sequence[str]) -> None:
            nonlocal failed
            failed += not outcome.ok
            names = " ".join(at_work[:4]) + (" ..." if len(at_work) > 4 else "")
            bars.update(bar, advance=1, at_work=names, failed=f"{failed} failed " * bool(failed))
            if not outcome.ok:
                console.print(ending(outcome), markup=False, highlight=False, soft_wrap=True)

        yield ended


def batch_table(done: Batch) -> None:
    """The end of a batch: how many ended how, why those failed that did, and where to read on."""
    failed = [outcome for outcome in done.outcomes if not outcome.ok]
    if failed:
        rows = [[o.name, o.cell or "", o.reason] for o in failed]
        table(["failed", "cell", "reason"], rows)
    kept = sum(outcome.cached for outcome in done.outcomes)
    counts = {"executed": len(done.outcomes) - kept - len(failed), "unchanged": kept,
              "failed": len(failed)}
    said = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    print(f"{len(done.outcomes)} runs: {said}")
    print(f"open {_near(done.folder) / 'index.html'}")


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
    if done.kernels and done.kernels.startswith("ordinary"):
        print(f"kernels were started as {done.kernels}")
    shown = _near(done.folder)
    if done.ok:
        first = done.outcomes[0].name
        # Notebooks outside the walk judge no claim: their scorecard is empty.
        page = "scorecard.html" if first[0].isdigit() else f"html/{first}.html"
        print(f"open {line(str(shown / page))}")
    else:
        said = f"a notebook failed; what there is of this run is in {shown}"
        print(line(said), file=sys.stderr)


def _near(path: Path) -> Path:
    """Relative to where the user stands, if that is shorter to read and still leads there."""
    try:
        return path.relative_to(os.getcwd())
    except ValueError:
        return path
