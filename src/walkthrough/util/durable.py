"""What a loss of power must not take: files and folders are on the disk before they count."""

from __future__ import annotations

import errno
import os
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]


def sync_tree(folder: Path) -> None:
    """Have a folder on the disk, with all that is in it."""
    for path, _, files in os.walk(folder, topdown=False):
        for name in files:
            flags = os.O_RDONLY if os.name == "posix" else os.O_RDWR | getattr(os, "O_BINARY", 0)
            descriptor = os.open(Path(path, name), flags)
            try:
                sync_file(descriptor)
            finally:
                os.close(descriptor)
        sync_folder(Path(path))


def sync_folder(folder: Path) -> None:
    """Have the names in a folder on the disk; on Windows there is no call for that."""
    if os.name == "posix":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            sync_file(descriptor)
        finally:
            os.close(descriptor)


def sync_file(descriptor: int) -> None:
    """Have a file on the disk. On macOS `fsync` alone leaves it in the disk's own memory."""
    full = getattr(fcntl, "F_FULLFSYNC", None)
    try:
        if full is None:
            os.fsync(descriptor)
        else:
            fcntl.fcntl(descriptor, full)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # a file system that cannot
            raise
