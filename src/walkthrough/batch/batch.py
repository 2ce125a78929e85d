"""A whole batch: every run, a page each, one table, put in place together."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from helpers.data.package import Package
from walkthrough.batch import index, results, task
from walkthrough.batch.batch_cache import Kept
from walkthrough.batch.combinations import Item
from walkthrough.batch.workers import Workers
from walkthrough.runs import run_folder
from walkthrough.runs.cache import Cache
from walkthrough.runs.finished import FinishedRun
from walkthrough.runs.result import Outcome
from walkthrough.runs.select import Source

Ended = Callable[[Outcome, Sequence[str]], None]
"""Is told how a run ended, and the names of those at work."""


@dataclass(frozen=True)
class Batch:
    """A finished batch: where it is, and how each run ended, in the order of the choices."""

    folder: Path
    outcomes: tuple[Outcome, ...]

    @property
    def ok(self) -> bool:
        return all(outcome.ok for outcome in self.outcomes)


def batch(
    source: Source,
    items: Sequence[Item],
    out: Path,
    *,
    workers: Workers,
    package: Package,
    base: Mapping[str, Any],
    ended: Ended = lambda outcome, at_work: None,
    cache: Path | None = None,
) -> Batch:
    """Run `source` once for each item into `out`; a run that fails does not stop the others.

    If every one fails, the batch goes to ``<out>.failed``, and an earlier one stays. What the
    folder `cache` holds is executed only if something that it depends on has changed; if nothing
    has, `out` stays as it is. ``base`` are the values that were given to all runs alike.
    """
    data = package.verify()
    with run_folder.folder(out, "batch") as made:
        kept = Kept(Cache(cache, package.path) if cache else None, source, made.path / "work")
        todo = _Batch(source, made, kept, task.home(package), ended)
        for item, future, at_work in workers.each(todo.work(items)):
            todo.arrived(item, future, [other.id for other in at_work])
        outcomes = tuple(todo.outcomes[item.id] for item in items)
        said = run_folder.compose(
            name=out.name,
            parameters={},
            given=base,
            data=data,
            kernels=todo.kernels,
            notebooks=[
                asdict(outcome)
                | {"seconds": round(outcome.seconds, 2), "notebook": source.name}
                | {"given": dict(item.given)}
                for item, outcome in zip(items, outcomes, strict=True)
            ],
        )
        if all(outcome.cached for outcome in outcomes) and _same(said, made.notebooks, out):
            return Batch(out, outcomes)
        todo.finish_pages()
        title = f"{source.name}: {len(items)} runs"
        pages = frozenset(path.stem for path in todo.html.iterdir())
        texts = {
            "results.csv": results.as_csv(items, todo.found),
            "index.html": index.page(title, items, todo.outcomes, todo.found, pages),
        }
        for name, text in texts.items():
            (made.path / name).write_text(text, encoding="utf-8", newline="\n")
        run_folder.write_record(made.path, said)
        shutil.rmtree(kept.own, ignore_errors=True)
        return Batch(made.publish(any(outcome.ok for outcome in outcomes)), outcomes)


class _Batch:
    """A batch while it is made. Of a run that has ended it holds the rows; files have the rest."""

    def __init__(self, source: Source, made: run_folder.Folder, kept: Kept, home: Any, ended: Ended) -> None:
        self.source, self.made, self.kept, self.home, self.ended = source, made, kept, home, ended
        self.outcomes: dict[str, Outcome] = {}
        self.found: dict[str, list[dict[str, Any]]] = {}
        self.pageless: list[str] = []
        self.kernels: str | None = None
        self.html = made.path / "html"
        self.html.mkdir()

    def work(self, items: Sequence[Item]) -> Iterator[tuple[Item, Any, tuple[Any, ...]]]:
        """What is to be executed. What is kept is put in its place on the way."""
        text = task.bare(self.source.path)
        for item in items:
            if found := self.kept.find(item):
                outcome, executed = found
                self.pageless.append(item.id)
                self._store(item, outcome, executed, [])
            else:
                given = task.Task(self._title(item.id), text, dict(item.given), self.home)
                yield item, task.perform, (given,)

    def arrived(self, item: Item, future: Future[task.Result], at_work: list[str]) -> None:
        """Write down what a run has brought, or why it brought nothing."""
        try:
            result = future.result()
        except Exception as error:  # not of the notebook: of a worker that died, say
            reason = " ".join(f"{type(error).__name__}: {error}".split())
            result = task.Result(Outcome(item.id, "failed", 0.0, 0, None, reason))
        self.kept.keep(item, result)
        self.kernels = self.kernels or result.kernels
        if result.page is not None:
            (self.html / f"{item.id}.html").write_text(result.page, encoding="utf-8")
        self._store(item, result.outcome, result.text, at_work)

    def finish_pages(self) -> None:
        """The pages of what was kept."""
        from walkthrough.batch.page import page

        for name in self.pageless:
            text = (self.made.notebooks / f"{name}.ipynb").read_text(encoding="utf-8")
            made = page(text, self._title(name))
            (self.html / f"{name}.html").write_text(made, encoding="utf-8")

    def _store(self, item: Item, outcome: Outcome, text: str | None, at_work: list[str]) -> None:
        self.outcomes[item.id] = replace(outcome, name=item.id)
        if text is not None:
            path = self.made.notebooks / f"{item.id}.ipynb"
            path.write_text(text, encoding="utf-8", newline="\n")
            if outcome.ok:
                self.found[item.id] = results.found(text)
        self.ended(self.outcomes[item.id], at_work)

    def _title(self, name: str) -> str:
        return f"{self.source.name}: {name}"


def _same(said: Mapping[str, Any], notebooks: Path, out: Path) -> bool:
    """Whether `out` already is the batch that is described, and whole."""
    whole = all((out / name).is_file() for name in ("index.html", "results.csv"))
    return whole and FinishedRun(out).equals(said, notebooks)
