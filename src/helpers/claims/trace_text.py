"""A trace as a reader sees it on a terminal."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from helpers.claims.cards import BAD, GOOD, SIGNS
from helpers.claims.rows import LEDGER, Part, plain
from helpers.claims.trace import Function, Source, Step, Trace
from helpers.tables import console

# Columns with the code of an area, and those that say which rows of a wide table are meant.
AREAS = {"area", "origin", "destination"}
SHOWN = {
    "gcm-terms": ["paragraph", "section", "title"],
    "memberships": ["body", "area", "role", "source"],
    "sdg-targets": ["target", "mentions", "topic"],
}
FEW = 3
"""Rows that decide a fact are shown whole, column by column, up to this number."""


def show(traced: Trace, names: pd.Series, rows: int | None) -> None:
    """Print a trace; ``rows`` of each part at most (None: all), ``names`` by code of area."""
    out, claim, record = console(), traced.claim, traced.record
    out.print(Text.assemble((claim.id, "bold"), "  ", _verdict(record["verdict"]), "  ",
                            (claim.statement, "bold")))
    facts = {
        "stated": f"{claim.stated_text}, as of {claim.as_of}" if claim.stated else "no figure",
        "source named": claim.cited_source,
        "parameters": ", ".join(f"{k} = {v}" for k, v in record["parameters"].items()) or "none",
    }
    out.print(_pairs(facts), "")
    for n, step in enumerate(traced.steps, start=1):
        number = f"{n}. " if len(traced.steps) > 1 else ""
        out.print(Text.assemble((f"{number}{step.reading['reading']}", "bold"), "  ",
                                _verdict(step.reading["verdict"])))
        out.print(Padding(step.reading["evidence"], (0, 0, 1, 2)))
        for function in step.functions:
            out.print(_definition(function))
        _show_rows(out, step, names, rows)
    if traced.sources:
        out.print(Text("Where the tables come from", "bold"))
    for source in traced.sources:
        out.print(_source(source))


def _show_rows(out: Console, step: Step, names: pd.Series, rows: int | None) -> None:
    for number in step.numbers:
        lines = dict.fromkeys([number.words, f"{number.figures} = {plain(number.value)}"])
        out.print(Padding(Text("\n= ".join(lines)), (0, 0, 1, 2)))
    if not step.parts:
        out.print(Padding("No row of a table decides this.", (0, 0, 1, 2)))
    for part in step.parts:
        out.print(Padding(_part(part, names, rows), (0, 0, 1, 2)))


def _verdict(word: str) -> Text:
    style = "green" if word in GOOD else "red" if word in BAD else "yellow"
    return Text(f"{SIGNS[word]} {word}", style)


def _pairs(facts: dict[str, str], indent: int = 2) -> RenderableType:
    grid = Table.grid(padding=(0, 2))
    for label, value in facts.items():
        grid.add_row(Text(label, "dim"), Text(value))
    return Padding(grid, (0, 0, 0, indent))


def _definition(function: Function) -> RenderableType:
    head = Text.assemble((function.name, "cyan"), "  ", (function.place, "dim"))
    return Padding(Group(head, Padding(Text(function.says, "dim"), (0, 0, 0, 4))), (0, 0, 1, 2))


def _part(part: Part, names: pd.Series, most: int | None) -> RenderableType:
    head = Text(part.name[0].upper() + part.name[1:], "bold")
    size = f"{len(part.rows):,} row{'s' * (len(part.rows) != 1)}"
    head.append(f": {size} of {part.table}" if part.how else f": {size}", "not bold")
    if not part.how and part.table != "" and len(part.rows) <= FEW:
        return Group(head, *(_whole(row, place, names) for place, row in part.rows.iterrows()))
    shown = part.rows
    if part.how in ("sum", "median"):
        shown = shown.sort_values(part.column, ascending=False, kind="stable")
    start = 0
    if most is not None:  # the largest; of a median, those in the middle
        start = max(0, (len(shown) - most) // 2) if part.how == "median" else 0
        shown = shown.iloc[start:start + most]
    return Group(head, _table(part, shown, start, names))


def _whole(row: pd.Series, place: object, names: pd.Series) -> RenderableType:
    values = {str(k): _cell(str(k), v, names) for k, v in row.dropna().items()}
    return _pairs({"line": f"{int(str(place)) + 2}"} | values)


def _table(part: Part, shown: pd.DataFrame, above: int, names: pd.Series) -> Table:
    """The rows shown, the others as one line above or below, and what all of them come to."""
    columns = [c for c in SHOWN.get(part.table, part.rows.columns) if c in part.rows]
    if part.how:
        columns = [c for c in part.rows if c == part.column or part.rows[c].nunique() > 1
                   or len(part.rows) == 1]
    made = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    lined = part.table != LEDGER and bool(part.how or part.table in SHOWN)
    for name in (["line"] if lined else []) + columns:
        right = name == "line" or (name in part.rows and part.rows[name].dtype.kind in "iuf"
                                   and name not in AREAS)
        made.add_column(name, justify="right" if right else "left",
                        no_wrap=right, overflow="fold")

    def line(value: str, text: str, style: str = "") -> None:
        cells = dict.fromkeys(columns, "") | ({part.column: value} if part.column else {})
        first = next(c for c in columns if c != part.column)
        cells[first] = text if part.column else f"{text} {value}".strip()
        made.add_row(*([""] if lined else []), *cells.values(), style=style)

    def others(rest: int, value: str, where: str = "more") -> None:
        if rest:
            line(value, f"{rest:,} {where} row{'s' * (rest != 1)}", "dim")

    others(above, "", "larger")
    for place, row in shown.iterrows():
        cells = [_cell(c, row[c], names) for c in columns]
        made.add_row(*([str(int(str(place)) + 2)] if lined else []), *cells)
    rest = len(part.rows) - len(shown) - above
    left = part.rows.drop(shown.index)
    others(rest, plain(left[part.column].sum()) if part.how == "sum" else "",
           "smaller" if part.how == "median" else "more")
    if part.how:
        line(plain(part.value), part.how, "bold")
    return made


def _cell(column: str, value: object, names: pd.Series) -> str:
    if pd.isna(value):  # type: ignore[call-overload]
        return ""
    if column in AREAS:
        return f"{names.get(int(str(value)), '?')} ({value})"
    if isinstance(value, float):
        return plain(value)
    return f"{value:,}" if isinstance(value, int) and column not in ("year",) else str(value)


def _source(source: Source) -> RenderableType:
    entry = source.entry
    role = "added up or read off" if source.added else "says what counts"
    head = Text.assemble((entry["name"], "cyan"), "  ", entry["path"], "  ", (role, "dim"))
    lines: list[Text] = [Text(f"sha256 {source.sha256}", "dim")]
    if not source.intact:
        lines.append(Text("this is not the sha256 that datapackage.json records", "red"))
    lines.append(Text(", ".join(filter(None, [entry["producer"], entry["edition"]]))))
    lines += [Text(f"licence: {licence['title']}") for licence in _once(entry["licenses"])]
    for file in entry["source_files"]:
        lines += [Text(f"from {file['name']}"), Text(f"sha256 {file['sha256']}", "dim")]
    return Padding(Group(head, Padding(Group(*lines), (0, 0, 0, 2))), (0, 0, 1, 2))


def _once(licences: Iterable[dict[str, str]]) -> list[dict[str, str]]:
    return list({licence["title"]: licence for licence in licences}.values())
