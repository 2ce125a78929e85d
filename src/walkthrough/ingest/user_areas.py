"""Areas that a user adds, or what the user says of areas in place of the bundled classifications.

A csv file with the column ``area`` (M49 code) and any other columns of the table of areas. A row
for a known area replaces the cells it gives; a row for a new area gives all that the schema
requires, and ``lon`` and ``lat`` (degrees) for maps.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from helpers.data.package import Package
from helpers.errors import UserError
from walkthrough.ingest.stock_csv import read_table, whole_column

PLACE = ["lon", "lat"]
YES, NO = {"true", "yes", "y", "1"}, {"false", "no", "n", "0"}


def convert(path: Path, frame: pd.DataFrame, name: str, kind: str) -> pd.Series:
    """A column of text as the type of its field; empty cells are missing."""
    text = frame[name].str.strip()
    if kind == "boolean":
        lower = text.str.lower()
        bad = ~lower.isin(YES | NO | {""})
        values = lower.map(dict.fromkeys(YES, True) | dict.fromkeys(NO, False)).astype("object")
    elif kind == "number":
        values = pd.to_numeric(text.where(text != ""), errors="coerce")
        bad = values.isna() & (text != "")
    else:
        return text.where(text != "")
    if bad.any():
        line = bad.idxmax()
        wanted = "yes or no" if kind == "boolean" else "a number (decimal point, no comma)"
        raise UserError(f"{path}, line {line}, column {name}: {text[line]!r} is not {wanted}")
    return values


def read_areas(path: Path, package: Package) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables of areas and of points with the file's rows in them."""
    frame = read_table(path)
    schema = package.schema("areas")["fields"]
    kinds = {f["name"]: f["type"] for f in schema} | dict.fromkeys(PLACE, "number")
    odd = [name for name in frame.columns if name not in kinds]
    if odd or "area" not in frame or len(frame.columns) < 2:
        what = f"unknown column {odd[0]}" if odd else "no column area, or no other"
        raise UserError(
            f"{path}, line 1: {what}; use area and any of {', '.join(n for n in kinds if n != 'area')}"
        )
    codes = whole_column(path, frame, "area", 1, 899)
    if codes.duplicated().any():
        line = codes.duplicated().idxmax()
        raise UserError(f"{path}, line {line}: area {codes[line]} stands twice; keep one row")
    values = pd.DataFrame({n: convert(path, frame, n, kinds[n]) for n in frame.columns if n != "area"})
    values = values.set_axis(codes, axis=0)
    areas = package.table("areas").set_index("area").astype("object")
    refuse_incomplete(path, values, codes, set(areas.index), schema)
    columns = [c for c in values.columns if c not in PLACE]
    for code, row in values[columns].iterrows():
        areas.loc[code, columns] = row
    table = areas.sort_index().reset_index().astype({"area": "int64"})
    for item in schema:
        if item["type"] == "boolean":
            table[item["name"]] = table[item["name"]].astype("boolean").astype("bool")
        elif item["type"] == "number":
            table[item["name"]] = table[item["name"]].astype("float64")
    return table, place_points(package.table("points"), values)


def refuse_incomplete(
    path: Path, values: pd.DataFrame, codes: pd.Series, known: set[int], schema: list[dict[str, Any]]
) -> None:
    """Refuse a row that leaves a cell empty which an area must have."""
    needed = [f["name"] for f in schema if f.get("constraints", {}).get("required")]
    for line, code in codes.items():
        new = code not in known
        for name in [n for n in needed if n != "area"] + PLACE * new:
            given = name in values.columns
            if (new and not given) or (given and pd.isna(values.loc[code, name])):
                raise UserError(
                    f"{path}, line {line}: area {code} has no {name}; "
                    + ("a new area needs one" if new else "fill it in or leave the column out")
                )


def place_points(points: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """The points with those of the file in place of, or beside, the bundled ones."""
    if not set(PLACE) <= set(values.columns):
        return points
    given = values.dropna(subset=PLACE)[PLACE].astype("float64").rename_axis("area").reset_index()
    given["method"] = "as given by the user"
    kept = points[~points["area"].isin(given["area"])]
    return pd.concat([kept, given], ignore_index=True).sort_values("area", ignore_index=True)
