"""Which parent a kernel is forked from.

One process may have several parents, one for each environment that it starts kernels with: much of
the environment is read when something is imported, so a kernel is forked only from a parent whose
environment is its own, and whose imports are of the sources as they are now.
"""

from __future__ import annotations

import atexit
import os
import sys
import sysconfig
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from walkthrough.util import leftovers
from warmkernels.process import Parent

# Read when a kernel starts, not when something is imported: these may differ.
_LATE = {"IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "WALKTHROUGH_DATA", "PWD", "PYTEST_CURRENT_TEST"}

_lock = threading.RLock()
_parents: dict[Any, Parent] = {}
_folders: dict[int, Path] = {}
_failure: str | None = None

_SOURCES = Path(__file__).parents[1]


def refusal() -> str | None:
    """Why kernels of this process are ordinary ones, or None if they are forked."""
    if sys.platform != "linux":
        # macOS has fork, but its system libraries may crash or hang in a forked process, which is
        # why Python itself no longer forks there by default.
        return f"on {sys.platform} a process with libraries loaded cannot safely be forked"
    return _failure


def refuse(why: str) -> None:
    """Start ordinary kernels from now on."""
    global _failure
    _failure = why


def parent(interpreter: list[str], environment: Mapping[str, str]) -> Parent:
    """The parent for kernels of this interpreter and environment.

    Returns at once, while a new one is still importing. One that is out of date, and has no kernel
    left, ends.
    """
    kept = {n: v for n, v in environment.items() if n not in _LATE and not n.startswith("JPY_")}
    key = (os.getpid(), tuple(interpreter), tuple(sorted(kept.items())), sources())
    with _lock:
        if key not in _parents:
            for old, other in list(_parents.items()):
                if old[0] == os.getpid() and not other.kernels:
                    _parents.pop(old).close()
            _parents[key] = Parent(interpreter, kept, folder())
        return _parents[key]


def folder() -> Path:
    """A folder that only this user can enter, gone when this process is."""
    with _lock:
        if os.getpid() not in _folders:
            # The lock is held until this process ends.
            _folders[os.getpid()], _ = leftovers.make(_prefix(), Path(tempfile.gettempdir()))
        return _folders[os.getpid()]


def remove_left() -> None:
    """Remove folders of processes that were killed along with their parent."""
    for left, _, held in leftovers.left(_prefix(), Path(tempfile.gettempdir())):
        if held is not None:
            leftovers.remove(left)
            os.close(held)


def _prefix() -> str:
    return f".walkthrough-kernels-{os.getuid() if hasattr(os, 'getuid') else 0}-"


@atexit.register
def close() -> None:
    """End the parents and kernels of this process, and remove its folder."""
    with _lock:
        # The folder first, while a parent is there to remove it if this process is killed just now;
        # and once more, as a kernel may write to it until it is killed.
        left = _folders.pop(os.getpid(), None)
        if left:
            leftovers.remove(left)
        for key in [key for key in _parents if key[0] == os.getpid()]:
            _parents.pop(key).close()
        if left:
            leftovers.remove(left)


def sources() -> tuple[int, ...]:
    """Changes when a source beside this package does, or what is installed beside it."""
    installed = Path(sysconfig.get_path("purelib")).stat().st_mtime_ns
    sources = [path.stat() for path in sorted(_SOURCES.rglob("*.py"))]
    return (installed, *(n for stat in sources for n in (stat.st_mtime_ns, stat.st_size)))
