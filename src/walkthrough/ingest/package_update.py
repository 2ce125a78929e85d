"""Change the user's data package: all of it is checked before any of it is replaced.

The new package is written in a folder beside the old one, a copy of it or of the bundled package,
and takes the old one's place by a rename. Whatever fails leaves the old one as it was.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Container, Mapping
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
        if damaged := old.damaged():
            raise UserError(f"{damaged[0]}; nothing can be added to a damaged package")
        change = make(old)
        shutil.copytree(old.path, work.folder, dirs_exist_ok=True, ignore=_not_copied)
        try:
            lines = write(work.folder, change)
        except UserError as error:
            message = str(error).replace(str(work.folder), str(into))  # where it will be
            raise UserError(f"{change.files}: {message}") from None
        work.replace(target)
    return lines, change.chosen


def _not_copied(folder: str, names: list[str]) -> list[str]:
    """Entries of a package that are neither file nor folder (a link, a pipe), and its manifest."""
    paths = [Path(folder, name) for name in names]
    plain = {path.name for path in paths if not path.is_symlink() and (path.is_file() or path.is_dir())}
    return [name for name in names if name not in plain or name == manifest.NAME]


def write(folder: Path, change: Change) -> list[str]:
    """Write the tables and the descriptor of a package, check the whole, and return lines to show."""
    descriptor, _ = read_descriptor(folder)
    entries = {resource["name"]: resource for resource in descriptor["resources"]}
    notes = list(change.notes)
    for name, entry in change.entries.items():
        if name not in entries:
            entries[name] = {"name": name}
            descriptor["resources"].append(entries[name])
        elif "revision" in change.chosen:
            notes.append(f"what was table {name} before is replaced")
        entries[name] |= entry
        if name in change.frames:
            record_years(entries[name], change.frames[name])
    save(folder, descriptor)
    package = Package(folder)
    for name, frame in change.frames.items():
        validate(package, name, frame)
        path, content = package.file(name), to_csv(frame).encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        record(package.resource(name), content)
    save(folder, package.descriptor)
    package = Package(folder)
    check_references(package, change.frames)
    if damaged := package.damaged():
        raise UserError(damaged[0])
    rows = {package.resource(name)["path"]: len(frame) for name, frame in change.frames.items()}
    return [f"{path}: {n:,} rows" for path, n in rows.items()] + [f"note: {text}" for text in notes]


def save(folder: Path, descriptor: Mapping[str, Any]) -> None:
    """Write the descriptor of a package that nobody reads yet."""
    (folder / DESCRIPTOR).write_text(as_text(descriptor), encoding="utf-8", newline="\n")


def check_references(package: Package, changed: Container[str]) -> None:
    """Reject codes missing from the referenced table, in the tables that a change concerns."""
    for name in package.names:
        if "schema" not in package.resource(name):
            continue
        keys = package.schema(name).get("foreignKeys", [])
        references = [
            (key["fields"][0], key["reference"]["resource"], key["reference"]["fields"][0]) for key in keys
        ]
        if name.startswith("od-"):
            references.append(("origin", "areas", "area"))
        for column, other, referenced in references:
            if name not in changed and other not in changed:
                continue
            known = set(package.table(other)[referenced])
            if name.startswith("od-") and column == "origin":
                known |= set(RESIDUALS.values())
            values = package.table(name)[column].dropna()
            lost = values[~values.isin(known)]
            if not lost.empty:
                raise UserError(
                    f"table {name} ({package.resource(name)['path']}), row {lost.index[0] + 2}, column "
                    f"{column}: {lost.iloc[0]} is not in table {other}; add it there or correct it"
                )
