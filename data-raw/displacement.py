"""UNHCR and UNRWA: refugees and asylum seekers by origin and asylum, at the end of the year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.csv_columns import CODES, area_of, finish, read_csv, read_iso3, whole

PAIRS = "displacement/unhcr_population_2017_origin_by_asylum.csv"
BY_ASYLUM = "displacement/unhcr_by_asylum_1990_2025.csv"
BY_ORIGIN = "displacement/unhcr_by_origin_1990_2025.csv"
UNRWA = "displacement/unrwa_by_asylum.csv"

# Origins (and, rarely, countries of asylum) that are not areas: unknown, stateless, Tibetan.
NO_AREA = ("UNK", "XXA", "TIB")


def read_pairs(path: Path, areas: dict[str, int], year: int) -> pd.DataFrame:
    """One year's refugees and asylum seekers by origin and country of asylum (persons).

    Rows with neither are left out (they count other populations, such as the displaced inside
    their own country).
    """
    source = read_csv(path, ["year", "coo_iso", "coa_iso", "refugees", "asylum_seekers"])
    if set(source["year"]) != {str(year)}:
        raise UserError(f"{path}: years {sorted(set(source['year']))}, expected only {year}")
    table = pd.DataFrame(
        {
            "origin_iso3": source["coo_iso"],
            "asylum_iso3": source["coa_iso"],
            "origin": area_of(source["coo_iso"], areas, path, NO_AREA),
            "asylum": area_of(source["coa_iso"], areas, path, NO_AREA),
            "refugees": whole(source["refugees"], path),
            "asylum_seekers": whole(source["asylum_seekers"], path),
        }
    )
    key = ["origin_iso3", "asylum_iso3"]
    table = finish(table, key, path)
    return table[(table["refugees"] > 0) | (table["asylum_seekers"] > 0)].reset_index(drop=True)


def read_series(path: Path, areas: dict[str, int], side: str) -> pd.DataFrame:
    """Yearly totals by origin (``side`` "coo") or by country of asylum ("coa"), persons."""
    code = f"{side}_iso"
    source = read_csv(path, ["year", code, "refugees", "asylum_seekers", "oip"])
    table = pd.DataFrame(
        {
            "year": whole(source["year"], path),
            "iso3": source[code],
            "area": area_of(source[code], areas, path, NO_AREA),
            "refugees": whole(source["refugees"], path),
            "asylum_seekers": whole(source["asylum_seekers"], path),
            "other_protection": whole(source["oip"], path),
        }
    )
    return finish(table, ["year", "iso3"], path)


def read_unrwa(path: Path, areas: dict[str, int]) -> pd.DataFrame:
    """Refugees registered with UNRWA by year and area of residence (persons).

    The rows of 2025 that name no area keep an empty one.
    """
    source = read_csv(path, ["year", "coo_iso", "coa_iso", "total"])
    table = pd.DataFrame(
        {
            "year": whole(source["year"], path),
            "area": area_of(source["coa_iso"], areas, path, NO_AREA),
            "refugees": whole(source["total"], path),
        }
    )
    return finish(table, ["year", "area"], path)


def check_series(by_asylum: pd.DataFrame, by_origin: pd.DataFrame) -> None:
    """Refuse two series whose world totals of refugees differ in a year."""
    totals = [t.groupby("year")["refugees"].sum() for t in (by_asylum, by_origin)]
    if not totals[0].equals(totals[1]):
        years = totals[0].index.union(totals[1].index)
        off = [y for y in years if totals[0].get(y) != totals[1].get(y)]
        raise UserError(f"{BY_ASYLUM}, {BY_ORIGIN}: refugees differ in {off}; use one edition")


def _series(sources: Path, asylum: bool) -> pd.DataFrame:
    areas = read_iso3(sources / CODES)
    by_asylum = read_series(sources / BY_ASYLUM, areas, "coa")
    by_origin = read_series(sources / BY_ORIGIN, areas, "coo")
    check_series(by_asylum, by_origin)
    return by_asylum if asylum else by_origin


TABLES: dict[str, Callable[[Path], pd.DataFrame]] = {
    "refugees-2017": lambda s: read_pairs(s / PAIRS, read_iso3(s / CODES), 2017),
    "refugees-by-asylum": lambda s: _series(s, asylum=True),
    "refugees-by-origin": lambda s: _series(s, asylum=False),
    "unrwa": lambda s: read_unrwa(s / UNRWA, read_iso3(s / CODES)),
}
SOURCE_FILES: dict[str, list[str]] = {
    "refugees-2017": [PAIRS, CODES],
    "refugees-by-asylum": [BY_ASYLUM, BY_ORIGIN, CODES],
    "refugees-by-origin": [BY_ORIGIN, BY_ASYLUM, CODES],
    "unrwa": [UNRWA, CODES],
}
