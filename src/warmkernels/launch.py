"""Turn this process into an ipykernel: `python -m warmkernels.launch -f FILE`.

The same code serves a kernel that was forked from a template and one that was started cold. Options
are those of `python -m ipykernel_launcher`. Two things are done otherwise (seen in ipykernel 7.4):

* Processes that a cell forks send what they print to a socket of their kernel. ipykernel binds it to
  127.0.0.1 with a random port, whatever transport the others have, and offers no option for that. So
  two private methods of its output thread are overridden. (A debugger that is attached still talks
  to the kernel over TCP.)
* The output thread makes a socket for messages to itself when the first text is printed. In a cell
  that has used up the limit of open files it cannot, and dies, along with the error that the cell
  was about to show. So the socket is made at the start.
"""

from __future__ import annotations

import os
import sys
from functools import partial
from pathlib import Path
from typing import Any

import zmq
from ipykernel import kernelapp
from ipykernel.iostream import IOPubThread
from zmq.eventloop.zmqstream import ZMQStream


class OutputThread(IOPubThread):
    """ipykernel's, with an address in the place of `tcp://127.0.0.1`."""

    def __init__(self, *arguments: Any, address: str, **options: Any) -> None:
        self._address = address
        super().__init__(*arguments, **options)  # type: ignore[no-untyped-call]

    def _setup_pipe_in(self) -> None:
        self._pipe_uuid = os.urandom(16)
        pipe = self.socket.context.socket(zmq.PULL)
        pipe.linger = 0
        pipe.bind(self._address)
        self._pipe_in = ZMQStream(pipe, self.io_loop)
        self._pipe_in.on_recv(self._handle_pipe_msg)

    def _setup_pipe_out(self) -> tuple[Any, Any]:
        context = zmq.Context()  # a new one after a fork
        pipe = context.socket(zmq.PUSH)
        pipe.linger = 3000
        pipe.connect(self._address)
        return context, pipe


class Application(kernelapp.IPKernelApp):
    """ipykernel's, whose output thread listens where the other sockets are."""

    def init_iopub(self, context: Any) -> None:
        if self.transport == "ipc":
            thread = partial(OutputThread, address=f"ipc://{self.ip}-output")
            vars(kernelapp)["IOPubThread"] = thread
        super().init_iopub(context)  # type: ignore[no-untyped-call]
        schedule = self.iopub_thread.schedule
        schedule(lambda: schedule(lambda: None))  # the inner call is made in that thread


def main(arguments: list[str], **traits: Any) -> None:
    """Be a kernel until it is shut down; `traits` go to ipykernel's application."""
    Application.launch_instance(arguments, **traits)


if __name__ == "__main__":
    # The folder that -m put first is not the notebook's: IPython adds that one itself.
    if sys.path[0] == "" or Path(sys.path[0]) == Path.cwd():
        del sys.path[0]
    main(sys.argv[1:])
