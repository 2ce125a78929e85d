"""The two tables of a revision: totals by area, and pairs of origin and destination."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.undesa_areas import Areas
from walkthrough.ingest.undesa_checks import Figures
from walkthrough.ingest.undesa_figures import POPULATION, read_measure
from walkthrough.ingest.undesa_sheet import WORLD, Table

TOTALS = ["year", "area", "type_of_data", "stock", POPULATION, "refugees"]
PAIRS = ["year", "destination", "origin", "stock"]


def read_totals(tables: Iterable[Table], areas: Areas) -> tuple[pd.DataFrame | None, list[str]]:
    """Totals by year and area from all tables of totals, and notes for the user.

    None where no table has the stock, without which nothing counts; it is refused if the areas miss
    the world row. Population and refugees are left out, with a note, where they cannot be read, and
    are empty where no file has them, never zero. The areas are those with a stock in some year.
    """
    tables = [table for table in tables if table.kind == "totals"]
    stock, types, notes = read_measure(tables, "stock", areas)
    stock = without_world(stock)
    if not stock:
        return None, []
    if not any(types.values()):
        notes.append("type of data left out: no column 'Type of data' in the tables of the stock")
    measures = {"stock": stock}
    for name, told in {POPULATION: "population", "refugees": "refugees"}.items():
        try:
            measures[name] = beside(stock, tables, name, areas)
        except UserError as error:
            notes.append(f"{told} left out: {error}")
    return totals_table(measures, types), notes


def beside(stock: Figures, tables: list[Table], measure: str, areas: Areas) -> Figures:
    """Another measure of the areas of a stock. Raises UserError if it covers years that the stock lacks."""
    years = {year for year, _, _ in stock}
    for table in tables:
        block = table.block(measure)
        if odd := sorted({year for year in block.years.values() if year} - years) if block else []:
            raise UserError(
                f"{table}: figures for {', '.join(map(str, odd))}, but the migrant stock has the years "
                f"{', '.join(map(str, sorted(years)))}; give tables of the same revision"
            )
    return read_measure(tables, measure, areas, {area for _, area, _ in stock})[0]


def without_world(figures: Figures) -> Figures:
    """Figures of single destinations."""
    return {end: value for end, value in figures.items() if end[1] != WORLD}


def totals_table(measures: Mapping[str, Figures], types: Mapping[int, str]) -> pd.DataFrame:
    """The table of totals, sorted by year and area; what no file has is empty."""
    ends = sorted({end for figures in measures.values() for end in figures})
    table = pd.DataFrame([end[:2] for end in ends], columns=TOTALS[:2])
    table["type_of_data"] = [types.get(area) or None for area in table["area"]]
    for name in TOTALS[3:]:
        figures = measures.get(name, {})
        table[name] = pd.Series([figures.get(end, math.nan) for end in ends], dtype="float64")
    table[POPULATION] = table[POPULATION].round(3)
    return table.astype({"stock": "Int64", "refugees": "Int64"})


def totals_of(pairs: pd.DataFrame, types: Mapping[int, str]) -> pd.DataFrame:
    """Totals of areas from their origins."""
    sums = pairs.groupby(["year", "destination"])["stock"].sum()
    return totals_table({"stock": {(year, area, WORLD): n for (year, area), n in sums.items()}}, types)


def read_pairs(
    tables: Iterable[Table], areas: Areas
) -> tuple[pd.DataFrame, dict[int, str], list[str]] | None:
    """All pairs of both sexes, with the types of data and notes for the user; None where no table has any."""
    tables = [table for table in tables if table.kind.startswith("od-")]
    figures, types, notes = read_measure(tables, "stock", areas)
    have = {year for year, _, _ in figures}
    for table in tables:
        if table.kind == "od-wide" and figures and (lost := sorted(table.all_years() - have)):
            raise UserError(
                f"{table}: {', '.join(map(str, lost))} by sex, but no table of both sexes; give the whole "
                "workbook"
            )
    rows = [(*end, int(value)) for end, value in sorted(figures.items()) if end[2] != WORLD]
    return (pd.DataFrame(rows, columns=PAIRS).astype("int64"), types, notes) if rows else None


def differences(pairs: pd.DataFrame, totals: pd.DataFrame) -> pd.DataFrame:
    """Areas whose origins miss their total: year, area, stock (total), origins (their sum).

    Only years that both tables have; a missing total counts as none.
    """
    sums = pairs.groupby(["year", "destination"])["stock"].sum().rename("origins")
    sums = sums.rename_axis(index=["year", "area"])
    years = set(pairs["year"]) & set(totals["year"])
    stated = totals[totals["year"].isin(years)].set_index(["year", "area"])["stock"]
    both = pd.concat([stated.astype("float64"), sums.astype("float64")], axis=1).fillna(0.0)
    both = both[both.index.get_level_values("year").isin(years)]
    off = (both["stock"] - both["origins"]).abs() > 0.5
    return both[off].sort_index().reset_index()
