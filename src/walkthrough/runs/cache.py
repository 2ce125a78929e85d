"""Results of notebooks, kept until something that they depend on changes.

A result is kept under notebook, parameters and data package, with a key of all that was known
before the notebook ran: its code cells, the modules that it imports, the environment, and for the
scorecard the executed notebooks that it reads. Beside the key stands what only the run could tell:
every file that the kernel opened, with its hash, and every question that was put to the package's
descriptor, with a hash of the answer. While all of these are the same, so is the result: a run that
would open another file must first have met something new in one of these.

A notebook that opens what changes while it runs, or a notebook of the same run other than as the
scorecard does, is executed each time.
"""

from __future__ import annotations

import json
import sysconfig
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat
from nbformat.validator import ValidationError

from helpers.data.package import ASKED, Package
from helpers.errors import UserError
from walkthrough.notebook.io import read, recomposed, write
from walkthrough.runs import fingerprint
from walkthrough.runs.result import Outcome
from walkthrough.runs.select import Source
from walkthrough.util import atomic

CLOCK = 5
"""Seconds by which the clock may have been set while a notebook was executed."""


@dataclass(frozen=True)
class Moment:
    """A time by the clock, and by a counter that nobody can set."""

    clock: float
    steady: float

    @classmethod
    def now(cls) -> Moment:
        return cls(time.time(), time.monotonic())


@dataclass(frozen=True)
class Slot:
    """Where the result of one notebook is kept, and the key that it must have."""

    file: Path
    key: str
    source: Source
    folder: Path

    @property
    def reads(self) -> Path:
        """Takes the kernel's notes, until `keep`."""
        return self.folder.parent / f".{self.source.name}.reads"


class Cache:
    """The results kept in a folder, for one data package."""

    def __init__(self, folder: Path, data: Path) -> None:
        self.folder, self.data = folder, data.absolute()
        self.environment = fingerprint.environment()

    def slot(self, source: Source, parameters: Mapping[str, Any], notebooks: Path) -> Slot:
        """The slot of a notebook that is executed into the folder `notebooks` of a run."""
        notebook = read(source.path)
        others = sorted(notebooks.glob("*.ipynb")) if source.reads_others else []
        key = fingerprint.digest(
            fingerprint.code_of(notebook),
            fingerprint.sources(),
            self.environment,
            [[other.name, fingerprint.file_hash(other)] for other in others],
        )
        return Slot(self.file(source, parameters), key, source, notebooks)

    def file(self, source: Source, parameters: Mapping[str, Any]) -> Path:
        """Where the result of a notebook with these parameters is kept."""
        name = fingerprint.digest(str(source.path.absolute()), dict(parameters), str(self.data))
        return self.folder / f"{source.name}-{name[:16]}.json"

    def find(self, slot: Slot) -> Outcome | None:
        """Write the kept notebook where its execution would have; None if there is none."""
        try:
            entry = json.loads(slot.file.read_text(encoding="utf-8"))
            if entry["key"] != slot.key or any(_state(what) != was for what, was in entry["depends"].items()):
                return None
            # A batch, which calls its runs by what they chose, has the same results.
            outcome = Outcome(**entry["outcome"] | {"name": slot.source.name, "cached": True})
            code = nbformat.from_dict(entry["code"])
            write(recomposed(code, read(slot.source.path)), slot.folder / slot.source.path.name)
        except (OSError, LookupError, TypeError, ValueError, AttributeError, ValidationError):
            return None  # there is none, or it is damaged
        return outcome

    def keep(self, slot: Slot, outcome: Outcome, began: Moment) -> None:
        """Keep the result of an execution that was begun no earlier, if it may be kept."""
        found, now = None, Moment.now()
        # What changed meanwhile is told by the clock, so one that was set meanwhile tells nothing.
        set_by = (now.clock - began.clock) - (now.steady - began.steady)
        if outcome.ok and abs(set_by) < CLOCK:
            found = _dependencies(slot, began.clock)
        slot.reads.unlink(missing_ok=True)
        if found is None:
            with suppress(OSError):
                slot.file.unlink(missing_ok=True)
            return
        executed = read(slot.folder / slot.source.path.name)
        entry = {
            "key": slot.key,
            "depends": found,
            "outcome": asdict(outcome),
            "code": [cell for cell in executed.cells if cell.cell_type == "code"],
        }
        # A cache that cannot be written costs time, not a result.
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            atomic.write(slot.file, json.dumps(entry))


def _dependencies(slot: Slot, started: float) -> dict[str, str | None] | None:
    """State of all that was opened or asked for, or None if it cannot be relied on."""
    notes = slot.reads.read_text(encoding="utf-8").splitlines()
    asked = {note for note in notes if note.startswith(ASKED)}
    described = {Path(note.split("\t")[1], "datapackage.json") for note in asked}
    found = {note: _state(note) for note in asked}
    for note in notes:
        path = Path(note.split("\t")[1])
        if note in asked or path in described or _ignored(path):
            continue
        if path.is_relative_to(slot.folder):
            if slot.source.reads_others:
                continue
            return None
        if path.exists() and path.stat().st_mtime > started:
            return None
        found[note] = _state(note)
    return found


def _state(note: str) -> str | None:
    """Hash of the file, or of the descriptor's answer, that a note of `kernels.reads` names."""
    kind, place, *question = note.split("\t")
    if kind != ASKED:
        return fingerprint.file_hash(Path(place))
    try:
        descriptor = Path(place, "datapackage.json").stat()
        package = _package(place, descriptor.st_mtime_ns, descriptor.st_size)
        return fingerprint.digest(package.answer(*question))
    except (OSError, UserError):
        return None


@lru_cache(maxsize=4)  # a descriptor is checked when it is opened, and asked a hundred times
def _package(place: str, _modified: int, _size: int) -> Package:
    return Package(Path(place))


_IGNORED = (
    *(Path(sysconfig.get_path(n)) for n in ("stdlib", "platstdlib", "purelib", "platlib")),
    *(Path("/proc"), Path("/sys"), Path("/dev")),
)


def _ignored(path: Path) -> bool:
    """Whether the file is part of what is installed, or of the system."""
    return path.suffix == ".pyc" or any(path.is_relative_to(place) for place in _IGNORED)
