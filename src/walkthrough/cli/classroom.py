"""The commands ``walkthrough student`` and ``walkthrough instructor``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from walkthrough.cli.options import out_option
from walkthrough.util.disk import resolve_path


def student(
    out: Annotated[Path | None, out_option("build/student")] = None,
) -> None:
    """Write the notebooks for students, without solutions.

    Prompts stand in their place; the self-checks stay.
    """
    _write("student", out)


def instructor(
    out: Annotated[Path | None, out_option("build/instructor")] = None,
) -> None:
    """Write the notebooks for instructors, as an nbgrader course.

    With solutions and points.
    """
    _write("instructor", out)


def _write(edition: str, out: Path | None) -> None:
    from walkthrough.classroom.folders import write_edition
    from walkthrough.runs import select

    target = resolve_path(out or select.ROOT / "build" / edition)
    print(write_edition(edition, select.numbered(select.ROOT / "notebooks"), target))
