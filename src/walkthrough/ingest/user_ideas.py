"""What ``walkthrough ingest definition`` and ``ingest body`` change in a package of the user's own."""

from __future__ import annotations

import copy
import re
from pathlib import Path

import pandas as pd

from helpers.analysis.cooperation import KINDS
from helpers.data.package import BUNDLED, SOUTH, Package
from helpers.errors import UserError
from helpers.format import counted
from helpers.parameters import SOUTHS
from walkthrough.ingest.body import read_members
from walkthrough.ingest.definition import HISTORY, WORKBOOKS, read_sides
from walkthrough.ingest.package_update import Change, source
from walkthrough.ingest.workbook_metadata import AS_GIVEN, licence
from walkthrough.ingest.world_bank_income import GROUPS

NAME = r"[a-z][a-z0-9-]{0,29}"
RESERVED = ("all", "none", "latest")
BODY = r"\w[\w .'/()-]{0,29}"


def definition(
    package: Package, file: Path, name: str, fiscal_year: int | None, origin: str | None, date: str | None
) -> Change:
    """A definition of the South: a table south-NAME, which every notebook then takes by its name."""
    if not re.fullmatch(NAME, name) or name in RESERVED:
        raise UserError(f"--name {name}: write small letters, digits and hyphens, such as gulf-north")
    if name in SOUTHS:
        raise UserError(f"--name {name}: take another name; this definition is in the table of areas")
    table, notes = read_sides(file, package, fiscal_year)
    bank = file.suffix.lower() in WORKBOOKS
    areas = set(package.table("areas")["area"])
    origin = origin or ("World Bank" if bank else AS_GIVEN)
    others = len(areas - set(table["area"]))
    if others:
        notes.append(f"{others} of {len(areas)} areas are not named: they follow UN DESA's split")
    resource = SOUTH + name
    if resource in package.names:
        notes.append(f"what was {name} before is replaced")
    when = date or (f"fiscal year {fiscal_year}" if fiscal_year else AS_GIVEN)
    entry = {
        **{key: package.resource("areas")[key] for key in ("type", "format", "mediatype", "encoding")},
        "path": f"classifications/south_{name.replace('-', '_')}.csv",
        "title": _rule(table, name, origin, date, fiscal_year),
        "description": f"A definition of the South, read from {file.name}. Areas that it does not name "
        "follow UN DESA's development group.",
        "schema": Package(BUNDLED).schema(HISTORY),
        "producer": origin,
        "citation": f"{origin}, {when}",
        "edition": when,
        "licenses": [licence(None)],
        "sources": [{"title": f"{file.name}, {AS_GIVEN}"}],
        "source_files": [source(file)],
    }
    return Change(str(file), {resource: table}, {resource: entry}, notes, {"south": name})


def _rule(table: pd.DataFrame, name: str, origin: str, date: str | None, fiscal_year: int | None) -> str:
    """The definition as a sentence, which begins like the bundled ones with what it is."""
    what = f"{origin}, {date}" if date else origin
    if table["status"].isin(GROUPS.values()).all():
        when = f"fiscal year {fiscal_year}" if fiscal_year else "the list in force in each year"
        return f"{what}, {when}: North is high income"
    sides = table.groupby("side")["area"].nunique()
    named = " and ".join(f"{counted(n, 'area', 'areas')} as {side}" for side, n in sides.items())
    how = ", in the years that it says," if table["year"].notna().any() else ","
    return f"{name} ({what}): {named}{how} the others as UN DESA has them"


def body(
    package: Package, file: Path, short: str, full: str, kind: str, founded: int, origin: str, date: str
) -> Change:
    """A body with its members; one of the same short name is replaced."""
    if not re.fullmatch(BODY, short):
        raise UserError(f"--name {short}: write a short name of at most 30 letters, such as BIMSTEC")
    fields = {f["name"]: f for f in package.schema("bodies")["fields"]}
    kinds = fields["kind"]["constraints"]["enum"]
    if kind not in kinds:
        raise UserError(f"--kind {kind}: write one of {', '.join(kinds)}")
    said = f"{origin} ({date})"
    members, notes = read_members(file, package, short, said)
    row = {
        "body": short,
        "name": full,
        "kind": kind,
        "founded_year": founded,
        "founding_event": None,
        "confidence": members["confidence"].mode()[0],
        "source": said,
        "notes": f"Added by the user from {file.name}",
    }
    if kind not in KINDS:
        notes.append(f"a {kind} is listed and not counted; {', '.join(KINDS)} are")
    change = Change(str(file), {}, notes=notes)
    rows = {"bodies": pd.DataFrame([row]), "memberships": members}
    for name, keys in (("bodies", ["body"]), ("memberships", ["body", "iso3"])):
        old = package.table(name)
        if name == "bodies" and (old["body"] == short).any():
            notes.append(f"what was {short} before is replaced, its members too")
        new = rows[name][list(old.columns)].astype(old.dtypes.to_dict())
        both = pd.concat([old[old["body"] != short], new], ignore_index=True)
        change.frames[name] = both.sort_values(keys, ignore_index=True)
        entry = copy.deepcopy(package.resource(name))
        entry.setdefault("source_files", []).append(source(file))
        entry["edition"] = f"{entry['edition']}, and {short} as of {date}"
        change.entries[name] = entry
    return change
