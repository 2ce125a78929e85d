"""Inside a template process: import once, then fork a process per kernel. Linux only.

A fork copies one thread, so no other may exist: `do_imports` makes sure of it. The template runs
nothing of any notebook, so each kernel begins as the same pristine copy. What a copy would share
with its siblings is replaced in `reset_child`: session, descriptors, environment, folder, random
state. One thing they do share: the seed of `hash(str)`, which an interpreter draws once in its life.

Requests come over a stream socket, one at a time; the process at its other end is the user. When
the user is gone, however it went, the stream ends, and with it the kernels and this template.
"""

from __future__ import annotations

import builtins
import gc
import importlib
import os
import pkgutil
import select
import signal
import socket
import sys
import sysconfig
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from warmkernels.forkserver import remove
from warmkernels.messages import receive, send
from warmkernels.process import signature

_OF_A_KERNEL = (
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipykernel.debugger",  # else each start pays for it
    "IPython.display",
    "warmkernels.launch",
)


def do_imports(preload: list[str]) -> dict[str, str]:
    """Import a kernel's modules and these; returns what they add to the environment.

    `package.*` stands for all modules of a package, not those of its subpackages. Raises
    RuntimeError if the imports left a thread that a fork would lose.
    """
    before = set(os.environ)
    # As a kernel has it. matplotlib takes its backend from there on import, and pandas the number
    # of columns to show: in a kernel it is fixed, in a terminal there are as many as fit.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    vars(builtins)["get_ipython"] = lambda: SimpleNamespace(kernel=True)
    for name in (*_OF_A_KERNEL, *preload):
        module = importlib.import_module(name.removesuffix(".*"))
        if name.endswith(".*"):
            for found in pkgutil.iter_modules(module.__path__, f"{module.__name__}."):
                importlib.import_module(found.name)
    del vars(builtins)["get_ipython"]
    # OpenBLAS ends its threads before a fork and makes new ones when they are needed. A library
    # that does not is found out by a first fork.
    if (child := os.fork()) == 0:
        os._exit(0)
    os.waitpid(child, 0)
    threads = len(os.listdir("/proc/self/task"))
    if threads > 1 or threading.active_count() > 1:
        raise RuntimeError(f"the imports left {threads - 1} threads running")
    gc.collect()
    gc.freeze()  # memory that no collection touches stays shared with the kernels
    return {name: value for name, value in os.environ.items() if name not in before}


def imported_sources(since: int) -> dict[str, list[int]]:
    """Signatures of the modules that are no part of an installed package: somebody may edit these.

    One that was edited after the time `since` (in ns) may have been imported before, and gets a
    signature that no file has.
    """
    installed = tuple(sysconfig.get_path(n) for n in ("stdlib", "platstdlib", "purelib", "platlib"))
    sources = {}
    for module in list(sys.modules.values()):
        file = getattr(module, "__file__", None)
        if file and not file.startswith(installed) and os.path.exists(file):
            state = signature(file)
            sources[file] = state if state[0] < since else [0, 0]
    return sources


def serve(end: socket.socket, folder: Path) -> tuple[dict[str, Any], list[int]]:
    """Answer requests until the user is gone. Returns in a new kernel only, its request."""
    kernels: set[int] = set()
    user = os.getppid()
    try:
        while True:
            # The stream stays open if a fork of the user holds it, so look whose child this is.
            while not select.select([end], [], [], 1)[0]:
                if os.getppid() != user:
                    raise EOFError
            request, descriptors = receive(end)
            if "poll" in request:
                send(end, _exit_code(request["poll"], kernels))
                continue
            if (child := os.fork()) == 0:
                return request, descriptors
            for descriptor in descriptors:
                os.close(descriptor)
            kernels.add(child)
            send(end, child)
    except (EOFError, OSError):
        _end(kernels)
        remove(folder)
    os._exit(0)


def _exit_code(child: int, kernels: set[int]) -> int | None:
    """Exit code of a kernel, negative for a signal, or None while it runs.

    A kernel is reaped only here: until its user knows that it ended, its number is not reused, and
    a signal cannot meet another process.
    """
    if child not in kernels:
        return 0
    found, status = os.waitpid(child, os.WNOHANG)
    if not found:
        return None
    kernels.remove(child)
    return os.waitstatus_to_exitcode(status)


def _end(kernels: set[int]) -> None:
    """The user is gone: end every kernel, with the processes that it started."""
    for kernel in kernels:
        try:
            os.killpg(kernel, signal.SIGKILL)
        except OSError:  # too young to lead a group
            os.kill(kernel, signal.SIGKILL)
    for kernel in kernels:
        os.waitpid(kernel, 0)


def reset_child(request: dict[str, Any], descriptors: list[int], added: dict[str, str]) -> None:
    """In the new process: nothing of the template or of another kernel is left, but the imports."""
    os.setsid()
    for number, descriptor in enumerate(descriptors):
        os.dup2(descriptor, number)
        os.close(descriptor)
    os.chdir(request["cwd"])
    os.environ.clear()
    os.environ.update(added | request["env"], JPY_PARENT_PID=str(os.getppid()))
    time.tzset()
    sys.argv = request["argv"]
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()  # the global state; the one of `random` is renewed by Python


def main() -> None:
    """`python -m warmkernels.server DESCRIPTOR FOLDER MODULE...`, started by `process.Template`."""
    del sys.path[0]  # the folder in which it was started
    end = socket.socket(fileno=int(sys.argv[1]))
    folder = Path(sys.argv[2])
    began = time.time_ns()
    try:
        try:
            added = do_imports(sys.argv[3:])
        except Exception as error:
            send(end, [f"{type(error).__name__}: {error}", {}])
            return
        send(end, [None, imported_sources(began)])
    except OSError:  # the user has gone meanwhile
        remove(folder)
        return
    request, descriptors = serve(end, folder)
    end.close()
    reset_child(request, descriptors, added)

    from warmkernels.launch import main as launch

    # From here on this is a kernel like any other. It watches its parent: should that be killed,
    # the kernel ends within a second.
    launch(sys.argv[1:], parent_handle=os.getppid())


if __name__ == "__main__":
    main()
