"""The warm parent as its user sees it: start it, have it fork a kernel, watch that kernel.

One process may have several parents, one for each environment that it starts kernels with: much of
the environment is read when something is imported, so a kernel is forked only from a parent whose
environment is its own, and whose imports are of the sources as they are now.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpers.runs.kernels.server import receive, send

# Read when a kernel starts, not when something is imported: these may differ.
_LATE = {"IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "WALKTHROUGH_DATA", "PWD", "PYTEST_CURRENT_TEST"}

_lock = threading.RLock()
_parents: dict[Any, Parent] = {}
_folders: dict[int, Path] = {}
_failure: str | None = None

_HELPERS = Path(__file__).parents[2]


class Forked:
    """A kernel, with as much of `subprocess.Popen` as Jupyter uses.

    It is a child of the parent, which therefore is asked whether it still runs.
    """

    def __init__(self, parent: Parent, pid: int, streams: Mapping[str, Any]) -> None:
        self.parent, self.pid = parent, pid
        self.returncode: int | None = None
        self.stdin = None
        self.stdout, self.stderr = streams.get("stdout"), streams.get("stderr")

    def poll(self) -> int | None:
        """Exit code, negative for a signal, or None while it runs."""
        if self.returncode is None:
            self.returncode = self.parent.ended(self.pid)
        return self.returncode

    def wait(self) -> int:
        """Exit code, once it has ended."""
        while self.poll() is None:
            time.sleep(0.005)
        assert self.returncode is not None
        return self.returncode

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


class Parent:
    """A process that has the imports done. Its start takes seconds, which `start` waits for."""

    def __init__(self, interpreter: list[str], environment: Mapping[str, str]) -> None:
        self.end, theirs = socket.socketpair()
        self.kernels: set[int] = set()
        self.lock = threading.Lock()
        with theirs:
            self.process = subprocess.Popen(
                [
                    *(*interpreter, "-m", "helpers.runs.kernels.server"),
                    *(str(theirs.fileno()), str(folder())),
                ],
                env=environment,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the user, who then ends the kernels
            )
        self.failure: str | None = None
        self.waiting = True

    def wait(self) -> None:
        """Until the imports are done. Raises RuntimeError if they failed."""
        with self.lock:
            if self.waiting:
                self.waiting = False
                try:
                    self.failure = receive(self.end)[0]
                except (EOFError, OSError):
                    self.failure = "the parent of the kernels died while it started"
            if self.failure:
                raise RuntimeError(self.failure)

    def start(self, request: Mapping[str, Any], descriptors: tuple[int, int, int]) -> int:
        """Fork a kernel with this environment, folder and arguments; returns its process id.

        Raises RuntimeError if this parent cannot do it.
        """
        self.wait()
        with self.lock:
            try:
                send(self.end, request, descriptors)
                pid: int = receive(self.end)[0]
            except (EOFError, OSError):
                raise RuntimeError("the parent of the kernels died") from None
            self.kernels.add(pid)
        return pid

    def ended(self, pid: int) -> int | None:
        """How a kernel ended, or None. One whose parent was killed ends with it."""
        with self.lock:
            try:
                send(self.end, {"poll": pid})
                code: int | None = receive(self.end)[0]
            except (EOFError, OSError):
                code = -signal.SIGKILL
            if code is not None:
                self.kernels.discard(pid)
        return code

    def close(self) -> None:
        """End it, and every kernel that it still has."""
        if not self.kernels:
            # It may be at its imports still. And it must not see its user go, and remove the
            # folder: another parent may be in its place.
            self.process.kill()
        self.end.close()
        self.process.wait()


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
    key = (os.getpid(), tuple(interpreter), tuple(sorted(kept.items())), _sources())
    with _lock:
        if key not in _parents:
            for old, other in list(_parents.items()):
                if old[0] == os.getpid() and not other.kernels:
                    _parents.pop(old).close()
            _parents[key] = Parent(interpreter, kept)
        return _parents[key]


def folder() -> Path:
    """A folder that only this user can enter, gone when this process is."""
    with _lock:
        if os.getpid() not in _folders:
            _folders[os.getpid()] = Path(tempfile.mkdtemp(prefix="kernels-"))
        return _folders[os.getpid()]


@atexit.register
def close() -> None:
    """End the parents and kernels of this process, and remove its folder."""
    with _lock:
        for key in [key for key in _parents if key[0] == os.getpid()]:
            _parents.pop(key).close()
        if os.getpid() in _folders:
            shutil.rmtree(_folders.pop(os.getpid()), ignore_errors=True)


def _sources() -> tuple[int, ...]:
    """Changes when a source of `helpers` does, or what is installed beside it."""
    installed = Path(sysconfig.get_path("purelib")).stat().st_mtime_ns
    sources = [path.stat() for path in sorted(_HELPERS.rglob("*.py"))]
    return (installed, *(n for stat in sources for n in (stat.st_mtime_ns, stat.st_size)))
