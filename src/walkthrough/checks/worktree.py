"""Files of the clone that a check has changed: there should be none."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Mapping
from pathlib import Path

State = Mapping[str, str]


def state(root: Path) -> State | None:
    """The files that differ from what is committed, with a hash; None where git cannot tell."""
    try:
        top = Path(_git(root, "rev-parse", "--show-toplevel").strip("\n"))
        options = ("--porcelain", "-z", "--no-renames", "--untracked-files=all", ".")
        entries = _git(root, "status", *options).split("\0")
    except (OSError, subprocess.CalledProcessError):  # no git here, or no clone
        return None
    return {entry[3:]: entry[:2] + _hash(top / entry[3:]) for entry in entries if entry}


def changes(before: State | None, after: State | None) -> list[str]:
    """A problem for each file that a check has changed."""
    if before is None or after is None:
        return []
    return [
        f"{name}: was changed by executing the notebooks; let no cell write files, and restore it"
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=True)
    return done.stdout.decode(errors="surrogateescape")


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
