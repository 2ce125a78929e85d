"""A run that is finished, read from its folder."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers.claims.judgement import Judgement, judgements
from helpers.data.files import LARGEST, read_bytes
from helpers.data.schema import DESCRIPTOR
from helpers.errors import UserError
from helpers.parameters import LATEST, YEARS

RECORD, VERDICTS = "run.json", "verdicts.json"
_UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


class FinishedRun:
    """A run (or a batch) as it was left in its folder; each part is read when it is used."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def record(self) -> dict[str, Any]:
        """The content of run.json. Raises UserError if there is none, or none of a run."""
        if not (self.path / RECORD).exists():
            raise UserError(f"{self.path} is not a run: no {RECORD}; make one with `walkthrough run`")
        try:
            record = json.loads(read_bytes(self.path / RECORD, LARGEST))
            return dict(record) | {
                "status": record["status"],
                "parameters": dict(record["parameters"]),
                "given": dict(record.get("given", {})),
            }
        except _UNREADABLE:
            raise UserError(
                f"{self.path}: {RECORD} was not written by `walkthrough run`; run the notebooks again"
            ) from None

    @property
    def parameters(self) -> dict[str, Any]:
        """The whole choice of parameters, defaults included."""
        return dict(self.record["parameters"])

    @property
    def choice(self) -> dict[str, Any]:
        """The same for `helpers.parameters.resolve`, which finds again the years that nobody gave."""
        own = {name for name in YEARS if self.record["given"].get(name, LATEST) == LATEST}
        return {name: value for name, value in self.parameters.items() if name not in own}

    @property
    def status(self) -> str | None:
        """How the run ended, "ok" or "failed"; None without a readable record."""
        try:
            return str(self.record["status"])
        except UserError:
            return None

    @property
    def notebooks(self) -> list[Path]:
        """The executed notebooks, in the order in which they run."""
        return sorted((self.path / "notebooks").glob("*.ipynb"))

    def require_success(self) -> FinishedRun:
        """This run. Raises UserError unless it succeeded and its notebooks are there."""
        if self.record["status"] != "ok":
            raise UserError(f"{self.path} is a run that failed; name one that succeeded")
        if not self.notebooks:
            raise UserError(f"{self.path} has no notebooks any more; run the notebooks again")
        return self

    @cached_property
    def verdicts(self) -> list[Judgement]:
        """The verdict on each claim. Raises UserError if there are none, or they are damaged."""
        path = self.path / VERDICTS
        try:
            records = json.loads(read_bytes(path, LARGEST))
        except FileNotFoundError:
            raise UserError(
                f"{self.path}: no {VERDICTS} here; name a folder that `walkthrough run` made"
            ) from None
        except (OSError, ValueError, RecursionError):
            raise UserError(f"{path}: not valid JSON; run the notebooks again") from None
        return judgements(records, path)

    @cached_property
    def data_files(self) -> dict[str, str]:
        """sha256 by file of the data package that was read; empty if the record has none."""
        try:
            files = json.loads(read_bytes(self.path / RECORD, LARGEST))["data_files"]
            return {str(place): str(digest) for place, digest in files.items()}
        except _UNREADABLE:
            return {}

    @property
    def data_hash(self) -> str:
        """The first digits of the sha256 of the data package's descriptor, in words."""
        digest = self.data_files.get(DESCRIPTOR)
        return f"data sha256:{digest[:12]}" if digest else "data unknown"

    def equals(self, record: Mapping[str, Any], notebooks: Path) -> bool:
        """Whether a run with this record and these executed notebooks is this one, and complete."""
        try:
            return _lasting(self.record) == _lasting(record) and all(
                path.read_bytes() == (self.path / "notebooks" / path.name).read_bytes()
                and (self.path / "html" / f"{path.stem}.html").is_file()
                for path in notebooks.iterdir()
            )
        except (UserError, *_UNREADABLE):
            return False


def setting(parameters: Mapping[str, Any]) -> str:
    """The parameters of a run as the end of a sentence."""
    return ", ".join(f"{k} = {v}" for k, v in parameters.items() if v is not None)


def _lasting(record: Any) -> dict[str, Any]:
    """A record without the fields that differ between two runs with the same result."""
    notebooks = [{k: v for k, v in entry.items() if k != "cached"} for entry in record["notebooks"]]
    fields = {k: v for k, v in record.items() if k not in ("finished", "kernels")}
    return dict(json.loads(json.dumps(fields | {"notebooks": notebooks})))
