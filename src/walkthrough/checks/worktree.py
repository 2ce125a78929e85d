"""What a check leaves behind in the clone: nothing, or it is named."""

from __future__ import annotations

import hashlib
import subprocess
from collections.abc import Mapping
from pathlib import Path

State = Mapping[str, str]


def state(root: Path) -> State | None:
    """The files that differ from what is committed, with a hash; None where git cannot tell."""
    options = ["--porcelain", "-z", "--no-renames", "--untracked-files=all", "."]
    command = ["git", "-C", str(root), "status", *options]
    try:
        done = subprocess.run(command, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):  # no git here, or no clone
        return None
    top = Path(_git_top(root))
    entries = done.stdout.decode(errors="surrogateescape").split("\0")
    return {entry[3:]: entry[:2] + _hash(top / entry[3:]) for entry in entries if entry}


def changes(before: State | None, after: State | None) -> list[str]:
    """A problem for each file that a check has changed."""
    if before is None or after is None:
        return []
    names = sorted(n for n in before.keys() | after.keys() if before.get(n) != after.get(n))
    return [
        f"{name}: was changed by executing the notebooks; let no cell write files, and restore it"
        for name in names
    ]


def _git_top(root: Path) -> str:
    command = ["git", "-C", str(root), "rev-parse", "--show-toplevel"]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
