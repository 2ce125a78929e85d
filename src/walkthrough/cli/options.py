"""Options and arguments that several commands have in common."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer


class Form(StrEnum):
    """How rows are printed."""

    text = "text"
    json = "json"
    csv = "csv"


Parameter = Annotated[
    list[str] | None,
    typer.Option(
        "-p", "--parameter", metavar="NAME=VALUE", help="A parameter; `walkthrough params` lists them."
    ),
]
Data = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Data package.", show_default="$WALKTHROUGH_DATA, or the bundled one"),
]
Claims = Annotated[
    Path | None,
    typer.Option(
        "--claims", metavar="FILE", help="A ledger of claims of yours.", show_default="the article's"
    ),
]
Format = Annotated[Form, typer.Option(help="Text to read, or rows for another program.")]
Jobs = Annotated[
    int | None,
    typer.Option(min=1, help="How many to execute at the same time.", show_default="number of cores"),
]
Resume = Annotated[
    bool,
    typer.Option(
        "--resume/--afresh",
        help="Reuse what earlier runs have finished, even interrupted ones, if nothing that it"
        " depends on has changed; or execute everything. Notebooks of your own and copies are"
        " executed each time.",
    ),
]
Run = Annotated[
    Path | None,
    typer.Option("--run", metavar="DIR", help="A finished run.", show_default="build/default"),
]


def notebook_argument(default: str) -> Any:
    """The argument that names notebooks."""
    help = "A number, a name or a path: 02, 02-changing-migration."
    return typer.Argument(metavar="NOTEBOOK", help=help, show_default=default)


def out_option(default: str) -> Any:
    """The option that names the folder to write."""
    return typer.Option(metavar="DIR", help="Folder to write.", show_default=default)


def use_data(folder: Path | None) -> None:
    """Make a data package the one that this process and the kernels that it starts will open."""
    from helpers.data.package import ENVIRONMENT_VARIABLE

    if folder is not None:
        os.environ[ENVIRONMENT_VARIABLE] = str(folder.absolute())
