"""The commands that keep notebooks and data right: check, refresh, ingest, seal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from helpers.data import place
from helpers.errors import UserError
from walkthrough.cli.options import Resume, notebook_argument

Notebooks = Annotated[list[str] | None, notebook_argument("all")]


def check(notebook: Notebooks = None, resume: Resume = True) -> None:
    """Check data, notebooks, and stored outputs against fresh ones.

    Without NOTEBOOK: all notebooks except copies, and the files that are made from them.
    """
    from helpers.data.package import open_package
    from walkthrough.cli.terminal import count
    from walkthrough.runs import select
    from walkthrough.runs.memory import Memory, everything

    folder = select.ROOT / "notebooks"
    paths = [select.find(name, folder) for name in notebook or []] or select.available(folder)
    if not paths:
        raise UserError(f"no notebook in {folder}")
    package, memory = open_package(), Memory(select.cache()) if resume else None
    asked = f"check {[str(path) for path in paths]}, {notebook or 'all'}"
    found = everything(select.ROOT, paths, package)
    if memory and memory.holds(asked, found):
        problems, executed = list[str](), 0
    else:
        from walkthrough.checks.check import check as problems_of
        from walkthrough.publish import codecheck

        whole = not notebook and place.IS_PROJECT  # which has the files that are made from them
        problems, executed = problems_of(
            paths, package, select.ROOT, codecheck.compose if whole else None, memory
        )
        right = not problems and all(select.load(path).cacheable for path in paths)
        if memory and right and found == everything(select.ROOT, paths, package):
            memory.keep(asked, found)
    for problem in problems:
        print(problem)
    known = f" ({len(paths) - executed} unchanged since they were right)" if executed < len(paths) else ""
    print(f"{count(len(paths), 'notebook')} checked{known}: {count(len(problems), 'problem')}")
    if problems:
        raise typer.Exit(1)


def refresh(notebook: Notebooks = None) -> None:
    """Execute notebooks with their defaults, and store the outputs.

    Also writes codecheck.yml, which says which cell produces which claim and figure, and seals the
    answers of the self-checks, which come from the solutions.
    """
    if not place.IS_PROJECT:
        raise UserError(
            "the project's own notebooks are refreshed in its clone; `walkthrough run` runs these"
        )
    from walkthrough.classroom.answer_key import refresh_answers
    from walkthrough.cli.progress import run_progress
    from walkthrough.publish import codecheck
    from walkthrough.runs import select
    from walkthrough.runs.refresh import refresh as refresh_all

    folder = select.ROOT / "notebooks"
    sources = select.select(notebook or [path.stem for path in select.available(folder)], folder)
    with run_progress(sources) as watcher:
        failed = refresh_answers(sources, watcher)
        outcomes = failed or refresh_all(sources, select.build(), watcher)
    if not all(outcome.ok for outcome in outcomes):
        print("nothing was stored, because a notebook failed", file=sys.stderr)
        raise typer.Exit(1)
    codecheck.write(select.available(folder), select.ROOT / "codecheck.yml")


def ingest(context: typer.Context) -> None:
    """Add tables to a data package, from published files."""
    from walkthrough.cli.ingest import app

    app(args=context.args, prog_name="walkthrough ingest")


def seal(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The data package that you edited.")],
) -> None:
    """Validate a data package that you edited, and record its hashes."""
    from walkthrough.ingest.seal import seal as seal_package

    for line in seal_package(folder):
        print(line)
