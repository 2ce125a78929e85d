"""Progress of a run or a batch on standard error: bars on a terminal, plain lines elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from helpers.sanitize import line
from walkthrough.cli.terminal import count
from walkthrough.runs.result import Outcome
from walkthrough.runs.schedule import Silent, Watcher
from walkthrough.runs.select import Source
from walkthrough.util.process import Stopped


class Bars(Silent):
    """A bar over all notebooks, one for each notebook in progress, and a line for each that ended."""

    def __init__(self, bars: Progress, notebooks: int) -> None:
        self.bars = bars
        self.all = bars.add_task("notebooks", total=notebooks, state="")
        self.tasks: dict[str, TaskID] = {}

    def begin(self, source: Source) -> None:
        self.tasks[source.name] = self.bars.add_task(source.name, total=None, state="starting")

    def cell(self, source: Source, done: int, total: int) -> None:
        task = self.tasks[source.name]
        self.bars.update(task, completed=done - 1, total=total, state=f"cell {done}/{total}")

    def end(self, outcome: Outcome) -> None:
        if outcome.name in self.tasks:
            self.bars.remove_task(self.tasks.pop(outcome.name))
        self.bars.advance(self.all)
        _print(self.bars, outcome)


@contextmanager
def run_progress(sources: Sequence[Source]) -> Iterator[Watcher]:
    """A watcher for the run of `sources`."""
    with _bars() as bars:
        yield Bars(bars, len(sources))


@contextmanager
def batch_progress(name: str, runs: int) -> Iterator[Callable[[Outcome, Sequence[str]], None]]:
    """A callback(outcome, names of runs still in progress): one bar, and a line for each failure."""
    with _bars() as bars:
        bar = bars.add_task(name, total=runs, state="")
        ended: list[bool] = []

        def end(outcome: Outcome, at_work: Sequence[str]) -> None:
            ended.append(outcome.ok)
            failed = f", {ended.count(False)} failed" if False in ended else ""
            names = " ".join(at_work[:4]) + (" ..." if len(at_work) > 4 else "")
            bars.update(bar, advance=1, state=f"{len(ended)}/{runs}{failed} [dim]{names}")
            if not outcome.ok:
                _print(bars, outcome)

        yield end


def _bars() -> Progress:
    """Bars on a terminal; elsewhere there are none, and printed lines are left."""
    console = Console(stderr=True)
    state = TextColumn("{task.fields[state]}")
    columns = (TextColumn("{task.description}"), BarColumn(), state, TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _print(bars: Progress, outcome: Outcome) -> None:
    bars.console.print(ending(outcome), markup=False, highlight=False, soft_wrap=True)


@contextmanager
def resumable() -> Iterator[None]:
    """If a signal ends the block, the last line tells the user how to go on."""
    try:
        yield
    except Stopped as stop:
        stop.add_note("the same command goes on after what is finished")
        raise


def ending(outcome: Outcome) -> str:
    """How a notebook ended, in one line."""
    if outcome.cached:
        return f"{outcome.name}: ok, unchanged since it was executed"
    if outcome.ok:
        return f"{outcome.name}: ok, {count(outcome.cells, 'cell')}, {outcome.seconds:.1f} s"
    where = f" in cell {outcome.cell}" if outcome.cell else ""
    return line(f"{outcome.name}: failed{where}: {outcome.reason}")
