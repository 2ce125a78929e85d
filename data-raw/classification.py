"""Areas, their place in UN DESA's hierarchy, and the five definitions of the South."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from hierarchy import read_hierarchy
from topojson import read_topology
from walkthrough.ingest.csv_columns import (
    CODES,
    LATER,
    finish,
    read_csv,
    refuse_duplicates,
    whole,
    yes_no,
)

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

# Where the 2024 revision lists the areas that the 2017 revision has not: major area, region.
LATER_PLACES = {158: ("Asia", "Eastern Asia")}

# Origins that are published without a country. The first two have no code at the publisher.
RESIDUALS = [
    (2001, "Other North", "North", "Code of this package: origins known to lie in the North only."),
    (2002, "Other South", "South", "Code of this package: origins known to lie in the South only."),
    (2003, "Others", "", "Code of the publisher (2020 and later): origins not split by group."),
]


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
    """A name for figures: ours, else the map's unless abbreviated, else UN DESA's."""
    if area in SHORT_NAMES:
        return SHORT_NAMES[area]
    return map_name if map_name and "." not in map_name else name


def read_areas(definitions: Path, codes: Path, workbook: Path, names: Path) -> pd.DataFrame:
    """The areas of the 2017 revision, one row each, sorted by M49 code."""
    source = read_csv(
        definitions,
        ["m49", "iso3", "name", "undesa_group", "undesa_ldc", "wb_fy18", "hdi_2017",
         "hdi_tier_2017", "g77_2017", "oecd_2017"],
    )  # fmt: skip
    bank = read_csv(codes, ["m49", "iso3", "wb_code"])
    for frame, path in ((source, definitions), (bank, codes)):
        frame["m49"] = whole(frame["m49"], path)
        refuse_duplicates(frame, ["m49"], path)
        refuse_duplicates(frame, ["iso3"], path)
    if set(source["m49"]) != set(bank["m49"]):
        odd = sorted(set(source["m49"]) ^ set(bank["m49"]))
        raise UserError(f"{definitions} and {codes} list different areas: {odd}; align them")
    area = source["m49"]
    hierarchy = read_hierarchy(workbook, set(area))
    stated = area.map(hierarchy["undesa"])
    if (stated != source["undesa_group"]).any():
        odd = sorted(area[stated != source["undesa_group"]])
        raise UserError(f"{definitions}: group differs from sheet ANNEX for areas {odd}")
    shown = read_map_names(names)
    table = pd.DataFrame(
        {
            "area": area,
            "iso3": source["iso3"],
            "name": source["name"],
            "short_name": [
                short_name(a, n, shown.get(a, "")) for a, n in zip(area, source["name"], strict=True)
            ],
            "major_area": area.map(hierarchy["major_area"]),
            "region": area.map(hierarchy["region"]),
            "undesa": source["undesa_group"],
            "ldc": yes_no(source["undesa_ldc"], definitions),
            "income_fy18": source["wb_fy18"],
            "hdi_2017": pd.to_numeric(source["hdi_2017"].where(source["hdi_2017"] != "")),
            "hdi_tier": source["hdi_tier_2017"].str.replace(" Human Development", "").map(TIERS),
            "g77": yes_no(source["g77_2017"], definitions),
            "oecd": yes_no(source["oecd_2017"], definitions),
            "wb_code": area.map(bank.set_index("m49")["wb_code"]),
        }
    )
    refuse_duplicates(table, ["short_name"], names)
    return finish(table, ["area"], definitions)


def read_later(groups: Path, income: Path) -> pd.DataFrame:
    """The areas of later revisions, with what the classifications of 2017 say about them.

    They have the World Bank's income group, no human development index, and are members neither
    of the Group of 77 nor of the OECD.
    """
    group = read_csv(groups, ["m49", "development"]).set_index("m49")["development"]
    bank = read_csv(income, ["iso3", "fy18"]).set_index("iso3")["fy18"]
    rows = []
    for area, iso3, name in LATER:
        if str(area) not in group.index or iso3 not in bank.index:
            raise UserError(f"{groups} or {income}: no row for {name} ({area}, {iso3}); add it")
        rows.append(
            {
                "area": area,
                "iso3": iso3,
                "name": name,
                "short_name": short_name(area, name, ""),
                "major_area": LATER_PLACES[area][0],
                "region": LATER_PLACES[area][1],
                "undesa": group[str(area)],
                "ldc": False,
                "income_fy18": bank[iso3],
                "g77": False,
                "oecd": False,
                "wb_code": iso3,
            }
        )
    return pd.DataFrame(rows)


def read_all_areas(sources: Path) -> pd.DataFrame:
    """The 232 areas of the 2017 revision and those that a later revision adds."""
    table = read_areas(sources / DEFINITIONS, sources / CODES, sources / WORKBOOK, sources / NAMES)
    later = read_later(sources / GROUPS, sources / INCOME)
    both = pd.concat([table, later.reindex(columns=table.columns)], ignore_index=True)
    both["hdi_2017"] = both["hdi_2017"].astype("float64")
    return finish(both, ["area"], sources / GROUPS)


def read_residuals() -> pd.DataFrame:
    """Codes of the origins that are published as a remainder."""
    table = pd.DataFrame(RESIDUALS, columns=["code", "name", "undesa", "note"])
    return finish(table, ["code"], "residuals")


TABLES: dict[str, Callable[[Path], pd.DataFrame]] = {
    "areas": read_all_areas,
    "residuals": lambda s: read_residuals(),
}
SOURCE_FILES: dict[str, list[str]] = {
    "areas": [DEFINITIONS, CODES, WORKBOOK, NAMES, GROUPS, INCOME],
    "residuals": [],
}
