"""Kernels for tests: an ordinary one and a warm one, asked in the same way."""

import os
import sys
import time
from pathlib import Path

import pytest
from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import KernelManager

from walkthrough.runs import kernel_manager as manager

linux = pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only")
KINDS = ["ordinary", pytest.param("warm", marks=linux)]


class Specs(KernelSpecManager):
    """The two kernelspecs that the tests compare, whatever the user has installed; or `spec`."""

    spec = None

    def get_kernel_spec(self, kernel_name):
        if self.spec:
            return self.spec
        if kernel_name == "warm":
            return manager.ThisInterpreter().get_kernel_spec(kernel_name)
        local = {"kernel_provisioner": {"provisioner_name": "local-provisioner"}}
        ordinary = get_kernel_dict()
        return KernelSpec(resource_dir=RESOURCES, **ordinary | {"metadata": ordinary["metadata"] | local})


class Kernel:
    """A kernel and its client: `run` gives what a cell printed, or the name of its error."""

    def __init__(self, kind, **options):
        specs = Specs()
        if not isinstance(kind, str):  # a kernelspec
            specs.spec, kind = kind, "given"
        self.manager = KernelManager(kernel_name=kind, kernel_spec_manager=specs)
        self.manager.start_kernel(**options)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=60)

    def run(self, code):
        said = []

        def hear(message):
            said.append(message["content"].get("text", ""))

        reply = self.client.execute_interactive(code, timeout=60, output_hook=hear)
        return reply["content"].get("ename") or "".join(said).strip()

    @property
    def pid(self):
        return int(self.run("import os; print(os.getpid())"))

    def close(self):
        self.client.stop_channels()
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)


def gone(pid):
    for _ in range(200):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        state = Path(f"/proc/{pid}/stat")
        if state.exists() and state.read_text().rsplit(")")[-1].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False
