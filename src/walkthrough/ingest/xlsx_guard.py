"""What an .xlsx file unpacks to, checked before anything reads its cells.

A workbook is a zip of XML files, so a small one may unpack to a disk full of zeros, or place one
cell in the last row of the last column and make its reader reserve memory for all cells between.
Formulas that failed or have no stored result are noted: to the reader their cells are empty, and
an empty cell means that there is no figure.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from pathlib import Path
from xml.etree import ElementTree

from helpers.errors import UserError

MAX_UNPACKED = 600_000_000  # bytes; the largest published workbook is 15 million packed

# A cell beyond column ZZ or row 99,999, or beyond both column AZ and row 9,999: the longest
# published table has some 40,000 rows of 40 columns, the widest 250 columns of 2,000 rows.
FAR = re.compile(rb"r=[\"']([A-Z]{3,}\d+|[A-Z]*\d{6,}|[B-Z][A-Z]\d{5,})[\"']")
CELL = re.compile(rb"<c\b([^>]*[^/>])>(.*?)</c>", re.DOTALL)
PLACE = re.compile(rb"\br=[\"']([A-Z]+)(\d+)[\"']")
FAILED = re.compile(rb"\bt=[\"']e[\"']")
RESULT = re.compile(rb"<v>([^<]+)</v>")

Marks = dict[tuple[int, int], str]
"""Row and column from 0: the text, which begins with #, that stands there."""


def sheet_names(parts: dict[str, bytes]) -> dict[str, str]:
    """The path of each sheet's XML file and the name of the sheet."""
    try:
        links = ElementTree.fromstring(parts["xl/_rels/workbook.xml.rels"])
        book = ElementTree.fromstring(parts["xl/workbook.xml"])
    except (KeyError, ElementTree.ParseError):
        return {}  # the reader of the cells says what is wrong
    targets = {link.get("Id"): posixpath.join("/xl", link.get("Target", "")).lstrip("/") for link in links}
    names = {}
    for tag in book.iter():
        if tag.tag.endswith("}sheet"):
            key = next((value for name, value in tag.items() if name.endswith("}id")), "")
            names[targets.get(key, "")] = tag.get("name", "")
    return names


def marks_in(text: bytes) -> Marks:
    """Cells with a formula that failed or has no result, each with a text that begins with #."""
    marks: Marks = {}
    if b"<f" not in text and not FAILED.search(text):
        return marks
    for attributes, content in CELL.findall(text):
        place, result = PLACE.search(attributes), RESULT.search(content)
        if not place:
            continue
        column = 0
        for letter in place[1]:
            column = column * 26 + letter - 64
        if result and FAILED.search(attributes):
            marks[int(place[2]) - 1, column - 1] = "#" + result[1].decode(errors="replace").lstrip("#")
        elif not result and b"<f" in content:
            marks[int(place[2]) - 1, column - 1] = "#formula without a result"
    return marks


def inspect_workbook(path: Path, content: bytes) -> dict[str, Marks]:
    """Check what an .xlsx file unpacks to; the marks (`marks_in`) of each sheet, by its name.

    ``path`` names the file in errors.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(member.file_size for member in archive.infolist()) > MAX_UNPACKED:
                raise ValueError("too large")
            parts = {name: archive.read(name) for name in archive.namelist()}  # never past its stated size
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        raise UserError(
            f"{path}: the workbook is damaged or cut off, or unpacks to more than "
            f"{MAX_UNPACKED // 1_000_000} MB ({error}); fetch it again from the publisher"
        ) from None
    marks = {}
    for part, name in sheet_names(parts).items():
        text = parts.get(part, b"")
        if far := FAR.search(text):
            cell = far[1].decode()
            claim = f"{int(cell):,} rows" if cell.isdigit() else f"a cell at {cell}"
            raise UserError(
                f"{path}, sheet {name!r}: the sheet claims {claim}, too far out for a table of areas; "
                "delete the empty rows and columns around the table, save, and try again"
            )
        marks[name] = marks_in(text)
    return marks
