"""The warm parent and its kernels, as processes that their user starts, watches and ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from warmkernels.messages import receive, send


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

    def __init__(self, interpreter: list[str], environment: Mapping[str, str], folder: Path) -> None:
        self.end, theirs = socket.socketpair()
        self.kernels: set[int] = set()
        self.lock = threading.Lock()
        with theirs:
            self.process = subprocess.Popen(
                [
                    *(*interpreter, "-m", "warmkernels.server"),
                    *(str(theirs.fileno()), str(folder)),
                ],
                env=environment,
                cwd=folder,  # -m looks for modules where the user happens to stand
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
