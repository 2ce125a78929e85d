"""UNHCR and UNRWA: refugees and asylum seekers by origin and asylum, at the end of the year."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from tables import CODES, Source, finish, read_iso3, read_table
from walkthrough.ingest.csv_table import read_csv
from walkthrough.ingest.unhcr import NO_AREA

PAIRS = "displacement/unhcr_population_2017_origin_by_asylum.csv"
BY_ASYLUM = "displacement/unhcr_by_asylum_1990_2025.csv"
BY_ORIGIN = "displacement/unhcr_by_origin_1990_2025.csv"
UNRWA = "displacement/unrwa_by_asylum.csv"


def read_pairs(path: Path, areas: dict[str, int], year: int) -> pd.DataFrame:
    """One year's refugees and asylum seekers by origin and country of asylum (persons).

    Rows with neither are left out (they count other populations, such as the displaced inside
    their own country).
    """
    years = set(read_csv(path, ["year"])["year"])
    if years != {str(year)}:
        raise UserError(f"{path}: years {sorted(years)}, expected only {year}")
    names = {"origin_iso3": "coo_iso", "asylum_iso3": "coa_iso"}
    codes = {"origin": "coo_iso", "asylum": "coa_iso"}
    table = read_table(path, "refugees-2017", names, codes, areas, NO_AREA)
    table = finish(table, "refugees-2017", path)
    return table[(table["refugees"] > 0) | (table["asylum_seekers"] > 0)].reset_index(drop=True)


def read_series(path: Path, areas: dict[str, int], side: str) -> pd.DataFrame:
    """Yearly totals by origin (``side`` "coo") or by country of asylum ("coa"), persons."""
    code = f"{side}_iso"
    names = {"iso3": code, "other_protection": "oip"}
    table = read_table(path, "refugees-by-origin", names, {"area": code}, areas, NO_AREA)
    return finish(table, "refugees-by-origin", path)


def read_unrwa(path: Path, areas: dict[str, int]) -> pd.DataFrame:
    """Refugees registered with UNRWA by year and area of residence (persons).

    The rows of 2025 that name no area keep an empty one.
    """
    table = read_table(path, "unrwa", {"refugees": "total"}, {"area": "coa_iso"}, areas, NO_AREA)
    return finish(table, "unrwa", path, ["year", "area"])


def check_series(by_asylum: pd.DataFrame, by_origin: pd.DataFrame) -> None:
    """Refuse two series whose world totals of refugees differ in a year."""
    totals = pd.DataFrame(
        {n: t.groupby("year")["refugees"].sum() for n, t in enumerate((by_asylum, by_origin))}
    )
    off = totals.index[totals[0] != totals[1]].tolist()
    if off:
        raise UserError(f"{BY_ASYLUM}, {BY_ORIGIN}: refugees differ in {off}; use one edition")


def read_both_series(asylum: Path, origin: Path, codes: Path) -> dict[str, pd.DataFrame]:
    """The series by country of asylum ("coa") and by origin ("coo"), which agree."""
    areas = read_iso3(codes)
    series = {"coa": read_series(asylum, areas, "coa"), "coo": read_series(origin, areas, "coo")}
    check_series(*series.values())
    return series


TABLES = {
    "refugees-2017": Source([PAIRS, CODES], lambda path, codes: read_pairs(path, read_iso3(codes), 2017)),
    "refugees-by-asylum": Source(
        [BY_ASYLUM, BY_ORIGIN, CODES], lambda a, o, c: read_both_series(a, o, c)["coa"]
    ),
    "refugees-by-origin": Source(
        [BY_ORIGIN, BY_ASYLUM, CODES], lambda o, a, c: read_both_series(a, o, c)["coo"]
    ),
    "unrwa": Source([UNRWA, CODES], lambda path, codes: read_unrwa(path, read_iso3(codes))),
}
