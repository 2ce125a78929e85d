"""What the readers of the publishers' csv files share: columns by schema, codes of areas, sorted keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from helpers.data.package import BUNDLED, Package
from helpers.errors import UserError
from walkthrough.ingest.csv_table import area_codes, booleans, read_csv, refuse_duplicates, whole_numbers

CODES = "codes/undesa2017_m49_iso3.csv"

# Channel Islands have no ISO code of their own; this is the World Bank's.
CHANNEL_ISLANDS = {"CHI": 830}

# Areas that a later revision counts apart and the 2017 revision does not list: M49 code, alpha-3,
# name at the publisher (2024 revision).
LATER = [(158, "TWN", "China, Taiwan Province of China")]


class Source(NamedTuple):
    """Where a table comes from: published files, and the reader that takes their paths.

    ``checks`` are more files for the reader, which the table is only checked against.
    """

    files: list[str]
    read: Callable[..., pd.DataFrame]
    checks: tuple[str, ...] = ()


@cache
def schema(name: str) -> dict[str, Any]:
    """The Table Schema of a bundled table."""
    return Package(BUNDLED).schema(name)


def read_table(
    path: Path,
    name: str,
    names: Mapping[str, str] | None = None,
    codes: Mapping[str, str] | None = None,
    areas: Mapping[str, int] | None = None,
    without: tuple[str, ...] = (),
) -> pd.DataFrame:
    """The columns of the table ``name`` from a csv file, typed by its schema and indexed by line.

    ``names``: fields that the publisher calls otherwise. ``codes``: fields that are areas, each
    with the column of the alpha-3 codes, which ``areas`` has but for those in ``without``.
    Numbers stay text. Raises UserError for a cell that is not what the schema says.
    """
    fields, codes = schema(name)["fields"], codes or {}
    columns = {f["name"]: {**(names or {}), **codes}.get(f["name"], f["name"]) for f in fields}
    source = read_csv(path, columns.values())

    def column(field: str, kind: str, required: bool) -> pd.Series:
        if field in codes:
            return area_codes(source[codes[field]], areas or {}, path, without)
        if kind == "integer":
            return whole_numbers(source, columns[field], path, empty=not required)
        return booleans(source, columns[field], path) if kind == "boolean" else source[columns[field]]

    needed = {f["name"]: f.get("constraints", {}).get("required", False) for f in fields}
    return pd.DataFrame({f["name"]: column(f["name"], f["type"], needed[f["name"]]) for f in fields})


def finish(
    table: pd.DataFrame, name: str, where: object, key: list[str] | None = None, *, order: bool = True
) -> pd.DataFrame:
    """The table ``name``: columns as in its schema, no key twice, sorted by key (unless the source's
    order means something), empty text as missing."""
    key = key or schema(name)["primaryKey"]
    table = table[[field["name"] for field in schema(name)["fields"]]]
    refuse_duplicates(table, key, where)
    table = (table.sort_values(key) if order else table).reset_index(drop=True)
    for column in table.select_dtypes("str").columns:
        table[column] = table[column].where(table[column] != "")
    return table


def read_iso3(path: Path) -> dict[str, int]:
    """ISO 3166 alpha-3 to M49 for the areas of the 2017 revision (CHI for Channel Islands)."""
    frame = read_csv(path, ["m49", "iso3"])
    area, iso3 = whole_numbers(frame, "m49", path), frame["iso3"]
    for code, number in CHANNEL_ISLANDS.items():
        iso3 = iso3.mask(area == number, code)
    refuse_duplicates(iso3.to_frame(), ["iso3"], path)
    refuse_duplicates(area.to_frame(), ["m49"], path)
    odd = iso3.index[~iso3.str.fullmatch("[A-Z]{3}")]
    if not odd.empty:
        raise UserError(f"{path}, line {odd[0]}: {iso3[odd[0]]!r} is not an alpha-3 code; correct it")
    return dict(zip(iso3, area.tolist(), strict=True))
