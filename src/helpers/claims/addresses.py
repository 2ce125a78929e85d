"""Where a reader can open a source: UN documents by their symbols, publishers by their pages."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from helpers.claims.judgement import Source

UNDOCS = "https://undocs.org/"
"""The UN's resolver of document symbols: an address is stable by construction."""
_SYMBOL = re.compile(r"\bA/RES/\d+/\d+\b")


def linked(text: str) -> Markup:
    """A text as HTML, with a link at each symbol of a UN resolution."""
    return Markup(_SYMBOL.sub(lambda m: _link(UNDOCS + m[0], m[0]), str(escape(text))))


def linked_markdown(text: str) -> str:
    """A text in Markdown, with a link at each symbol of a UN resolution."""
    return _SYMBOL.sub(lambda m: f"[{m[0]}]({UNDOCS}{m[0]})", text)


def linked_source(source: Source) -> Markup:
    """A publisher's title, as a link to its page where the data package names one."""
    if source.address and source.address.startswith(("https://", "http://")):
        return _link(source.address, source.title)
    return linked(source.title)


def _link(address: str, text: str) -> Markup:
    return Markup("<a href='{}'>{}</a>").format(address, text)
