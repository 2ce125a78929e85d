"""Write the bundled data package from the published files.

``data/datapackage.json`` and ``data/schemas/`` are written by hand: they say what each table is.
This module writes the tables, each checked against its schema first, and then records in the
descriptor what it wrote: bytes, sha256, the years or vintages a table covers, and the sha256 of
the published files it came from; and the sha256 of the schemas and of the ledger.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers import whole
from helpers.contents import MAX_FILE, read_file
from helpers.datapackage import Package, sha256, stamp
from helpers.descriptor import DESCRIPTOR, HASHES
from helpers.errors import UserError
from helpers.ingest import (
    boundaries,
    classification,
    cooperation,
    displacement,
    frameworks,
    remittances,
    undesa,
)

MODULES = (classification, undesa, remittances, displacement, cooperation, frameworks, boundaries)


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
    key = [key] if isinstance(key, str) else key
    if key and (again := frame.duplicated(key)).any():
        row = again.idxmax()
        twice = ", ".join(str(value) for value in frame.loc[row, key])
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
    """Note in the descriptor what the files now are that are no resources: schemas, the ledger."""
    listed = {resource["path"] for resource in package.descriptor["resources"]}
    package.descriptor[HASHES] = {
        place: stamp(read_file(package.path / place, MAX_FILE))
        for place in sorted(set(package.files) - listed)
    }


def as_text(descriptor: Mapping[str, Any]) -> str:
    """A descriptor as it is written."""
    return json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n"


def build_bundled(sources: Path, into: Path) -> list[str]:
    """Read every source, write every table of the package ``into``; a line per table written.

    Everything is read and checked before the first file is replaced.
    """
    if not sources.is_dir():
        raise UserError(f"{sources}: no such folder; name the folder with the published files")
    package = Package(into)
    record_others(package)  # written by hand, perhaps a moment ago
    frames = {name: read(sources) for m in MODULES for name, read in m.TABLES.items()}
    origins = {name: files for m in MODULES for name, files in m.SOURCE_FILES.items()}
    for name, frame in frames.items():
        validate(package, name, frame)
    texts = {name: to_csv(frame) for name, frame in frames.items()}
    texts["boundaries"] = boundaries.write_geojson(sources)
    for name in texts:
        entry, path = package.resource(name), package.file(name)
        if path.exists() and entry.get("hash") not in (None, stamp(read_file(path, MAX_FILE))):
            raise UserError(f"{path} is not as datapackage.json records it, and would be written"
                            f" over; restore it, or run walkthrough seal {into}")
    lines = []
    for resource in package.descriptor["resources"]:
        name = resource["name"]
        path = into / resource["path"]
        if name in texts:
            path.parent.mkdir(parents=True, exist_ok=True)
            whole.write(path, texts[name])
        record(resource, read_file(path, MAX_FILE))
        if name in frames:
            record_years(resource, frames[name])
        resource["source_files"] = [
            {"name": Path(file).name, "sha256": sha256(sources / file)}
            for file in origins.get(name, [])  # none for the texts of this package's own
        ]
        lines.append(f"{resource['path']}: {resource['bytes']:,} bytes")
    whole.write(into / DESCRIPTOR, as_text(package.descriptor))
    return lines
