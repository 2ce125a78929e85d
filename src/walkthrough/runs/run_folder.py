"""The folder of a run: complete, or absent.

A run is written beside its destination and renamed into place. A run in which a notebook failed
goes to `<name>.failed` instead, and the last good one stays.
"""

from __future__ import annotations

import json
import platform
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from helpers.claims.collect import records
from helpers.claims.judgement import MIME
from helpers.data.package import Package
from helpers.data.schema import DESCRIPTOR
from helpers.errors import UserError
from walkthrough.notebook.io import read
from walkthrough.runs.fingerprint import sources
from walkthrough.runs.finished import RECORD, FinishedRun
from walkthrough.util import atomic

PACKAGES = ("ipykernel", "matplotlib", "nbclient", "numpy", "pandas", "papermill")


class Folder:
    """The folder of a run while it is written: `path` now, `out` or `failed` in the end."""

    def __init__(self, out: Path, work: atomic.Staged) -> None:
        self.out, self.failed, self.work = out, failed(out), work
        self.path = work.folder
        self.notebooks = self.path / "notebooks"

    def publish(self, ok: bool) -> Path:
        """Rename into place, replacing the last run of the same kind; returns where it is now."""
        target = self.out if ok else self.failed
        self.work.replace(target)
        return self.without_failed() if ok else target

    def without_failed(self) -> Path:
        """`out`, which is the latest run: an earlier one that failed is removed."""
        self.work.remove(self.failed)
        return self.out


def failed(out: Path) -> Path:
    """Where a run goes in which a notebook failed."""
    return out.parent / f"{out.name}.failed"


@contextmanager
def folder(out: Path, kind: str) -> Iterator[Folder]:
    """A folder to write a "run" or a "batch" in; gone if it was not published (an interrupt, a bug,
    a kill).
    """
    if (failed(out) / RECORD).exists() and FinishedRun(failed(out)).status == "ok":
        raise UserError(
            f"{failed(out)} is where this goes if it fails, and it is a {kind} that"
            " succeeded; name another folder with --out"
        )
    with atomic.staged_folder(kind, out, failed(out)) as work:
        target = Folder(out, work)
        target.notebooks.mkdir()
        yield target


def write_verdicts(notebooks: Path, target: Path, package: Package, claims_path: str | None = None) -> None:
    """verdicts.json and scorecard.{html,md,csv}, from the outputs of the executed notebooks.

    They cite the article that the claims are of: the bundled one, or that of a ledger of one's own.
    """
    from helpers.claims.article import load_article
    from helpers.claims.collect import collect
    from helpers.claims.kinds import HERE
    from helpers.claims.own import own_article
    from walkthrough.runs import scorecard

    verdicts = collect(notebooks)
    own = [path.stem for path in notebooks.glob("*.ipynb")] == [HERE]
    article = own_article(package, claims_path).article if own else load_article(package)
    scorecard.write(verdicts, article, target, Path(claims_path).name if own and claims_path else "")


def verdict_counts(notebook: Path) -> dict[str, int]:
    """How often each verdict occurs among a notebook's outputs."""
    shown = records(read(notebook), MIME)
    return dict(sorted(Counter(str(verdict.get("verdict")) for verdict in shown).items()))


def compose(
    *,
    name: str,
    parameters: Mapping[str, Any],
    given: Mapping[str, Any],
    data: Mapping[str, str],
    kernels: str | None,
    notebooks: list[dict[str, Any]],
) -> dict[str, Any]:
    """The content of run.json: what ran, on what, with what, and how it ended.

    ``data`` is the sha256 of each file of the data package, the descriptor's first.
    """
    return {
        "name": name,
        "status": "ok" if all(n["status"] == "ok" for n in notebooks) else "failed",
        "finished": datetime.now(UTC).isoformat(timespec="seconds"),
        "parameters": dict(parameters),
        "given": dict(given),
        "data_sha256": data[DESCRIPTOR],
        "data_files": dict(data),
        "helpers_sha256": sources(),
        "versions": {"python": platform.python_version()} | {p: version(p) for p in PACKAGES},
        "kernels": kernels,
        "notebooks": notebooks,
    }


def write_record(target: Path, record: Mapping[str, Any]) -> None:
    text = json.dumps(record, indent=1, ensure_ascii=False) + "\n"
    (target / RECORD).write_text(text, encoding="utf-8")
