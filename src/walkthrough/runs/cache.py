"""Results of notebooks, stored until something that they depend on changes.

Only notebooks that read nothing but the data package, the texts that parameters name and the executed
notebooks of their run can be stored (`Source.cacheable`, decided in `select.load`): the bundled
ones, which state their own name in their metadata. A user's own notebook and a copy of a bundled
one run each time, and so does a bundled one that was changed to open a file; the author of another
notebook may let it state its name, and thereby promise the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat.validator import ValidationError

from helpers.data.package import Package
from walkthrough.notebook.io import code_hash, read, with_stored_outputs
from walkthrough.runs import fingerprint
from walkthrough.runs.result import Outcome
from walkthrough.runs.select import Source
from walkthrough.util import atomic


@dataclass(frozen=True)
class Entry:
    """The place of one result: its file, and the key that the file must hold."""

    file: Path
    key: str
    source: Source
    parameters: Mapping[str, Any]
    others: Sequence[Path]


class Cache:
    """The results stored in a folder, for one data package."""

    def __init__(self, folder: Path, package: Package) -> None:
        self.folder, self.data = folder, package.path.absolute()
        self.basis = fingerprint.basis(package)

    def entry(
        self, source: Source, parameters: Mapping[str, Any], others: Sequence[Path] = ()
    ) -> Entry | None:
        """The entry of a notebook with these parameters, None if its result cannot be stored.

        ``others`` are the executed notebooks that it reads.
        """
        if not source.cacheable:
            return None
        name = fingerprint.digest(str(source.path.absolute()), dict(parameters), str(self.data))
        key = fingerprint.key(source.code_sha256, parameters, self.basis, others)
        return Entry(self.folder / f"{source.name}-{name[:16]}.json", key, source, parameters, others)

    def find(self, entry: Entry) -> tuple[Outcome, Any] | None:
        """How the notebook ended and the notebook as executed, None if that is not stored."""
        try:
            stored = json.loads(entry.file.read_text(encoding="utf-8"))
            if stored["key"] != entry.key:
                return None
            outcome = Outcome(**stored["outcome"] | {"name": entry.source.name, "cached": True})
            code = nbformat.from_dict(stored["code"])
            executed = with_stored_outputs(code, read(entry.source.path))
            nbformat.validate(executed)
        except (OSError, LookupError, TypeError, ValueError, AttributeError, ValidationError):
            return None  # absent or damaged
        return outcome, executed

    def store(self, entry: Entry, outcome: Outcome, executed: Any) -> None:
        """Store a result, unless the notebook failed or what it read was changed meanwhile."""
        code = [cell for cell in executed.cells if cell.cell_type == "code"]
        if (
            not outcome.ok
            or code_hash(executed) != entry.source.code_sha256
            or entry != self.entry(entry.source, entry.parameters, entry.others)
        ):
            return
        content = {"key": entry.key, "outcome": asdict(outcome), "code": code}
        with suppress(OSError):  # a cache that cannot be written costs time, not a result
            self.folder.mkdir(parents=True, exist_ok=True)
            atomic.write(entry.file, json.dumps(content))
