"""Files that somebody else names: read whole, or refused for what they are."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from helpers.errors import UserError

LARGEST = 500_000_000
"""Bytes of a notebook or a record of a run: a hundred times what the longest have."""

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def read_bytes(path: Path, most: int) -> bytes:
    """The content of a regular file of at most ``most`` bytes.

    Raises UserError for a pipe, a device, a socket, a folder (reading one could last for ever) or
    a file that is larger, whatever size it states; OSError for one that is absent or cannot be
    opened.
    """
    _check_regular(path, os.stat(path).st_mode)  # opening some devices does something
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as file:
        _check_regular(path, os.fstat(file.fileno()).st_mode)
        content = file.read(most + 1)
    if len(content) > most:
        raise UserError(f"{path}: more than {_size(most)}; name a smaller file")
    return content


def _check_regular(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = _KINDS.get(stat.S_IFMT(mode), "no regular file")
        raise UserError(f"{path}: {kind}, not a file that can be read whole; name a file")


def _size(number: int) -> str:
    return f"{number // 1_000_000} MB" if number >= 1_000_000 else f"{number // 1000} kB"
