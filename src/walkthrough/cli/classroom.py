"""The commands ``walkthrough student`` and ``walkthrough instructor``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from walkthrough.util.disk import resolve_path


def student(
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder; build/student if none.")] = None,
) -> None:
    """Write the notebooks for students: prompts in place of solutions, self-checks kept."""
    _write("student", out)


def instructor(
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder; build/instructor if none.")] = None,
) -> None:
    """Write the notebooks for instructors, with solutions and points, as a course of nbgrader."""
    _write("instructor", out)


def _write(edition: str, out: Path | None) -> None:
    from walkthrough.classroom.folders import write_edition
    from walkthrough.runs import select

    target = resolve_path(out or select.ROOT / "build" / edition)
    print(write_edition(edition, select.numbered(select.ROOT / "notebooks"), target))
