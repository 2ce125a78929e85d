"""A kernel whose ports are files all of them: the one as well that ipykernel has over TCP as ever.

Processes that a cell forks send what they print to a socket of their kernel. In ipykernel 7.4 it is
at 127.0.0.1, with a random port, whatever transport the others have. A debugger that is attached
talks to the kernel over TCP still.
"""

from __future__ import annotations

import os
from functools import partial
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
