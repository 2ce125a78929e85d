"""Areas, their place in UN DESA's hierarchy, and the five definitions of the South."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from hierarchy import read_hierarchy
from tables import CODES, LATER, Source, finish, read_table
from topojson import read_topology
from walkthrough.ingest.csv_table import read_csv, refuse_duplicates, whole_numbers

DEFINITIONS = "classifications/south_definitions_2017.csv"
WORKBOOK = "ims/2017/UN_MigrantStockTotal_2017.xlsx"
NAMES = "boundaries/countries-50m.json"
GROUPS = "ims/m49_development_group.csv"
INCOME = "classifications/wb_income_groups_fy17_fy21.csv"

TIERS = {"Very High": "Very high", "High": "High", "Medium": "Medium", "Low": "Low", "": ""}

# Names for figures where the map's name is abbreviated or out of date and UN DESA's is long.
SHORT_NAMES = {
    158: "Taiwan, China",
    180: "DR Congo",
    238: "Falkland Islands",
    678: "São Tomé and Príncipe",
    748: "Eswatini",
    807: "North Macedonia",
    840: "United States",
}

# Where the 2024 revision lists the areas missing from the 2017 revision: major area, region.
LATER_PLACES = {158: ("Asia", "Eastern Asia")}

# Origins that are published without a country. The first two have no code at the publisher.
RESIDUALS = [
    (2001, "Other North", "North", "Code of this package: origins known to lie in the North only."),
    (2002, "Other South", "South", "Code of this package: origins known to lie in the South only."),
    (2003, "Others", "", "Code of the publisher (2020 and later): origins not split by group."),
]

NAMES_IN_FILE = {"area": "m49", "undesa": "undesa_group", "ldc": "undesa_ldc", "income_fy18": "wb_fy18",
                 "hdi_tier": "hdi_tier_2017", "g77": "g77_2017", "oecd": "oecd_2017"}  # fmt: skip
ELSEWHERE = dict.fromkeys(["short_name", "major_area", "region", "wb_code"], "name")  # from other files


def read_map_names(path: Path) -> dict[int, str]:
    """M49 code to English map name, from the properties of a TopoJSON file."""
    names: dict[int, str] = {}
    for shape in read_topology(path)["objects"]["countries"]["geometries"]:
        if shape.get("id"):
            # The first shape of a code is the country, later ones are its islands.
            names.setdefault(int(shape["id"]), shape["properties"]["name"])
    # Ashmore and Cartier Islands carry Australia's code and come first.
    names[36] = "Australia"
    return names


def short_name(area: int, name: str, map_name: str) -> str:
    """A name for figures: from the list above, else the map's unless abbreviated, else UN DESA's."""
    return SHORT_NAMES.get(area) or (map_name if map_name and "." not in map_name else name)


def read_areas(definitions: Path, codes: Path, workbook: Path, names: Path) -> pd.DataFrame:
    """The areas of the 2017 revision, one row per area, sorted by M49 code."""
    table = read_table(definitions, "areas", NAMES_IN_FILE | ELSEWHERE)
    bank = read_csv(codes, ["m49", "iso3", "wb_code"])
    bank["area"] = whole_numbers(bank, "m49", codes)
    for frame, path in ((table, definitions), (bank, codes)):
        refuse_duplicates(frame, ["area"], path)
        refuse_duplicates(frame, ["iso3"], path)
    if odd := sorted(set(table["area"]) ^ set(bank["area"])):
        raise UserError(f"{definitions} and {codes} list different areas: {odd}; align them")
    hierarchy = read_hierarchy(workbook, set(table["area"]))
    if odd := sorted(table["area"][table["area"].map(hierarchy["undesa"]) != table["undesa"]]):
        raise UserError(f"{definitions}: group differs from sheet ANNEX for areas {odd}")
    map_names = read_map_names(names)
    pairs = zip(table["area"], table["name"], strict=True)
    table["short_name"] = [short_name(area, name, map_names.get(area, "")) for area, name in pairs]
    refuse_duplicates(table, ["short_name"], names)
    for name in ("major_area", "region"):
        table[name] = table["area"].map(hierarchy[name])
    table["hdi_2017"] = pd.to_numeric(table["hdi_2017"].where(table["hdi_2017"] != ""))
    table["hdi_tier"] = table["hdi_tier"].str.replace(" Human Development", "").map(TIERS)
    table["wb_code"] = table["area"].map(bank.set_index("area")["wb_code"])
    return finish(table, "areas", definitions)


def read_later(groups: Path, income: Path) -> pd.DataFrame:
    """The areas of later revisions, with what the classifications of 2017 say about them.

    They have the World Bank's income group, no human development index, and are members neither
    of the Group of 77 nor of the OECD.
    """
    table = pd.DataFrame(LATER, columns=["area", "iso3", "name"])
    table["short_name"] = [short_name(area, name, "") for area, _, name in LATER]
    table["major_area"], table["region"] = zip(*(LATER_PLACES[area] for area in table["area"]), strict=True)
    group, bank = read_csv(groups, ["m49", "development"]), read_csv(income, ["iso3", "fy18"])
    table["undesa"] = table["area"].astype(str).map(group.set_index("m49")["development"])
    table["income_fy18"] = table["iso3"].map(bank.set_index("iso3")["fy18"])
    if table[["undesa", "income_fy18"]].isna().any(axis=None):
        raise UserError(f"{groups} or {income}: no row for one of {LATER}; add it")
    return table.assign(ldc=False, g77=False, oecd=False, wb_code=table["iso3"])


def read_all_areas(*paths: Path) -> pd.DataFrame:
    """The 232 areas of the 2017 revision and those that a later revision adds."""
    table, later = read_areas(*paths[:4]), read_later(*paths[4:])
    both = pd.concat([table, later.reindex(columns=table.columns)], ignore_index=True)
    both["hdi_2017"] = both["hdi_2017"].astype("float64")
    return finish(both, "areas", paths[4])


def read_residuals() -> pd.DataFrame:
    """Codes of the origins that are published as a remainder."""
    table = pd.DataFrame(RESIDUALS, columns=["code", "name", "undesa", "note"])
    return finish(table, "residuals", "residuals")


TABLES = {
    "areas": Source([DEFINITIONS, CODES, WORKBOOK, NAMES, GROUPS, INCOME], read_all_areas),
    "residuals": Source([], read_residuals),
}
