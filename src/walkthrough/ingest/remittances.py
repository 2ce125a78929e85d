"""World Bank and KNOMAD: remittance inflows in five vintages.

Figures are keyed by the Bank's economy code. The sheets hold names only, so names are mapped by
the Bank's own list. Aggregates are left out, and used to check that the economies add up to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.csv_columns import (
    CODES,
    FIRST_YEAR,
    INSIDE,
    area_of,
    finish,
    read_csv,
    read_iso3,
    refuse_duplicates,
    year_of,
)
from walkthrough.ingest.wdi import read_economies, read_wdi_workbook
from walkthrough.ingest.workbook import rows_of

FOLDER = "remittances"
NAMES = "codes/worldbank_name_iso3.csv"
OCTOBER_2017 = f"{FOLDER}/remittance-inflow_Oct2017.csv"
APRIL_2018 = f"{FOLDER}/WB_Bilateral_Remittance_Estimates_2017_Apr2018.xlsx"
DECEMBER_2018 = f"{FOLDER}/Remittancedatainflows_Dec2018.xls"
JUNE_2023 = f"{FOLDER}/remittance-inflows_KNOMAD_June2023.xlsx"
WDI_2023 = f"{FOLDER}/WDI_BX.TRF.PWKR.CD.DT_2023-05-10.xls"
GDP = f"{FOLDER}/WDI_NY.GDP.MKTP.CD_2025-04-15.zip"
POPULATION = f"{FOLDER}/WDI_SP.POP.TOTL_2025-04-15.zip"

AGGREGATES = {"world": "WORLD", "low-and middle-income countries": "LMIC"}
TOLERANCE = 0.01  # US$ million


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
            raise UserError(f"{path}, row {n}: unknown economy {name!r}; correct the name")
        records += [(y, code, amount(row[i], f"{path}, row {n}, {y}")) for i, y in years.items()]
    table = pd.DataFrame(records, columns=["year", "economy", "usd_million"])
    refuse_duplicates(table, ["year", "economy"], path)
    aggregate = table["economy"].isin(AGGREGATES.values())
    check_world(table[~aggregate], table[table["economy"] == "WORLD"], path, left_out)
    return table[~aggregate]


def check_world(table: pd.DataFrame, world: pd.DataFrame, path: Path, left_out: Iterable[str] = ()) -> None:
    """Refuse economies that do not add up to the publisher's world row, year by year."""
    stated = world.set_index("year")["usd_million"]
    if stated.empty:
        raise UserError(f"{path}: no row 'World' to check the sum against; fetch the file again")
    without = table[~table["economy"].isin(set(left_out))]
    for year, rows in table.groupby("year"):
        sums = (rows["usd_million"].sum(), without.loc[without["year"] == year, "usd_million"].sum())
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


def read_inflows(sources: Path) -> pd.DataFrame:
    """The five vintages in one table: vintage, year, economy, area, usd_million; no zero rows.

    0 and empty both mean "none or not known" at the source, so neither makes a row. Amounts are
    rounded to US$ 1 (six decimals of a million).
    """
    names = read_names(sources / NAMES)
    october = read_csv(sources / OCTOBER_2017, [])
    vintages = {
        "2017-10": tidy([list(october.columns), *october.values.tolist()], names, sources / OCTOBER_2017),
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


def read_bank_names(path: Path) -> pd.DataFrame:
    """The Bank's spellings of the economies' names, for later files: name, economy."""
    names = read_names(path)
    return finish(pd.DataFrame({"name": list(names), "economy": list(names.values())}), ["name"], path)


TABLES: dict[str, Callable[[Path], pd.DataFrame]] = {
    "inflows": read_inflows,
    "bank-names": lambda s: read_bank_names(s / NAMES),
    "economies": lambda s: read_economies(s / GDP, s / POPULATION, read_iso3(s / CODES)),
}
SOURCE_FILES: dict[str, list[str]] = {
    "inflows": [OCTOBER_2017, APRIL_2018, DECEMBER_2018, JUNE_2023, WDI_2023, NAMES, CODES],
    "bank-names": [NAMES],
    "economies": [GDP, POPULATION, CODES],
}
