"""A whole run: execute the plan, write everything down, put it in place."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor, Future
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from helpers.data.package import Package
from walkthrough.notebook.html import Pages
from walkthrough.runs import crate, run_folder
from walkthrough.runs.cache import Cache
from walkthrough.runs.finished import FinishedRun
from walkthrough.runs.kernel_folder import remove_leftovers
from walkthrough.runs.result import CELL_TIMEOUT, Outcome
from walkthrough.runs.schedule import CORES, Job, Silent, Watcher, execute_all, pool
from walkthrough.runs.select import Source
from warmkernels import refusal

FORKED = "forked from a parent with imports done"


@dataclass(frozen=True)
class Run:
    """A finished run: where it is, how each notebook ended, how many verdicts of which sort.

    `kernels` says how kernels were started, None if none was.
    """

    folder: Path
    outcomes: tuple[Outcome, ...]
    verdicts: Mapping[str, Mapping[str, int]]
    kernels: str | None

    @property
    def ok(self) -> bool:
        return all(outcome.ok for outcome in self.outcomes)


def run(
    sources: list[Source],
    out: Path,
    *,
    parameters: Mapping[str, Any],
    given: Mapping[str, Any],
    package: Package,
    watcher: Watcher | None = None,
    timeout: int = CELL_TIMEOUT,
    jobs: int = CORES,
    cache: Path | None = None,
) -> Run:
    """Run `sources` into `out`, or into `<out>.failed` if one of them fails.

    `parameters` is the whole checked choice (recorded); `given` those that the user set (injected).
    What the folder `cache` holds is executed only if something that it depends on has changed; if
    nothing at all has, `out` stays as it is. Raises UserError, and runs nothing, if the package is
    not what it records; what is changed while notebooks run makes these fail.
    """
    remove_leftovers()
    data = package.verify()
    results = Cache(cache, package) if cache else None
    with run_folder.folder(out, "run") as target, pool(1) as clerk:
        job = Job(target.notebooks, given, watcher or Silent(), timeout, results, package.sha256)
        pages = _Pages(target, [source.name for source in sources], clerk)
        outcomes = execute_all(sources, job, jobs, pages.ended)
        written = {path.stem: path for path in target.notebooks.glob("*.ipynb")}
        counts = {name: run_folder.verdict_counts(path) for name, path in sorted(written.items())}
        executed = not all(outcome.cached for outcome in outcomes)
        record = run_folder.compose(
            name=out.name,
            parameters=parameters,
            given=given,
            data=data,
            kernels=(kernels := started() if executed else None),
            notebooks=[
                asdict(outcome)
                | {
                    "seconds": round(outcome.seconds, 2),
                    "code_sha256": source.code_sha256,
                    "verdicts": counts.get(source.name, {}),
                }
                for source, outcome in zip(sources, outcomes, strict=True)
            ],
        )
        if not executed and FinishedRun(out).equals(record, target.notebooks):
            return Run(target.without_failed(), tuple(outcomes), counts, None)
        run_folder.write_verdicts(target.notebooks, target.path, package, parameters.get("claims_path"))
        run_folder.write_record(target.path, record)
        pages.finish()
        crate.write(target.path, record, sources, package)
        where = target.publish(all(outcome.ok for outcome in outcomes))
    return Run(where, tuple(outcomes), counts, kernels)


def started() -> str:
    """How kernels of this process are started."""
    from warmkernels.provisioner import exposure

    how = f"ordinary: {why}" if (why := refusal()) else FORKED
    return f"{how}; {open_}" if (open_ := exposure()) else how


class _Pages:
    """Converts pages beside the execution, once the run is known to differ from the last."""

    def __init__(self, target: run_folder.Folder, names: list[str], clerk: Executor) -> None:
        self.target, self.clerk = target, clerk
        self.pages = Pages(target.path / "html", names)
        self.waiting: list[Path] = []
        self.conversions: list[Future[None]] = []
        self.new = False

    def ended(self, outcome: Outcome) -> None:
        self.waiting.append(self.target.notebooks / f"{outcome.name}.ipynb")
        self.new = self.new or not outcome.cached
        if self.new:
            self._begin()

    def finish(self) -> None:
        self._begin()
        for conversion in self.conversions:
            conversion.result()

    def _begin(self) -> None:
        # A notebook whose kernel did not start has left no file.
        notebooks = [path for path in self.waiting if path.exists()]
        self.conversions += [self.clerk.submit(self.pages.write, path) for path in notebooks]
        self.waiting = []
