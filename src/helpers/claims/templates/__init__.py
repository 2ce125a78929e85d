"""HTML that a notebook shows, from Jinja templates: every value is escaped, a missing one an error."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

CARD, TABLE, ARTICLE = (Path(__file__).with_name(f"{name}.html.j2") for name in ("card", "table", "article"))


def render(template: Path, **values: Any) -> str:
    """The HTML that a template makes of some values.

    Quotes are written as the `html` module writes them, which stored outputs have.
    """
    text = _template(template).render(**values)
    return text.replace("&#39;", "&#x27;").replace("&#34;", "&quot;")


@cache
def _template(path: Path) -> Template:
    loader = FileSystemLoader(path.parent)
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined).get_template(path.name)
