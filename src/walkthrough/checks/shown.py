"""What a cell shows, as it is stored: an alternative text, nothing of this machine, no program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

IMAGES = ("image/png", "image/jpeg", "image/svg+xml")
_BARE = re.compile(r"<img\b(?![^>]*\balt\s*=)", re.IGNORECASE)
_ADDRESS = re.compile(r"\b0x[0-9a-fA-F]{7,}\b")
_PATH = re.compile(r"(?<![\w/:.<~>])/(?:[\w.+-]+/)+[\w.+-]*|\b[A-Za-z]:\\[\w.]+|\bfile:///?\w")
_ACTIVE = re.compile(
    r"<(?:script|iframe|object|embed|applet|base|meta|link|form|svg|math)\b"
    r"|<[a-z][^>]*\son[a-z]+\s*="
    r"|javascript:"
    r"|<(?:img|video|audio|source)\b[^>]*\bsrc\s*=\s*[\"']?\s*(?:https?:)?//"
    r"|!\[[^\]]*\]\(\s*<?(?:https?:)?//"
    r"|^\s*\[[^\]]+\]:\s*\S+\.(?:png|jpe?g|gif|svg|webp)\b"
    r"|url\(\s*[\"']?(?:https?:)?//",
    re.IGNORECASE | re.MULTILINE,
)


def active(text: str) -> str | None:
    """The first thing in Markdown or HTML that acts, or that is fetched from elsewhere."""
    found = _ACTIVE.search(text)
    return " ".join(found[0].split()) if found else None


def text_form(cell: Any) -> Iterator[str]:
    """What is wrong with a cell that is no code, whatever it says."""
    if cell.cell_type != "markdown":
        yield f"is a cell of the type {cell.cell_type!r}; make it Markdown or code"
    if found := active(cell.source):
        yield f"{found!r} acts, or is fetched from elsewhere, which no text may do; remove it"
    if cell.get("attachments"):
        yield "has a file attached; draw the picture in a code cell"


def output_form(cell: Any, output: Any) -> Iterator[str]:
    """What is wrong with an output of a code cell."""
    if output.output_type == "error":
        yield f"stored error {output.ename}; repair the cell and run `walkthrough refresh`"
        return
    if output.get("execution_count", cell.execution_count) != cell.execution_count:
        yield "its result bears another number than the cell; run `walkthrough refresh`"
    data = output.get("data", {})
    for mime in IMAGES:
        alt = output.get("metadata", {}).get(mime, {}).get("alt", "")
        if mime in data and not str(alt).strip():
            yield f"{mime} without alt text; show the figure with helpers.figures.style.show"
    if _BARE.search(str(data.get("text/html", ""))):
        yield "<img> without alt text in HTML; give it an alt attribute"
    if "application/javascript" in data:
        yield "shows JavaScript; show something that needs none"
    for mime in ("text/html", "text/markdown"):
        if found := active(str(data.get(mime, ""))):
            yield f"{found!r} in {mime} acts, or is fetched from elsewhere; show plain HTML"
    for text in _texts(output):
        if found_address := _ADDRESS.search(text):
            yield (f"memory address {found_address[0]} in the output; show something that stays the same")
        if found_path := _PATH.search(text):
            yield f"absolute path {found_path[0]} in the output; show a file name only"


def _texts(output: Any) -> Iterator[str]:
    """Every string that an output shows, images aside."""
    if output.output_type == "stream":
        yield output.text
    for mime, content in output.get("data", {}).items():
        if mime not in IMAGES:
            yield from _strings(content)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)
