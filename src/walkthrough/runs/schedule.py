"""Several notebooks at once, and the one that reads the others after them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor, as_completed, wait
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from walkthrough.notebook.io import read, write
from walkthrough.runs.cache import Cache
from walkthrough.runs.limits import allow
from walkthrough.runs.result import CELL_TIMEOUT, Outcome
from walkthrough.runs.select import Source

CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
"""Cores that this process may use."""


class Watcher(Protocol):
    """Callbacks about the progress of a run, called by several threads."""

    def begin(self, source: Source) -> None: ...
    def cell(self, source: Source, done: int, total: int) -> None: ...
    def end(self, outcome: Outcome) -> None: ...


class Silent:
    """A watcher that shows nothing."""

    def begin(self, source: Source) -> None: ...
    def cell(self, source: Source, done: int, total: int) -> None: ...
    def end(self, outcome: Outcome) -> None: ...


@dataclass(frozen=True)
class Job:
    """The work on each notebook: take it from the cache, or execute it into a folder.

    Each gets those of the `given` parameters that it declares. `data` is the sha256 of the data
    package's descriptor, which a kernel must find.
    """

    notebooks: Path
    given: Mapping[str, Any]
    watcher: Watcher
    timeout: int = CELL_TIMEOUT
    cache: Cache | None = None
    data: str | None = None

    def __call__(self, source: Source) -> Outcome:
        values = {name: self.given[name] for name in source.parameters if name in self.given}
        target = self.notebooks / source.path.name
        others = sorted(self.notebooks.glob("*.ipynb")) if source.reads_others else []
        entry = self.cache.entry(source, values, others) if self.cache else None
        if self.cache and entry and (stored := self.cache.find(entry)):
            outcome, executed = stored
            write(executed, target)
            return outcome
        self.watcher.begin(source)
        # Slow to import, and of no use where nothing has changed; the parent of the kernels does
        # its own imports at the same time.
        from walkthrough.runs.kernel_manager import prepare

        prepare()
        from walkthrough.runs.execute import execute

        outcome = execute(
            source.path,
            target,
            values,
            data=self.data,
            timeout=self.timeout,
            progress=lambda done, total: self.watcher.cell(source, done, total),
        )
        if self.cache and entry and outcome.ok:
            self.cache.store(entry, outcome, read(target))
        return outcome


def execute_all(
    sources: list[Source],
    job: Job,
    jobs: int = CORES,
    ended: Callable[[Outcome], None] = lambda outcome: None,
) -> list[Outcome]:
    """Do the job for each notebook, `jobs` at a time; a failure does not stop the others.

    A notebook that reads the others begins when they have ended. An interrupt kills all kernels.
    """
    allow(min(jobs, len(sources)))
    outcomes = {}
    alone = [[source] for source in sources if source.reads_others]
    with pool(jobs) as executor:
        for group in [[source for source in sources if not source.reads_others], *alone]:
            futures = [executor.submit(job, source) for source in group]
            try:
                for future in as_completed(futures):
                    outcome = future.result()
                    outcomes[outcome.name] = outcome
                    job.watcher.end(outcome)
                    ended(outcome)
            except BaseException:
                stop(futures)
                raise
    return [outcomes[source.name] for source in sources]


@contextmanager
def pool(workers: int) -> Iterator[Executor]:
    """Threads that do not begin what is left to do if an error or an interrupt ends the block."""
    executor = ThreadPoolExecutor(workers)
    try:
        yield executor
    finally:
        executor.shutdown(cancel_futures=True)


def stop(futures: list[Future[Any]]) -> None:
    """Let no future of a pool go on: cancel it, and kill the kernels of this process."""
    from warmkernels.provisioner import kill_all

    for future in futures:
        future.cancel()
    # Again and again, as a thread may just be starting a kernel.
    while wait(futures, timeout=0.05).not_done:
        kill_all()
