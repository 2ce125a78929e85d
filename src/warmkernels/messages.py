"""Messages between a template process and its user, over a stream socket."""

from __future__ import annotations

import json
import socket
from collections.abc import Sequence
from typing import Any


def send(end: socket.socket, message: Any, descriptors: Sequence[int] = ()) -> None:
    """One message: its length in 8 bytes, along with file descriptors if any, then JSON."""
    body = json.dumps(message).encode()
    socket.send_fds(end, [len(body).to_bytes(8, "big")], descriptors)
    end.sendall(body)


def receive(end: socket.socket) -> tuple[Any, list[int]]:
    """The next message and its file descriptors. Raises EOFError when the other end is gone."""
    head, descriptors, _, _ = socket.recv_fds(end, 8, 3)
    body = b""
    while len(head) == 8 and len(body) < int.from_bytes(head, "big"):
        part = end.recv(int.from_bytes(head, "big") - len(body))
        if not part:
            break
        body += part
    if not body:
        raise EOFError
    return json.loads(body), descriptors
