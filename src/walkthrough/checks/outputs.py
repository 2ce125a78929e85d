"""Stored outputs and texts: pictures with alt text, nothing of one machine, nothing active."""

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
    """The first piece of Markdown or HTML that is active, or fetched from elsewhere."""
    match = _ACTIVE.search(text)
    return " ".join(match[0].split()) if match else None


def markdown_problems(cell: Any) -> Iterator[str]:
    """Problems of a cell that is not code, whatever it says."""
    if cell.cell_type != "markdown":
        yield f"is a cell of the type {cell.cell_type!r}; make it Markdown or code"
    if piece := active(cell.source):
        yield f"{piece!r} is active content, or is fetched from elsewhere; remove it"
    if cell.get("attachments"):
        yield "has a file attached; draw the picture in a code cell"


def output_problems(cell: Any, output: Any) -> Iterator[str]:
    """Problems of one output of a code cell."""
    if output.output_type == "error":
        yield f"stored error {output.ename}; repair the cell and run `walkthrough refresh`"
        return
    if output.get("execution_count", cell.execution_count) != cell.execution_count:
        yield "its result bears another number than the cell; run `walkthrough refresh`"
    data = output.get("data", {})
    for mime in IMAGES:
        alt = output.get("metadata", {}).get(mime, {}).get("alt", "")
        if mime in data and not str(alt).strip():
            yield f"{mime} without alt text; show the figure as a helpers.figures.picture.Picture"
    if _BARE.search(str(data.get("text/html", ""))):
        yield "<img> without alt text in HTML; give it an alt attribute"
    if "application/javascript" in data:
        yield "shows JavaScript; show something that needs none"
    for mime in ("text/html", "text/markdown"):
        if piece := active(str(data.get(mime, ""))):
            yield f"{piece!r} in {mime} is active content, or is fetched from elsewhere; show plain HTML"
    for text in _texts(output):
        if address := _ADDRESS.search(text):
            yield f"memory address {address[0]} in the output; show something that stays the same"
        if path := _PATH.search(text):
            yield f"absolute path {path[0]} in the output; show a file name only"


def _texts(output: Any) -> Iterator[str]:
    """Every string that an output shows, images aside."""
    data = {mime: content for mime, content in output.get("data", {}).items() if mime not in IMAGES}
    yield from _strings([output.get("text", ""), data])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)
