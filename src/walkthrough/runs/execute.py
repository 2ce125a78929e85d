"""Execute one notebook with papermill, and say truthfully how it ended.

papermill marks the cell of a dead or overdue kernel `completed`, and counts a notebook that calls
`sys.exit()` half way as a success. So the status is made here, from what was raised and from the
cells that have no execution count. No global state is changed (no chdir): several notebooks may be
executed at the same time.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from walkthrough.notebook.io import normalized, read, write
from walkthrough.runs.kernel_manager import PrivateKernelManager
from walkthrough.runs.result import CELL_TIMEOUT, Outcome

logging.getLogger("papermill").addHandler(logging.NullHandler())

Progress = Callable[[int, int], None]
"""Called with (code cells begun, code cells in all)."""


def execute(
    source: Path,
    target: Path,
    parameters: Mapping[str, Any],
    *,
    data: str | None = None,
    timeout: int = CELL_TIMEOUT,
    progress: Progress | None = None,
) -> Outcome:
    """Run `source` with `parameters` in a fresh kernel whose folder is that of `target`.

    `target` gets the executed notebook, cleaned of papermill's marks, whether it succeeded or not.
    `data` is the sha256 of the data package's descriptor: the kernel opens no other.
    A notebook that fails is an Outcome with status "failed", never an exception.
    """
    original = read(source)
    total = sum(_runs(cell) for cell in original.cells) + bool(parameters)
    begun: list[Any] = []
    executed: list[Any] = []
    replies: list[Any] = []

    def started(cell: Any, cell_index: int) -> None:
        begun.append(cell)
        if progress:
            progress(len(begun), total)

    pinned = {"WALKTHROUGH_DATA_SHA256": data} if data else {}  # `helpers.data.package.PINNED`
    start = time.monotonic()
    reason = None
    try:
        papermill.execute_notebook(
            original,  # a path with braces would be filled in
            # papermill would write the whole notebook twice a cell, and cost more than the cells;
            # what has been executed is taken from it at the start, and written once at the end.
            None,
            dict(parameters),
            kernel_name="python3",
            language="python",
            progress_bar=False,
            execution_timeout=timeout,
            resources={"metadata": {"path": str(target.parent)}},
            kernel_manager_class=PrivateKernelManager,
            config=Config(PrivateKernelManager={"pinned": pinned}),
            on_notebook_start=lambda notebook: executed.append(notebook),
            on_cell_execute=started,
            on_cell_error=lambda execute_reply, **_: replies.append(execute_reply["content"]),
            coalesce_streams=False,  # its pattern takes hours for a long line: `_streams_joined`
            record_timing=False,
            shutdown_kernel="immediate",  # what it had to say has been received
        )
    except PapermillExecutionError as error:
        reason = f"{error.ename}: {error.evalue}"
        if replies and not error.evalue:  # the kernel could not show its error, only reply with it
            reason = f"{replies[-1].get('ename')}: {replies[-1].get('evalue')}"
    except CellTimeoutError:
        reason = f"the cell took longer than {timeout} s"
    except DeadKernelError:
        reason = "the kernel died"
    except Exception as error:  # a kernel that does not start has no exception class of its own
        reason = f"{type(error).__name__}: {error}"
    seconds = time.monotonic() - start

    if executed:
        for cell in executed[0].cells:
            if cell.cell_type == "code":
                cell.outputs = _streams_joined(cell.outputs)
        result = normalized(executed[0], original)
        write(result, target)
        if reason is None and any(_runs(c) and not c.execution_count for c in result.cells):
            reason = "the notebook stopped here, without an error: does the cell exit?"
    if reason is None:
        return Outcome(source.stem, "ok", seconds, total)
    return Outcome(source.stem, "failed", seconds, total, len(begun) or None, " ".join(reason.split()))


def _streams_joined(outputs: list[Any]) -> list[Any]:
    """Outputs with one text a stream, standard error first where the two are neighbours.

    A kernel sends what is printed in pieces, cut by the clock. Of a line that was overwritten (by a
    carriage return) the last version is kept.
    """
    joined: list[Any] = []
    pieces: dict[str, list[str]] = {}
    streams = {}
    for output in outputs:
        if output.output_type != "stream":
            joined.append(output)
        elif output.name in streams:
            pieces[output.name].append(output.text)
        else:
            streams[output.name], pieces[output.name] = output, [output.text]
            joined.append(output)
    for name, output in streams.items():
        lines = "".join(pieces[name]).split("\n")
        output.text = "\n".join(line[line.rfind("\r", 0, -1) + 1 :] for line in lines)
    for at in range(len(joined) - 1):
        if [o.get("name") for o in joined[at : at + 2]] == ["stdout", "stderr"]:
            joined[at : at + 2] = joined[at + 1], joined[at]
    return joined


def _runs(cell: Any) -> bool:
    """Whether a cell is one that the kernel is given."""
    return cell.cell_type == "code" and bool(cell.source.strip())
