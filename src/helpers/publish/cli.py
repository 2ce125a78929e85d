"""The commands that make a finished run ready for a room: ``slides`` and ``handouts``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Made = Annotated[
    Path | None, typer.Option("--run", metavar="DIR", help="A finished run; build/default if none.")
]


def slides(
    run: Made = None,
    out: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Folder of the slides; build/slides if none.")
    ] = None,
) -> None:
    """Make slides of a run, a deck a notebook, that open from a disk, without a network."""
    from helpers.publish.slides import slides as make
    from helpers.runs.plan import ROOT

    build = ROOT / "build"
    print(make((run or build / "default").resolve(), (out or build / "slides").resolve()))


def handouts(
    run: Made = None,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder of the handouts; build/handouts if none."),
    ] = None,
    report: Annotated[bool, typer.Option("--report", help="Hide the code.")] = False,
) -> None:
    """Make a handout of each notebook of a run: one file, exercises in, solutions out."""
    from helpers.publish.handouts import handouts as make
    from helpers.runs.plan import ROOT

    build = ROOT / "build"
    for page in make((run or build / "default").resolve(), (out or build / "handouts").resolve(),
                     report):
        print(page)
