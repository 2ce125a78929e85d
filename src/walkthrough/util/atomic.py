"""Atomic writes: readers see the complete file or folder, or none, even after a crash.

What is new is written beside its place, under a name that nobody types, and is on the disk before it
is renamed into its place; only then is what was there before removed. So neither a process that is
killed nor a loss of power leaves half a file, or no file. A folder carries the list of what was
written (`walkthrough.util.manifest`); one that holds anything else is never replaced.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from helpers.errors import UserError
from walkthrough.util import disk, leftovers, manifest
from walkthrough.util.manifest import DATA_PACKAGE as DATA_PACKAGE

NEW, OLD = "new", "old"
_PART = ".walkthrough-part"
_PATIENCE = 10
"""Seconds that another process may take to begin or end in the same folder."""


def write(path: Path, text: str) -> None:
    """Write a file, UTF-8, the same bytes on every system. Raises OSError, and changes nothing."""
    path = Path(os.path.realpath(path))
    _remove_parts(path)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}{_PART}")
    held = None
    try:
        with part.open("x", encoding="utf-8", newline="\n") as file:
            held = disk.lock(part)
            file.write(text)
        disk.sync(part)
        if path.exists():
            shutil.copymode(path, part)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    finally:
        if held is not None:
            os.close(held)
    disk.sync(path.parent)


def create(path: Path, text: str) -> None:
    """Write a new file. Raises UserError if there is one with another content."""
    try:
        if os.path.lexists(path) and (not path.is_file() or path.read_bytes() != text.encode()):
            raise UserError(f"{path} exists; name another file, or remove this one first")
        write(path, text)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise UserError(f"{path}: cannot write there ({why}); name another") from None


class Staged:
    """A new folder while it is filled: it is `folder` now, and takes its place by `replace`."""

    def __init__(self, kind: str, workplace: Path) -> None:
        self.kind, self.workplace = kind, workplace
        self.folder = workplace / NEW
        self.folder.mkdir()

    def replace(self, target: Path) -> None:
        """Rename the folder to `target`, and remove the earlier folder once the new one is there.

        Raises UserError if what is there is not such a folder as it was written. If this is cut
        short, `_settle` puts the earlier one back.
        """
        listed = manifest.of(self.folder, self.kind)
        (self.folder / manifest.NAME).write_text(listed, encoding="utf-8", newline="\n")
        disk.sync_tree(self.folder)
        old = self._set_aside(target)
        self.folder.rename(target)
        disk.sync(self.workplace)
        disk.sync(target.parent)
        self._discard(old)

    def remove(self, target: Path) -> None:
        """Remove an earlier folder that is no longer of use, once the new one is in place."""
        self._discard(self._set_aside(target))

    def _set_aside(self, target: Path) -> Path | None:
        """Move an earlier folder out of the way; returns where it is now, None if there was none."""
        require_replaceable(target, self.kind)
        if not target.exists():
            return None
        if not any(target.iterdir()):
            target.rmdir()
            return None
        old = self.workplace / OLD / target.name
        old.parent.mkdir(exist_ok=True)
        target.rename(old)
        require_replaceable(old, self.kind, target)  # somebody may have saved a file just then
        return old

    def _discard(self, old: Path | None) -> None:
        if old:
            gone = self.workplace / "gone"
            old.rename(gone)
            shutil.rmtree(gone)


@contextmanager
def staged_folder(kind: str, target: Path, *others: Path) -> Iterator[Staged]:
    """A new folder of this kind, to be filled; its method `replace` puts it in one of these places.

    On an error, or without `replace`, the places are unchanged. Raises UserError, one line, before
    anything is written: if one of these places holds something else than an earlier folder of this
    kind as it was written, or if another process is at it; and, in the block too, whenever the disk
    cannot be written.
    """
    with disk.disk_errors(target):
        for place in (target, *others):
            require_replaceable(place, kind)
        absent = [folder for folder in target.parents if not folder.exists()]
        try:
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                workplace, held = _begin(target)
            except OSError as error:
                raise UserError(f"{target}: cannot write there ({error.strerror}); name another") from None
            try:
                yield Staged(kind, workplace)
            finally:
                with _alone_in(target.parent):
                    stranded = _settle(workplace)
                os.close(held)
                if stranded:
                    raise UserError(
                        f"{target}: could not be put in place, nor the earlier one back"
                        f" from {stranded}; move that where it was"
                    )
        finally:
            for folder in absent:  # those that were made for nothing
                with suppress(OSError):
                    folder.rmdir()


def require_replaceable(folder: Path, kind: str, called: Path | None = None) -> None:
    """Raise UserError unless `folder` is free, empty, or of this kind and as it was written.

    `kind` is "run", "site" and so on; `called` is the name by which the user knows the folder.
    """
    option = "--into" if kind == DATA_PACKAGE else "--out"
    target = called or folder
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise UserError(f"{target} is not a folder; name a new one with {option}")
    if not any(folder.iterdir()):
        return
    actual = manifest.kind(folder)
    if actual is None:
        remedy = f", `walkthrough seal {target}`" if kind == DATA_PACKAGE else ""
        raise UserError(
            f"{target} exists and is not a {kind} that walkthrough wrote; name another"
            f" folder with {option}{remedy}, or move this one away"
        )
    if actual != kind:
        raise UserError(
            f"{target} exists and is not a {kind} but a {actual}; name another folder with {option}"
        )
    if work := manifest.foreign(folder):
        remedy = (
            f"run `walkthrough seal {target}` to make that a part of it"
            if kind == DATA_PACKAGE
            else "rename the folder to keep it"
        )
        raise UserError(
            f"{target} holds somebody's work ({work}) and stays as it is; {remedy}, or"
            f" name another folder with {option}"
        )


def _begin(target: Path) -> tuple[Path, int]:
    """A locked folder beside `target` to work in. Settles first what killed processes left there."""
    with _alone_in(target.parent):
        prefix = f".{target.name[:100]}.walkthrough-"
        for folder, name, held in list(leftovers.left(prefix, target.parent)):
            if held is None and name == target.name:
                raise UserError(f"{target} is being written by another run; wait, or name another")
            if held is not None:
                stranded = _settle(folder)
                os.close(held)
                if stranded:
                    raise UserError(
                        f"{stranded} is an earlier one that a process which was killed had"
                        f" set aside, and {target} is another now; move it to keep it,"
                        " or remove it"
                    )
        return leftovers.make(prefix, target.parent, note=target.name)


def _settle(workplace: Path) -> Path | None:
    """Put back what was set aside, unless the new folder is in its place; remove the workplace.

    Returns a folder that cannot be put back, because its place is taken: it stays, and so does the
    workplace.
    """
    if (workplace / NEW).exists():
        for old in sorted((workplace / OLD).glob("*")):
            with suppress(OSError):
                if not os.path.lexists(workplace.parent / old.name):
                    old.rename(workplace.parent / old.name)
                    continue
            return old
    leftovers.remove(workplace)
    return None


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Let no other process begin or end in this folder during the block."""
    end = time.monotonic() + _PATIENCE
    while (held := disk.lock(folder)) is None and time.monotonic() < end:
        time.sleep(0.01)
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


def _remove_parts(path: Path) -> None:
    """Remove what killed processes have left of writing this file."""
    name = re.compile(re.escape(f".{path.name}.") + "[0-9a-f]{8}" + re.escape(_PART))
    for part in path.parent.iterdir() if disk.CAN_LOCK else ():
        if name.fullmatch(part.name):
            with suppress(OSError):
                ours = leftovers.is_private(part.lstat(), stat.S_ISREG, open_to=0)
                if ours and (held := disk.lock(part, strict=True)) is not None:
                    part.unlink()
                    os.close(held)
