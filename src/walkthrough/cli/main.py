"""The command `walkthrough`: its sub-commands, in groups.

Everything slow is imported inside the function of a command, so that help and refusals are quick.
Exit codes: 0 all is well; 1 a notebook failed or a check found something; 2 bad input, nothing
written; 128 and the number of a signal that ended it (130 for Ctrl-C).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import typer

from walkthrough.cli import batch, claims, classroom, lists, maintain, publish, run

PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True}

app = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",  # paragraphs of a docstring are wrapped anew
)

GROUPS: dict[str, tuple[Callable[..., None], ...]] = {
    "Run the notebooks": (classroom.start, run.run, lists.params, batch.batch),
    "What came out, and why": (claims.robustness, claims.compare, claims.trace),
    "Show and teach": (
        publish.site,
        publish.slides,
        publish.handouts,
        classroom.student,
        classroom.instructor,
    ),
    "Keep it right": (maintain.check, maintain.refresh, maintain.seal),
}


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"walkthrough {version('south-south-walkthrough')}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_version, is_eager=True)
    ] = False,
) -> None:
    """Run, check and refresh the notebooks of the South-South walk-through."""


for panel, commands in GROUPS.items():
    for command in commands:
        app.command(rich_help_panel=panel)(command)
app.add_typer(lists.claims, name="claims", rich_help_panel="What came out, and why")
app.command(context_settings=PASS_ON, rich_help_panel="Run the notebooks")(run.lab)
app.command(context_settings=PASS_ON, add_help_option=False, rich_help_panel="Keep it right")(maintain.ingest)
