"""Files and folders that appear whole or not at all, and never in the place of somebody's work.

What is new is written beside its place, under a name that nobody types, is on the disk before it is
renamed into its place, and only then goes what was there before. So neither a process that is
killed nor a loss of power leaves half a file or none. A folder carries the list of what was
written (`walkthrough.util.manifest`); one that holds anything else is never replaced.
"""

from __future__ import annotations

import errno
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
from walkthrough.util import durable, leftovers, manifest
from walkthrough.util.manifest import DATA_PACKAGE as DATA_PACKAGE

_OF_THE_DISK = {
    getattr(errno, name)
    for name in (
        "EACCES",
        "EBUSY",
        "EDQUOT",
        "EFBIG",
        "EIO",
        "ELOOP",
        "ENAMETOOLONG",
        "ENOSPC",
        "ENOTDIR",
        "EPERM",
        "EROFS",
        "EXDEV",
    )
    if hasattr(errno, name)
}
NEW, OLD = "new", "old"
_PART = ".walkthrough-part"
_PATIENCE = 10
"""Seconds that another process may take to begin or end in the same folder."""


def resolved(path: Path) -> Path:
    """Where a path leads. Raises UserError for what can be no path."""
    try:
        found = path.resolve()
        found.exists()  # says whether a name is too long
    except (OSError, RuntimeError, ValueError) as error:
        raise UserError(f"{path}: no place for a file ({error}); name another") from None
    return found


def write(path: Path, text: str) -> None:
    """Write a file, UTF-8, the same bytes on every system. Raises OSError, and changes nothing."""
    path = Path(os.path.realpath(path))
    _remove_parts(path)
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}{_PART}")
    held = None
    try:
        with beside.open("x", encoding="utf-8", newline="\n") as file:
            held = leftovers.lock(beside)
            file.write(text)
            file.flush()
            durable.sync_file(file.fileno())
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    finally:
        if held is not None:
            os.close(held)
    durable.sync_folder(path.parent)


def create(path: Path, text: str) -> None:
    """Write a file that is not there yet, or has this very content. Raises UserError."""
    try:
        if os.path.lexists(path) and (not path.is_file() or path.read_bytes() != text.encode()):
            raise UserError(f"{path} exists; name another file, or remove this one first")
        write(path, text)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or error
        raise UserError(f"{path}: cannot write there ({why}); name another") from None


class Work:
    """A new folder while it is made: it is `folder` now, and takes its place by `put`."""

    def __init__(self, kind: str, workplace: Path) -> None:
        self.kind, self.workplace = kind, workplace
        self.folder = workplace / NEW
        self.folder.mkdir()

    def put(self, target: Path) -> None:
        """Rename the folder into place. What was there goes, but only when the new one is there.

        Raises UserError if what is there is no earlier one, as it was written. Whatever cuts this
        short, `_settle` puts the earlier one back.
        """
        listed = manifest.of(self.folder, self.kind)
        (self.folder / manifest.NAME).write_text(listed, encoding="utf-8", newline="\n")
        durable.sync_tree(self.folder)
        old = self._set_aside(target)
        self.folder.rename(target)
        durable.sync_folder(self.workplace)
        durable.sync_folder(target.parent)
        self._discard(old)

    def remove(self, target: Path) -> None:
        """Remove an earlier one that is of no use any more, once the new one is in place."""
        self._discard(self._set_aside(target))

    def _set_aside(self, target: Path) -> Path | None:
        """Where an earlier one is now; None if there was none."""
        check_replaceable(target, self.kind)
        if not target.exists():
            return None
        if not any(target.iterdir()):
            target.rmdir()
            return None
        old = self.workplace / OLD / target.name
        old.parent.mkdir(exist_ok=True)
        target.rename(old)
        check_replaceable(old, self.kind, target)  # somebody may have saved a file just then
        return old

    def _discard(self, old: Path | None) -> None:
        if old:
            gone = self.workplace / "gone"
            old.rename(gone)
            shutil.rmtree(gone)


@contextmanager
def replacing(kind: str, target: Path, *others: Path) -> Iterator[Work]:
    """A new folder of this kind, to be filled and `put` in the place of `target` or of another.

    It is gone afterwards if it was not. Raises UserError, one line, before anything is written: if
    one of these places holds something else than an earlier folder of this kind as it was written,
    or if another process is at it; and whenever the disk cannot be written, in the block too.
    """
    places = (target, *others)
    with _disk(target):
        for place in places:
            check_replaceable(place, kind)
        absent = [folder for folder in target.parents if not folder.exists()]
        try:
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                workplace, held = _begin(target)
            except OSError as error:
                raise UserError(f"{target}: cannot write there ({error.strerror}); name another") from None
            try:
                yield Work(kind, workplace)
            finally:
                with _alone_in(target.parent):
                    kept = _settle(workplace)
                os.close(held)
                if kept:
                    raise UserError(
                        f"{target}: could not be put in place, nor the earlier one back"
                        f" from {kept}; move that where it was"
                    )
        finally:
            for folder in absent:  # those that were made for nothing
                with suppress(OSError):
                    folder.rmdir()


def check_replaceable(folder: Path, kind: str, called: Path | None = None) -> None:
    """Raise UserError unless `folder` is free, empty, or of this kind and as it was written.

    `kind` is "run", "site" and so on; `called` the place by which its user knows the folder.
    """
    option = "--into" if kind == DATA_PACKAGE else "--out"
    target = called or folder
    if not os.path.lexists(folder):
        return
    if not folder.is_dir():
        raise UserError(f"{target} is not a folder; name a new one with {option}")
    if not any(folder.iterdir()):
        return
    found = manifest.kind(folder)
    if found is None:
        remedy = f", `walkthrough seal {target}`" if kind == DATA_PACKAGE else ""
        raise UserError(
            f"{target} exists and is not a {kind} that walkthrough wrote; name another"
            f" folder with {option}{remedy}, or move this one away"
        )
    if found != kind:
        raise UserError(
            f"{target} exists and is not a {kind} but a {found}; name another folder with {option}"
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
    """A locked folder beside `target` to work in. What killed processes left there is put right."""
    with _alone_in(target.parent):
        prefix = f".{target.name[:100]}.walkthrough-"
        for folder, name, held in list(leftovers.left(prefix, target.parent)):
            if held is None and name == target.name:
                raise UserError(f"{target} is being written by another run; wait, or name another")
            if held is not None:
                kept = _settle(folder)
                os.close(held)
                if kept:
                    raise UserError(
                        f"{kept} is an earlier one that a process which was killed had"
                        f" set aside, and {target} is another now; move it to keep it,"
                        " or remove it"
                    )
        return leftovers.make(prefix, target.parent, note=target.name)


def _settle(workplace: Path) -> Path | None:
    """Put back what was set aside, unless the new one has left for its place; remove the workplace.

    Returns what cannot be put back, because its place is taken: it stays, with the workplace.
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
    """Nobody else begins or ends in this folder during the block."""
    end = time.monotonic() + _PATIENCE
    while (held := leftovers.lock(folder)) is None and time.monotonic() < end:
        time.sleep(0.01)
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


@contextmanager
def _disk(target: Path) -> Iterator[None]:
    """What the disk refuses while `target` is made is an error of one line."""
    try:
        yield
    except shutil.Error as error:  # of copying many files: each with its reason
        raise UserError(
            f"{target}: cannot be written: {error.args[0][0][2]}; what was there is as"
            " it was; make room or name another"
        ) from None
    except OSError as error:
        if error.errno not in _OF_THE_DISK:
            raise
        where = f" ({error.filename})" if error.filename else ""
        raise UserError(
            f"{target}: cannot be written: {error.strerror}{where}; what was there is as it was;"
            " make room or name another"
        ) from None


def _remove_parts(path: Path) -> None:
    """Remove what a killed process has left of writing this file."""
    name = re.compile(re.escape(f".{path.name}.") + "[0-9a-f]{8}" + re.escape(_PART))
    for left in path.parent.iterdir():
        if name.fullmatch(left.name) and os.name == "posix":
            with suppress(OSError):
                about = left.lstat()
                if stat.S_ISREG(about.st_mode) and about.st_uid == os.geteuid():
                    held = leftovers.lock(left, strict=True)
                    if held is not None:
                        left.unlink()
                        os.close(held)
