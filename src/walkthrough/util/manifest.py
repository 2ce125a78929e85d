"""The manifest of a folder, which decides whether a command may replace the folder.

A folder that a command writes holds a file `.walkthrough.json` with the sha256 of every other file
in it. Whatever is not on that list, or has changed since, is somebody's work. Only the standard
library is used here: `make clean` loads this file where nothing is installed.
"""

from __future__ import annotations

import hashlib
import json
import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

NAME = ".walkthrough.json"
DATA_PACKAGE = "data package"
REPOSITORY = ".git"
"""In a data package a repository belongs to its user; whoever replaces the package copies it along."""
CHECKPOINTS = ".ipynb_checkpoints"
"""JupyterLab's copies of what it opens. Those of listed files are nobody's work."""


def of(folder: Path, kind: str) -> str:
    """The text of a manifest for a folder that is a `kind` ("run", "site" ...), as it is now."""
    files, folders = {}, []
    for name, path, mode in _entries(folder, kind):
        if stat.S_ISDIR(mode):
            folders.append(name)
        elif stat.S_ISREG(mode) and name != NAME:
            files[name] = _sha256(path)
    return json.dumps({"kind": kind, "files": files, "folders": folders}, indent=1) + "\n"


def kind(folder: Path) -> str | None:
    """What a folder is, if a command wrote it."""
    listed = _read(folder)
    return listed["kind"] if listed else None


def foreign(folder: Path) -> str | None:
    """Why a folder may not be replaced, such as "notes.txt is new"; None if it may be."""
    listed = _read(folder)
    if listed is None:
        return f"it has no {NAME}, the list of what a command wrote"
    files, hashes = listed["files"], set(listed["files"].values())
    folders = {*listed["folders"], *(str(above) for name in files for above in PurePosixPath(name).parents)}
    for name, path, mode in _entries(folder, listed["kind"]):
        copied = CHECKPOINTS in PurePosixPath(name).parts
        if stat.S_ISDIR(mode):
            if name not in folders and not copied:
                return f"{name} is new"
        elif not stat.S_ISREG(mode) or (name not in files and name != NAME and not copied):
            return f"{name} is new"
        elif name != NAME and _sha256(path) not in (hashes if copied else (files[name],)):
            return f"{name} was changed"
    return None


def odd(folder: Path, kind: str) -> str | None:
    """The first entry that is neither file nor folder (a link, a pipe) and so cannot be listed."""
    modes = ((name, mode) for name, _, mode in _entries(folder, kind))
    return next((name for name, mode in modes if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))), None)


def _read(folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder; None if it has none, or one that this module does not write."""
    path = folder / NAME
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return None
        listed = json.loads(path.read_text(encoding="utf-8"))
        texts = [listed["kind"], *listed["files"], *listed["files"].values(), *listed["folders"]]
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None
    return listed if all(isinstance(text, str) for text in texts) else None


def _entries(folder: Path, kind: str = "", above: str = "") -> Iterator[tuple[str, Path, int]]:
    """Name, path and mode of all in a folder, at any depth, in a fixed order; no link is followed."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if kind == DATA_PACKAGE and entry.name == REPOSITORY:
            continue
        yield above + entry.name, Path(entry.path), entry.stat(follow_symlinks=False).st_mode
        if entry.is_dir(follow_symlinks=False):
            yield from _entries(Path(entry.path), above=f"{above}{entry.name}/")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
