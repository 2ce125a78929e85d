"""What an .xlsx file unpacks to, looked at before anything reads its cells.

A workbook is a zip of XML files, so a small one may unpack to a disk full of zeros, or place one
cell in the last row of the last column and make its reader reserve memory for all cells between.
Here the parts are unpacked one by one, never past a bound, and the extent of each sheet is checked.
Formulas that failed or have no stored result are noted: to the reader their cells are empty, and
an empty cell means that there is no figure.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from pathlib import Path
from typing import BinaryIO

from helpers.errors import UserError

MAX_FILE = 100_000_000  # bytes; the largest published workbook has about 15 million
MAX_UNPACKED = 600_000_000  # bytes
MAX_CELLS = 8_000_000  # of a sheet; the longest published one has about 1.2 million

# These begin with plain letters, for which the search is several times faster.
ROW = re.compile(rb"row\b[^>]*?\br=[\"'](\d+)[\"']")
TWO_LETTERS = re.compile(rb"r=[\"']([A-Z]{2})\d")
FAR = re.compile(rb"r=[\"']([A-Z]{3,}\d+|[A-Z]*\d{6,})[\"']")
NO_RESULT = re.compile(
    rb"<c\b[^>]*?\br=[\"']([A-Z]+)(\d+)[\"'][^>]*><f\b[^>]*?(?:/>|>[^<]*</f>)"
    rb"(?:<v\s*/>|<v></v>)?</c>"
)
FAILED = re.compile(
    rb"<c\b(?=[^>]*\bt=[\"']e[\"'])[^>]*?\br=[\"']([A-Z]+)(\d+)[\"'][^>]*>"
    rb"(?:<f\b[^>]*?(?:/>|>[^<]*</f>))?<v>([^<]*)</v>"
)
SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
RELATION = re.compile(r"<Relationship\b[^>]*>")


def attribute(tag: str, name: str) -> str:
    """The value of an attribute in the text of an XML tag; empty where it has none."""
    found = re.search(rf"\b{name}=[\"']([^\"']*)[\"']", tag)
    return found.group(1) if found else ""


def unpack(file: BinaryIO, member: zipfile.ZipInfo, room: int) -> bytes | None:
    """A part's bytes; None where there are more than ``room``, whatever its header says."""
    file.seek(member.header_offset + 26)
    lengths = file.read(4)
    start = int.from_bytes(lengths[:2], "little") + int.from_bytes(lengths[2:], "little")
    file.seek(start, 1)
    packed = file.read(member.compress_size)
    if member.compress_type == zipfile.ZIP_STORED:
        return packed if len(packed) <= room else None
    engine = zlib.decompressobj(-15)
    out = engine.decompress(packed, room + 1)
    return out if len(out) <= room and engine.eof else None


def sheet_names(parts: dict[str, bytes]) -> dict[str, str]:
    """The path of each sheet's XML file and the name of the sheet."""
    book = parts.get("xl/workbook.xml", b"").decode("utf-8", "replace")
    relations = parts.get("xl/_rels/workbook.xml.rels", b"").decode("utf-8", "replace")
    targets = {attribute(tag, "Id"): attribute(tag, "Target") for tag in RELATION.findall(relations)}
    found = {}
    for tag in SHEET.findall(book):
        target = targets.get(attribute(tag, r"\w+:id"), "")
        path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        found[path] = attribute(tag, "name")
    return found


Marks = dict[tuple[int, int], str]  # row and column from 0: what stands there


def check_extent(text: bytes, where: str) -> None:
    """Refuse a sheet whose cells reach too far out."""
    far = FAR.search(text)
    if far:
        cell = far.group(1).decode()
        claim = f"{int(cell):,} rows" if cell.isdigit() else f"a cell at {cell}"
        raise UserError(
            f"{where}: the sheet claims {claim}, too far out for a table of areas; delete the "
            "empty rows and columns around the table, save, and try again"
        )
    rows = max(map(int, ROW.findall(text)), default=99_999)  # no numbers: any cell may be last
    letters = max(TWO_LETTERS.findall(text), default=b"")
    columns = column_number(letters) + 1 if letters else 26
    if rows * columns > MAX_CELLS:
        raise UserError(
            f"{where}: the sheet claims {rows:,} rows; a table of areas has some ten thousand at "
            "most; delete what is not part of the table, save, and try again"
        )


def column_number(letters: bytes) -> int:
    """The number of a column (A is 0)."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def marks_in(text: bytes) -> Marks:
    """Cells with a formula that failed or has no result, each with a text that begins with #."""
    found: Marks = {}
    if b"<f" in text:
        for column, row in NO_RESULT.findall(text):
            found[int(row) - 1, column_number(column)] = "#formula without a result"
    if b't="e"' in text or b"t='e'" in text:
        for column, row, value in FAILED.findall(text):
            found[int(row) - 1, column_number(column)] = "#" + value.decode().lstrip("#")
    return found


def inspect_workbook(path: Path, content: bytes) -> dict[str, Marks]:
    """Check what an .xlsx file unpacks to; the marks (`marks_in`) of each sheet that has any.

    ``path`` names the file in errors.
    """
    try:
        file = io.BytesIO(content)
        with zipfile.ZipFile(file) as archive:
            members = archive.infolist()
            room = MAX_UNPACKED
            parts: dict[str, bytes] = {}
            for member in members:
                part = unpack(file, member, room) if member.file_size <= room else None
                if part is None:
                    raise UserError(
                        f"{path}: the file unpacks to more than {MAX_UNPACKED // 1_000_000} MB or "
                        "is cut off; it is no table of areas, or damaged: fetch it again from the "
                        "publisher"
                    )
                room -= len(part)
                if member.filename.startswith("xl/") and member.filename.endswith((".xml", "rels")):
                    parts[member.filename] = part
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError) as error:
        raise UserError(f"{path}: the workbook is damaged or cut off ({error}); fetch it again") from None
    marks: dict[str, Marks] = {}
    for part_path, name in sheet_names(parts).items():
        text = parts.get(part_path, b"")
        check_extent(text, f"{path}, sheet {name!r}")
        marks[name] = marks_in(text)
    return marks
