"""A kernel that belongs to one notebook: this interpreter, a private folder, no open port."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager

from helpers.runs.plan import ROOT


def environment(private: Path) -> dict[str, str]:
    """Environment of a kernel that reads no user configuration and writes nothing beside it.

    `private` takes IPython's profile and Jupyter's connection files; matplotlib's font cache is
    kept in build/, as it takes seconds to make. A data folder that the user named relative to the
    shell stays the same folder, though the kernel starts elsewhere.
    """
    found = dict(os.environ)
    found.setdefault("MPLCONFIGDIR", str(ROOT / "build" / ".matplotlib"))
    found["IPYTHONDIR"] = str(private)
    found["JUPYTER_RUNTIME_DIR"] = str(private)
    if "WALKTHROUGH_DATA" in found:
        found["WALKTHROUGH_DATA"] = str(Path(found["WALKTHROUGH_DATA"]).absolute())
    return found


class ThisInterpreter(KernelSpecManager):
    """Every kernel name means the interpreter that runs this code.

    A user's own kernelspec called python3 would otherwise win, and run the notebooks in another
    environment than the one that was set up for them.
    """

    def get_kernel_spec(self, kernel_name: str) -> Any:
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict())


class PrivateKernelManager(AsyncKernelManager):
    """Starts a kernel over IPC sockets in a folder that only this user can read.

    Over TCP anybody on the machine could reach the ports, which ipykernel rightly warns about.
    The kernel keeps TCP where there are no such sockets (Windows) or their path would be too long
    for the system, which allows about 100 characters.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.private = Path(tempfile.mkdtemp(prefix="kernel-"))
        self.kernel_spec_manager = ThisInterpreter()
        self.connection_file = str(self.private / "kernel.json")
        if os.name == "posix" and len(str(self.private)) < 90:
            self.transport = "ipc"
            self.ip = str(self.private / "s")

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]
        options.setdefault("env", environment(self.private))
        # What cells print reaches the notebook. This is the kernel's own log, such as the traceback
        # of a kernel that is stopped while it is busy.
        options.setdefault("stderr", subprocess.DEVNULL)
        await super().start_kernel(**options)

    async def cleanup_resources(  # type: ignore[override]
        self, restart: bool = False
    ) -> None:
        await super().cleanup_resources(restart=restart)
        if not restart:
            shutil.rmtree(self.private, ignore_errors=True)
