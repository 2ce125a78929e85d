"""World Bank and KNOMAD: remittance inflows in five vintages, GDP and population."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from tables import CODES, Source, finish, read_iso3, read_table
from walkthrough.ingest.csv_table import INSIDE, area_codes
from walkthrough.ingest.remittances import read_layout
from walkthrough.ingest.wdi import read_series

NAMES = "codes/worldbank_name_iso3.csv"
VINTAGES = {
    "2017-10": "remittances/remittance-inflow_Oct2017.csv",
    "2018-04": "remittances/WB_Bilateral_Remittance_Estimates_2017_Apr2018.xlsx",
    "2018-12": "remittances/Remittancedatainflows_Dec2018.xls",
    "2023-06": "remittances/remittance-inflows_KNOMAD_June2023.xlsx",
    "wdi-2023-05": "remittances/WDI_BX.TRF.PWKR.CD.DT_2023-05-10.xls",
}
GDP = "remittances/WDI_NY.GDP.MKTP.CD_2025-04-15.zip"
POPULATION = "remittances/WDI_SP.POP.TOTL_2025-04-15.zip"


def read_bank_names(path: Path) -> pd.DataFrame:
    """The Bank's spellings of the economies' names: name, economy."""
    return finish(read_table(path, "bank-names", {"name": "wb_name", "economy": "iso3"}), "bank-names", path)


def read_inflows(*paths: Path) -> pd.DataFrame:
    """The five vintages in one table: vintage, year, economy, area, usd_million; no zero rows.

    ``paths``: of the vintages, the names and the codes. 0 and empty both mean "none or not known"
    at the source, so neither makes a row. Amounts are rounded to US$ 1 (six decimals of a million).
    """
    *files, names_file, codes_file = paths
    spellings = read_bank_names(names_file)
    names = dict(zip(spellings["name"], spellings["economy"], strict=True))
    vintages = [
        read_layout(path, names).assign(vintage=vintage)
        for vintage, path in zip(VINTAGES, files, strict=True)
    ]
    table = pd.concat(vintages, ignore_index=True)
    table["usd_million"] = table["usd_million"].round(6)
    table = table[table["usd_million"] > 0]
    table["area"] = area_codes(table["economy"], read_iso3(codes_file) | INSIDE, names_file)
    return finish(table, "inflows", names_file)


def read_wdi(path: Path, name: str) -> pd.DataFrame:
    """A World Bank download, as year, economy and a column ``name`` (whole numbers)."""
    table = read_series(path).table
    table[name] = table.pop("value").round().astype("int64")
    return table


def read_economies(gdp: Path, population: Path, areas: dict[str, int]) -> pd.DataFrame:
    """GDP (current US$, whole dollars) and population by economy; rows without both left out."""
    both = [read_wdi(gdp, "gdp_usd"), read_wdi(population, "population")]
    table = both[0].merge(both[1], "outer", ["year", "economy"])
    table["area"] = area_codes(table["economy"], areas | INSIDE, population)
    table = table.astype({"gdp_usd": "Int64", "population": "Int64"})
    return finish(table, "economies", population)


TABLES = {
    "inflows": Source([*VINTAGES.values(), NAMES, CODES], read_inflows),
    "bank-names": Source([NAMES], read_bank_names),
    "economies": Source([GDP, POPULATION, CODES], lambda g, p, codes: read_economies(g, p, read_iso3(codes))),
}
