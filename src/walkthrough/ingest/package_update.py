"""Change a data package of the user's own: all of it is checked before any of it is replaced.

The new package is written in a folder beside the old one, a copy of it or of the bundled package,
and takes the old one's place by a rename. Whatever fails leaves the old one as it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.data.package import BUNDLED, Package, sha256
from helpers.data.schema import DESCRIPTOR, read_descriptor
from helpers.errors import UserError
from walkthrough.ingest.tables import as_text, record, record_years, to_csv, validate
from walkthrough.ingest.undesa_areas import RESIDUALS
from walkthrough.util import atomic, disk, manifest


@dataclass
class Change:
    """Tables to write, the fields of their descriptor entries to set, and lines for the user.

    ``files`` names what they came from, for errors; ``chosen`` are the parameters by which a run
    uses the tables.
    """

    files: str
    frames: dict[str, pd.DataFrame]
    entries: dict[str, dict[str, Any]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    chosen: dict[str, Any] = field(default_factory=dict)


def source(path: Path) -> dict[str, str]:
    """A file as the descriptor records it."""
    return {"name": path.name, "sha256": sha256(path)}


def apply(into: Path, make: Callable[[Package], Change]) -> tuple[list[str], dict[str, Any]]:
    """Make a change to the package ``into`` (new: to a copy of the bundled one).

    Returns lines to show, and the parameters that choose what is new.
    """
    target = disk.resolve_path(into)  # where a link leads to, not the link
    if target == BUNDLED.resolve():
        raise UserError(f"{into}: that is the bundled package; name a folder of your own (--into)")
    with atomic.staged_folder(atomic.DATA_PACKAGE, target) as work:
        begun = into.exists() and any(into.iterdir())
        old = Package(into if begun else BUNDLED)
        damaged = old.damaged()
        if damaged:
            raise UserError(f"{damaged[0]}; nothing can be added to a damaged package")
        change = make(old)
        shutil.copytree(old.path, work.folder, dirs_exist_ok=True, ignore=_no_files)
        try:
            lines = write(work.folder, change)
        except UserError as error:
            said = str(error).replace(str(work.folder), str(into))  # where it will be
            raise UserError(f"{change.files}: {said}") from None
        work.replace(target)
    return lines, change.chosen


def _no_files(folder: str, names: list[str]) -> list[str]:
    """What lies in a package and is no file or folder: a link, a pipe."""
    paths = {name: Path(folder, name) for name in names}
    return [
        name
        for name, path in paths.items()
        if path.is_symlink() or not (path.is_file() or path.is_dir()) or name == manifest.NAME
    ]


def write(folder: Path, change: Change) -> list[str]:
    """Write the tables and the descriptor of a package, and check the whole."""
    descriptor, _ = read_descriptor(folder)
    resources: list[dict[str, Any]] = descriptor["resources"]
    for name, entry in change.entries.items():
        found = next((r for r in resources if r["name"] == name), None)
        if found is None:
            resources.append(found := {"name": name})
        elif "revision" in change.chosen:
            change.notes.append(f"what was table {name} before is replaced")
        found |= entry
        if name in change.frames:
            record_years(found, change.frames[name])
    save(folder, descriptor)
    package = Package(folder)
    for name, frame in change.frames.items():
        validate(package, name, frame)
        path = package.file(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        content = to_csv(frame).encode()
        path.write_bytes(content)
        record(package.resource(name), content)
    save(folder, package.descriptor)
    done = Package(folder)
    check_references(done, change.frames)
    problems = done.damaged()
    if problems:
        raise UserError(f"{problems[0]}")
    lines = [f"{done.resource(name)['path']}: {len(frame):,} rows" for name, frame in change.frames.items()]
    return lines + [f"note: {text}" for text in change.notes]


def save(folder: Path, descriptor: Mapping[str, Any]) -> None:
    (folder / DESCRIPTOR).write_text(as_text(descriptor), encoding="utf-8", newline="\n")


def check_references(package: Package, changed: Mapping[str, pd.DataFrame]) -> None:
    """Refuse a code that the table it refers to has not, in the tables that a change concerns."""
    for name in package.names:
        if "schema" not in package.resource(name):
            continue
        keys = package.schema(name).get("foreignKeys", [])
        for foreign in keys:
            other = foreign["reference"]["resource"]
            if name not in changed and other not in changed:
                continue
            known = set(package.table(other)[foreign["reference"]["fields"][0]])
            refuse_lost(package, name, foreign["fields"][0], known, other)
        if name.startswith("od-") and {name, "areas"} & set(changed):
            known = set(package.table("areas")["area"]) | set(RESIDUALS.values())
            refuse_lost(package, name, "origin", known, "areas")


def refuse_lost(package: Package, name: str, column: str, known: set[Any], other: str) -> None:
    values = package.table(name)[column].dropna()
    lost = values[~values.isin(known)]
    if not lost.empty:
        place = f"table {name} ({package.resource(name)['path']}), row {lost.index[0] + 2}"
        raise UserError(
            f"{place}, column {column}: {lost.iloc[0]} is not in table {other}; add it there or correct it"
        )
