"""Notes which files a kernel opens: what its notebook's result depends on."""

from __future__ import annotations

import os
import sys
from typing import Any

ASKED = "helpers.data.package"  # `helpers.data.package.ASKED`, which takes pandas to import


def note(file: str) -> None:
    """Append to `file`, from now on, a line for each file that this process opens for reading.

    An audit hook sees every way to open a file from Python, libraries written in C that open files
    on their own excepted. It cannot be removed, so it does nothing but take notes.
    """
    target = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    seen: set[str] = set()

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            if isinstance(path, int) or (mode and mode[0] in "wax") or flags & os.O_WRONLY:
                return
            line = f"file\t{os.path.abspath(os.fsdecode(path))}\n"
        elif event == ASKED:
            line = "\t".join((event, *arguments)) + "\n"
        else:
            return
        if line not in seen:
            seen.add(line)
            os.write(target, line.encode())

    sys.addaudithook(hook)
