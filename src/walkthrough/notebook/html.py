"""Pages of executed notebooks, readable offline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from walkthrough.notebook.io import read
from walkthrough.notebook.tags import without_answers

TEMPLATE = Path(__file__).with_name("page.html.j2")
_PARTS = re.compile(r'<div class="[^"]*(?:jp-Cell-inputWrapper|jp-OutputArea-output)[^"]*"')


def exporter(**traits: Any) -> Any:
    """nbconvert's, for pages that ask no other host for anything; with traits of its own."""
    from nbconvert import HTMLExporter, TemplateExporter  # slow to import
    from nbconvert.filters.highlight import Highlight2HTML
    from nbconvert.filters.strings import clean_html

    class Quick(HTMLExporter):
        """nbconvert's own parses each finished page, to let the keyboard reach its parts, and
        cleans the code of each cell anew: two thirds of its time, and nothing else differs."""

        def from_notebook_node(self, nb: Any, resources: Any = None, **kw: Any) -> Any:
            page, resources = TemplateExporter.from_notebook_node(self, nb, resources, **kw)
            return _PARTS.sub(r'\g<0> tabindex="0"', page), resources

    quick: Any = Quick(raw_template=TEMPLATE.read_text(encoding="utf-8"), **traits)  # type: ignore[no-untyped-call]
    quick.register_filter("highlight_code", Highlight2HTML(pygments_lexer="python", parent=quick))
    quick.register_filter("clean_html", lru_cache(256)(clean_html))
    return quick


class Pages:
    """Makes pages of notebooks, readable offline; links between `names` lead to pages.

    Without `code` a page has no code and no prompts.
    """

    def __init__(self, html: Path, names: Iterable[str], code: bool = True) -> None:
        self.html, self.code = html, code
        self.names = "|".join(re.escape(name) for name in sorted(names))
        html.mkdir(exist_ok=True)

    @cached_property
    def exporter(self) -> Any:
        hidden = (
            {}
            if self.code
            else dict.fromkeys(("exclude_input", "exclude_input_prompt", "exclude_output_prompt"), True)
        )
        return exporter(**hidden)

    def write(self, path: Path) -> None:
        """The page of one executed notebook; tasks stay and their answers go."""
        self.put(without_answers(read(path)), path.stem)

    def put(self, notebook: Any, name: str) -> None:
        """The page of one executed notebook that is at hand, titled by its metadata or `name`."""
        page, _ = self.exporter.from_notebook_node(notebook, {"metadata": {"name": name}})
        (self.html / f"{name}.html").write_text(linked(page, self.names), encoding="utf-8")


def linked(page: str, names: str) -> str:
    """HTML whose links to the notebooks `names` (a pattern) lead to pages beside it."""
    return re.sub(rf'href="(?:\./)?({names})\.ipynb', r'href="\1.html', page)
