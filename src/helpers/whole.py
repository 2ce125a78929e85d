"""Files and folders that appear whole or not at all, whatever ends the process that writes them.

What is new is written beside its place, under a hidden name, and renamed into it. That hidden file
or folder is locked while it is written, so two processes never write the same thing at once. The
lock ends with its process, however that ends: what is found unlocked was left by one that was
killed, and is taken over.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from helpers.errors import UserError

try:
    import fcntl
except ImportError:  # Windows has no such locks: there the number of the process sets names apart
    fcntl = None  # type: ignore[assignment]
_MINE = "" if fcntl else f"-{os.getpid()}"

_OF_THE_DISK = {
    getattr(errno, name)
    for name in ("EACCES", "EDQUOT", "EFBIG", "EIO", "ENOSPC", "EPERM", "EROFS")
    if hasattr(errno, name)
}


def resolved(path: Path) -> Path:
    """Where a path leads. Raises UserError for what can be no path."""
    try:
        found = path.resolve()
        found.exists()  # says whether a name is too long
    except (OSError, RuntimeError, ValueError) as error:
        raise UserError(f"{path}: no place for a file ({error}); name another") from None
    return found


def refuse(out: Path, mark: str, what: str) -> None:
    """Raise UserError if `out` holds something other than an earlier `what`, told by a file."""
    if out.exists() and not (out / mark).is_file() and (out.is_file() or any(out.iterdir())):
        raise UserError(f"{out} exists and is not {what}; name a folder that {what} may replace")


def lock(path: Path) -> int | None:
    """Lock a file or folder; None if another process has it.

    Returns a descriptor: the lock is held until it is closed, or this process ends. Raises OSError,
    FileNotFoundError if it is gone.
    """
    if not fcntl:
        return os.open(os.devnull, os.O_RDONLY)
    while True:
        held = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(held)
            return None
        except OSError:
            pass  # a file system without locks: as if nobody else were there
        if _is(held, path):
            return held
        os.close(held)  # its last owner has just renamed or removed it


def _is(held: int, path: Path) -> bool:
    """Whether a descriptor is that of the file or folder which has this name now."""
    try:
        return not fcntl or os.path.samestat(os.fstat(held), os.stat(path))
    except FileNotFoundError:
        return False


def write(path: Path, text: str) -> bool:
    """Write a file, UTF-8, the same bytes on every system; False if another process is doing so.

    Raises OSError, and leaves the file as it was.
    """
    beside = path.with_name(f".{path.name}.part{_MINE}")
    held = _claim(beside, beside.touch)
    if held is None:
        return False
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    finally:
        os.close(held)
    return True


@contextmanager
def folder(target: Path, *others: Path) -> Iterator[Path]:
    """An empty folder beside `target`, to be filled and then `put` in its place, or in another's.

    It is gone afterwards. Raises UserError, one line, if another process is at it, or if the disk
    cannot be written, now or in the block.
    """
    work = target.with_name(f".{target.name}.partial{_MINE}")
    held = None
    with disk(target):
        absent = [place for place in target.parents if not place.exists()]
        try:
            try:
                held = _emptied(work)
            except OSError as error:
                raise UserError(
                    f"{target}: cannot write there ({error.strerror}); name another"
                ) from None
            if held is None:
                raise UserError(f"{target} is being written by another run; wait, or name another")
            for place in (target, *others):
                _restore(place)
            yield work
        finally:
            if held is not None:
                if _is(held, work):
                    shutil.rmtree(work, ignore_errors=True)
                for place in (target, *others):
                    with suppress(OSError):
                        _restore(place)
                os.close(held)
            for place in absent:  # those that were made for nothing
                with suppress(OSError):
                    place.rmdir()


def _claim(path: Path, make: Callable[[], object]) -> int | None:
    """`lock` what `make` makes if it is not there."""
    while True:
        make()
        with suppress(FileNotFoundError):  # its last owner has just renamed or removed it
            return lock(path)


def _emptied(work: Path) -> int | None:
    """Make, lock and empty a folder: what is in it was left by a process that was killed."""
    work.parent.mkdir(parents=True, exist_ok=True)
    held = _claim(work, partial(work.mkdir, exist_ok=True))
    for left in work.iterdir() if held is not None else ():
        shutil.rmtree(left) if left.is_dir() and not left.is_symlink() else left.unlink()
    return held


def put(work: Path, target: Path) -> None:
    """Rename a folder into place. What was there is removed, but only when the new one is there."""
    last = _last(target)
    if target.exists():
        target.rename(last)
    work.rename(target)
    shutil.rmtree(last, ignore_errors=True)


def _restore(target: Path) -> None:
    """Put back what `put` had set aside, if it was ended before the new one was in place."""
    last = _last(target)
    if last.exists() and not target.exists():
        last.rename(target)
    shutil.rmtree(last, ignore_errors=True)


def _last(target: Path) -> Path:
    return target.with_name(f".{target.name}.last")


@contextmanager
def disk(target: Path) -> Iterator[None]:
    """What the disk refuses while `target` is made is an error of one line."""
    try:
        yield
    except OSError as error:
        if error.errno not in _OF_THE_DISK:
            raise
        where = f" ({error.filename})" if error.filename else ""
        raise UserError(
            f"{target}: cannot be written: {error.strerror}{where}; what was there is as it was;"
            " make room or name another"
        ) from None
