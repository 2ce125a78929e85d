"""The page of one run of a batch."""

from __future__ import annotations

import re
import threading

import nbformat

from walkthrough.notebook.html import exporter

_local = threading.local()
# The pages of a batch are of one notebook: a link to another has nothing to lead to.
_ELSEWHERE = re.compile(r'<a href="[^":#?]+\.ipynb"[^>]*>(.*?)</a>', re.DOTALL)


def page(text: str, title: str = "") -> str:
    """The executed notebook `text` as HTML, readable offline. An exporter serves one thread."""
    if not hasattr(_local, "exporter"):
        _local.exporter = exporter()
    notebook = nbformat.reads(text, as_version=4)
    resources = {"metadata": {"name": title}}
    body, _ = _local.exporter.from_notebook_node(notebook, resources=resources)
    return _ELSEWHERE.sub(r"\1", body)
