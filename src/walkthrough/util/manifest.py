"""The list of what a command wrote into a folder, which decides whether it may replace the folder.

A folder that commands write holds a file `.walkthrough.json` with the sha256 of every other file in
it. Whatever is not on that list, or has changed since, is somebody's work. Only the standard
library is used here: `make clean` reads these lists where nothing is installed.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NAME = ".walkthrough.json"
DATA_PACKAGE = "data package"
REPOSITORY = ".git"
"""In a data package a repository is its user's; whoever replaces the package copies it along."""
CHECKPOINTS = ".ipynb_checkpoints"
"""JupyterLab's copies of what it opens: of a file that is on the list they are no work."""


def of(folder: Path, kind: str) -> str:
    """The list of what is in a folder, which is a `kind` ("run", "site" ...), to be written."""
    files, folders = {}, []
    for path in _entries(folder, kind):
        name = path.relative_to(folder).as_posix()
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            folders.append(name)
        elif stat.S_ISREG(mode) and name != NAME:
            files[name] = _sha256(path)
    return json.dumps({"kind": kind, "files": files, "folders": folders}, indent=1) + "\n"


def kind(folder: Path) -> str | None:
    """What a folder is, if a command wrote it."""
    said = _read(folder)
    return said["kind"] if said else None


def foreign(folder: Path) -> str | None:
    """Why a folder may not be replaced, such as "notes.txt is new"; None if it may be."""
    said = _read(folder)
    if said is None:
        return f"it has no {NAME}, the list of what a command wrote"
    files, folders = said["files"], {*said["folders"], *_above(said["files"])}
    written = set(files.values())
    for path in _entries(folder, said["kind"]):
        name = path.relative_to(folder).as_posix()
        mode = path.lstat().st_mode
        copied = CHECKPOINTS in path.relative_to(folder).parts
        if stat.S_ISDIR(mode):
            if name not in folders and not copied:
                return f"{name} is new"
        elif not stat.S_ISREG(mode) or (name not in files and name != NAME and not copied):
            return f"{name} is new"
        elif name != NAME and (_sha256(path) not in written if copied else _sha256(path) != files[name]):
            return f"{name} was changed"
    return None


def odd(folder: Path, kind: str) -> str | None:
    """What lies in a folder and is neither file nor folder: a link, a pipe. It cannot be listed."""
    for path in _entries(folder, kind):
        if not (stat.S_ISREG(mode := path.lstat().st_mode) or stat.S_ISDIR(mode)):
            return path.relative_to(folder).as_posix()
    return None


def _above(files: dict[str, str]) -> Iterator[str]:
    """Names of the folders that the files lie in."""
    for name in files:
        yield from (parent.as_posix() for parent in Path(name).parents)


def _read(folder: Path) -> dict[str, Any] | None:
    """A folder's list, None if it has none that could be written here."""
    path = folder / NAME
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        said = json.loads(path.read_text(encoding="utf-8"))
        texts = [said["kind"], *said["files"], *said["files"].values(), *said["folders"]]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return said if all(isinstance(text, str) for text in texts) else None


def _entries(folder: Path, kind: str = "") -> Iterator[Path]:
    """All that lies in a folder, at any depth and in a fixed order; links are not followed."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if kind == DATA_PACKAGE and entry.name == REPOSITORY:
            continue
        yield Path(entry.path)
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(Path(entry.path))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
