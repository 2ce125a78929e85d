"""Web pages from Jinja templates; every value is escaped, and a missing one is an error."""

from __future__ import annotations

from pathlib import Path
from typing import Any

BASE = Path(__file__).parent
"""The folder of `base.html.j2`, which every template extends."""


def render(template: Path, **values: Any) -> str:
    """Return the page that a template makes of `values`.

    The template may extend `base.html.j2` and may use whatever else lies in its own folder.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # slow to import

    environment = Environment(
        loader=FileSystemLoader([template.parent, BASE]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template(template.name).render(**values)
