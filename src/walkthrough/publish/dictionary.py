"""The data dictionary and the references: pages made from datapackage.json and its schemas."""

from __future__ import annotations

from typing import Any

from helpers.data.package import Package
from helpers.sanitize import markdown

HEAD = """# Data dictionary

Every table of the data package, every column, and where each comes from. The page is made from
`data/datapackage.json` and the schemas beside it, which are also what the tables are checked
against, so it says what the data are and not what they were meant to be. An empty cell is a
missing value.
"""


def dictionary(package: Package) -> str:
    """The data dictionary in Markdown: one section a schema, whose tables share their columns."""
    by_schema: dict[str, list[dict[str, Any]]] = {}
    for resource in package.descriptor["resources"]:
        schema = resource.get("schema")
        place = schema if isinstance(schema, str) else resource["path"]
        by_schema.setdefault(place, []).append(resource)
    parts = [HEAD]
    for place, resources in by_schema.items():
        parts.append(f"## {_shared_title(resources)}\n")
        parts += [_resource(resource, one=len(resources) == 1) for resource in resources]
        if place.startswith("schemas/"):
            parts.append(_columns(package.schema(resources[0]["name"])))
    return "\n".join(parts)


def references(package: Package) -> str:
    """Citations of all data, each once, with the tables that rest on it."""
    cited: dict[str, list[str]] = {}
    for resource in package.descriptor["resources"]:
        cited.setdefault(_said(resource, "citation"), []).append(resource["name"])
    lines = [
        f"- {markdown(citation)} *Tables:* {', '.join(f'`{name}`' for name in names)}."
        for citation, names in sorted(cited.items())
        if citation not in ("None needed", "This package", "See the source of each row")
    ]
    return (
        "# References\n\n## The article\n\nChris Richter: *Promoting Good Migration Governance "
        "through South-South Cooperation*, TerraViva United Nations, 12 September 2018.\n\n"
        "## The data\n\nCited as their publishers ask. Facts about regional bodies, memberships "
        "and dates name a source in every row of their tables.\n\n" + "\n".join(lines) + "\n"
    )


def _shared_title(resources: list[dict[str, Any]]) -> str:
    """What stands before the edition in the titles of tables with the same columns."""
    titles = [_said(resource, "title") for resource in resources]
    return titles[0] if len(titles) == 1 else titles[0].rsplit(",", 1)[0]


def _resource(resource: dict[str, Any], one: bool) -> str:
    licences = "; ".join(licence["title"] for licence in resource.get("licenses") or [])
    facts = {
        "File": f"`data/{resource['path']}`",
        "Edition": markdown(_said(resource, "edition")),
        "Producer": markdown(_said(resource, "producer")),
        "Licence": markdown(licences),
    }
    lines = [] if one else [f"### {_said(resource, 'title')}\n"]
    lines += [markdown(_said(resource, "description")), ""]
    lines += [f"- **{label}:** {value}" for label, value in facts.items()]
    return "\n".join([*lines, ""])


def _said(resource: dict[str, Any], what: str) -> str:
    """What the descriptor says of a table; a package of somebody's own may leave things out."""
    return str(resource.get(what) or "not stated")


def _columns(schema: dict[str, Any]) -> str:
    key = schema.get("primaryKey", [])
    rows = [
        f"| `{field['name']}`{' (key)' if field['name'] in key else ''} | {field['type']} "
        f"| {markdown(field.get('description', ''))}{_allowed(field)} |"
        for field in schema["fields"]
    ]
    return "\n".join(["| Column | Type | Meaning |", "|:--|:--|:--|", *rows, ""])


def _allowed(field: dict[str, Any]) -> str:
    values = field.get("constraints", {}).get("enum", [])
    return f"; one of: {', '.join(markdown(str(value)) for value in values)}" if values else ""
