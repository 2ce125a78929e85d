"""The command ``walkthrough batch``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from helpers.errors import UserError
from walkthrough.cli.options import Data, Jobs, Resume, out_option, use_data
from walkthrough.util.disk import resolve_path


def batch(
    notebook: Annotated[str, typer.Argument(metavar="NOTEBOOK", help="country-brief, 02, or a path.")],
    each: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=V1,V2|all",
            help="Values of a parameter, one per run; with several of these, every combination.",
        ),
    ] = None,
    table: Annotated[
        Path | None,
        typer.Option(metavar="CSV", help="Instead: a header of parameter names, then one run per row."),
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("-p", "--parameter", metavar="NAME=VALUE", help="A parameter, the same for all runs."),
    ] = None,
    out: Annotated[Path | None, out_option("build/NOTEBOOK")] = None,
    jobs: Jobs = None,
    resume: Resume = True,
    cluster: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="A Dask scheduler, tcp://host:8786 or tls://host:8786, whose workers are set up like"
            " this clone; needs the extra 'cluster'. Whoever reaches a scheduler can run code there:"
            " use TLS.",
        ),
    ] = None,
    data: Data = None,
) -> None:
    """Execute one notebook for each of many choices of parameters.

    Makes one page per run, and one table of all results. A run that fails does not stop the others;
    the exit code is then 1.
    """
    from helpers import parameters
    from helpers.data.package import open_package
    from walkthrough.batch import combinations
    from walkthrough.runs import select

    if bool(each) == bool(table):
        raise UserError("say what differs: --each NAME=V1,V2 (or =all), or else --table runs.csv")
    use_data(data)
    folder = select.ROOT / "notebooks"
    source = select.load(select.find(notebook, folder))
    package = open_package()
    base = parameters.assignments(parameter or [])
    if table:
        rows = combinations.table(table)
    else:
        rows = combinations.product(package, base, combinations.each(each or []))
    items = combinations.check(package, source, base, rows, folder)
    texts = [name for name in parameters.TEXTS if name in items[0].given]
    if cluster is not None and texts:
        raise UserError(f"{texts[0]} names a file of this machine; its runs cannot use --cluster")

    from walkthrough.batch import workers
    from walkthrough.batch.batch import batch as run_all
    from walkthrough.cli.progress import batch_progress, resumable
    from walkthrough.cli.summaries import batch_summary
    from walkthrough.runs.schedule import CORES

    pool = workers.local(jobs or CORES) if cluster is None else workers.cluster(cluster, jobs)
    with resumable(), pool as at_hand, batch_progress(source.name, len(items)) as ended:
        done = run_all(
            source,
            items,
            resolve_path(out or select.build() / source.name),
            workers=at_hand,
            package=package,
            base=base,
            ended=ended,
            cache=select.cache() if resume else None,
        )
    batch_summary(done)
    if not done.ok:
        raise typer.Exit(1)
