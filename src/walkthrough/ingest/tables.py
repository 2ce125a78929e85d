"""Tables of a data package: checked against their schemas, written, recorded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from helpers.data.contents import MAX_FILE, read_file
from helpers.data.package import Package, stamp
from helpers.data.schema import HASHES
from helpers.errors import UserError


def validate(package: Package, name: str, frame: pd.DataFrame) -> None:
    """Check a frame against its Table Schema (pandera reads it; there is no second schema)."""
    from pandera.errors import SchemaErrors
    from pandera.io.pandas_io import from_frictionless_schema

    schema = package.schema(name)
    place = f"table {name} ({package.resource(name)['path']})"
    expected = [f["name"] for f in schema["fields"]]
    if list(frame.columns) != expected:
        raise UserError(f"{place}: columns {list(frame.columns)}, its schema has {expected}")
    key = schema.get("primaryKey") or []
    for unique in ([key] if isinstance(key, str) else key, *schema.get("uniqueKeys", [])):
        if unique and (again := frame.duplicated(unique)).any():
            row = again.idxmax()
            twice = ", ".join(str(value) for value in frame.loc[row, unique])
            raise UserError(f"{place}, row {row + 2}: {twice} occurs more than once; keep one")
    contract = from_frictionless_schema(schema)
    for column in contract.columns.values():
        column.coerce = True
        if column.nullable and str(column.dtype) == "int64":
            column.dtype = "Int64"  # the parser's int64 takes no gaps
    try:
        contract.validate(frame, lazy=True)
    except SchemaErrors as error:
        first = error.failure_cases.iloc[0]
        where = "" if first["index"] is None else f", row {int(first['index']) + 2}"
        raise UserError(
            f"{place}{where}, column {first['column']}: {str(first['failure_case'])!r} fails "
            f"{first['check']} ({len(error.failure_cases)} problems in all); correct the source"
        ) from None


def to_csv(frame: pd.DataFrame) -> str:
    """A frame as CSV text: no index, ``true``/``false``, integers without a point."""
    text = frame.copy()
    for column in text.select_dtypes(["bool", "boolean"]).columns:
        text[column] = text[column].map({True: "true", False: "false"})
    return str(text.to_csv(index=False, lineterminator="\n"))


def record(resource: dict[str, Any], content: bytes) -> None:
    """Note in a resource what its file now is."""
    resource["bytes"] = len(content)
    resource["hash"] = stamp(content)


def record_years(resource: dict[str, Any], frame: pd.DataFrame) -> None:
    """Note in a resource the years or vintages that its table covers."""
    if resource["name"].startswith(("od-", "totals-")):
        resource["years"] = sorted(int(y) for y in frame["year"].unique())
    if "vintage" in frame:
        resource["vintages"] = sorted(frame["vintage"].unique())


def record_others(package: Package) -> None:
    """Note in the descriptor what the files now are that are no resources: schemas, ledger, article."""
    listed = {resource["path"] for resource in package.descriptor["resources"]}
    package.descriptor[HASHES] = {
        place: stamp(read_file(package.path / place, MAX_FILE))
        for place in sorted(set(package.files) - listed)
    }


def as_text(descriptor: Mapping[str, Any]) -> str:
    """A descriptor as it is written."""
    return json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n"
