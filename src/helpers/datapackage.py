"""Open the data package and load its tables.

The package is a Frictionless Data Package: ``datapackage.json`` names every table, its schema,
its source and its sha256. This module is the only place that reads files of ``data/``.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.descriptor import check_cells, check_schema, read_descriptor, read_json
from helpers.errors import UserError

BUNDLED = Path(__file__).resolve().parents[2] / "data"
ENVIRONMENT_VARIABLE = "WALKTHROUGH_DATA"
ASKED = "helpers.datapackage"
"""Audit event with two arguments: the folder of a package, and what was asked of it."""

# Table Schema types and the pandas types that hold them, missing values included.
DTYPES = {"integer": "Int64", "number": "float64", "string": "str", "boolean": "boolean"}


def sha256(path: Path) -> str:
    """Hexadecimal sha256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


class Package:
    """A data package on disk: tables by name, and what the package has to offer."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = read_descriptor(path)
        self._tables: dict[str, pd.DataFrame] = {}
        self._resources = {r["name"]: r for r in self._descriptor["resources"]}

    @property
    def descriptor(self) -> dict[str, Any]:
        """The whole descriptor."""
        self._asked("descriptor")
        return self._descriptor

    def _asked(self, question: str) -> None:
        """Tell an audit hook, if there is one, which part of the descriptor is used.

        A run keeps the result of a notebook until an answer changes (`answer`): a new table is
        no reason to execute those that do not ask for it.
        """
        sys.audit(ASKED, str(self.path.absolute()), question)

    def answer(self, question: str) -> Any:
        """What the descriptor says to a question that was noted earlier."""
        kind, _, name = question.partition(" ")
        if kind == "resource":
            return self._resources.get(name)
        return getattr(self, kind)  # one of the properties that tell

    def resource(self, name: str) -> dict[str, Any]:
        """The descriptor entry of one table (source, licence, edition, sha256 ...)."""
        if name not in self._resources:
            known = ", ".join(sorted(self._resources))
            raise UserError(f"{self.path}: no table {name!r}; this package has {known}")
        self._asked(f"resource {name}")
        return self._resources[name]

    @property
    def names(self) -> list[str]:
        """Names of all tables and other resources, in the order of the descriptor."""
        self._asked("names")
        return list(self._resources)

    def schema(self, name: str) -> dict[str, Any]:
        """The Table Schema of one table."""
        schema = self.resource(name).get("schema")
        if isinstance(schema, str):
            try:
                schema = read_json(self.path / schema)
            except FileNotFoundError:
                raise UserError(f"{self.path}: no file {schema}; restore it") from None
        return check_schema(schema, f"{self.path}, table {name}")

    def file(self, name: str) -> Path:
        """Where a table's (or another resource's) file is."""
        return self.path / self.resource(name)["path"]

    def table(self, name: str) -> pd.DataFrame:
        """One table as a frame of the caller's own; column types are those of its schema.

        Integers without a missing value become plain ``int64``; text is never read as missing
        unless the cell is empty (Namibia's code is NA in some standards).
        """
        if name not in self._tables:
            self._tables[name] = self._read(name)
        return self._tables[name].copy(deep=False)  # pandas copies what the caller changes

    @property
    def used(self) -> list[str]:
        """Names of the tables read so far."""
        return sorted(self._tables)

    def _read(self, name: str) -> pd.DataFrame:
        fields = self.schema(name)["fields"]
        path = self.file(name)
        try:
            frame = pd.read_csv(
                path,
                dtype={f["name"]: DTYPES.get(f["type"], "str") for f in fields},
                keep_default_na=False,
                na_values=[""],
                true_values=["true"],
                false_values=["false"],
            )
        except Exception as error:  # pandas has many for a cell that is not what it should be
            raise UserError(f"{path}: cannot read table {name!r}: {error}") from None
        if missing := [f["name"] for f in fields if f["name"] not in frame]:
            raise UserError(f"{path}: no column {missing[0]!r}; restore the file")
        check_cells(frame, path)
        for column in frame.select_dtypes(["Int64", "boolean"]).columns:
            if not frame[column].isna().any():
                kind = "int64" if frame[column].dtype == "Int64" else "bool"
                frame[column] = frame[column].astype(kind)
        return frame

    def shapes(self) -> list[tuple[int | None, list[list[list[float]]]]]:
        """Outlines for maps: (area or None, its outer rings as lists of [longitude, latitude])."""
        collection = json.loads(self.file("boundaries").read_text(encoding="utf-8"))
        return [
            (f["properties"]["area"], [polygon[0] for polygon in f["geometry"]["coordinates"]])
            for f in collection["features"]
        ]

    @property
    def revisions(self) -> list[int]:
        """Revisions of the migrant stock that have an origin-destination table."""
        self._asked("revisions")
        return sorted(
            r["revision"] for n, r in self._resources.items() if n.startswith("od-")
        )

    def years(self, revision: int) -> list[int]:
        """Years of a revision's origin-destination table."""
        return self._years(f"od-{revision}")

    def total_years(self, revision: int) -> list[int]:
        """Years of a revision's table of totals."""
        return self._years(f"totals-{revision}")

    def areas(self, revision: int) -> pd.DataFrame:
        """The rows of the table `areas` for a revision: those it counts, and those of 2017.

        The classifications are of 2017 and describe the areas of that revision. A revision may
        count others; and a table of one's own may leave most of them out.
        """
        tables = (f"totals-{revision}", "totals-2017")
        counted = {area for name in tables for area in self.table(name)["area"]}
        areas = self.table("areas")
        return areas[areas["area"].isin(counted)].reset_index(drop=True)

    def _years(self, name: str) -> list[int]:
        # Kept in the descriptor, so that parameters are checked without reading the table.
        return list(self.resource(name)["years"])

    @cached_property
    def vintages(self) -> list[str]:
        """Editions of the remittance inflows that the parameter can name."""
        return list(self.resource("inflows")["vintages"])

    def damaged(self) -> list[str]:
        """One line for each file that is missing or differs from what the descriptor records."""
        self._asked("descriptor")
        problems = []
        for name, resource in self._resources.items():
            path = self.path / resource["path"]
            where = f"{self.path.name}/{resource['path']}"
            if not path.is_file():
                problems.append(f"{where}: missing (table {name})")
            elif f"sha256:{sha256(path)}" != resource["hash"]:
                problems.append(
                    f"{where}: sha256 differs from datapackage.json (table {name}); "
                    "restore the file or run the ingest again"
                )
        return problems


def open_package(path: str | Path | None = None) -> Package:
    """Open a data package: the path given, else $WALKTHROUGH_DATA, else the bundled one."""
    return Package(Path(path or os.environ.get(ENVIRONMENT_VARIABLE) or BUNDLED))
