"""The workers of a batch: threads of this process, or the workers of a Dask cluster."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from helpers.errors import UserError
from walkthrough.runs.limits import allow
from walkthrough.runs.schedule import pool, stop
from walkthrough.util.optional import require

REACHED = 5
"""Seconds that a scheduler has to answer."""

T = TypeVar("T")


@dataclass(frozen=True)
class Workers:
    """An executor, the number of tasks it can run at once now, and how to stop those in progress."""

    executor: Executor
    count: Callable[[], int]
    stop: Callable[[list[Future[Any]]], None]

    def each(
        self, todo: Iterable[tuple[T, Callable[..., Any], tuple[Any, ...]]]
    ) -> Iterator[tuple[T, Future[Any], list[T]]]:
        """Run all tasks; yield each as it completes, with those still running.

        At most twice as many tasks as workers are handed out at a time: no worker is idle, and
        memory holds no more than these. An error or an interrupt stops the tasks in progress.
        """
        remaining, running = iter(todo), dict[Future[Any], T]()
        try:
            while True:
                for name, work, arguments in islice(remaining, max(0, 2 * self.count() - len(running))):
                    running[self.executor.submit(work, *arguments)] = name
                if not running:
                    return
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    name = running.pop(future)
                    yield name, future, list(running.values())[: self.count()]
        except BaseException:
            self.stop(list(running))
            raise


@contextmanager
def local(jobs: int) -> Iterator[Workers]:
    """As many threads as kernels may run at a time."""
    allow(jobs)
    with pool(jobs) as executor:
        yield Workers(executor, lambda: jobs, stop)


@contextmanager
def cluster(address: str, jobs: int | None = None) -> Iterator[Workers]:
    """The workers of the Dask scheduler at an address such as ``tcp://host:8786``.

    A run whose worker dies is given to another. Keys and certificates for ``tls://`` are those that
    Dask's own configuration names. Raises UserError if Dask is not installed, if nobody answers, or
    if there is no worker.
    """
    require("cluster", "distributed")
    import distributed

    if "://" not in address:  # without an address Dask would start a cluster of its own
        raise UserError(f"--cluster {address}: write the scheduler's address, tcp://host:8786")
    # Its threads report each attempt to connect, and each worker that went.
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    try:
        security = distributed.Security()
        # Not by the client itself: one that reached nobody keeps trying while it is removed.
        asyncio.run(_reach(address, security.get_connection_args("client")))
        client = distributed.Client(address, timeout=REACHED, set_as_default=False, security=security)
    except (OSError, RuntimeError, TypeError, ValueError) as error:  # the last three: of TLS
        why = " ".join(str(error).split()) or f"nothing said for {REACHED} s"
        if address.startswith("tls"):
            why += "; docs/how-to/batches.md says where Dask looks for certificates"
        raise UserError(f"--cluster {address}: no Dask scheduler answers there ({why})") from None

    def count() -> int:
        return jobs or max(1, sum(client.nthreads().values()))

    def leave(futures: list[Future[Any]]) -> None:
        for future in futures:
            future.cancel()
        executor.shutdown(wait=False)

    with client:
        if not client.nthreads():
            raise UserError(f"--cluster {address}: the scheduler has no worker; start one")
        executor = client.get_executor(pure=False)
        yield Workers(executor, count, leave)


async def _reach(address: str, security: dict[str, Any]) -> None:
    from distributed.comm.core import connect

    # Its own limit does not hold where another server takes the connection, and says nothing.
    (await asyncio.wait_for(connect(address, timeout=REACHED, **security), REACHED + 1)).abort()
