"""The commands that write folders for others: start, student, instructor."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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


def start(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder to write; new or empty.")],
) -> None:
    """Write notebooks, data and a README to work in."""
    from walkthrough.classroom.workplace import start as write_folder

    print(write_folder(resolve_path(folder)))


def _write(edition: str, out: Path | None) -> None:
    from walkthrough.classroom.folders import write_edition
    from walkthrough.runs import select

    target = resolve_path(out or select.build() / edition)
    print(write_edition(edition, select.numbered(select.ROOT / "notebooks"), target))
