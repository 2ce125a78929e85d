"""One revision of UN DESA's migrant stock, from the workbooks that somebody downloaded."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from helpers.data.package import Package
from helpers.errors import UserError
from walkthrough.ingest.undesa_areas import Areas
from walkthrough.ingest.undesa_checks import Figures, allowance
from walkthrough.ingest.undesa_figures import read_measure
from walkthrough.ingest.undesa_layout import tables
from walkthrough.ingest.undesa_sheet import WORLD, Table
from walkthrough.ingest.undesa_tables import differences, read_pairs, read_totals, totals_of
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
    return read_books([Workbook(path) for path in files], wanted, package)


def read_books(books: list[Workbook], wanted: int | None, package: Package) -> Revision:
    """A revision from workbooks that are open."""
    usable: list[Table] = []
    left_out: list[str] = []
    for book in books:
        in_book = [table for table in tables(book, left_out) if table.kind != "other"]
        if not in_book:
            raise UserError(
                f"{book.path}: no table of the migrant stock in its sheets ({', '.join(book.names)}"
                "): none has a header with a column of area codes ('Code', 'Location code') and "
                "years or origins; give the English workbook as the publisher offers it"
            )
        usable += in_book
    number, statement = agreed(books, wanted)
    areas = Areas(package.table("areas"))
    totals, notes = read_totals(usable, areas)
    notes += [f"left out: {fault}" for fault in left_out]
    read = read_pairs(usable, areas)
    by_origin, *_ = read_measure((t for t in usable if t.kind == "by-origin"), "stock", areas)
    if totals is None and read is None:
        raise UserError(f"{books[0].path}: {why_nothing(books[0], usable)}")
    if read is None:
        return Revision(number, statement, None, totals, notes)
    pairs, types, of_pairs = read
    notes += of_pairs + compare_origins(pairs, by_origin)
    if totals is None and f"totals-{number}" not in package.names:
        totals = totals_of(pairs, types)
        notes.append(
            "totals are those of the origin-destination table; population and refugees "
            "are in another workbook"
        )
    return Revision(number, statement, pairs, totals, notes)


def why_nothing(book: Workbook, usable: list[Table]) -> str:
    """Why tables of the migrant stock give neither totals nor pairs."""
    if all(table.kind == "by-origin" for table in usable):
        return (
            "migrants by origin alone, which do not say where they live; give the workbook by "
            "destination and origin with it"
        )
    names = dict.fromkeys(table.sheet for table in usable)
    lost = [n for n in book.names if re.match(r"(?i)table \d", n) and n not in names]
    blind = f", and no header was understood in {', '.join(lost)}" if lost else ""
    return (
        f"no figures of the migrant stock for both sexes in its sheets with tables ({', '.join(names)})"
        f"{blind}; give the publisher's English table of both sexes"
    )


def compare_origins(pairs: pd.DataFrame, by_origin: Figures) -> list[str]:
    """A note where the destinations of an origin miss the publisher's table by origin."""
    sums = pairs.groupby(["year", "origin"])["stock"].sum()
    years = set(pairs["year"])
    off = [
        (year, origin)
        for (year, _, origin), value in sorted(by_origin.items())
        if year in years and origin != WORLD and abs(float(sums.get((year, origin), 0)) - value) > 0.5
    ]
    if not off:
        return []
    return [f"{len(off)} origins differ from the table by origin, the first is {off[0][1]} in {off[0][0]}"]


def check_against_totals(pairs: pd.DataFrame, totals: pd.DataFrame, number: int) -> list[str]:
    """Refuse pairs whose world misses that of the totals by more than rounding; a note on areas that differ.

    The publisher's own two tables differ for single areas in one revision, so that is no error.
    """
    in_pairs, in_totals = (table.groupby("year")["stock"].sum() for table in (pairs, totals))
    years = in_pairs.index.intersection(in_totals.index)
    if years.empty:
        listed = "; ".join(", ".join(map(str, sums.index)) for sums in (in_pairs, in_totals))
        raise UserError(
            f"revision {number}: origins and totals have no year in common ({listed}); give files "
            "of one revision"
        )
    for year in sorted(years):
        if abs(in_pairs[year] - in_totals[year]) > allowance(pairs["destination"].nunique(), unit=1):
            raise UserError(
                f"revision {number}: in {year} the origins add up to {in_pairs[year]:,}, the totals to "
                f"{in_totals[year]:,}; give files of one revision"
            )
    return [
        f"in {row.year} the origins of area {row.area} add up to {row.origins:,.0f}, its total is "
        f"{row.stock:,.0f}, as published"
        for row in differences(pairs, totals).itertuples()
    ]
