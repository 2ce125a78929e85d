"""Stored pictures against fresh ones: by their bytes, and if these differ by their pixels.

Under the lock the bytes are the same on one system. Elsewhere a compiler may round an edge of a
line otherwise, by a few levels of colour.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from PIL import Image, ImageChops

LEVELS = 16
"""Of 255: a channel that differs by more is another colour."""
MOST = 20
"""Pixels that may have another colour: one digit of the smallest label is 26 or more."""
_MIMES = ("image/png", "image/jpeg")


def differences(stored: Sequence[Any], fresh: Sequence[Any]) -> list[str]:
    """How the pictures of a cell's outputs differ, one line each; empty if they do not."""
    found = []
    for mime in _MIMES:
        pairs = zip_longest(_pictures(stored, mime), _pictures(fresh, mime))
        for number, (old, new) in enumerate(pairs, start=1):
            if said := _difference(old, new):
                found.append(f"{mime} {number}: {said}")
    return found


def _pictures(outputs: Sequence[Any], mime: str) -> list[str]:
    return [o["data"][mime] for o in outputs if mime in o.get("data", {})]


def _difference(stored: str | None, fresh: str | None) -> str:
    """In what a stored picture differs, in words; empty if it does not, or hardly."""
    if stored is None or fresh is None:
        return "is shown by a fresh execution only" if stored is None else "is stored only"
    if "".join(stored.split()) == "".join(fresh.split()):
        return ""
    try:
        old, new = _decoded(stored), _decoded(fresh)
    except (OSError, ValueError, SyntaxError):  # Pillow calls a broken PNG a SyntaxError
        return "is damaged"
    if old.size != new.size:
        return "has {} by {} pixels, a fresh one {} by {}".format(*old.size, *new.size)
    others = _pixels_of_another_colour(old, new)
    share = 100 * others / (old.width * old.height)
    return f"{others:,} of its pixels differ, {share:.2g} per cent" if others > MOST else ""


def _decoded(picture: str) -> Image.Image:
    with Image.open(io.BytesIO(base64.b64decode(picture))) as image:
        return image.convert("RGBA")


def _pixels_of_another_colour(one: Image.Image, other: Image.Image) -> int:
    """How many pixels have a channel that differs by more than `LEVELS`."""
    bands = ImageChops.difference(one, other).split()
    largest = bands[0]
    for band in bands[1:]:
        largest = ImageChops.lighter(largest, band)
    return sum(largest.histogram()[LEVELS + 1 :])
