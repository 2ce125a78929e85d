"""The command ``walkthrough batch``."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from helpers.errors import UserError
from walkthrough.cli.entry import GOES_ON
from walkthrough.cli.options import Data, Resume
from walkthrough.util.atomic import resolved
from walkthrough.util.process import Stopped


def batch(
    notebook: Annotated[str, typer.Argument(metavar="NOTEBOOK", help="country-brief, 02 or a path.")],
    each: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=V1,V2|all",
            help="Values that a parameter takes in turn; several of these are combined.",
        ),
    ] = None,
    table: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help="Instead: names of parameters in the first row, then a run a row."),
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("-p", "--parameter", metavar="NAME=VALUE", help="The same for all runs."),
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder of the batch; build/NOTEBOOK if not given.")
    ] = None,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Runs at a time; as many as cores if not given.")
    ] = None,
    resume: Resume = True,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="A Dask scheduler, tcp://host:8786 or tls://host:8786,"
            " whose workers are set up as this clone is; needs the extra 'cluster'. Who"
            " reaches a scheduler runs code there: README says how TLS keeps others out.",
        ),
    ] = None,
    data: Data = None,
) -> None:
    """Run one notebook once for each choice of parameters: a page each, and one table of all.

    A run that fails does not stop the others; then the exit code is 1.
    """
    from helpers import parameters
    from helpers.data.package import ENVIRONMENT_VARIABLE, open_package
    from walkthrough.batch import combinations
    from walkthrough.runs import select

    if bool(each) == bool(table):
        raise UserError("say what differs: --each NAME=V1,V2 (or =all), or else --table runs.csv")
    if data is not None:  # the kernels find it there too
        os.environ[ENVIRONMENT_VARIABLE] = str(data.absolute())
    folder = select.ROOT / "notebooks"
    source = select.load(select.find(notebook, folder))
    package = open_package()
    base = parameters.assignments(parameter or [])
    if table:
        rows = combinations.table(table)
    else:
        rows = combinations.product(package, base, combinations.each(each or []))
    items = combinations.check(package, source, base, rows, folder)
    if cluster is not None and "text_path" in items[0].given:
        raise UserError("text_path names a file of this machine; its runs cannot use --cluster")

    from walkthrough.batch import workers
    from walkthrough.batch.batch import batch as run_all
    from walkthrough.cli.batch_progress import batch_table, counted
    from walkthrough.runs.schedule import CORES

    build = select.ROOT / "build"
    who = workers.local(jobs or CORES) if cluster is None else workers.cluster(cluster, jobs)
    try:
        with who as at_hand, counted(source.name, len(items)) as ended:
            done = run_all(
                source,
                items,
                resolved(out or build / source.name),
                workers=at_hand,
                package=package,
                base=base,
                ended=ended,
                cache=build / ".cache" if resume else None,
            )
    except Stopped as stop:
        stop.add_note(GOES_ON)
        raise
    batch_table(done)
    if not done.ok:
        raise typer.Exit(1)
