"""UN DESA's migrant stock from the tidy copies of its tables (2015, 2019, 2020 and 2024).

Rows of aggregates are left out and the areas are checked against the world totals that the
publisher states, and against each other. The publisher's own slips are named here.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.csv_columns import finish, read_csv, whole
from walkthrough.ingest.undesa_areas import RESIDUALS, WORLD
from walkthrough.ingest.undesa_pairs import differences
from walkthrough.ingest.undesa_totals import COLUMNS, data_types

# Migrants in the world in the last year of each revision, as its publisher states them.
LAST = {
    2015: (2015, 243_700_236),
    2017: (2017, 257_715_425),
    2019: (2019, 271_642_105),
    2020: (2020, 280_598_105),
    2024: (2024, 304_021_813),
}

# Revision, year, area: where the publisher's own two tables differ. In 2019 the total of Bonaire,
# Sint Eustatius and Saba for 2005 includes the 13,100 migrants of Sint Maarten, which has no total.
SLIPS = {(2019, 2005, 534), (2019, 2005, 535)}


def read_pairs(path: Path, areas: set[int], revision: int) -> pd.DataFrame:
    """Origin by destination: year, destination, origin, stock (persons), residual origins coded.

    Residuals are "Other North" and "Other South" by name (2015, 2019) or 2003 "Others".
    """
    table = read_csv(path, ["year", "dest", "org", "org_name"])
    value = "total" if "total" in table else "value"
    named = table["org"].str.casefold().map(RESIDUALS)
    table["org"] = table["org"].where(named.isna(), named.astype("Int64").astype("str"))
    frame = pd.DataFrame(
        {
            "year": whole(table["year"], path),
            "destination": whole(table["dest"], path),
            "origin": whole(table["org"], path),
            "stock": whole(table[value], path),
        }
    )
    frame = frame[(frame["destination"] < WORLD) & (frame["origin"] != WORLD)]
    known = frame["destination"].isin(areas) & frame["origin"].isin(areas | set(RESIDUALS.values()))
    if not known.all():
        row = frame[~known].iloc[0]
        raise UserError(
            f"{path}: destination {row['destination']}, origin {row['origin']} in {row['year']}: "
            "one of the two is neither an area nor a residual; add it to the areas first"
        )
    check_last(path, revision, frame.groupby("year")["stock"].sum())
    return finish(frame, ["year", "destination", "origin"], path)


def read_totals_table(path: Path, areas: set[int], revision: int) -> pd.DataFrame:
    """Totals by year and area; population and refugees are empty where the copy has none.

    Areas that have no stock in any year (two Caribbean islands in 2024) are left out.
    """
    source = read_csv(path, ["m49", "type_of_data", "year", "stock"])
    code = whole(source["m49"], path)
    frame = pd.DataFrame(
        {
            "year": whole(source["year"], path),
            "area": code,
            "type_of_data": source["type_of_data"].map(data_types),
            "stock": whole(without_noise(source["stock"]), path, empty=True),
            "population_thousands": pd.to_numeric(numbers(source, "population")).round(3),
            "refugees": whole(without_noise(numbers(source, "refugees")), path, empty=True),
        }
    )
    world = frame[code == WORLD].set_index("year")["stock"]
    frame = frame[frame["area"] < WORLD]
    frame = frame[frame["stock"].notna().groupby(frame["area"]).transform("any")]
    unknown = sorted(set(frame["area"]) - areas)
    if unknown:
        raise UserError(f"{path}: areas {unknown} are unknown; add them to the areas first")
    sums = frame.groupby("year")["stock"].sum()
    if not (sums == world).all():
        raise UserError(f"{path}: the areas miss the world row by {(sums - world).abs().max()}")
    check_last(path, revision, sums)
    return finish(frame[COLUMNS], ["year", "area"], path)


def numbers(source: pd.DataFrame, name: str) -> pd.Series:
    """A column of the source; empty cells where the source has no such column."""
    return source[name] if name in source else pd.Series("", index=source.index, name=name)


def without_noise(cells: pd.Series) -> pd.Series:
    """Cells such as 38891.00000000001, which a workbook computed, as the number they mean."""
    values = pd.to_numeric(cells, errors="coerce")
    near = (values - values.round()).abs() < 1e-6
    return cells.where(~near, values.where(near).astype("float64").round().map("{:.0f}".format))


def check_last(path: Path, revision: int, sums: pd.Series) -> None:
    """Refuse a table whose areas miss the world total that the publisher states."""
    year, stated = LAST[revision]
    found = int(sums.get(year, 0))
    if found != stated:
        raise UserError(
            f"{path}: {found:,} migrants in {year}, the {revision} revision has {stated:,}; "
            "fetch the file again"
        )


def check_pairs(pairs: pd.DataFrame, totals: pd.DataFrame, revision: int) -> None:
    """Refuse origins that miss the totals anywhere but where the publisher's own tables do."""
    off = differences(pairs, totals)
    found = {(revision, int(y), int(a)) for y, a in zip(off["year"], off["area"], strict=True)}
    new = sorted(found - SLIPS)
    if new:
        raise UserError(
            f"revision {revision}: the origins of area {new[0][2]} in {new[0][1]} miss its total "
            f"({len(new)} such); the two files are not of one revision"
        )
