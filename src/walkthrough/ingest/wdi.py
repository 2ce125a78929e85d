"""World Development Indicators: workbooks and zipped csv downloads, GDP and population."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pandas as pd

from helpers.data.files import read_bytes
from helpers.errors import UserError
from walkthrough.ingest.csv_columns import (
    FIRST_YEAR,
    INSIDE,
    area_of,
    finish,
    refuse_duplicates,
    require,
    year_of,
)
from walkthrough.ingest.workbook import rows_of
from walkthrough.ingest.xlsx_guard import MAX_FILE


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
    world = long[long["economy"] == "WLD"].set_index("year")["value"]
    if world.empty:
        raise UserError(f"{path}: no row WLD (World); fetch the file again")
    table = long[long["economy"].isin(economies)]
    # The Bank fills gaps in its world rows (and counts Taiwan), so they exceed the sum a little.
    off = table.groupby("year")["value"].sum() / world - 1
    if (off.dropna().abs() > 0.02).any():
        worst = f"{off.abs().max():.1%} in {off.abs().idxmax()}"
        raise UserError(f"{path}: economies miss the world row by {worst}; rows are missing")
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
        with zipfile.ZipFile(io.BytesIO(read_bytes(path, MAX_FILE))) as archive:
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
