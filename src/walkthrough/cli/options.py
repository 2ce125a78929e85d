"""Options that several commands have in common."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Parameter = Annotated[
    list[str] | None,
    typer.Option("-p", "--parameter", metavar="NAME=VALUE", help="See `walkthrough params`."),
]
Data = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Data package; $WALKTHROUGH_DATA or the bundled one."),
]
Resume = Annotated[
    bool,
    typer.Option(
        "--resume/--afresh",
        help="Take what earlier runs, interrupted ones too, have finished, unless something"
        " that it depends on has changed; or execute everything. A notebook of your own, a copy,"
        " and one that you made open files are executed each time.",
    ),
]
Made = Annotated[
    Path | None, typer.Option("--run", metavar="DIR", help="A finished run; build/default if none.")
]
