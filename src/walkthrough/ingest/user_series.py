"""Series of yearly figures brought to a new year in a user's package: refugees, GDP and population."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.data.package import Package
from helpers.errors import UserError
from walkthrough.ingest.bank_names import economy_areas
from walkthrough.ingest.csv_table import area_codes
from walkthrough.ingest.package_update import Change, source
from walkthrough.ingest.unhcr import Counts, pairs, read_counts, registered, series
from walkthrough.ingest.wdi import read_series
from walkthrough.ingest.workbook_metadata import AS_GIVEN

INDICATORS = {"NY.GDP.MKTP.CD": "gdp_usd", "SP.POP.TOTL": "population"}
PART = 0.5  # of the persons known for the nearest year: what has fewer is a part of the table
END = {"refugees-by-asylum": "coa_iso", "refugees-by-origin": "coo_iso"}


def updated(package: Package, name: str, files: list[Path], years: set[int]) -> dict[str, Any]:
    """The descriptor entry of a table that has years from other files."""
    entry = copy.deepcopy(package.resource(name))
    entry.setdefault("source_files", []).extend(source(file) for file in files)
    names, span = ", ".join(file.name for file in files), f"{min(years)}-{max(years)}"
    entry["edition"] = f"{entry.get('edition', AS_GIVEN)}; {span} from {names}, {AS_GIVEN}"
    return entry


def refuse_part(old: pd.DataFrame, new: pd.DataFrame, file: Path) -> None:
    """Refuse figures that are far fewer than those of the nearest year known: a part of the table."""
    known, given = (table.groupby("year")["refugees"].sum() for table in (old, new))
    for year, persons in given.items():
        nearest = min(known.index, key=lambda y: (abs(y - year), y))
        if persons < PART * known[nearest]:
            raise UserError(
                f"{file}: download it for all countries of origin and asylum: its {year} has {persons:,} "
                f"refugees, and {nearest} had {known[nearest]:,}; it would replace the year as a whole"
            )


def replace_years(change: Change, package: Package, name: str, table: pd.DataFrame, file: Path) -> None:
    """Put a file's years in the place of those years in a table."""
    old = change.frames.get(name, package.table(name))
    refuse_part(old, table, file)
    years = set(table["year"])
    both = pd.concat([old[~old["year"].isin(years)], table[old.columns]], ignore_index=True)
    change.frames[name] = both.sort_values(list(old.columns[:2]), ignore_index=True)
    change.entries[name] = updated(package, name, [file], years)


def add_pairs(change: Change, package: Package, counts: Counts, areas: dict[str, int], file: Path) -> None:
    """A table by origin and asylum for the last year, and each that has a migrant stock."""
    years = set(counts.frame["year"])
    stock = {year for revision in package.revisions for year in package.years(revision)}
    for year in sorted(years & stock | {max(years)}):
        name = f"refugees-{year}"
        model = package.resource("refugees-2017")
        change.frames[name] = pairs(counts, year, areas, file)
        change.entries[name] = copy.deepcopy(model) | {
            "name": name,
            "path": f"displacement/refugees_{year}.csv",
            "title": f"Refugees and asylum seekers by origin and asylum, end of {year}",
            "edition": f"{file.name}, {AS_GIVEN}; end of {year}",
            "citation": f"UNHCR, Refugee Data Finder, {file.name}, {AS_GIVEN}.",
            "source_files": [source(file)],
        }


def unhcr(package: Package, files: list[Path]) -> Change:
    """Years of refugees from UNHCR's files, in place of those years; UNRWA's likewise."""
    change, areas = Change(", ".join(map(str, files)), {}), economy_areas(package)
    for file in files:
        counts = read_counts(file)
        if counts.unrwa:
            replace_years(change, package, "unrwa", registered(counts, areas, file), file)
            continue
        for name, end in END.items():
            if (counts.frame[end] != "").all():
                replace_years(change, package, name, series(counts, end, areas, file), file)
            else:
                change.notes.append(f"{file.name} does not tell {end[:3]}; {name} stays as it was")
        if all((counts.frame[end] != "").all() for end in END.values()):
            add_pairs(change, package, counts, areas, file)
    return change


def economies(package: Package, files: list[Path]) -> Change:
    """Years of GDP and population from the World Bank's downloads; a year is replaced by indicator."""
    table = package.table("economies").set_index(["year", "economy"])
    years: set[int] = set()
    for file in files:
        found = read_series(file)
        column = INDICATORS.get(found.code)
        if column is None:
            wanted = " or ".join(INDICATORS)
            raise UserError(f"{file}: give the indicator {wanted}; this is {found.code or 'without a code'}")
        given = found.table.set_index(["year", "economy"])["value"].round().astype("Int64")
        given = given[given.index.get_level_values("year") >= 1960]
        table = table.reindex(table.index.union(given.index))
        table[column] = given.combine_first(table[column].astype("Int64"))
        years |= set(given.index.get_level_values("year"))
    table = table.reset_index()
    if (lacking := table["population"].isna()).any():
        year = table.loc[lacking, "year"].iloc[0]
        raise UserError(f"{files[0]}: give the population (SP.POP.TOTL) of {year} too, as a second file")
    table["area"] = area_codes(table["economy"], economy_areas(package), files[0])
    table = table[package.table("economies").columns]
    entry = updated(package, "economies", files, years)
    return Change(", ".join(map(str, files)), {"economies": table}, {"economies": entry})
