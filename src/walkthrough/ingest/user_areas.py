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
from walkthrough.ingest.csv_table import booleans, read_csv, refuse_cell, refuse_duplicates, whole_numbers

PLACE = ["lon", "lat"]


def convert(path: Path, frame: pd.DataFrame, name: str, kind: str) -> pd.Series:
    """A column of text as the type of its field; empty cells are missing."""
    if kind == "boolean":
        return booleans(frame, name, path).astype("object")
    text = frame[name].str.strip()
    filled = text.where(text != "")
    if kind != "number":
        return filled
    values = pd.to_numeric(filled, errors="coerce")
    refuse_cell(frame, name, path, values.isna() & (text != ""), "a number (decimal point, no comma)")
    return values


def read_areas(path: Path, package: Package) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The tables of areas and of points with the file's rows in them."""
    frame = read_csv(path)
    schema = package.schema("areas")["fields"]
    kinds = {f["name"]: f["type"] for f in schema} | dict.fromkeys(PLACE, "number")
    odd = [name for name in frame.columns if name not in kinds]
    if odd or "area" not in frame or len(frame.columns) < 2:
        what = f"unknown column {odd[0]}" if odd else "no column area, or no other"
        raise UserError(
            f"{path}, line 1: {what}; use area and any of {', '.join(n for n in kinds if n != 'area')}"
        )
    codes = whole_numbers(frame, "area", path, (1, 899))
    refuse_duplicates(codes.to_frame(), ["area"], path)
    values = pd.DataFrame({n: convert(path, frame, n, kinds[n]) for n in frame.columns if n != "area"})
    areas = package.table("areas").set_index("area").astype("object")
    refuse_incomplete(path, values, codes, set(areas.index), schema)
    values = values.set_axis(codes, axis=0)
    columns = [c for c in values.columns if c not in PLACE]
    for code, row in values[columns].iterrows():
        areas.loc[code, columns] = row
    table = areas.sort_index().reset_index().astype({"area": "int64"})
    flags = {name: "bool" for name, kind in kinds.items() if kind == "boolean"}
    numbers = {name: "float64" for name, kind in kinds.items() if kind == "number" and name not in PLACE}
    return table.astype(flags | numbers), place_points(package.table("points"), values)


def refuse_incomplete(
    path: Path, values: pd.DataFrame, codes: pd.Series, known: set[int], schema: list[dict[str, Any]]
) -> None:
    """Refuse a row that leaves a cell empty which an area must have."""
    needed = [f["name"] for f in schema if f.get("constraints", {}).get("required") and f["name"] != "area"]
    for line, code in codes.items():
        new = code not in known
        for name in needed + PLACE * new:
            given = name in values.columns
            if (new and not given) or (given and pd.isna(values.loc[line, name])):
                remedy = "a new area needs one" if new else "fill it in or leave the column out"
                raise UserError(f"{path}, line {line}: area {code} has no {name}; {remedy}")


def place_points(points: pd.DataFrame, values: pd.DataFrame) -> pd.DataFrame:
    """The points with those of the file in place of, or beside, the bundled ones."""
    if not set(PLACE) <= set(values.columns):
        return points
    given = values.dropna(subset=PLACE)[PLACE].astype("float64").rename_axis("area").reset_index()
    given["method"] = "as given by the user"
    others = points[~points["area"].isin(given["area"])]
    return pd.concat([others, given], ignore_index=True).sort_values("area", ignore_index=True)
