"""Areas, their place in UN DESA's hierarchy, and the five definitions of the South."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from helpers.ingest.sheets import CODES, finish, read_csv, refuse_duplicates, whole, yes_no
from helpers.ingest.undesa import column, header_row, rows_of

DEFINITIONS = "classifications/south_definitions_2017.csv"
WORKBOOK = "ims/2017/UN_MigrantStockTotal_2017.xlsx"
NAMES = "boundaries/countries-50m.json"

MAJOR_AREAS = {
    "AFRICA": "Africa",
    "ASIA": "Asia",
    "EUROPE": "Europe",
    "LATIN AMERICA AND THE CARIBBEAN": "Latin America and the Caribbean",
    "NORTHERN AMERICA": "Northern America",
    "OCEANIA": "Oceania",
}
TIERS = {"Very High": "Very high", "High": "High", "Medium": "Medium", "Low": "Low", "": ""}

# Names for figures where the map's name is abbreviated or out of date and UN DESA's is long.
SHORT_NAMES = {
    180: "DR Congo",
    238: "Falkland Islands",
    678: "São Tomé and Príncipe",
    748: "Eswatini",
    807: "North Macedonia",
    840: "United States",
}

# Origins that are published without a country. The first two have no code at the publisher.
RESIDUALS = [
    (2001, "Other North", "North", "Code of this package: origins known to lie in the North only."),
    (2002, "Other South", "South", "Code of this package: origins known to lie in the South only."),
    (2003, "Others", "", "Code of the publisher (2020 and later): origins not split by group."),
]


def read_hierarchy(path: Path, areas: set[int]) -> pd.DataFrame:
    """Major area, region and group of each area, from the ANNEX of the totals workbook.

    Rows are nested by their order: a major area (capitals), its regions (codes that are not
    areas), their countries. Northern America is a major area without regions: it is its own.
    Index area; columns major_area, region, undesa (North = "more developed regions").
    """
    rows = rows_of(path, "ANNEX")
    top = header_row(rows, path)
    name = column(rows[top], "Region", "Major area", path=path)
    code = column(rows[top], "Code", path=path)
    developed = column(rows[top], "More developed", path=path)
    major = region = ""
    records = {}
    for n, row in enumerate(rows[top + 1 :], start=top + 2):
        label = " ".join(str(row[name]).split())
        if not str(row[code]).strip():
            continue
        number = int(float(row[code]))
        if number not in areas:
            if label in MAJOR_AREAS:
                major = region = MAJOR_AREAS[label]
            elif major:
                region = label
            continue
        if not major or row[developed] not in ("Y", "N"):
            raise UserError(
                f"{path}, sheet ANNEX, row {n}: {label} stands outside a major area or has no "
                "development group; is this the 2017 workbook?"
            )
        group = "North" if row[developed] == "Y" else "South"
        records[number] = (major, region, group)
    lost = sorted(areas - set(records))
    if lost:
        raise UserError(f"{path}, sheet ANNEX: no row for areas {lost}; add them or drop them")
    return pd.DataFrame.from_dict(
        records, orient="index", columns=["major_area", "region", "undesa"]
    )


def read_map_names(path: Path) -> dict[int, str]:
    """M49 code to English map name, from the properties of a TopoJSON file."""
    try:
        topology = json.loads(path.read_text(encoding="utf-8"))
        shapes = topology["objects"]["countries"]["geometries"]
    except (OSError, ValueError, KeyError) as error:
        raise UserError(f"{path}: not a TopoJSON file of countries ({error!r})") from None
    names: dict[int, str] = {}
    for shape in shapes:
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
                short_name(a, n, shown.get(a, ""))
                for a, n in zip(area, source["name"], strict=True)
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


def read_residuals() -> pd.DataFrame:
    """Codes of the origins that are published as a remainder."""
    table = pd.DataFrame(RESIDUALS, columns=["code", "name", "undesa", "note"])
    return finish(table, ["code"], "residuals")


TABLES: dict[str, Callable[[Path], pd.DataFrame]] = {
    "areas": lambda s: read_areas(s / DEFINITIONS, s / CODES, s / WORKBOOK, s / NAMES),
    "residuals": lambda s: read_residuals(),
}
SOURCE_FILES: dict[str, list[str]] = {
    "areas": [DEFINITIONS, CODES, WORKBOOK, NAMES],
    "residuals": [],
}
