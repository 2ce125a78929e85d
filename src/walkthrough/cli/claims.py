"""The commands ``walkthrough robustness``, ``compare`` and ``trace``."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from helpers.errors import UserError
from walkthrough.cli.options import Claims, Data, Form, Parameter


class Page(StrEnum):
    """How a comparison is printed."""

    text = "text"
    json = "json"
    csv = "csv"
    markdown = "markdown"
    html = "html"


def robustness(
    claims: Annotated[
        list[str] | None, typer.Argument(metavar="CLAIM", help="Numbers, such as A2.4.", show_default="all")
    ] = None,
    format: Annotated[
        Form, typer.Option(help="A summary as text; every combination as json or csv.")
    ] = Form.text,
    ledger: Claims = None,
    data: Data = None,
) -> None:
    """Judge claims under every choice that they depend on.

    Choices are the revision, the definition of the South, rules, years, and editions of the data.
    """
    from helpers.claims import robustness as robust
    from helpers.claims.ledger import pick
    from helpers.claims.own import claims_of, every_claim
    from helpers.data.package import open_package
    from helpers.narrative.claims import turning
    from helpers.parameters import resolve
    from walkthrough.cli.terminal import objects, table

    package = open_package(data)
    every = every_claim(package, ledger)
    wanted = [pick(every, name) for name in claims or []] or claims_of(package, ledger)
    base, studies = resolve(package), robust.Studies(package)
    summary, everything = [], []
    for claim in wanted:
        judged = robust.robustness(studies, claim, base, years=True)
        first = judged[judged["reading"] == judged["reading"].iloc[0]]
        counts = first["overall"].value_counts()
        areas = robust.areas_that_flip(studies, claim, base)
        turned = turning(robust.single_changes(studies, claim, base), areas)
        verdicts = ", ".join(f"{n} {v}" for v, n in counts.items())
        summary.append([claim.id, len(first), verdicts, re.sub("[`*]", "", turned)])
        judged.insert(0, "claim", claim.id)
        everything += judged.astype(object).where(judged.notna(), None).to_dict("records")
    if format is Form.text:
        table(["claim", "combinations", "verdicts", "turned by one change"], summary)
    else:
        objects(everything, format)


def compare(
    runs: Annotated[list[Path] | None, typer.Argument(metavar="RUN_A RUN_B", help="Two run folders.")] = None,
    revision: Annotated[
        tuple[int, int] | None, typer.Option(metavar="YEAR YEAR", help="Two revisions instead of two runs.")
    ] = None,
    year: Annotated[
        int | None,
        typer.Option(help="A year of both revisions.", show_default="the latest that both have"),
    ] = None,
    format: Annotated[Page, typer.Option(help="How to print what changed.")] = Page.text,
    fail_on_flip: Annotated[
        bool, typer.Option("--fail-on-flip", help="Exit 1 if a verdict that both have changed.")
    ] = False,
    data: Data = None,
) -> None:
    """Show what changed between two runs, or between two revisions in the same year."""
    from helpers.data.package import open_package
    from walkthrough.cli.terminal import rows as show
    from walkthrough.publish import compare as comparing
    from walkthrough.runs.finished import FinishedRun

    told = ""
    if revision and runs:
        raise UserError("name two run folders, or two revisions with --revision, not both")
    if year is not None and not revision:
        raise UserError("--year is for --revision A B; two runs have the years that they ran with")
    if revision:
        package = open_package(data)
        year = comparing.common_year(package, revision, year)
        before, after = (comparing.of_revision(package, r, year) for r in revision)
        names = [f"revision {r} ({package.resource(f'od-{r}')['hash'][:19]})" for r in revision]
    elif runs and len(runs) == 2:
        finished = [FinishedRun(folder) for folder in runs]
        before, after = (run.verdicts for run in finished)
        names = [f"{run.path.name} ({run.data_hash})" for run in finished]
        told = comparing.data_told(*(run.data_files for run in finished))
        told += comparing.years_told(before, after)
    else:
        raise UserError("name two run folders, or two revisions with --revision A B")
    rows = comparing.changes(before, after)
    changed = [row for row in rows if row.change]
    flips = sum(row.change == "flip" for row in changed)
    title = f"{names[0]} against {names[1]}{f', both in {year}' if year else ''}: {comparing.counted(rows)}"
    if format is Page.markdown:
        print(comparing.as_markdown(changed, title, told), end="")
    elif format is Page.html:
        print(comparing.as_html(changed, title, told), end="")
    else:
        if format is Page.text:
            print(title, told, sep="\n" if told else "")
        show(comparing.COLUMNS, changed, Form(format))
    if fail_on_flip and flips:
        raise typer.Exit(1)


def trace(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="Its number, such as A2.4.")],
    parameter: Parameter = None,
    claims: Claims = None,
    data: Data = None,
    rows: Annotated[
        str, typer.Option(metavar="N", help="Rows shown of each sum, the largest; or all.")
    ] = "8",
    csv: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write every row to a file as well.")
    ] = None,
    format: Annotated[Form, typer.Option(help="A report, or every row as json or csv.")] = Form.text,
) -> None:
    """Trace a number of the scorecard back to the rows behind it."""
    from helpers.claims.ledger import pick
    from helpers.claims.own import every_claim
    from helpers.data.package import open_package
    from helpers.parameters import assignments, resolve
    from walkthrough.cli import trace as tracing
    from walkthrough.cli.terminal import objects
    from walkthrough.cli.trace_csv import frame, write_csv
    from walkthrough.cli.trace_text import show

    if rows != "all" and not re.fullmatch("[0-9]{1,9}", rows):
        raise UserError(f"--rows {rows}: write 0 or more, or all")
    package = open_package(data)
    chosen = resolve(package, **assignments(parameter or []))
    traced = tracing.trace(package, chosen, pick(every_claim(package, claims), claim))
    if csv:
        write_csv(traced, csv)
    if format is not Form.text:
        return objects(frame(traced).to_dict("records"), format)
    show(traced, package, None if rows == "all" else int(rows))
    if csv:
        typer.echo(f"every row is in {csv}")
