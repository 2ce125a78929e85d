"""The command ``walkthrough ingest``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from helpers.datapackage import BUNDLED

app = typer.Typer(help="Read published files into the data package.", no_args_is_help=True)


@app.callback()
def ingest() -> None:
    """Read published files into the data package."""


@app.command()
def bundled(
    sources: Annotated[Path, typer.Argument(help="Folder with the published files.")],
    into: Annotated[Path, typer.Option(help="Data package to write.")] = BUNDLED,
) -> None:
    """Write the bundled data package anew from the published files."""
    from helpers.ingest.build import build_bundled

    for line in build_bundled(sources, into):
        typer.echo(line)
