"""The data dictionary and the references: pages made from datapackage.json and its schemas."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from helpers.data.package import Package
from walkthrough.util.templates import render

TEMPLATES = Path(__file__).with_name("templates")

UNCITED = ("None needed", "This package", "See the source of each row")
"""Citations that stand for none."""


def dictionary(package: Package) -> str:
    """The data dictionary in Markdown: one section per schema, whose tables share their columns."""
    by_schema: dict[str, list[dict[str, Any]]] = {}
    for resource in package.descriptor["resources"]:
        schema = resource.get("schema")
        place = schema if isinstance(schema, str) else resource["path"]
        by_schema.setdefault(place, []).append(resource)
    groups = [
        {
            "title": _shared_title(tables),
            "tables": tables,
            "schema": package.schema(tables[0]["name"]) if place.startswith("schemas/") else None,
        }
        for place, tables in by_schema.items()
    ]
    return render(TEMPLATES / "dictionary.md.j2", groups=groups)


def references(package: Package) -> str:
    """Citations of all data, each once, with the tables that rest on it."""
    cited: dict[str, list[str]] = {}
    for resource in package.descriptor["resources"]:
        citation = str(resource.get("citation") or "not stated")
        if citation not in UNCITED:
            cited.setdefault(citation, []).append(resource["name"])
    return render(TEMPLATES / "references.md.j2", cited=sorted(cited.items()))


def _shared_title(tables: list[dict[str, Any]]) -> str:
    """The title of one table, or the titles of several up to their edition."""
    title = str(tables[0].get("title") or "not stated")
    return title if len(tables) == 1 else title.rsplit(",", 1)[0]
