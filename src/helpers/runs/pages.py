"""Pages of executed notebooks, readable offline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Any

from helpers.classroom.editions import without_answers
from helpers.normalise import read

# The lab template without anything that it would fetch from another host: a run is read offline.
# And with the alt text of figures, which the template leaves out.
_FIGURE = """{% block data_png scoped %}<div class="jp-RenderedImage jp-OutputArea-output">
<img alt="{{ (output | get_metadata('alt', 'image/png') or '') | escape_html }}"
src="data:image/png;base64,{{ output.data['image/png'] | escape_html }}"></div>{% endblock %}"""
# On paper, cells tagged hide-input show what they made and not how, cells tagged screen-only
# nothing, and the folded tables, which nobody can unfold there, stay away.
_PRINT = """{% block extra_css %}{{ super() }}<style>@page { size: A4; margin: 11mm 14mm }
@media print {
:root { --jp-content-font-size1: 12.5px; --jp-content-line-height: 1.4 }
body, .jp-Notebook, main { padding: 0 !important; margin: 0 !important }
.jp-Cell { padding: 1px 0 !important }
.jp-RenderedMarkdown { padding-left: 0 !important; padding-top: 1px !important }
h1, h2, h3 { margin: 8px 0 3px !important }
.celltag_injected-parameters, .celltag_hide-input .jp-Cell-inputWrapper, .celltag_screen-only,
details:not([open]), .jp-OutputPrompt, .jp-InputPrompt { display: none !important }
.jp-Cell, .jp-Cell * { overflow: visible !important; break-inside: auto !important }
.jp-OutputArea-child, .jp-Cell-outputWrapper { display: block !important }
.jp-Cell .jp-RenderedImage, .jp-Cell p, .jp-Cell tr { break-inside: avoid !important }
h2 { break-after: avoid } }</style>{% endblock %}"""
_OFFLINE = (
    "{% extends 'lab/index.html.j2' %}"
    + "".join(
        f"{{% block {name} %}}{{% endblock %}}"
        for name in (
            "html_head_js",
            "jupyter_widgets",
            "html_head_js_mathjax",
            "html_head_js_mermaidjs",
        )
    )
    + _FIGURE
    + _PRINT
)


class Pages:
    """Makes pages of notebooks, readable offline; links between `names` lead to pages."""

    def __init__(self, html: Path, names: Iterable[str]) -> None:
        self.html = html
        self.names = "|".join(re.escape(name) for name in sorted(names))
        html.mkdir(exist_ok=True)

    @cached_property
    def exporter(self) -> Any:
        from nbconvert import HTMLExporter  # slow to import

        return HTMLExporter(raw_template=_OFFLINE)  # type: ignore[no-untyped-call]

    def write(self, path: Path) -> None:
        """The page of one executed notebook; tasks stay and their answers go."""
        resources = {"metadata": {"name": path.stem}}
        page, _ = self.exporter.from_notebook_node(without_answers(read(path)), resources)
        page = re.sub(rf'href="(?:\./)?({self.names})\.ipynb', r'href="\1.html', page)
        (self.html / f"{path.stem}.html").write_text(page, encoding="utf-8")
