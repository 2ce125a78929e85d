"""A whole run: execute the plan, write everything down, put it in place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

from helpers.runs import record
from helpers.runs.execute import CELL_TIMEOUT, Outcome, execute
from helpers.runs.plan import Source


class Watcher(Protocol):
    """Is told how a run gets on."""

    def begin(self, source: Source) -> None: ...
    def cell(self, done: int, total: int) -> None: ...
    def end(self, outcome: Outcome) -> None: ...


class Silent:
    """A watcher that shows nothing."""

    def begin(self, source: Source) -> None: ...
    def cell(self, done: int, total: int) -> None: ...
    def end(self, outcome: Outcome) -> None: ...


@dataclass(frozen=True)
class Run:
    """A finished run: where it is, how each notebook ended, how many verdicts of which sort."""

    folder: Path
    outcomes: tuple[Outcome, ...]
    verdicts: Mapping[str, Mapping[str, int]]

    @property
    def ok(self) -> bool:
        return all(outcome.ok for outcome in self.outcomes)


def execute_all(
    sources: list[Source],
    notebooks: Path,
    given: Mapping[str, Any],
    watcher: Watcher,
    timeout: int = CELL_TIMEOUT,
) -> list[Outcome]:
    """Execute in order into the folder `notebooks`; a failure does not stop those that follow.

    Each notebook gets those of the `given` parameters that it declares.
    """
    outcomes = []
    for source in sources:
        watcher.begin(source)
        outcomes.append(
            execute(
                source.path,
                notebooks / source.path.name,
                {name: given[name] for name in source.parameters if name in given},
                timeout=timeout,
                progress=watcher.cell,
            )
        )
        watcher.end(outcomes[-1])
    return outcomes


def run(
    sources: list[Source],
    out: Path,
    *,
    parameters: Mapping[str, Any],
    given: Mapping[str, Any],
    descriptor: Path,
    watcher: Watcher | None = None,
    timeout: int = CELL_TIMEOUT,
) -> Run:
    """Run `sources` into `out`, or into `<out>.failed` if one of them fails.

    `parameters` is the whole checked choice (recorded); `given` those that the user set (injected).
    """
    with record.folder(out) as made:
        outcomes = execute_all(sources, made.notebooks, given, watcher or Silent(), timeout)
        record.write_html(made.notebooks, made.path / "html")
        record.write_verdicts(made.notebooks, made.path)
        written = {path.stem: path for path in made.notebooks.glob("*.ipynb")}
        counts = {name: record.verdict_counts(path) for name, path in sorted(written.items())}
        record.write_record(
            made.path,
            name=out.name,
            parameters=parameters,
            given=given,
            descriptor=descriptor,
            notebooks=[
                asdict(outcome)
                | {
                    "seconds": round(outcome.seconds, 2),
                    "code_sha256": record.code_hash(source.path),
                    "verdicts": counts.get(source.name, {}),
                }
                for source, outcome in zip(sources, outcomes, strict=True)
            ],
        )
        where = made.publish(all(outcome.ok for outcome in outcomes))
    return Run(where, tuple(outcomes), counts)
