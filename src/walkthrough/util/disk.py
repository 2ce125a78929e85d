"""Sync and lock, in which systems differ; paths and errors, as the user is told of them."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.errors import UserError

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

CAN_LOCK = fcntl is not None
_REFUSALS = "EACCES EBUSY EDQUOT EFBIG EIO ELOOP ENAMETOOLONG ENOSPC ENOTDIR EPERM EROFS EXDEV"
_NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS}


def sync_tree(folder: Path) -> None:
    """Have a folder on the disk, with all that is in it."""
    for path, _, files in os.walk(folder, topdown=False):
        for name in files:
            sync(Path(path, name))
        sync(Path(path))


def sync(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk, so that a loss of power does not take it.

    On macOS `fsync` alone leaves it in the disk's own memory; Windows has no call for a folder.
    """
    if os.name == "nt" and path.is_dir():
        return
    full = getattr(fcntl, "F_FULLFSYNC", None)
    flags = os.O_RDONLY if os.name == "posix" else os.O_RDWR | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    try:
        if full is None:
            os.fsync(descriptor)
        else:
            fcntl.fcntl(descriptor, full)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # a file system that cannot
            raise
    finally:
        os.close(descriptor)


def lock(path: Path, strict: bool = False) -> int | None:
    """Lock a file or folder; None if another process holds the lock.

    Returns a descriptor: the lock is held until it is closed, or this process ends. Where the file
    system has no locks, nobody else is taken to be there; with ``strict`` that is an OSError.
    """
    if not fcntl:
        return os.open(os.devnull, os.O_RDONLY)
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError as error:
        if strict or error.errno not in _NO_LOCKS:
            os.close(descriptor)
            raise
    return descriptor


def resolve_path(path: Path) -> Path:
    """The absolute path, links followed. Raises UserError if the path is invalid."""
    try:
        target = path.resolve()
        target.exists()  # notices a name that is too long
    except (OSError, RuntimeError, ValueError) as error:
        raise UserError(f"{path}: no place for a file ({error}); name another") from None
    return target


@contextmanager
def disk_errors(target: Path) -> Iterator[None]:
    """Turn what the disk refuses while `target` is written into a UserError of one line."""
    try:
        yield
    except OSError as error:
        if isinstance(error, shutil.Error):  # of copying many files: each with its reason
            reason = error.args[0][0][2]
        elif errno.errorcode.get(error.errno or 0) in _REFUSALS.split():
            reason = f"{error.strerror} ({error.filename})" if error.filename else error.strerror
        else:
            raise
        raise UserError(
            f"{target}: cannot be written: {reason}; what was there is as it was; make room or name another"
        ) from None
