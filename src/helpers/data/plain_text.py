"""A policy text that a user names: a plain text, or refused for what it is instead."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from helpers.data.files import read_bytes
from helpers.errors import UserError

LONGEST = 2_000_000
"""Bytes: some twenty times the longest text that states negotiate."""

_FORMATS = {
    b"%PDF": "a PDF; take the text out of it (pdftotext does), and name that",
    b"PK\x03\x04": "a Word document or another archive; save it as plain text in UTF-8",
    b"\xd0\xcf\x11\xe0": "an old Word document; save it as plain text in UTF-8",
    b"{\\rtf": "rich text; save it as plain text in UTF-8",
}
_LINE_ENDS = re.compile("\r\n?|[\v\x1c-\x1e\x85\u2028\u2029]")


def read_plain_text(path: Path) -> str:
    """A text in UTF-8, or in UTF-16 with its mark; form feeds, which separate pages, are kept.

    Raises UserError, which says what the file is and what to do, for anything else: bytes of
    another encoding could be any of many, and a wrong guess would change words without a sign.
    """
    try:
        raw = read_bytes(path, LONGEST)
    except FileNotFoundError:
        raise UserError(f"{path}: no such file; check the name") from None
    except (OSError, ValueError) as error:  # a ValueError: a NUL in the name
        raise UserError(f"{path}: cannot be read ({error}); name a readable file") from None
    for start, what in _FORMATS.items():
        if raw.startswith(start):
            raise UserError(f"{path}: {what}")
    text = _LINE_ENDS.sub("\n", _decoded(raw, path))
    if not text.strip():
        raise UserError(f"{path}: empty; name a plain text with a word in it")
    return text


def _decoded(raw: bytes, path: Path) -> str:
    wide = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    nuls = raw.count(0)
    if nuls and not wide:
        # Western letters in UTF-16 are NULs at every other place.
        if max(raw[::2].count(0), raw[1::2].count(0)) == nuls > len(raw) / 3:
            raise UserError(f"{path}: in UTF-16 without the mark that says so; save it as UTF-8")
        raise UserError(f"{path}: holds NUL bytes, as no plain text does; name a plain text in UTF-8")
    try:
        text = raw.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        form = "UTF-16" if wide else "UTF-8"
        raise UserError(f"{path}, line {line}: not {form}; save the text again as UTF-8") from None
    if "\0" in text:
        raise UserError(f"{path}: holds NUL bytes, as no plain text does; name a plain text in UTF-8")
    return text
