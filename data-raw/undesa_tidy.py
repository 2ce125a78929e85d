"""UN DESA's migrant stock from tidy copies: pairs (2015, 2019, 2020 and 2024), totals (2015).

Rows of aggregates are left out, and the areas are checked against the world row.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from tables import finish
from walkthrough.ingest.cell_values import data_types
from walkthrough.ingest.csv_table import read_csv, refuse_cell, whole_numbers
from walkthrough.ingest.undesa_areas import RESIDUALS
from walkthrough.ingest.undesa_figures import NOISE
from walkthrough.ingest.undesa_sheet import WORLD
from walkthrough.ingest.world_total import check_world

NAMED = {"Other North": 2001, "Other South": 2002}


def read_tidy_pairs(path: Path, areas: set[int]) -> pd.DataFrame:
    """Origin by destination: year, destination, origin, stock (persons), residual origins coded.

    Of the residuals, "Other North" and "Other South" (2015, 2019) have names for codes.
    """
    source = read_csv(path, ["year", "dest", "org"])
    source["org"] = source["org"].replace({name: str(code) for name, code in NAMED.items()})
    names = {"year": "year", "destination": "dest", "origin": "org", "stock": source.columns[5]}
    table = pd.DataFrame({new: whole_numbers(source, old, path) for new, old in names.items()})
    table = table[(table["destination"] < WORLD) & (table["origin"] != WORLD)]
    known = table["destination"].isin(areas) & table["origin"].isin(areas | set(RESIDUALS.values()))
    if not known.all():
        row = table[~known].iloc[0]
        raise UserError(
            f"{path}: destination {row['destination']}, origin {row['origin']} in {row['year']}: "
            "one of the two is neither an area nor a residual; add it to the areas first"
        )
    return finish(table, "od-2017", path)


def persons(frame: pd.DataFrame, name: str, path: Path) -> pd.Series:
    """A column of persons, gaps allowed, without the noise of a computation (38891.00000000001)."""
    values = pd.to_numeric(frame[name], errors="coerce")
    bad = (values.isna() & (frame[name] != "")) | ((values - values.round()).abs() > NOISE)
    refuse_cell(frame, name, path, bad, "a whole number of persons")
    return values.round().astype("Int64")


def read_tidy_totals(path: Path, areas: set[int]) -> pd.DataFrame:
    """Totals by year and area; population and refugees are empty where the copy has none.

    Areas that have no stock in any year (two Caribbean islands in 2024) are left out.
    """
    source = read_csv(path, ["m49", "type_of_data", "year", "stock"])
    for name in {"population", "refugees"} - set(source):
        source[name] = ""
    table = pd.DataFrame(
        {
            "year": whole_numbers(source, "year", path),
            "area": whole_numbers(source, "m49", path),
            "type_of_data": source["type_of_data"].map(data_types),
            "stock": persons(source, "stock", path),
            "population_thousands": pd.to_numeric(source["population"]).round(3),
            "refugees": persons(source, "refugees", path),
        }
    )
    world = table[table["area"] == WORLD].set_index("year")["stock"]
    table = table[table["area"] < WORLD]
    table = table[table["stock"].notna().groupby(table["area"]).transform("any")]
    unknown = sorted(set(table["area"]) - areas)
    if unknown:
        raise UserError(f"{path}: areas {unknown} are unknown; add them to the areas first")
    check_world(path, table.groupby("year")["stock"].sum().to_dict(), world.to_dict())
    return finish(table, "totals-2017", path)
