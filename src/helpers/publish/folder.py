"""A folder that appears whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers import whole


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A new folder beside `out` that takes its place if the block ends well; else `out` stays.

    Whether `out` may be replaced is for the caller to say, before anything is written.
    """
    with whole.folder(out) as work:
        made = work / "new"
        made.mkdir()
        yield made
        whole.put(made, out)
