"""Kernels for runs and checks: this interpreter, without user configuration, forked where possible."""

from __future__ import annotations

import math
import os
import subprocess
import time
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from traitlets import Dict

import warmkernels
from walkthrough.runs import kernel_folder
from walkthrough.runs.select import build

NAME = "walkthrough-warm"
"""The kernelspec of runs and checks, which names what to preload."""
SHARE = Path(__file__).with_name("share")
"""A folder for JUPYTER_PATH, with the kernelspec."""


def environment() -> dict[str, str]:
    """Environment of a kernel that reads no user configuration and writes nothing beside it.

    The kernelspec adds a folder for IPython's profile. matplotlib's font cache is kept in build/,
    as it takes seconds to make; so it is if the user's own folder for it cannot be written, where
    matplotlib would leave another behind with each kernel. A data folder that the user named
    relative to the shell stays the same folder, though the kernel starts elsewhere. The size of a
    terminal is not passed on: pandas would break lines after it.
    """
    found = {n: value for n, value in os.environ.items() if n not in ("COLUMNS", "LINES")}
    if not _writable(found.get("MPLCONFIGDIR")):
        found["MPLCONFIGDIR"] = str(build() / ".matplotlib")
    if not _writable(found["MPLCONFIGDIR"]):  # a clone that is only to be read
        found["MPLCONFIGDIR"] = str(kernel_folder.folder() / "matplotlib")
    if found.get("WALKTHROUGH_DATA"):
        found["WALKTHROUGH_DATA"] = str(Path(found["WALKTHROUGH_DATA"]).absolute())
    return found


def _writable(folder: str | None) -> bool:
    """Whether matplotlib can keep its files there; created if missing, as matplotlib would."""
    with suppress(OSError, ValueError):
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            return os.access(folder, os.W_OK)
    return False


def prepare() -> None:
    """Have the template of the kernels begin its imports, if there will be one."""
    warmkernels.prepare(ThisInterpreter().get_kernel_spec(NAME), environment())


class ThisInterpreter(KernelSpecManager):
    """Every kernel name means the interpreter that runs this code.

    A user's own kernelspec called python3 would otherwise win, and run the notebooks in another
    environment than the one that was set up for them.
    """

    def get_kernel_spec(self, kernel_name: str) -> Any:
        return KernelSpec.from_resource_dir(str(SHARE / "kernels" / NAME))


class Client(AsyncKernelClient):
    """Jupyter's client, which is ready when it has heard from the kernel on both channels.

    The original then listens 0.2 s for more: as long as the rest of the start takes. Nor is the
    protocol's version looked at: kernel and client come from the same environment.
    """

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        end = time.monotonic() + (timeout or math.inf)
        asked = set()
        heard = {"shell": False, "iopub": False}
        channels = {"shell": self.get_shell_msg, "iopub": self.get_iopub_msg}
        while not all(heard.values()):
            if time.monotonic() > end:
                raise RuntimeError(f"the kernel did not answer within {timeout} s")
            if self.parent and not await self.parent.is_alive():
                raise RuntimeError("the kernel died before it was ready")
            asked.add(self.kernel_info())
            for name, get in channels.items():
                # A message may come from the kernel's own start: wait for an answer to ours.
                with suppress(Empty):
                    while not heard[name]:
                        message = await get(timeout=1)
                        heard[name] = message["parent_header"].get("msg_id") in asked


class PrivateKernelManager(AsyncKernelManager):
    """Starts a kernel as runs use it."""

    pinned = Dict(help="Environment variables in addition to `environment`.").tag(config=True)

    def __init__(self, **options: Any) -> None:
        super().__init__(kernel_spec_manager=ThisInterpreter(), **options)
        self.client_factory = Client

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]
        options.setdefault("env", environment() | self.pinned)
        # What cells print reaches the notebook. This is the kernel's own log, such as the traceback
        # of a kernel that is stopped while it is busy.
        options.setdefault("stderr", subprocess.DEVNULL)
        await super().start_kernel(**options)
