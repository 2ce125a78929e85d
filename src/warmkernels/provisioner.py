"""The kernel provisioner `warmkernels`: Jupyter's local one, but kernels are forked.

Restart, interrupt, shutdown and exit codes are those of the local provisioner: all that differs is
where the process comes from, and that its sockets are files in a private folder: over TCP anybody
on the machine could reach the ports. Where that cannot be they are ports, see `exposure`. Kernels
that cannot be forked are started in the usual way, see `forkserver.refusal`.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import shutil
import signal
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any
from weakref import WeakSet

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import List, Unicode

from warmkernels import forkserver
from warmkernels.process import ForkedKernel

_LAUNCHERS = ("warmkernels.launch", "ipykernel_launcher")
_LONGEST = 90
"""Bytes of the name of a folder for sockets: the system allows about 100 for the path of one."""
_OPEN_FILES = Path("/proc")
"""Where Linux has every process's open files, by their numbers."""

_numbers = itertools.count(1)
_used: WeakSet[WarmProvisioner] = WeakSet()
_exposure: str | None = None


class WarmProvisioner(LocalProvisioner):
    """Forks a kernel where that can be done, and starts an ordinary one where not."""

    preload = List(
        Unicode(),
        default_value=None,
        allow_none=True,
        help="Modules to import once, before any kernel starts; package.* means all of a package."
        " Unless given, numpy, pandas and matplotlib, if installed.",
    ).tag(config=True)
    varying = List(
        Unicode(),
        help="Environment variables (or patterns such as MY_*) that no module reads on import, so"
        " that kernels which differ in them may be forked from the same template.",
    ).tag(config=True)
    private: Path | None = None
    opened: int | None = None
    process: Any = None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Put connection file and sockets into a folder of the kernel's own.

        A kernelspec may refer to that folder as ${KERNEL_FOLDER} in its environment.
        """
        if self.private is None:
            self.private = forkserver.folder() / str(next(_numbers))
            self.private.mkdir(mode=0o700)
            manager: Any = self.parent
            if not manager.connection_file:
                manager.connection_file = str(self.private / "kernel.json")
            if sockets := self._sockets():
                manager.transport, manager.ip = "ipc", str(sockets / "s")
        environment = {**kwargs.pop("env", os.environ), "KERNEL_FOLDER": str(self.private)}
        kwargs = await super().pre_launch(env=environment, **kwargs)
        del kwargs["env"]["KERNEL_FOLDER"]
        return kwargs

    def _sockets(self) -> Path | None:
        """The kernel's folder under a name that is short enough; None, and `exposure`, if none is.

        However long the name of a folder is, it has a short one as an open file of this process.
        """
        global _exposure
        assert self.private
        if os.name == "posix" and len(os.fsencode(self.private)) < _LONGEST:
            return self.private
        if sys.platform == "linux":
            self.opened = os.open(self.private, os.O_PATH | os.O_DIRECTORY)
            if (short := _OPEN_FILES / str(os.getpid()) / "fd" / str(self.opened)).is_dir():
                return short
        why = "the name of the temporary folder is too long" if os.name == "posix" else "on Windows"
        _exposure = f"through ports that other users of this machine can reach: {why}"
        return None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork; or start an ordinary kernel, if this one cannot be forked."""
        _used.add(self)
        options = self._scrub_kwargs(kwargs)
        if not forkserver.refusal() and _can_fork(cmd, options):
            try:
                self.process = self._fork(cmd, options)
            except RuntimeError as error:
                forkserver.refuse(str(error))
                self.log.info("kernels are not forked from now on: %s", error)
            else:
                self.pid = self.pgid = self.process.pid
                self.cwd = kwargs.get("cwd") or Path.cwd()
                await self._listening()
                return self.connection_info
        return await super().launch_kernel(cmd, **kwargs)

    def _fork(self, cmd: list[str], options: dict[str, Any]) -> ForkedKernel:
        """Do what `subprocess.Popen` would do with these. Raises RuntimeError if there is no template."""
        env, cwd = options["env"], options.get("cwd")
        if cwd and not os.path.isdir(cwd):
            raise FileNotFoundError(f"no such folder: {cwd}")
        mark = cmd.index("-m")
        template = forkserver.template(cmd[:mark], env, self.preload, self.varying)
        request = {"env": env, "cwd": str(cwd or os.getcwd()), "argv": cmd[mark + 1 :]}
        pipes = {}
        with open(os.devnull, "r+b") as null, ExitStack() as opened:
            descriptors = [null.fileno()]
            for name in ("stdout", "stderr"):
                asked = options.get(name)
                if asked == subprocess.PIPE:
                    ours, asked = os.pipe()
                    opened.callback(os.close, asked)
                    pipes[name] = open(ours, "rb")  # noqa: SIM115  (the caller reads and closes it)
                if asked is None:
                    asked = len(descriptors)  # inherited
                elif asked == subprocess.STDOUT:
                    asked = descriptors[-1]
                elif asked == subprocess.DEVNULL:
                    asked = null
                descriptors.append(asked if isinstance(asked, int) else asked.fileno())
            return ForkedKernel(template, template.start(request, descriptors), pipes)

    async def _listening(self) -> None:
        """Wait until the kernel's last socket is there, or a second at most.

        A client that comes too early tries again only after 100 ms, longer than a fork takes.
        """
        last = Path(f"{self.connection_info['ip']}-{self.connection_info['hb_port']}")
        for _ in range(500 if self.connection_info["transport"] == "ipc" else 0):
            if last.exists() or await self.poll() is not None:
                return
            await asyncio.sleep(0.002)

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel and the processes that it started; it is gone when this returns.

        Jupyter would look every 100 ms whether it is.
        """
        await super().kill(restart=restart)
        if isinstance(self.process, ForkedKernel):
            self.process.wait()

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the kernel's folder; before a restart, let the old one's messages expire.

        Jupyter asks a kernel that has died to shut down, and keeps trying to deliver that for
        100 ms: a fork would be there in time to obey.
        """
        await super().cleanup(restart=restart)
        if restart:
            await asyncio.sleep(0.2)
        elif self.private:
            shutil.rmtree(self.private, ignore_errors=True)
            self.private = None
            if self.opened is not None:
                os.close(self.opened)
                self.opened = None


def exposure() -> str | None:
    """How others could reach a kernel that this process has started; None if they could not."""
    return _exposure


def kill_all() -> None:
    """Kill every kernel of this process at once."""
    for provisioner in list(_used):
        if provisioner.process is not None and provisioner.pgid:
            with suppress(OSError):
                os.killpg(provisioner.pgid, signal.SIGKILL)


def _can_fork(cmd: list[str], options: dict[str, Any]) -> bool:
    """Whether the command is this interpreter's own kernel, with options that a fork can follow."""
    return (
        cmd[0] == sys.executable
        and "-m" in cmd
        and cmd[cmd.index("-m") + 1] in _LAUNCHERS
        and not options.get("independent")  # a forked kernel never outlives its user
        and not options.get("stdin")
        and set(options) <= {"env", "cwd", "stdin", "stdout", "stderr", "independent"}
    )
