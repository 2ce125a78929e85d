"""A pytest plugin that makes nbval compare what it passes over: metadata, and pictures.

The alt text of a figure is metadata, and it cites numbers. Pictures are compared by their bytes,
and if these differ by their pixels: under the lock the bytes are the same on one system, but
another compiler may round the edge of a line differently, by a few levels of colour.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

import numpy as np
from PIL import Image

LEVELS = 16
"""Of 255: a channel that differs by more is another colour."""
MOST = 20
"""Pixels that may have another colour: one digit of the smallest label is 26 or more."""
_MIMES = ("image/png", "image/jpeg")


def pytest_itemcollected(item: Any) -> None:
    """Take `metadata` off the list of what nbval skips, and add pictures to what it compares."""
    skipped = getattr(item.parent, "skip_compare", ())
    if "metadata" in skipped:
        item.parent.skip_compare = tuple(key for key in skipped if key != "metadata")
    if not hasattr(item, "compare_outputs"):
        return
    compare = item.compare_outputs

    def with_pictures(fresh: Any, stored: Any, skip_compare: Any = None) -> bool:
        same = compare(fresh, stored, skip_compare)
        differences = list(picture_differences(stored, fresh))
        item.comparison_traceback += differences
        return bool(same) and not differences

    item.compare_outputs = with_pictures


def picture_differences(stored: Sequence[Any], fresh: Sequence[Any]) -> Iterator[str]:
    """How the pictures of a cell's outputs differ, one line each."""
    for mime in _MIMES:
        pictures = (
            [o["data"][mime] for o in outputs if mime in o.get("data", {})] for outputs in (stored, fresh)
        )
        for number, pair in enumerate(zip_longest(*pictures), start=1):
            if difference := _difference(*pair):
                yield f"{mime} {number}: {difference}"


def _difference(stored: str | None, fresh: str | None) -> str:
    """How a stored picture differs from a fresh one; empty if it does not, or hardly."""
    if stored is None or fresh is None:
        return "is shown by a fresh execution only" if stored is None else "is stored only"
    if "".join(stored.split()) == "".join(fresh.split()):
        return ""
    try:
        old, new = _pixels(stored), _pixels(fresh)
    except (OSError, ValueError, SyntaxError):  # Pillow calls a broken PNG a SyntaxError
        return "is damaged"
    (height, width), (new_height, new_width) = old.shape[:2], new.shape[:2]
    if old.shape != new.shape:
        return f"has {width} by {height} pixels, a fresh one {new_width} by {new_height}"
    others = int((np.abs(old - new) > LEVELS).any(axis=2).sum())
    share = 100 * others / (width * height)
    return f"{others:,} of its pixels differ, {share:.2g} per cent" if others > MOST else ""


def _pixels(picture: str) -> Any:
    """Height by width by four channels, as numbers that can be subtracted."""
    with Image.open(io.BytesIO(base64.b64decode(picture))) as image:
        return np.asarray(image.convert("RGBA"), dtype=np.int16)
