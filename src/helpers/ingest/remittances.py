"""World Bank and KNOMAD: remittance inflows in five vintages, GDP and population.

Figures are keyed by the Bank's economy code. The sheets hold names only, so names are mapped by
the Bank's own list. Aggregates are left out, and used to check that the economies add up to them.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.errors import UserError
from helpers.ingest.sheets import (
    CODES,
    INSIDE,
    area_of,
    finish,
    read_csv,
    read_iso3,
    refuse_duplicates,
    require,
)
from helpers.ingest.undesa import rows_of

FOLDER = "remittances"
NAMES = "codes/worldbank_name_iso3.csv"
OCTOBER_2017 = f"{FOLDER}/remittance-inflow_Oct2017.csv"
APRIL_2018 = f"{FOLDER}/WB_Bilateral_Remittance_Estimates_2017_Apr2018.xlsx"
DECEMBER_2018 = f"{FOLDER}/Remittancedatainflows_Dec2018.xls"
JUNE_2023 = f"{FOLDER}/remittance-inflows_KNOMAD_June2023.xlsx"
WDI_2023 = f"{FOLDER}/WDI_BX.TRF.PWKR.CD.DT_2023-05-10.xls"
GDP = f"{FOLDER}/WDI_NY.GDP.MKTP.CD_2025-04-15.zip"
POPULATION = f"{FOLDER}/WDI_SP.POP.TOTL_2025-04-15.zip"

FIRST_YEAR = 2000
YEAR = re.compile(r"((?:19|20)\d\d)(?:\.0)?\s*[ep]?$")  # "2017p" preliminary, "2018e" estimate
AGGREGATES = {"world": "WORLD", "low-and middle-income countries": "LMIC"}
TOLERANCE = 0.01  # US$ million


def year_of(label: object) -> int | None:
    """The year that a column is labelled with; None for another column."""
    found = YEAR.match(str(label).strip())
    return int(found.group(1)) if found else None


def read_names(path: Path) -> dict[str, str]:
    """The Bank's names of economies, each with its code."""
    frame = read_csv(path, ["wb_name", "iso3"])
    refuse_duplicates(frame, ["wb_name"], path)
    return dict(zip(frame["wb_name"], frame["iso3"], strict=True))


def amount(cell: Any, where: str) -> float:
    """A cell's amount; 0 where it is empty, as the publisher itself has it in its latest files."""
    text = str(cell).strip()
    try:
        value = float(text) if text not in ("", "nan", "..") else 0.0
    except ValueError:
        raise UserError(f"{where}: {text!r} is not an amount; fetch the file again") from None
    if value < 0:
        raise UserError(f"{where}: {value} is below zero; an inflow cannot be")
    return value


def tidy(
    rows: list[list[Any]], names: dict[str, str], path: Path, left_out: Iterable[str] = ()
) -> pd.DataFrame:
    """Inflows of a sheet with names in one column and years across: year, economy, usd_million.

    ``rows[0]`` is the header; its first non-year column that mentions remittances holds the
    names. The list ends at the first blank row (notes follow). ``left_out``: economies that the
    publisher may leave out of its own world row, by a note in the sheet.
    """
    header = rows[0]
    label = next((i for i, c in enumerate(header) if "emittance inflows" in str(c)), None)
    years = {i: y for i, c in enumerate(header) if (y := year_of(c)) and y >= FIRST_YEAR}
    if label is None or not years:
        raise UserError(f"{path}: no header row 'remittance inflows' with years; is this the file?")
    records: list[tuple[int, str, float]] = []
    for n, row in enumerate(rows[1:], start=2):
        name = " ".join(str(row[label]).split())
        if name in ("", "nan"):
            break
        code = AGGREGATES.get(name.lower()) or names.get(name)
        if code is None:
            raise UserError(f"{path}, row {n}: unknown economy {name!r}; add it to {NAMES}")
        records += [(y, code, amount(row[i], f"{path}, row {n}, {y}")) for i, y in years.items()]
    table = pd.DataFrame(records, columns=["year", "economy", "usd_million"])
    refuse_duplicates(table, ["year", "economy"], path)
    aggregate = table["economy"].isin(AGGREGATES.values())
    check_world(table[~aggregate], table[table["economy"] == "WORLD"], path, left_out)
    return table[~aggregate]


def check_world(
    table: pd.DataFrame, world: pd.DataFrame, path: Path, left_out: Iterable[str] = ()
) -> None:
    """Refuse economies that do not add up to the publisher's world row, year by year."""
    stated = world.set_index("year")["usd_million"]
    if stated.empty:
        raise UserError(f"{path}: no row 'World' to check the sum against; fetch the file again")
    without = table[~table["economy"].isin(set(left_out))]
    for year, rows in table.groupby("year"):
        sums = (rows["usd_million"].sum(),
                without.loc[without["year"] == year, "usd_million"].sum())  # fmt: skip
        if min(abs(s - stated[year]) for s in sums) > TOLERANCE:
            raise UserError(
                f"{path}, {year}: economies add up to {sums[0]:,.2f}, the World row says "
                f"{stated[year]:,.2f} (US$ million); a row is missing or changed"
            )


def read_matrix(path: Path, names: dict[str, str], year: int) -> pd.DataFrame:
    """Inflows from the WORLD row of the bilateral matrix (rows send, columns receive)."""
    rows = rows_of(path, f"Bilateral_Remittances_{year}")
    if str(year) not in str(rows[0][0]) or "millions of US$" not in str(rows[0][0]):
        raise UserError(f"{path}: the title does not say {year} and millions of US$; other file?")
    top = next((i for i, r in enumerate(rows) if str(r[0]).startswith("receiving (across)")), None)
    last = next((i for i, r in enumerate(rows) if str(r[0]).strip() == "WORLD"), None)
    if top is None or last is None:
        raise UserError(f"{path}: no row 'receiving (across)' or no row 'WORLD'; other layout?")
    header = ["Remittance inflows", *(" ".join(str(c).split()) for c in rows[top][1:])]
    turned = [[name, value] for name, value in zip(header[1:], rows[last][1:], strict=True)]
    return tidy([[header[0], year], *turned], names, path)


def world_bank(data: pd.DataFrame, metadata: pd.DataFrame, path: Path) -> pd.DataFrame:
    """A World Bank indicator, tidy: year, economy, value; aggregates (no region) left out."""
    require(data, ["Country Code"], path)
    require(metadata, ["Country Code", "Region"], path)
    regions = metadata["Region"].fillna("").astype(str).str.strip()
    economies = set(metadata.loc[regions != "", "Country Code"])
    years = {c: y for c in data.columns if (y := year_of(c)) and y >= FIRST_YEAR}
    if len(economies) < 2 or not years:
        raise UserError(f"{path}: no economies with a region, or no years; is this a WDI file?")
    long = data.melt("Country Code", list(years), "year", "value")
    long["year"] = long["year"].map(years).astype("int64")
    long["value"] = pd.to_numeric(long["value"], errors="coerce")
    long = long.rename(columns={"Country Code": "economy"}).dropna()
    refuse_duplicates(long, ["year", "economy"], path)
    world = long[long["economy"] == "WLD"].rename(columns={"value": "usd_million"})
    if world.empty:
        raise UserError(f"{path}: no row WLD (World); fetch the file again")
    table = long[long["economy"].isin(economies)]
    # The Bank fills gaps in its world rows (and counts Taiwan), so they exceed the sum a little.
    off = table.groupby("year")["value"].sum() / world.set_index("year")["usd_million"] - 1
    if (off.dropna().abs() > 0.02).any():
        raise UserError(f"{path}: economies miss the world row by {off.abs().max():.1%}; other file?")
    return table.sort_values(["year", "economy"], ignore_index=True)


def read_wdi_workbook(path: Path) -> pd.DataFrame:
    """Inflows from a World Bank workbook (US$), as year, economy, usd_million."""
    rows = rows_of(path, "Data")
    top = next((i for i, r in enumerate(rows) if "Country Code" in r), None)
    if top is None:
        raise UserError(f"{path}, sheet Data: no column 'Country Code'; is this a WDI file?")
    meta = rows_of(path, "Metadata - Countries")
    data = pd.DataFrame(rows[top + 1 :], columns=[str(c) for c in rows[top]])
    table = world_bank(data, pd.DataFrame(meta[1:], columns=meta[0]), path)
    return table.assign(usd_million=table["value"] / 1e6)[["year", "economy", "usd_million"]]


def read_wdi_zip(path: Path, name: str) -> pd.DataFrame:
    """A World Bank csv download (zip), as year, economy and a column ``name`` (whole numbers)."""
    try:
        with zipfile.ZipFile(path) as archive:
            files = archive.namelist()
            data = next(f for f in files if f.startswith("API_"))
            countries = next(f for f in files if f.startswith("Metadata_Country_"))
            metadata = pd.read_csv(archive.open(countries), dtype=str, encoding="utf-8-sig")
            lines = archive.read(data).decode("utf-8-sig").splitlines()
            top = next(i for i, line in enumerate(lines) if "Country Code" in line)
            table = pd.read_csv(archive.open(data), skiprows=top, skip_blank_lines=False)
    except (OSError, StopIteration, ValueError, zipfile.BadZipFile) as error:
        raise UserError(f"{path}: not a World Bank download ({error!r}); fetch it again") from None
    tidied = world_bank(table, metadata, path)
    tidied[name] = tidied.pop("value").round().astype("int64")
    return tidied


def read_inflows(sources: Path) -> pd.DataFrame:
    """The five vintages in one table: vintage, year, economy, area, usd_million; no zero rows.

    0 and empty both mean "none or not known" at the source, so neither makes a row. Amounts are
    rounded to US$ 1 (six decimals of a million).
    """
    names = read_names(sources / NAMES)
    october = read_csv(sources / OCTOBER_2017, [])
    vintages = {
        "2017-10": tidy(
            [list(october.columns), *october.values.tolist()], names, sources / OCTOBER_2017
        ),
        "2018-04": read_matrix(sources / APRIL_2018, names, 2017),
        "2018-12": tidy(
            rows_of(sources / DECEMBER_2018, "Remittance inflows"), names, sources / DECEMBER_2018
        ),
        "2023-06": tidy(
            rows_of(sources / JUNE_2023, "Inward remittance flows"),
            names,
            sources / JUNE_2023,
            left_out=["VEN"],  # stated in a note under the table
        ),
        "wdi-2023-05": read_wdi_workbook(sources / WDI_2023),
    }
    table = pd.concat([t.assign(vintage=v) for v, t in vintages.items()], ignore_index=True)
    table["usd_million"] = table["usd_million"].round(6)
    table = table[table["usd_million"] > 0]
    codes = read_iso3(sources / CODES) | INSIDE
    table["area"] = area_of(table["economy"], codes, sources / FOLDER)
    order = ["vintage", "year", "economy", "area", "usd_million"]
    return finish(table[order], order[:3], sources / FOLDER)


def read_economies(gdp: Path, population: Path, areas: dict[str, int]) -> pd.DataFrame:
    """GDP (current US$, whole dollars) and population by economy; rows without both left out."""
    table = read_wdi_zip(gdp, "gdp_usd").merge(
        read_wdi_zip(population, "population"), "outer", ["year", "economy"]
    )
    table["area"] = area_of(table["economy"], areas | INSIDE, population)
    for column in ("gdp_usd", "population"):
        table[column] = table[column].astype("Int64")
    order = ["year", "economy", "area", "gdp_usd", "population"]
    return finish(table[order], order[:2], population)


TABLES: dict[str, Callable[[Path], pd.DataFrame]] = {
    "inflows": read_inflows,
    "economies": lambda s: read_economies(s / GDP, s / POPULATION, read_iso3(s / CODES)),
}
SOURCE_FILES: dict[str, list[str]] = {
    "inflows": [OCTOBER_2017, APRIL_2018, DECEMBER_2018, JUNE_2023, WDI_2023, NAMES, CODES],
    "economies": [GDP, POPULATION, CODES],
}
