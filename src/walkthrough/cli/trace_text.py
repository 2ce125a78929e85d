"""A trace as a reader sees it on a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from numbers import Integral, Real
from typing import Any

import numpy as np
import pandas as pd
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Column, Table
from rich.text import Text

from helpers.claims.judgement import Standing, Verdict
from helpers.claims.provenance import FIRST, LEDGER, Term, plain
from helpers.data.package import Package
from helpers.parameters import TEXTS
from walkthrough.cli.terminal import console
from walkthrough.cli.trace import Function, Source, Step, Trace

AREAS = {"area", "origin", "destination"}
"""Columns with the code of an area."""

SHOWN = {
    "gcm-terms": ["paragraph", "section", "title"],
    "memberships": ["body", "area", "role", "source"],
    "sdg-targets": ["target", "mentions", "topic"],
}
SHOWN["gcm_path"] = SHOWN["gcm-terms"]
"""Columns that say which rows of a wide table decide."""

WITHOUT_LINES = (LEDGER, *TEXTS)
"""Tables that are no file of lines."""

FEW = 3
"""Rows that decide are shown whole, column by column, up to this number."""


def show(traced: Trace, package: Package, rows: int | None) -> None:
    """Print a trace; ``rows`` of each part at most, all for None."""
    out, areas, others = console(), package.table("areas"), package.table("residuals")
    names = pd.concat([areas.set_index("area")["short_name"], others.set_index("code")["name"]])
    for piece in _pieces(traced, names, rows):
        out.print(piece)


def _pieces(traced: Trace, names: pd.Series, rows: int | None) -> Iterator[RenderableType]:
    claim, judged = traced.claim, traced.judgement
    yield Text(f"{claim.id}  {claim.statement}", "bold")
    yield _inset(
        _pairs(
            {
                "verdict": _verdict(judged.verdict),
                "who says it": "the article" if claim.said_by == "article" else "this bundle",
                "stated": f"{claim.stated_text}, as of {claim.as_of}" if claim.stated else "no figure",
                "it cites": claim.cited_source or "nothing",
                "parameters": ", ".join(f"{k} = {v}" for k, v in judged.parameters.items()) or "none",
            }
        )
    )
    told: set[str] = set()
    for n, step in enumerate(traced.steps, start=1):
        number = f"{n}. " if len(traced.steps) > 1 else ""
        yield Text.assemble((f"{number}{step.reading.reading}  ", "bold"), _verdict(step.reading.verdict))
        yield _inset(step.reading.evidence)
        yield from map(_function, (f for f in step.functions if f.place not in told))
        if again := ", ".join(f.name for f in step.functions if f.place in told):
            yield _inset(Text(f"and, as above, {again}", "dim"))
        told |= {f.place for f in step.functions}
        yield from _rows(step, names, rows)
    if traced.sources:
        yield Text("Where the rows come from\n", "bold")
    yield from map(_source, traced.sources)
    if any(_hides(term, rows) for step in traced.steps for term in step.terms):
        yield Text("every row: the same command with --rows all, or with --csv FILE", "dim")


def _rows(step: Step, names: pd.Series, most: int | None) -> Iterator[RenderableType]:
    for number in step.numbers:
        # What is one sum needs no formula: the sum stands below its rows.
        if number.words != number.terms[0].name:
            yield _inset(f"{number.words}\n= {number.figures}\n= {plain(number.value)}")
    if not step.terms:
        yield _inset("No row of a table decides this.")
    for term in step.terms:
        yield _inset(_term(term, names, most))


def _hides(term: Term, most: int | None) -> bool:
    complete = most is None or (not term.how and len(term.rows) <= FEW)
    return not complete and len(term.rows) > (most or 0)


def _inset(what: RenderableType, left: int = 2, below: int = 1) -> Padding:
    return Padding(what, (0, 0, below, left), expand=False)


def _verdict(verdict: Verdict) -> Text:
    style = {Standing.GOOD: "green", Standing.BAD: "red"}.get(verdict.standing, "yellow")
    return Text(verdict.labelled, style)


def _pairs(values: Mapping[str, str | Text]) -> Table:
    grid = Table.grid("", Column(overflow="fold"), padding=(0, 2))
    for label, value in values.items():
        grid.add_row(Text(label, "dim"), value)
    return grid


def _function(function: Function) -> RenderableType:
    head = Text.assemble((function.name, "cyan"), "  ", (function.place, "dim"))
    return _inset(Group(head, _inset(Text(function.says, "dim"), below=0)))


def _term(term: Term, names: pd.Series, most: int | None) -> RenderableType:
    size = f"{len(term.rows):,} row{'s' * (len(term.rows) != 1)}"
    where = f" of {term.table}" if term.how else ""
    head = Text.assemble((term.name[0].upper() + term.name[1:], "bold"), f": {size}{where}")
    if not term.how and len(term.rows) <= FEW:
        return Group(head, *_whole(term, names))
    shown, above = term.rows, 0
    if term.how in ("sum", "median"):
        shown = shown.sort_values(term.column, ascending=False, kind="stable")
    if most is not None:  # the largest; of a median, those in the middle
        above = max(0, (len(shown) - most) // 2) if term.how == "median" else 0
        shown = shown.iloc[above : above + most]
    return Group(head, _table(term, shown, above, names))


def _whole(term: Term, names: pd.Series) -> Iterator[RenderableType]:
    for n, (place, row) in enumerate(term.rows.iterrows()):
        line = {} if term.table in WITHOUT_LINES else {"line": str(place + FIRST)}
        values = {str(k): _cell(str(k), v, names) for k, v in row.dropna().items()}
        yield Padding(_pairs(line | values), (n > 0, 0, 0, 2), expand=False)


def _table(term: Term, shown: pd.DataFrame, above: int, names: pd.Series) -> Table:
    """The rows shown, the others as a line above or below, and what all of them come to."""
    chosen = term.rows.columns if term.how else SHOWN.get(term.table, term.rows.columns)
    lines = [] if term.table in WITHOUT_LINES else ["line"]
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for name in (*lines, *chosen):
        number = name in lines or (name not in AREAS and term.rows[name].dtype.kind in "iuf")
        table.add_column(name, justify="right" if number else "left", no_wrap=number, overflow="fold")

    def line(text: str, value: str, style: str) -> None:
        cells = dict.fromkeys([*lines, *chosen], "")
        cells[chosen[0]] = text
        cells[term.column or chosen[-1]] += value
        table.add_row(*cells.values(), style=style)

    def others(rows: pd.DataFrame, which: str) -> None:
        value = plain(rows[term.column].sum()) if term.how == "sum" else ""
        if len(rows):
            line(f"{len(rows):,} {which} row{'s' * (len(rows) != 1)}", value, "dim")

    left = term.rows.drop(shown.index)
    if term.how == "median":
        order = left.sort_values(term.column, ascending=False, kind="stable")
        left, higher = order.iloc[above:], order.iloc[:above]
        others(higher, "larger")
    for place, row in shown.iterrows():
        cells = [_cell(c, row[c], names) for c in chosen]
        table.add_row(*([str(place + FIRST)] if lines else []), *cells)
    others(left, "smaller" if term.how == "median" else "more")
    if term.how:
        line("countries" if term.how == "nunique" else term.how, plain(term.value), "bold")
    return table


def _cell(column: str, value: Any, names: pd.Series) -> str:
    if pd.isna(value):
        return ""
    if column in AREAS:
        return f"{names.get(int(value), '?')} ({int(value)})"
    if isinstance(value, Real) and not isinstance(value, Integral):
        return plain(float(value))
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    return f"{value:,}" if isinstance(value, Integral) and "year" not in column else str(value)


def _source(source: Source) -> RenderableType:
    entry = source.entry
    role = "rows shown above" if source.added else "says what counts"
    head = Text.assemble((entry["name"], "cyan"), f"  {source.path}  ", (role, "dim"))
    lines = [Text(f"sha256 {source.sha256}", "dim")]
    lines.append(Text(", ".join(filter(None, map(entry.get, ("producer", "edition"))))))
    if source.added:
        licences = dict.fromkeys(licence["title"] for licence in entry.get("licenses") or [])
        lines += [Text(f"licence: {title}") for title in licences]
        for file in entry.get("source_files") or []:
            lines += [Text(f"made from {file['name']}"), Text(f"sha256 {file['sha256']}", "dim")]
    return _inset(Group(head, _inset(Group(*lines), below=0)))
