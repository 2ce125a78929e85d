"""Write the bundled data package from the published files.

Usage: `python data-raw/build.py SOURCES [INTO]`.

``data/datapackage.json`` and ``data/schemas/`` are written by hand: they say what each table is.
This writes the tables, each checked against its schema first, and then records in the descriptor
what it wrote: bytes, sha256, the years or vintages a table covers, and the sha256 of the published
files it came from; and the sha256 of the schemas and of the ledger.
"""

from __future__ import annotations

import sys
from pathlib import Path

try:
    import boundaries
except ModuleNotFoundError as error:
    print(f"error: no {error.name} in this environment; pip install -e '.[data]' brings it", file=sys.stderr)
    sys.exit(2)
import classification
import cooperation
import displacement
import frameworks
import income
import inflows
import undesa
from helpers.data.contents import MAX_FILE, read_file
from helpers.data.package import BUNDLED, Package, sha256, stamp
from helpers.data.schema import DESCRIPTOR
from helpers.errors import UserError
from walkthrough.ingest.tables import as_text, record, record_others, record_years, to_csv, validate
from walkthrough.util import atomic

MODULES = (classification, income, undesa, inflows, displacement, cooperation, frameworks, boundaries)


def build_bundled(sources: Path, into: Path) -> list[str]:
    """Read every source, write every table of the package ``into``; one line per table written.

    Everything is read and checked before the first file is replaced.
    """
    if not sources.is_dir():
        raise UserError(f"{sources}: no such folder; name the folder with the published files")
    package = Package(into)
    record_others(package)  # written by hand, perhaps a moment ago
    tables = {name: table for module in MODULES for name, table in module.TABLES.items()}
    frames = {n: t.read(*(sources / file for file in (*t.files, *t.checks))) for n, t in tables.items()}
    for name, frame in frames.items():
        validate(package, name, frame)
    texts = {name: to_csv(frame) for name, frame in frames.items()}
    origins = {name: table.files for name, table in tables.items()}
    origins["boundaries"] = origins["points"]
    texts["boundaries"] = boundaries.geojson(*(sources / file for file in origins["points"]))
    for name in texts:
        entry, path = package.resource(name), package.file(name)
        if path.exists() and entry.get("hash") not in (None, stamp(read_file(path, MAX_FILE))):
            raise UserError(
                f"{path} is not as datapackage.json records it, and would be written"
                f" over; restore it, or run walkthrough seal {into}"
            )
    lines = []
    for resource in package.descriptor["resources"]:
        name, path = resource["name"], into / resource["path"]
        if name in texts:
            path.parent.mkdir(parents=True, exist_ok=True)
            atomic.write(path, texts[name])
        record(resource, read_file(path, MAX_FILE))
        if name in frames:
            record_years(resource, frames[name])
        resource["source_files"] = [
            {"name": Path(file).name, "sha256": sha256(sources / file)}
            for file in origins.get(name, [])  # none for the texts of this package's own
        ]
        lines.append(f"{resource['path']}: {resource['bytes']:,} bytes")
    atomic.write(into / DESCRIPTOR, as_text(package.descriptor))
    return lines


def main() -> None:
    """Build what the command line names."""
    if not 2 <= len(sys.argv) <= 3:
        sys.exit("usage: python data-raw/build.py SOURCES [INTO]")
    try:
        print("\n".join(build_bundled(Path(sys.argv[1]), Path((*sys.argv, BUNDLED)[2]))))
    except UserError as error:
        print(f"error: {error}", file=sys.stderr)
        sys.exit(2)


if __name__ == "__main__":
    main()
