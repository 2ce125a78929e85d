"""Execute the notebooks with their own defaults and store what they show."""

from __future__ import annotations

from pathlib import Path

from helpers.data.package import open_package
from helpers.errors import UserError
from walkthrough.runs import run_folder
from walkthrough.runs.result import Outcome
from walkthrough.runs.schedule import Job, Silent, Watcher, execute_all
from walkthrough.runs.select import Source
from walkthrough.util import atomic


def refresh(sources: list[Source], build: Path, watcher: Watcher | None = None) -> list[Outcome]:
    """Overwrite each source notebook with its executed self, if every one of them succeeded.

    What is written depends on nothing but code, data and package versions: a second refresh
    changes no byte. Executed in a folder of `build`, which is removed afterwards. Raises UserError
    for a notebook that was saved meanwhile, which stays as it is.
    """
    package = open_package()
    package.verify()
    before = {source: source.path.read_bytes() for source in sources}
    with run_folder.folder(build / ".refresh", "refresh") as made:
        job = Job(made.notebooks, {}, watcher or Silent(), data=package.sha256)
        outcomes = execute_all(sources, job)
        if all(outcome.ok for outcome in outcomes):
            executed = {
                source: (made.notebooks / source.path.name).read_text(encoding="utf-8") for source in sources
            }
            for source in sources:
                _check_as_before(source, before)
            for source in sources:
                _check_as_before(source, before)  # one may be saved while others are stored
                atomic.write(source.path, executed[source])
    return outcomes


def _check_as_before(source: Source, before: dict[Source, bytes]) -> None:
    if source.path.read_bytes() != before[source]:
        raise UserError(
            f"{source.path} was saved while it was executed and stays as it is; run"
            " `walkthrough refresh` again"
        )
