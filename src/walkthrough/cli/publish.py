"""The commands that make something to look at of a finished run: site, slides, handouts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from walkthrough.cli.options import Made
from walkthrough.util.disk import resolve_path


def site(
    run: Made = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of the site; build/site if none.")
    ] = None,
    data: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Data package that the run was made with.")
    ] = None,
) -> None:
    """Build a run into a static site that opens from a disk, without a network."""
    from helpers.data.package import open_package
    from walkthrough.publish.site import site as make
    from walkthrough.runs.select import ROOT

    print(make(*_places(run, out, "site"), open_package(data), ROOT))


def slides(
    run: Made = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of the slides; build/slides if none.")
    ] = None,
) -> None:
    """Make slides of a run, a deck a notebook, that open from a disk, without a network."""
    from walkthrough.publish.slides import slides as make

    print(make(*_places(run, out, "slides")))


def handouts(
    run: Made = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of the handouts; build/handouts if none."),
    ] = None,
    report: Annotated[bool, typer.Option("--report", help="Hide the code.")] = False,
) -> None:
    """Make a handout of each notebook of a run: one file, exercises in, solutions out."""
    from walkthrough.publish.handouts import handouts as make

    for page in make(*_places(run, out, "handouts"), report):
        print(page)


def _places(run: Path | None, out: Path | None, name: str) -> tuple[Path, Path]:
    """The run that is read, and the folder that is written."""
    from walkthrough.runs.select import ROOT

    build = ROOT / "build"
    return resolve_path(run or build / "default"), resolve_path(out or build / name)
