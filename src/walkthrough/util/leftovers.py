"""Temporary folders that the next process removes if this one is killed.

Such a folder stands where everybody's do (the temporary folder, or beside a run), so it is removed
only if all of this is true: its name is a prefix and what `tempfile` adds, which nobody types; it
is a folder, not a link, of this user, closed to others; the marker inside names this very folder;
and no process holds the lock that its maker held.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from walkthrough.util.disk import CAN_LOCK, lock

MARKER = ".walkthrough-temporary"
_TEXT = {"encoding": "utf-8", "errors": "surrogateescape"}
"""Of the marker: names of folders need not be UTF-8."""


def make(prefix: str, where: Path, note: str = "") -> tuple[Path, int]:
    """A new folder for this user alone, and the descriptor that holds its lock until it is closed.

    ``note`` is returned to the process that finds the folder with `left`.
    """
    while True:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=where))
        with suppress(FileNotFoundError):  # removed by another process before it had a marker
            if (held := lock(folder)) is not None:
                (folder / MARKER).write_text(_text(folder, note), **_TEXT)
                return folder, held


def left(prefix: str, where: Path) -> Iterator[tuple[Path, str, int | None]]:
    """Folders that `make` made with this prefix: each with its note and its lock.

    The lock is None if another process holds it, and so is at work; else the caller closes it.
    Nothing is yielded on a system without locks, where one cannot tell.
    """
    name = re.compile(re.escape(prefix) + r"[a-z0-9_]{8}")
    for folder in sorted(path for path in where.iterdir() if name.fullmatch(path.name)):
        with suppress(OSError, ValueError):  # gone meanwhile, or not as `make` makes them
            if CAN_LOCK and is_private(folder.lstat(), stat.S_ISDIR):
                held = lock(folder, strict=True)
                if (note := _note(folder)) is not None:
                    yield folder, note, held
                elif held is not None:
                    _remove_unmarked(folder)
                    os.close(held)


def remove(folder: Path) -> None:
    """Remove a folder that `make` made; the marker last, so that a rest is still recognised."""
    with suppress(FileNotFoundError):
        for path in folder.iterdir():
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != MARKER:
                path.unlink(missing_ok=True)
    _remove_unmarked(folder)


def _remove_unmarked(folder: Path) -> None:
    """Remove a folder with nothing in it but a marker, or not even that."""
    with suppress(OSError):
        if [path.name for path in folder.iterdir()] == [MARKER]:
            (folder / MARKER).unlink()
        folder.rmdir()


def _text(folder: Path, note: str) -> str:
    return f"{folder.name} was made by walkthrough and may be removed.\n{note}"


def _note(folder: Path) -> str | None:
    """The note in a folder's marker; None if it has no marker of its own."""
    marker, begin = folder / MARKER, _text(folder, "")
    try:
        if not is_private(marker.lstat(), stat.S_ISREG, 0o022):
            return None
        text = marker.read_text(**_TEXT)
    except (OSError, ValueError):
        return None
    return text.removeprefix(begin) if text.startswith(begin) else None


def is_private(about: os.stat_result, kind: Callable[[int], bool], open_to: int = 0o077) -> bool:
    """Whether it is of this kind, this user's, and without these permissions for others."""
    return kind(about.st_mode) and about.st_uid == os.geteuid() and not about.st_mode & open_to
