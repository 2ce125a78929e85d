"""What `walkthrough batch` prints: one bar on a terminal, failures as they come, and the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from walkthrough.batch.batch import Batch
from walkthrough.cli.progress import ending, near
from walkthrough.cli.terminal import table
from walkthrough.runs.result import Outcome


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
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bars:
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
    counts = {"executed": len(done.outcomes) - kept - len(failed), "unchanged": kept, "failed": len(failed)}
    said = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    print(f"{len(done.outcomes)} runs: {said}")
    print(f"open {near(done.folder) / 'index.html'}")
