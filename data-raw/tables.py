"""What the readers of the publishers' csv files share: typed columns, codes of areas, sorted keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.csv_table import area_codes, read_csv, refuse_duplicates, whole_numbers

Column = Callable[[pd.DataFrame, str, Path], pd.Series]
"""A reader of a column: takes the file as text, the name of the column, and the file's path."""


class Source(NamedTuple):
    """Where a table comes from: published files, and the reader that takes their paths.

    ``checks`` are more files for the reader, which the table is only checked against.
    """

    files: list[str]
    read: Callable[..., pd.DataFrame]
    checks: tuple[str, ...] = ()


CODES = "codes/undesa2017_m49_iso3.csv"

# Channel Islands have no ISO code of their own; this is the World Bank's.
CHANNEL_ISLANDS = {"CHI": 830}

# Areas that a later revision counts apart and the 2017 revision does not list: M49 code, alpha-3,
# name at the publisher (2024 revision).
LATER = [(158, "TWN", "China, Taiwan Province of China")]


def read_columns(path: Path, **columns: str | tuple[str, Column]) -> pd.DataFrame:
    """Columns of a csv file under new names, as text or as their readers have them, indexed by line."""
    pairs = {new: old if isinstance(old, tuple) else (old, text) for new, old in columns.items()}
    source = read_csv(path, [name for name, _ in pairs.values()])
    return pd.DataFrame({new: read(source, name, path) for new, (name, read) in pairs.items()})


def text(frame: pd.DataFrame, name: str, path: Path) -> pd.Series:
    """A column as it is."""
    return frame[name]


def area(areas: Mapping[str, int], without: tuple[str, ...] = ()) -> Column:
    """The reader of a column of alpha-3 codes as areas; codes in ``without`` have none."""
    return lambda frame, name, path: area_codes(frame[name], areas, path, without)


def read_iso3(path: Path) -> dict[str, int]:
    """ISO 3166 alpha-3 to M49 for the areas of the 2017 revision (CHI for Channel Islands)."""
    frame = read_columns(path, area=("m49", whole_numbers), iso3="iso3")
    for code, area in CHANNEL_ISLANDS.items():
        frame.loc[frame["area"] == area, "iso3"] = code
    refuse_duplicates(frame, ["iso3"], path)
    refuse_duplicates(frame, ["area"], path)
    odd = frame.index[~frame["iso3"].str.fullmatch("[A-Z]{3}")]
    if not odd.empty:
        raise UserError(
            f"{path}, line {odd[0]}: {frame['iso3'][odd[0]]!r} is not an alpha-3 code; correct it"
        )
    return dict(zip(frame["iso3"], frame["area"].tolist(), strict=True))


def finish(table: pd.DataFrame, key: list[str], where: object, *, order: bool = True) -> pd.DataFrame:
    """A tidy table: no key twice, sorted by key (unless the source's order means something),
    empty text as missing."""
    refuse_duplicates(table, key, where)
    table = table.sort_values(key) if order else table
    table = table.reset_index(drop=True)
    for column in table.select_dtypes("str").columns:
        table[column] = table[column].where(table[column] != "")
    return table
