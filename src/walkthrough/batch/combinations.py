"""The combinations of parameters of a batch: from options or a table, all checked beforehand."""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers import parameters
from helpers.data.files import read_bytes
from helpers.data.package import Package
from helpers.errors import NotAllowed, UserError
from walkthrough.runs import select

ALL = "all"
LONGEST_TABLE = 10_000_000
"""Bytes of a table of runs: some hundred thousand of them."""
# What "all" means for a parameter may depend on those before it.
_ORDER = ("revision", "year", "base_year")


@dataclass(frozen=True)
class Combination:
    """One run: a name that is fit for a file, and the checked values that it is given."""

    id: str
    given: Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """One combination as the user wrote it: values by parameter, and where."""

    values: Mapping[str, str]
    place: str = ""


def each(texts: Iterable[str]) -> dict[str, list[str]]:
    """``NAME=V1,V2`` as values by name; "all" stays as it is."""
    found: dict[str, list[str]] = {}
    for text in texts:
        name, _, listed = (part.strip() for part in text.partition("="))
        values = [value.strip() for value in listed.split(",")]
        if not name or not all(values):
            raise UserError(f"--each {text}: write --each NAME=V1,V2 or --each NAME={ALL}")
        if name in found:
            raise UserError(f"--each {name} is given twice; list all values in one")
        if ALL in values and len(values) > 1:
            raise UserError(f"--each {text}: {ALL} stands alone")
        found[name] = values
    parameters.check_names(found)
    return found


def product(package: Package, base: Mapping[str, Any], lists: Mapping[str, list[str]]) -> list[Row]:
    """Every combination of the lists. ``base`` are the values that are the same in all of them."""
    names = sorted(lists, key=lambda n: _ORDER.index(n) if n in _ORDER else len(_ORDER))
    rows: list[dict[str, str]] = [{}]
    for name in names:
        rows = [
            row | {name: value}
            for row in rows
            for value in (permitted(package, name, {**base, **row}) if lists[name] == [ALL] else lists[name])
        ]
    return [Row({name: row[name] for name in lists}) for row in rows]


def permitted(package: Package, name: str, others: Mapping[str, Any]) -> list[str]:
    """Every value that `parameters.resolve` accepts for one of them, given the others."""
    if name in parameters.TEXTS:
        raise UserError(f"{name}={ALL} names no file; list the files that you mean")
    settled = others.get("revision", parameters.DEFAULTS["revision"])
    revision = int(settled) if str(settled) in map(str, package.revisions) else 0
    if name != "revision" and not revision:
        parameters.resolve(package, revision=settled)  # says what is allowed
    fixed: dict[str, Callable[[], Iterable[object]]] = {
        "revision": lambda: package.revisions,
        "year": lambda: package.years(revision),
        "base_year": lambda: package.total_years(revision),
        "south": lambda: parameters.souths(package),
        "remittance_vintage": lambda: package.vintages,
        "focus_country": lambda: _counted(package, revision),
    }
    candidates = [str(v) for v in fixed.get(name, lambda: parameters.choices(name))()]
    kept = [value for value in candidates if _fits(package, {**others, name: value})]
    if not kept:  # then it is another parameter that does not fit
        parameters.resolve(package, **{**others, name: candidates[-1]})
    return kept


def table(path: Path) -> list[Row]:
    """The rows of a CSV file with a header of parameter names; empty rows are left out.

    Raises UserError, naming row and column, if the file is not such a table.
    """
    try:
        text = read_bytes(path, LONGEST_TABLE).decode("utf-8-sig")
        lines = csv.reader(io.StringIO(text, newline=""), strict=True)
        found = [(lines.line_num, [cell.strip() for cell in line]) for line in lines]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        why = error.strerror if isinstance(error, OSError) else error
        raise UserError(f"{path}: not a readable CSV file in UTF-8 ({why})") from None
    found = [(number, cells) for number, cells in found if any(cells)]
    if len(found) < 2:
        raise UserError(f"{path}: no run in it; write a header of parameter names, then one run per row")
    (_, head), *rows = found
    for number, name in enumerate(head, 1):
        where = f"{path}, row 1, column {number}"
        if not name:
            raise UserError(f"{where}: no name; write that of a parameter")
        if name in head[: number - 1]:
            raise UserError(f"{where}: {name!r} has a column already")
        try:
            parameters.check_names([name])
        except UserError as error:
            raise UserError(f"{where}: {error}") from None
    for line, cells in rows:
        if len(cells) != len(head):
            raise UserError(f"{path}, row {line}: {len(cells)} cells, but {len(head)} columns are named")
        for name, cell in zip(head, cells, strict=True):
            if not cell:
                raise UserError(f"{path}, row {line}, column {name}: no value; write one, or none")
    return [Row(dict(zip(head, cells, strict=True)), f"{path}, row {n}") for n, cells in rows]


def check(
    package: Package, source: select.Source, base: Mapping[str, Any], rows: list[Row], folder: Path
) -> list[Combination]:
    """Every run of the batch, checked; nothing has been started. Raises UserError at the first."""
    if source.reads_others:
        raise UserError(f"{source.name} reads the notebooks of one run; it has no batch")
    varied = list(rows[0].values)
    for name in varied:
        if name in base:
            raise UserError(f"parameter {name!r} is given by -p, and varied too; leave one out")
    select.check_used([*base, *varied], [source], folder)
    declared = {n: v for n, v in parameters.DEFAULTS.items() if n in source.parameters}
    seen: dict[tuple[Any, ...], str] = {}
    choices = []
    for row in rows:
        shown = ", ".join(f"{name}={value}" for name, value in row.values.items())
        values = {**base, **row.values}
        try:
            chosen = parameters.resolve(package, **(declared | values))
            given = {name: chosen.given(name) for name in values}
            for name in [n for n in source.required if n in given and given[n] is None]:
                raise NotAllowed(f"{name}=none is not allowed; {source.name} needs one", name)
        except NotAllowed as error:
            if not row.place:
                raise
            column = f", column {error.parameter}" if error.parameter in values else ""
            raise UserError(f"{row.place}{column}: {error}") from None
        key = tuple(getattr(chosen, name) for name in values)
        if key in seen:
            same = f"{row.place}: the same as {seen[key]}" if row.place else f"{shown} comes twice"
            raise UserError(f"{same}; leave one out")
        seen[key] = row.place or shown
        choices.append(given)
    return [Combination(id_, given) for id_, given in zip(_ids(choices, varied), choices, strict=True)]


def _ids(choices: list[dict[str, Any]], varied: list[str]) -> Iterator[str]:
    """Names for files: the values that differ; numbered where two would be one file."""
    telling = [n for n in varied if len({choice[n] for choice in choices}) > 1] or varied
    used: set[str] = set()
    for choice in choices:
        parts = (
            Path(choice[n]).stem if n in parameters.TEXTS and choice[n] else str(choice[n] or "none")
            for n in telling
        )
        name = "-".join(re.sub(r"[^A-Za-z0-9]+", "-", part).strip("-") or "x" for part in parts)
        numbered = (name[:80] if n == 1 else f"{name[:80]}-{n}" for n in itertools.count(1))
        found = next(text for text in numbered if text.casefold() not in used)
        used.add(found.casefold())
        yield found


def _fits(package: Package, values: Mapping[str, Any]) -> bool:
    try:
        parameters.resolve(package, **values)
    except NotAllowed:
        return False
    return True


def _counted(package: Package, revision: int) -> list[str]:
    """Codes of the areas that a revision has a stock for."""
    areas, totals = package.areas(revision), package.table(f"totals-{revision}")
    return sorted(areas[areas["area"].isin(totals["area"])]["iso3"].dropna())
