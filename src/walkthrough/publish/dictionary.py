"""The data dictionary and the references: pages made from datapackage.json and its schemas."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from markupsafe import Markup

from helpers.claims.addresses import linked_markdown
from helpers.claims.article import Article
from helpers.data.package import Package
from helpers.sanitize import markdown
from walkthrough.util.templates import render

TEMPLATES = Path(__file__).with_name("templates")

UNCITED = ("None needed", "This package", "See the source of each row")
"""Citations that stand for none."""
_ADDRESS = re.compile(r"https?://[\w./%?=&#~+-]+")


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


def references(package: Package, article: Article | None) -> str:
    """The article, UN documents, and citations of all data, each once, with its tables and pages."""
    cited: dict[str, list[dict[str, Any]]] = {}
    for resource in package.descriptor["resources"]:
        citation = str(resource.get("citation") or "not stated")
        if citation not in UNCITED:
            cited.setdefault(citation, []).append(resource)
    rows = [
        (citation, [resource["name"] for resource in resources], _addresses(resources))
        for citation, resources in sorted(cited.items())
    ]
    return render(TEMPLATES / "references.md.j2", article=article, cited=rows, linked=_linked)


def _linked(text: str) -> Markup:
    return Markup(linked_markdown(markdown(text)))


def _addresses(resources: list[dict[str, Any]]) -> list[str]:
    """The pages that the descriptor names as sources, each once."""
    paths = [str(source.get("path", "")) for r in resources for source in r.get("sources") or []]
    return [path for path in dict.fromkeys(paths) if _ADDRESS.fullmatch(path)]


def _shared_title(tables: list[dict[str, Any]]) -> str:
    """The title of one table, or the titles of several up to their edition."""
    title = str(tables[0].get("title") or "not stated")
    return title if len(tables) == 1 else title.rsplit(",", 1)[0]
