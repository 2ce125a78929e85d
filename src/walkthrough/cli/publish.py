"""The commands that show a finished run: site, slides, handouts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from walkthrough.cli.options import Run, out_option
from walkthrough.util.disk import resolve_path


def site(
    run: Run = None,
    out: Annotated[Path | None, out_option("build/site")] = None,
    data: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Data package that the run was made with."),
    ] = None,
) -> None:
    """Make web pages of a run, readable without a network."""
    from helpers.data.package import open_package
    from helpers.data.place import BUNDLE
    from walkthrough.publish.site import site as make

    print(make(*_places(run, out, "site"), open_package(data), BUNDLE))


def slides(run: Run = None, out: Annotated[Path | None, out_option("build/slides")] = None) -> None:
    """Make slides of a run, one deck per notebook."""
    from walkthrough.publish.slides import slides as make

    print(make(*_places(run, out, "slides")))


def handouts(
    run: Run = None,
    out: Annotated[Path | None, out_option("build/handouts")] = None,
    report: Annotated[bool, typer.Option("--report", help="Hide the code.")] = False,
) -> None:
    """Make a handout of each notebook: exercises in, solutions out."""
    from walkthrough.publish.handouts import handouts as make

    for page in make(*_places(run, out, "handouts"), report):
        print(page)


def _places(run: Path | None, out: Path | None, name: str) -> tuple[Path, Path]:
    """The folder of the run to read, and the folder to write."""
    from walkthrough.runs import select

    build = select.build()
    return resolve_path(run or build / "default"), resolve_path(out or build / name)
