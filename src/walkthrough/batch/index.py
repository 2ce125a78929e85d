"""The first page of a batch: every run, where its page is, and what failed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader

from walkthrough.batch.combinations import Combination
from walkthrough.runs.result import Outcome

COLUMNS = {
    "name": "Area",
    "group": "Group",
    "migrants_in": "Migrants here",
    "migrants_out": "People from here elsewhere",
}
"""Columns of a run's first row that stand in the index, if it has them."""


def page(
    title: str,
    runs: Sequence[Combination],
    outcomes: Mapping[str, Outcome],
    rows: Mapping[str, list[dict[str, Any]]],
    pages: frozenset[str],
) -> str:
    """One HTML page that loads nothing. ``rows`` are the results by run, ``pages`` the runs with a page."""
    first_rows = {name: results[0] for name, results in rows.items() if results}
    columns = [name for name in COLUMNS if any(name in row for row in first_rows.values())]
    # A column that says the same as the run's name needs no place of its own.
    given = [name for name in runs[0].given if any(str(run.given[name]) != run.id for run in runs)]
    loader = FileSystemLoader(Path(__file__).parent, encoding="utf-8")
    template = Environment(autoescape=True, loader=loader).get_template("index.html.j2")
    return template.render(
        title=title,
        runs=runs,
        failed=[run for run in runs if not outcomes[run.id].ok],
        outcomes=outcomes,
        first_rows=first_rows,
        columns=columns,
        given=given,
        heads=["Run", *(COLUMNS[name] for name in columns), *given, "Ended"],
        pages=pages,
        format=format,
    )
