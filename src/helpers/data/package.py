"""Open the data package and load its tables.

The package is a Frictionless Data Package: ``datapackage.json`` names every table, its schema,
its source and its sha256. This room is the only place that reads files of ``data/``, and what it
reads is what the descriptor records (`Package.content`).
"""

from __future__ import annotations

import hashlib
import os
import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.data import contents
from helpers.data.place import BUNDLE, HOME
from helpers.data.schema import (
    ARTICLE_FILE,
    DESCRIPTOR,
    HASHES,
    KEY_FACTS_FILE,
    LEDGER_FILE,
    check_schema,
    check_stated,
    read_descriptor,
)
from helpers.errors import UserError

if TYPE_CHECKING:
    import pandas as pd  # imported where a table is read: it takes a quarter of a second

BUNDLED = BUNDLE / "data"
ENVIRONMENT_VARIABLE = "WALKTHROUGH_DATA"
SOUTH = "south-"
"""How the name of a table begins that says who is South."""
PINNED = "WALKTHROUGH_DATA_SHA256"
"""Environment variable of a run's kernels: the sha256 of the descriptor that the run began with."""


def sha256(path: Path) -> str:
    """Hexadecimal sha256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def stamp(content: bytes) -> str:
    """sha256 of bytes as a descriptor writes it."""
    return f"sha256:{hashlib.sha256(content).hexdigest()}"


class Package:
    """A data package on disk: tables by name, and what the package has to offer."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor, content = read_descriptor(path)
        self.sha256 = hashlib.sha256(content).hexdigest()
        """Of the descriptor, as it was read."""
        self._tables: dict[str, pd.DataFrame] = {}
        self._looked: set[str] = set()
        self._resources = {r["name"]: r for r in self._descriptor["resources"]}

    @property
    def descriptor(self) -> dict[str, Any]:
        """The whole descriptor."""
        return self._descriptor

    def resource(self, name: str) -> dict[str, Any]:
        """The descriptor entry of one table (source, licence, edition, sha256 ...)."""
        if name not in self._resources:
            known = ", ".join(sorted(self._resources))
            raise UserError(f"{self.path}: no table {name!r}; this package has {known}")
        return self._resources[name]

    @property
    def names(self) -> list[str]:
        """Names of all tables and other resources, in the order of the descriptor."""
        return list(self._resources)

    def schema(self, name: str) -> dict[str, Any]:
        """The Table Schema of one table."""
        schema = self.resource(name).get("schema")
        if isinstance(schema, str):
            schema = contents.read_json(self.content(schema), self.path / schema)
        return check_schema(schema, f"{self.path}, table {name}")

    @property
    def files(self) -> dict[str, str | None]:
        """Every file of the package but the descriptor, with the hash that it records of it."""
        schemas = [resource.get("schema") for resource in self._resources.values()]
        known = [schema for schema in schemas if isinstance(schema, str)]
        ledgers = (LEDGER_FILE, ARTICLE_FILE, KEY_FACTS_FILE)
        known += [name for name in ledgers if os.path.lexists(self.path / name)]
        return (
            dict.fromkeys(known)
            | self._descriptor.get(HASHES, {})
            | {r["path"]: r.get("hash") for r in self._resources.values()}
        )

    def content(self, place: str, most: int = contents.MAX_FILE) -> bytes:
        """The bytes of one of the package's files, which are those that the descriptor records.

        Whatever is read of a package is read here, once, and parsed from these bytes. Raises
        UserError for another content, for none, and for a file that has no record.
        """
        path, remedy = self.path / place, f"walkthrough seal {shlex.quote(str(self.path))}"
        content, recorded = contents.read_file(path, most), self.files.get(place)
        if not (recorded or "").startswith("sha256:"):
            raise UserError(f"{path}: datapackage.json records no sha256 of it; run {remedy}")
        if recorded != stamp(content):
            raise UserError(
                f"{path}: sha256 differs from datapackage.json; restore the file, or, if the change"
                f" is yours, run {remedy}"
            )
        return content

    def text(self, name: str) -> str:
        """A resource that is a text (UTF-8)."""
        place = self.resource(name)["path"]
        try:
            return self.content(place).decode()
        except UnicodeDecodeError as error:
            raise UserError(f"{self.path / place}: not UTF-8 ({error.reason})") from None

    def file(self, name: str) -> Path:
        """Where a table's (or another resource's) file is."""
        return self.path / self.resource(name)["path"]

    def table(self, name: str) -> pd.DataFrame:
        """One table as a frame of the caller's own; column types are those of its schema.

        Integers without a missing value become plain ``int64``; text is never read as missing
        unless the cell is empty (Namibia's code is NA in some standards).
        """
        if name not in self._tables:
            frame = self.parsed(name)
            check_stated(self.resource(name), frame, self.file(name))
            self._tables[name] = frame
        return self._tables[name].copy(deep=False)  # pandas copies what the caller changes

    @property
    def used(self) -> list[str]:
        """Names of the tables read so far."""
        return sorted(self._tables)

    def parsed(self, name: str) -> pd.DataFrame:
        """A table's file as a frame, whatever else the descriptor says of it."""
        fields, path = self.schema(name)["fields"], self.file(name)
        return contents.read_table(self.content(self.resource(name)["path"]), fields, path)

    def shapes(self) -> list[tuple[int | None, list[list[list[float]]]]]:
        """Outlines for maps: (area or None, its outer rings as lists of [longitude, latitude])."""
        place = self.resource("boundaries")["path"]
        return contents.read_shapes(self.content(place), self.path / place)

    @property
    def revisions(self) -> list[int]:
        """Revisions of the migrant stock that have an origin-destination table."""
        return sorted(r["revision"] for n, r in self._resources.items() if n.startswith("od-"))

    def years(self, revision: int) -> list[int]:
        """Years of a revision's origin-destination table."""
        return self._stated(f"od-{revision}", "years")

    def total_years(self, revision: int) -> list[int]:
        """Years of a revision's table of totals."""
        return self._stated(f"totals-{revision}", "years")

    def areas(self, revision: int) -> pd.DataFrame:
        """The rows of the table `areas` for a revision: those it counts, and those of 2017.

        The classifications are of 2017 and describe the areas of that revision. A revision may
        count others; and a table of one's own may leave most of them out.
        """
        tables = (f"totals-{revision}", "totals-2017")
        counted = {area for name in tables for area in self.table(name)["area"]}
        areas = self.table("areas")
        return areas[areas["area"].isin(counted)].reset_index(drop=True)

    @property
    def definitions(self) -> dict[str, str]:
        """Definitions of the South that are tables of their own: name and rule, as a sentence.

        The table of NAME is south-NAME: area, year (empty where the line stays), side, status.
        """
        tables = [n for n in self._resources if n.startswith(SOUTH)]
        return {name.removeprefix(SOUTH): self._resources[name]["title"] for name in tables}

    @property
    def vintages(self) -> list[str]:
        """Editions of the remittance inflows that the parameter can name."""
        return self._stated("inflows", "vintages")

    def _stated(self, name: str, what: str) -> list[Any]:
        """Years or vintages that the descriptor states of a table, which has them."""
        if PINNED not in os.environ:  # a run has looked before it started its kernels
            self._check_stated(name)
        return list(self.resource(name)[what])

    def _check_stated(self, name: str) -> None:
        if name not in self._looked:
            check_stated(self.resource(name), self.parsed(name), self.file(name))
            self._looked.add(name)

    def believe(self) -> None:
        """Take the stated years and vintages for true: somebody has compared them with the tables."""
        self._looked.update(self._resources)

    def damaged(self) -> list[str]:
        """One line for each file that is missing or differs from what the descriptor records."""
        problems = []
        for place in self.files:
            try:
                self.content(place)
            except UserError as error:
                problems.append(str(error))
        return problems

    def verify(self) -> dict[str, str]:
        """The sha256 of every file, the descriptor's first, all of which are as recorded.

        No table is empty, and those whose years or vintages the descriptor states have them.
        Raises UserError.
        """
        for problem in self.damaged():
            raise UserError(problem)
        for name, resource in self._resources.items():
            if "schema" in resource and ("years" in resource or "vintages" in resource):
                self._check_stated(name)
            elif "schema" in resource:
                contents.check_rows(self.content(resource["path"]), self.file(name))
        found = {place: str(recorded) for place, recorded in self.files.items()}
        return {DESCRIPTOR: self.sha256} | {
            place: found[place].removeprefix("sha256:") for place in sorted(found)
        }


def open_package(path: str | Path | None = None) -> Package:
    """Open a data package: the path given, else $WALKTHROUGH_DATA, else that of `place.HOME`."""
    package = Package(Path(path or os.environ.get(ENVIRONMENT_VARIABLE) or HOME / "data"))
    if not path and os.environ.get(PINNED, package.sha256) != package.sha256:
        raise UserError(f"{package.path / DESCRIPTOR}: changed since the run began; run the notebooks again")
    return package
