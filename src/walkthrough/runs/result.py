"""How a notebook ended."""

from __future__ import annotations

from dataclasses import dataclass

CELL_TIMEOUT = 300
"""Seconds that one cell may take: the slowest needs a few, so this only ends what is stuck."""


@dataclass(frozen=True)
class Outcome:
    """How a notebook ended. `cell` is the number in `In [n]` of the cell that failed, if any.

    `cached` means that nothing it depends on has changed since it was executed, in `seconds`.
    """

    name: str
    status: str
    seconds: float
    cells: int
    cell: int | None = None
    reason: str | None = None
    cached: bool = False

    @property
    def ok(self) -> bool:
        return self.status == "ok"
