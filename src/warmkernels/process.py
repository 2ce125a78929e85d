"""Template processes and their kernels, as their user starts, watches and ends them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sysconfig
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warmkernels.messages import receive, send


class ForkedKernel:
    """A kernel, with as much of `subprocess.Popen` as Jupyter uses.

    It is a child of the template, which therefore is asked whether it still runs.
    """

    def __init__(self, template: Template, pid: int, streams: Mapping[str, Any]) -> None:
        self.template, self.pid = template, pid
        self.returncode: int | None = None
        self.stdin = None
        self.stdout, self.stderr = streams.get("stdout"), streams.get("stderr")

    def poll(self) -> int | None:
        """Exit code, negative for a signal, or None while it runs."""
        if self.returncode is None:
            self.returncode = self.template.exit_code(self.pid)
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


@dataclass(frozen=True)
class Kind:
    """What kernels have in common that come from one template, and which process uses them."""

    interpreter: tuple[str, ...]
    environment: tuple[tuple[str, str], ...]
    preload: tuple[str, ...]
    user: int


class Template:
    """A process that has done the imports. That takes seconds, which `start` waits for."""

    def __init__(self, kind: Kind, folder: Path) -> None:
        self.kind = kind
        self.kernels: set[int] = set()
        """Process ids of those that run."""
        self.failure: str | None = None
        self._waiting = True
        self._installed = _time_of_installation()
        self._sources: dict[str, list[int]] = {}
        self._lock = threading.Lock()
        self._end, theirs = socket.socketpair()
        server = ("-m", "warmkernels.server", str(theirs.fileno()), str(folder))
        with theirs:
            self.process = subprocess.Popen(
                [*kind.interpreter, *server, *kind.preload],
                env=dict(kind.environment),
                cwd=folder,  # -m looks for modules where the user happens to stand
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for the user, who then ends the kernels
            )

    def is_current(self) -> bool:
        """Whether all that it has imported is still as it was; so it is taken to be as it imports."""
        if self._installed != _time_of_installation():
            return False
        try:
            return all(signature(source) == was for source, was in self._sources.items())
        except OSError:  # one was removed
            return False

    def wait(self) -> None:
        """Wait until the imports are done. Raises RuntimeError if they failed."""
        with self._lock:
            if self._waiting:
                self._waiting = False
                try:
                    self.failure, self._sources = receive(self._end)[0]
                except (EOFError, OSError):
                    self.failure = "the template of the kernels died while it started"
            if self.failure:
                raise RuntimeError(self.failure)

    def start(self, request: Mapping[str, Any], descriptors: Sequence[int]) -> int:
        """Fork a kernel with this environment, folder and arguments; returns its process id.

        Raises RuntimeError if this template cannot do it.
        """
        self.wait()
        with self._lock:
            try:
                send(self._end, request, descriptors)
                pid: int = receive(self._end)[0]
            except (EOFError, OSError):
                raise RuntimeError("the template of the kernels died") from None
            self.kernels.add(pid)
        return pid

    def exit_code(self, pid: int) -> int | None:
        """Exit code of a kernel, None while it runs. One whose template was killed ends with it."""
        with self._lock:
            try:
                send(self._end, {"poll": pid})
                code: int | None = receive(self._end)[0]
            except (EOFError, OSError):
                code = -signal.SIGKILL
            if code is not None:
                self.kernels.discard(pid)
        return code

    def close(self) -> None:
        """End it, and every kernel that it still has."""
        if not self.kernels:
            # It may still be importing. And it must not see its user go, and remove the folder:
            # another template may be in its place.
            self.process.kill()
        self._end.close()
        self.process.wait()


def signature(source: str) -> list[int]:
    """Time of modification and size of a file, which change when it is edited."""
    state = os.stat(source)
    return [state.st_mtime_ns, state.st_size]


def _time_of_installation() -> int:
    """When a package was last installed or removed."""
    return os.stat(sysconfig.get_path("purelib")).st_mtime_ns
