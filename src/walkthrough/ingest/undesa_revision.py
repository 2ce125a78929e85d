"""One revision of UN DESA's migrant stock, from the workbooks that somebody downloaded."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.data.package import Package
from helpers.errors import UserError
from walkthrough.ingest.cell_values import figure
from walkthrough.ingest.undesa_areas import WORLD, Areas, name_of
from walkthrough.ingest.undesa_layout import Table, tables
from walkthrough.ingest.undesa_pairs import differences, read_origin_destination
from walkthrough.ingest.undesa_totals import COLUMNS, both_sexes, read_totals
from walkthrough.ingest.workbook import Workbook
from walkthrough.ingest.workbook_metadata import Statement, agreed


@dataclass(frozen=True)
class Revision:
    """What the files hold of a revision; ``notes`` are for the user, where figures differ."""

    number: int
    statement: Statement
    pairs: pd.DataFrame | None
    totals: pd.DataFrame | None
    notes: list[str]


def read_revision(files: list[Path], wanted: int | None, package: Package) -> Revision:
    """Read workbooks of totals, of origins and destinations, and of origins, in any mixture."""
    books = [Workbook(path) for path in files]
    found: list[Table] = []
    for book in books:
        usable = [table for table in tables(book) if table.kind != "other"]
        if not usable:
            raise UserError(
                f"{book.path}: no table of the migrant stock in its sheets ({', '.join(book.names)}"
                "): none has a header with a column of area codes ('Code', 'Location code') and "
                "years or origins; give the English workbook as the publisher offers it"
            )
        found += usable
    number, statement = agreed(books, wanted)
    areas = Areas(package.table("areas"))
    totals = read_totals(found, areas)
    read = read_origin_destination(found, areas)
    by_origin = read_by_origin(found, areas)
    if totals is None and read is None:
        raise UserError(f"{files[0]}: {why_nothing(books[0], found)}")
    pairs = read[0] if read else None
    notes = []
    if pairs is not None and by_origin:
        notes += compare_origins(pairs, by_origin)
    if read and totals is None and f"totals-{number}" not in package.names:
        totals = totals_of(read[0], read[1])
        notes.append(
            "totals are those of the origin-destination table; population and refugees "
            "are in another workbook"
        )
    return Revision(number, statement, pairs, totals, notes)


def why_nothing(book: Workbook, found: list[Table]) -> str:
    """Why tables that were found give neither totals nor pairs."""
    if all(table.kind == "by-origin" for table in found):
        return (
            "migrants by origin alone, which do not say where they live; give the workbook by "
            "destination and origin with it"
        )
    names = ", ".join(dict.fromkeys(table.sheet for table in found))
    lost = [n for n in book.names if re.match(r"(?i)table \d", n) and n not in names.split(", ")]
    blind = f", and no header was understood in {', '.join(lost)}" if lost else ""
    return (
        f"no figures of the migrant stock for both sexes in its sheets with tables ({names}){blind}"
        "; give the publisher's English table of both sexes"
    )


def totals_of(pairs: pd.DataFrame, types: dict[int, str]) -> pd.DataFrame:
    """Totals of areas from their origins; what is not known is empty."""
    sums = pairs.groupby(["year", "destination"], as_index=False)["stock"].sum()
    table = sums.rename(columns={"destination": "area"})
    table["type_of_data"] = [types.get(area) or None for area in table["area"]]
    table["stock"] = table["stock"].astype("Int64")
    table["population_thousands"] = math.nan
    table["refugees"] = pd.Series(pd.NA, index=table.index, dtype="Int64")
    return table[COLUMNS]


def read_by_origin(found: Iterable[Table], areas: Areas) -> dict[tuple[int, int], float]:
    """Migrants by year and origin, whole world, from tables that list origins only."""
    figures: dict[tuple[int, int], float] = {}
    for table in found:
        block = both_sexes(table).get("stock") if table.kind == "by-origin" else None
        if block is None:
            continue
        role = "origin code" if "origin code" in table.roles else "code"
        label = "origin" if "origin" in table.roles else "name"
        for n, code, row in table.lines(list(block.years), role):
            where = table.where(n, table.roles[role])
            origin = None if code == WORLD else areas.origin(code, name_of(table, n, label), where)
            for column, year in block.years.items():
                value = figure(row[column], table.at(n, column))
                if origin is not None and not math.isnan(value):
                    figures[year, origin] = value
    return figures


def compare_origins(pairs: pd.DataFrame, stated: dict[tuple[int, int], float]) -> list[str]:
    """A note where the destinations of an origin miss the publisher's table by origin."""
    sums = pairs.groupby(["year", "origin"])["stock"].sum()
    years = set(pairs["year"])
    off = [
        (year, origin)
        for (year, origin), value in sorted(stated.items())
        if year in years and abs(float(sums.get((year, origin), 0)) - value) > 0.5
    ]
    if not off:
        return []
    return [f"{len(off)} origins differ from the table by origin, the first is {off[0][1]} in {off[0][0]}"]


def check_against_totals(pairs: pd.DataFrame, totals: pd.DataFrame, number: int) -> list[str]:
    """Refuse pairs whose world misses that of the totals; a note on areas that differ.

    The publisher's own two tables differ for single areas in one revision, so that is no error.
    """
    years = sorted(set(pairs["year"]) & set(totals["year"]))
    if not years:
        raise UserError(
            f"revision {number}: origins and totals have no year in common "
            f"({listed(pairs['year'])}; {listed(totals['year'])}); give files of one revision"
        )
    for year in years:
        found = int(pairs.loc[pairs["year"] == year, "stock"].sum())
        stated = int(totals.loc[totals["year"] == year, "stock"].sum())
        if found != stated:
            raise UserError(
                f"revision {number}: in {year} the origins add up to {found:,}, the totals to "
                f"{stated:,}; give files of one revision"
            )
    off = differences(pairs, totals)
    return [
        f"in {row.year} the origins of area {row.area} add up to {row.origins:,.0f}, its total is "
        f"{row.stock:,.0f}, as published"
        for row in off.itertuples()
    ]


def listed(years: pd.Series) -> str:
    return ", ".join(str(year) for year in sorted(set(years)))
