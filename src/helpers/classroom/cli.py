"""The commands ``walkthrough student`` and ``walkthrough instructor``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from helpers.whole import resolved


def student(
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder; build/student if none.")
    ] = None,
) -> None:
    """Write the notebooks for students: prompts in place of solutions, self-checks kept."""
    _write("student", out)


def instructor(
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder; build/instructor if none.")
    ] = None,
) -> None:
    """Write the notebooks for instructors, with solutions and points, as a course of nbgrader."""
    _write("instructor", out)


def _write(edition: str, out: Path | None) -> None:
    from helpers.classroom.folders import write_edition
    from helpers.runs import plan

    target = resolved(out or plan.ROOT / "build" / edition)
    print(write_edition(edition, plan.numbered(plan.ROOT / "notebooks"), target))
