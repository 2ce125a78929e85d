"""The commands `walkthrough params` and `walkthrough claims`: what there is to choose from."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from walkthrough.cli.options import Claims, Form, Format


def params(format: Format = Form.text) -> None:
    """List the parameters, and which notebooks use them."""
    from helpers import parameters
    from helpers.data.package import open_package
    from walkthrough.cli.terminal import rows as show
    from walkthrough.runs import select
    from walkthrough.runs.memory import Memory, recall

    package = open_package()
    recall(package, Memory(select.cache()))
    sources = [select.load(path) for path in select.available(select.ROOT / "notebooks")]
    rows = [
        [
            *(row[key] for key in ("name", "values", "default", "meaning")),
            " ".join(s.name.split("-")[0] for s in sources if row["name"] in s.parameters),
        ]
        for row in parameters.catalogue(package)
    ]
    show(["parameter", "values", "default", "meaning", "used in"], rows, format)


claims = typer.Typer()


@claims.callback(invoke_without_command=True)
def listed(context: typer.Context, format: Format = Form.text, ledger: Claims = None) -> None:
    """List the claims that the notebooks test, and the findings of this bundle; or begin your own."""
    if context.invoked_subcommand:
        return
    from helpers.claims.own import claims_of
    from helpers.data.package import open_package
    from walkthrough.cli.terminal import rows as show

    found = claims_of(open_package(), ledger)
    rows = [[c.id, c.part, c.kind, c.said_by, c.statement, c.stated_text] for c in found]
    show(["claim", "part", "kind", "who says it", "statement", "stated"], rows, format)


@claims.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder for the ledger; made if need be.")],
) -> None:
    """Write a ledger, claims.yaml, with three claims and comments to start from."""
    from walkthrough.classroom.workplace import new_ledger
    from walkthrough.util.disk import resolve_path

    print(new_ledger(resolve_path(folder)))
