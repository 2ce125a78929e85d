"""Pages from Jinja templates. Every value is escaped, and a missing one is an error.

In a template of HTML (`.html.j2`) values are escaped for HTML, in one of Markdown (`.md.j2`) for
Markdown; the filter `safe` lets a value through that is HTML or Markdown already.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from helpers.sanitize import markdown

TEMPLATES = Path(__file__).parent
"""The folder of `base.html.j2`, which every template of HTML extends."""


def render(template: Path, **values: Any) -> str:
    """Return the page that a template makes of `values`.

    The template may extend `base.html.j2` and may include whatever else lies in its own folder.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # slow to import
    from markupsafe import Markup

    html = template.name.endswith(".html.j2")
    environment = Environment(
        loader=FileSystemLoader([template.parent, TEMPLATES]),
        autoescape=html,
        finalize=None if html else lambda v: v if isinstance(v, Markup) else markdown(str(v)),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}  # read by people too
    return environment.get_template(template.name).render(**values)
