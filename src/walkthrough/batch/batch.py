"""A whole batch: every run, one page per run, one table, put in place together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import nbformat

from helpers.data.package import Package
from walkthrough.batch import index, results, task
from walkthrough.batch.combinations import Combination
from walkthrough.batch.page import page
from walkthrough.batch.workers import Workers
from walkthrough.runs import fingerprint, run_folder
from walkthrough.runs.cache import Cache, Entry
from walkthrough.runs.finished import FinishedRun
from walkthrough.runs.result import Outcome
from walkthrough.runs.select import Source

Ended = Callable[[Outcome, Sequence[str]], None]
"""Callback: the outcome of a run, and the names of the runs still in progress."""


@dataclass(frozen=True)
class Batch:
    """A finished batch: its folder, and how each run ended, in the order of the combinations."""

    folder: Path
    outcomes: tuple[Outcome, ...]

    @property
    def ok(self) -> bool:
        return all(outcome.ok for outcome in self.outcomes)


def batch(
    source: Source,
    combinations: Sequence[Combination],
    out: Path,
    *,
    workers: Workers,
    package: Package,
    base: Mapping[str, Any],
    ended: Ended = lambda outcome, at_work: None,
    cache: Path | None = None,
) -> Batch:
    """Run `source` once for each combination into `out`; a run that fails does not stop the others.

    If every one fails, the batch goes to ``<out>.failed``, and an earlier one stays. What the
    folder `cache` holds is executed only if something that it depends on has changed; if nothing
    has, `out` stays as it is. ``base`` are the values that were given to all runs alike.
    """
    data = package.verify()
    with run_folder.folder(out, "batch") as target:
        progress = _Progress(source, target, package, Cache(cache, package) if cache else None, ended)
        for combination, future, at_work in workers.each(progress.tasks(combinations)):
            progress.collect(combination, future, [other.id for other in at_work])
        outcomes = tuple(progress.outcomes[combination.id] for combination in combinations)
        record = run_folder.compose(
            name=out.name,
            parameters={},
            given=base,
            data=data,
            kernels=progress.kernels,
            notebooks=[
                asdict(outcome)
                | {"seconds": round(outcome.seconds, 2), "notebook": source.name}
                | {"given": dict(combination.given)}
                for combination, outcome in zip(combinations, outcomes, strict=True)
            ],
        )
        if all(outcome.cached for outcome in outcomes) and _complete(out, record, target.notebooks):
            return Batch(out, outcomes)
        progress.write_pages_of_cached()
        title = f"{source.name}: {len(combinations)} runs"
        pages = frozenset(path.stem for path in progress.html.iterdir())
        texts = {
            "results.csv": results.as_csv(combinations, progress.rows),
            "index.html": index.page(title, combinations, progress.outcomes, progress.rows, pages),
        }
        for name, text in texts.items():
            (target.path / name).write_text(text, encoding="utf-8", newline="\n")
        run_folder.write_record(target.path, record)
        return Batch(target.publish(any(outcome.ok for outcome in outcomes)), outcomes)


class _Progress:
    """A batch in progress. Of a run that has ended it holds the rows; files hold the rest."""

    def __init__(
        self,
        source: Source,
        target: run_folder.Folder,
        package: Package,
        cache: Cache | None,
        ended: Ended,
    ) -> None:
        self.source, self.target, self.cache, self.ended = source, target, cache, ended
        self.basis = fingerprint.basis(package)
        self.entries: dict[str, Entry] = {}
        self.outcomes: dict[str, Outcome] = {}
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.kernels: str | None = None
        self.html = target.path / "html"
        self.html.mkdir()

    def tasks(
        self, combinations: Sequence[Combination]
    ) -> Iterator[tuple[Combination, Callable[..., Any], tuple[Any, ...]]]:
        """The runs to be executed. Cached results are copied as we go."""
        text = task.without_outputs(self.source.path)
        for combination in combinations:
            entry = self.cache.entry(self.source, combination.given) if self.cache else None
            if self.cache and entry and (stored := self.cache.find(entry)):
                outcome, executed = stored
                self._write(combination, outcome, nbformat.writes(executed).rstrip("\n") + "\n", [])
                continue
            if entry:
                self.entries[combination.id] = entry
            values = dict(combination.given)
            todo = task.Task(self._title(combination.id), text, values, self.basis)
            yield combination, task.execute_task, (todo,)

    def collect(self, combination: Combination, future: Future[task.Result], at_work: list[str]) -> None:
        """Write down the result of a run, or why it has none."""
        try:
            result = future.result()
        except Exception as error:  # not of the notebook: of a worker that died, say
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            result = task.Result(Outcome(combination.id, "failed", 0.0, 0, None, reason))
        entry = self.entries.pop(combination.id, None)
        if self.cache and entry and result.text is not None:
            self.cache.store(entry, result.outcome, nbformat.reads(result.text, as_version=4))
        self.kernels = self.kernels or result.kernels
        if result.page is not None:
            (self.html / f"{combination.id}.html").write_text(result.page, encoding="utf-8")
        self._write(combination, result.outcome, result.text, at_work)

    def write_pages_of_cached(self) -> None:
        """Write the pages of the results that were not executed."""
        for name, outcome in self.outcomes.items():
            if outcome.cached:
                text = (self.target.notebooks / f"{name}.ipynb").read_text(encoding="utf-8")
                (self.html / f"{name}.html").write_text(page(text, self._title(name)), encoding="utf-8")

    def _write(
        self, combination: Combination, outcome: Outcome, text: str | None, at_work: list[str]
    ) -> None:
        self.outcomes[combination.id] = replace(outcome, name=combination.id)
        if text is not None:
            path = self.target.notebooks / f"{combination.id}.ipynb"
            path.write_text(text, encoding="utf-8", newline="\n")
            if outcome.ok:
                self.rows[combination.id] = results.rows(text)
        self.ended(self.outcomes[combination.id], at_work)

    def _title(self, name: str) -> str:
        return f"{self.source.name}: {name}"


def _complete(out: Path, record: Mapping[str, Any], notebooks: Path) -> bool:
    """Whether `out` already holds this batch, with all its files."""
    files = (out / "index.html", out / "results.csv")
    return all(file.is_file() for file in files) and FinishedRun(out).equals(record, notebooks)
