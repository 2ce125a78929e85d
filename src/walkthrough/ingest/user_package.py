"""What each command of ``walkthrough ingest`` changes in a package of the user's own."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.data.package import Package
from helpers.errors import UserError
from walkthrough.ingest.package_update import Change, source
from walkthrough.ingest.remittances import read_vintage
from walkthrough.ingest.stock_csv import read_stock
from walkthrough.ingest.undesa_areas import Areas
from walkthrough.ingest.undesa_revision import Revision, check_against_totals, read_revision
from walkthrough.ingest.undesa_tables import totals_of
from walkthrough.ingest.user_areas import read_areas
from walkthrough.ingest.workbook_metadata import AS_GIVEN, Statement

KINDS = {"od": "origin and destination", "totals": "area"}
MODEL = 2017  # the revision whose descriptor entries the new ones are copied from
VINTAGE = r"(?:wdi-)?20\d\d-(?:0[1-9]|1[0-2])"


def stock_entry(
    package: Package, kind: str, frame: pd.DataFrame, files: list[Path], read: Revision
) -> dict[str, Any]:
    """The descriptor entry of a table of migrant stock that was read from ``files``."""
    names = ", ".join(path.name for path in files)
    what = f"International migrants by {KINDS[kind]}"
    return {
        **copy.deepcopy(package.resource(f"{kind}-{MODEL}")),
        **read.statement.entry(names),
        "name": f"{kind}-{read.number}",
        "path": f"migrant_stock/{kind}_{read.number}.csv",
        "title": f"{what}, {read.number} revision",
        "description": f"{what}, both sexes, {', '.join(map(str, sorted(set(frame['year']))))}; read from "
        f"{names}. Pairs and figures that the file marks as no data have no row or are empty.",
        "sources": [{"title": f"{names}, {AS_GIVEN}"}],
        "revision": read.number,
        "source_files": [source(path) for path in files],
    }


def revision_change(package: Package, read: Revision, files: list[Path]) -> Change:
    """The tables of a revision, checked against each other and against what the package has."""
    change = Change(", ".join(map(str, files)), {}, notes=list(read.notes), chosen={"revision": read.number})
    tables = {}
    for kind, frame in (("od", read.pairs), ("totals", read.totals)):
        name = f"{kind}-{read.number}"
        if frame is not None:
            change.frames[name] = tables[kind] = frame
            change.entries[name] = stock_entry(package, kind, frame, files, read)
        elif name in package.names:
            tables[kind] = package.table(name)
    if "od" not in tables:
        raise UserError(
            f"{files[0]}: totals only, and the package has no origins for revision {read.number}; "
            "give the workbook by destination and origin too"
        )
    change.notes += check_against_totals(tables["od"], tables["totals"], read.number)
    return change


def un_stock(package: Package, files: list[Path], number: int | None) -> Change:
    """A revision from UN DESA's workbooks."""
    return revision_change(package, read_revision(files, number, package), files)


def stock_csv(package: Package, file: Path, number: int) -> Change:
    """A revision from a file in the four-column format; its totals are the sums of its pairs."""
    pairs, notes = read_stock(file, Areas(package.table("areas")))
    note = "totals are the sums of the pairs; population and refugees are empty"
    read = Revision(number, Statement(), pairs, totals_of(pairs, {}), [*notes, note])
    return revision_change(package, read, [file])


def remittances(package: Package, file: Path, vintage: str, names: Path | None = None) -> Change:
    """Another vintage of remittance inflows; one of the same name is replaced."""
    if not re.fullmatch(VINTAGE, vintage):
        raise UserError(f"--vintage {vintage}: write it as YYYY-MM, such as 2024-06")
    old = package.table("inflows")
    table = read_vintage(file, package, names).assign(vintage=vintage)
    both = pd.concat([old[old["vintage"] != vintage], table[old.columns]], ignore_index=True)
    entry = copy.deepcopy(package.resource("inflows"))
    entry["edition"] = ", ".join(sorted(set(both["vintage"])))
    entry.setdefault("source_files", []).append(source(file))
    frame = both.sort_values(["vintage", "year", "economy"], ignore_index=True)
    return Change(str(file), {"inflows": frame}, {"inflows": entry}, chosen={"remittance_vintage": vintage})


def classification(package: Package, file: Path) -> Change:
    """Areas added to or changed in the table of areas, and points for those added."""
    areas, points = read_areas(file, package)
    change = Change(str(file), {"areas": areas, "points": points})
    for name in change.frames:
        entry = copy.deepcopy(package.resource(name))
        entry.setdefault("source_files", []).append(source(file))
        entry["edition"] = f"{entry.get('edition', AS_GIVEN)}; changed by {file.name}, {AS_GIVEN}"
        change.entries[name] = entry
    return change
