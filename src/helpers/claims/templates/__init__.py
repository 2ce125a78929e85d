"""HTML that a notebook shows, from Jinja templates: every value is escaped, a missing one an error."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined
    )


def render(template: str, **values: Any) -> str:
    """The HTML that a template of this folder makes of some values.

    Quotes are written as the `html` module writes them, which stored outputs have.
    """
    text = _environment().get_template(template).render(**values)
    return text.replace("&#39;", "&#x27;").replace("&#34;", "&quot;")
