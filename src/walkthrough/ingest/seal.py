"""Record what the files of a data package are, after somebody has edited them by hand."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.claims.article import load_article
from helpers.claims.ledger import load_claims
from helpers.claims.own import own_article
from helpers.claims.verdicts import measure_of
from helpers.data.contents import MAX_FILE, read_file
from helpers.data.package import BUNDLED, Package
from helpers.data.schema import (
    ARTICLE_FILE,
    DESCRIPTOR,
    HASHES,
    KEY_FACTS_FILE,
    LEDGER_FILE,
    check_descriptor,
)
from helpers.errors import UserError
from walkthrough.ingest.package_update import check_references
from walkthrough.ingest.tables import as_text, record, record_others, record_years, validate
from walkthrough.util import atomic, manifest


def seal(folder: Path) -> list[str]:
    """Check a package as a whole, and only then record what its files now are; lines to show.

    The descriptor gets the sha256 of every file, and the bytes, years and vintages of the tables.
    Whatever else lies in the folder of a user's package becomes a part of it, so that `ingest` may
    replace the folder (`walkthrough.util.manifest`).
    Raises UserError, one line with file, row and column, and records nothing, for what could not
    be used: what is checked are the very bytes whose sha256 is recorded.
    """
    package = Package(folder)
    own = folder.resolve() != BUNDLED.resolve()
    if own and (odd := manifest.odd(folder, atomic.DATA_PACKAGE)):
        raise UserError(
            f"{folder / odd}: a link, a pipe or a device, which no package can hold;"
            " move it out, or put a file in its place"
        )
    before = copy.deepcopy(package.descriptor)
    for resource in package.descriptor["resources"]:
        record(resource, read_file(folder / resource["path"], MAX_FILE))
    record_others(package)
    try:
        _check(package)
    except UserError as error:
        where = "" if str(error).startswith(str(folder)) else f"{folder}: "
        raise UserError(f"{where}{error}") from None
    changed = _changed(before, package.descriptor)
    lines = []
    try:
        if changed:
            atomic.write(folder / DESCRIPTOR, as_text(package.descriptor))
            files = "1 file" if len(changed) == 1 else f"{len(changed)} files"
            lines.append(f"{files} sealed: {', '.join(changed)}")
        if own and manifest.foreign(folder):
            atomic.write(folder / manifest.NAME, manifest.of(folder, atomic.DATA_PACKAGE))
            lines.append(f"{folder} is whole, and `walkthrough ingest --into` may change it")
    except OSError as error:
        raise UserError(f"{folder}: cannot be written ({error.strerror})") from None
    return lines or ["nothing to seal"]


def _check(package: Package) -> None:
    frames: dict[str, pd.DataFrame] = {}
    for name in package.names:
        resource = package.resource(name)
        if "schema" in resource:
            frames[name] = package.parsed(name)
            with _schemas_can_be_used(f"table {name}"):
                validate(package, name, frames[name])
            record_years(resource, frames[name])
        elif name == "boundaries":
            package.shapes()
        elif str(resource.get("mediatype", "")).startswith("text/"):
            package.text(name)
    check_descriptor(package.descriptor, package.path / DESCRIPTOR)  # with the years as they are
    with _schemas_can_be_used("a foreign key of a table"):
        check_references(package, frames)
    _check_sums(package, frames)
    claims = load_claims(package) if LEDGER_FILE in package.files else []
    claims += own_article(package).claims if KEY_FACTS_FILE in package.files else []
    for claim in claims:
        for reading in claim.readings:
            measure_of(claim, reading)
    if ARTICLE_FILE in package.files:
        load_article(package)


@contextmanager
def _schemas_can_be_used(where: str) -> Iterator[None]:
    """Schemas are typed by hand; one with a fault has pandera, frictionless or re raise anything."""
    try:
        yield
    except UserError:
        raise
    except Exception as error:
        why = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise UserError(f"{where} cannot be checked by its schema ({why}); correct it") from None


def _check_sums(package: Package, frames: Mapping[str, pd.DataFrame]) -> None:
    """Refuse origins of an area that add up to more than its total, by over one per cent.

    Published tables differ by less; and they may leave origins out.
    """
    for name, pairs in frames.items():
        totals = frames.get(f"totals-{name.removeprefix('od-')}")
        if not name.startswith("od-") or totals is None:
            continue
        sums = pairs.groupby(["year", "destination"])["stock"].sum()
        stated = totals.set_index(["year", "area"])["stock"].reindex(sums.index).astype("float64")
        for (year, area), people in sums[sums > 1.01 * stated].items():
            raise UserError(
                f"{package.file(name)}: the origins of area {area} in {year} add up to {people:,},"
                f" its total in {package.file(f'totals-{name[3:]}').name} is"
                f" {stated[year, area]:,.0f}; correct one of the two"
            )


def _changed(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Paths of the files whose record differs."""
    old, new = before.get(HASHES, {}), after[HASHES]
    pairs = zip(before["resources"], after["resources"], strict=True)
    tables = [now["path"] for was, now in pairs if was != now]
    return sorted({*tables, *(place for place in new if new[place] != old.get(place))})
