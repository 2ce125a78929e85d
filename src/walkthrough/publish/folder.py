"""A folder that appears whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from walkthrough.util import atomic


@contextmanager
def replacing(kind: str, out: Path) -> Iterator[Path]:
    """A new folder beside `out` that takes its place if the block ends well; else `out` stays.

    Raises UserError, before anything is written, if `out` may not be replaced by a folder of this
    kind (`whole.check_replaceable`).
    """
    with atomic.staged_folder(kind, out) as work:
        yield work.folder
        work.replace(out)
