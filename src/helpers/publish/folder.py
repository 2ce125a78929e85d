"""A folder that appears whole or not at all."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.errors import UserError


@contextmanager
def replacing(out: Path) -> Iterator[Path]:
    """A new folder beside `out` that takes its place if the block ends well; else `out` stays.

    Whether `out` may be replaced is for the caller to say, before anything is written.
    """
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        work = tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent)
    except OSError as error:
        raise UserError(f"{out}: cannot write there ({error.strerror}); name another") from None
    with work as name:
        made = Path(name, "new")
        made.mkdir()
        yield made
        if out.exists():
            out.rename(Path(name, "last"))
        made.rename(out)
