"""Open a workbook that somebody downloaded, and read its cells; whatever is wrong is one line.

Rows and columns keep the numbers that a spreadsheet program shows, so that an error can say where.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from helpers.data.contents import MAX_FILE
from helpers.data.files import read_bytes
from helpers.errors import UserError
from walkthrough.ingest.xlsx_guard import Marks, inspect_workbook

Row = list[Any]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # the container of .xls, and of an encrypted .xlsx
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
REMEDY = "give the .xlsx or .xls file as the publisher offers it"


def place(path: Path, sheet: str, row: int, column: int) -> str:
    """Where a cell is, for an error: file, sheet, cell; row and column count from 0."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{path}, sheet {sheet!r}, cell {letters}{row + 1}"


def read_content(path: Path) -> bytes:
    """The bytes of a file. Raises UserError."""
    try:
        content = read_bytes(path, MAX_FILE)
    except FileNotFoundError:
        raise UserError(f"{path}: no such file; check the name and the folder") from None
    except OSError as error:
        raise UserError(f"{path}: cannot be read ({error.strerror}); {REMEDY}") from None
    if not content:
        raise UserError(f"{path}: the file is empty; fetch it again")
    return content


def check_kind(path: Path, content: bytes) -> dict[str, Marks]:
    """Refuse what is no workbook by its first bytes; formulas without a result, by sheet."""
    if content.startswith(b"PK\x03\x04"):
        return inspect_workbook(path, content)
    if content.startswith(OLE):
        if ENCRYPTED in content:
            raise UserError(f"{path}: protected by a password; open it, save it without one, and try again")
        return {}
    kinds = {b"%PDF": "a PDF", b"<": "a web page"}
    kind = next((kind for start, kind in kinds.items() if content.startswith(start)), "a text file")
    raise UserError(f"{path}: not a workbook, it looks like {kind}; {REMEDY}")


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Whatever the reader of workbooks raises as one line; its panic is no ``Exception``."""
    try:
        yield
    except BaseException as error:
        known = isinstance(error, (CalamineError, OSError, ValueError))
        if not known and type(error).__name__ != "PanicException":
            raise
        raise UserError(f"{path}: not a readable workbook ({error}); {REMEDY}") from None


class Workbook:
    """A workbook that has passed the checks on its size."""

    def __init__(self, path: Path) -> None:
        self.path = path
        content = read_content(path)
        self._marks = check_kind(path, content)
        self._rows: dict[str, list[Row]] = {}
        with readable(path):
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            self.names: list[str] = list(self._book.sheet_names)

    def rows(self, name: str) -> list[Row]:
        """All cells of a sheet from A1 on: text, number, or "" where empty.

        A formula that failed or has no stored result is a text that begins with #.
        """
        if name not in self.names:
            raise UserError(f"{self.path}: no sheet {name!r}; it has {', '.join(self.names)}")
        if name not in self._rows:
            with readable(self.path):
                rows = list(self._book.get_sheet_by_name(name).to_python(skip_empty_area=False))
            for (row, column), text in self._marks.get(name, {}).items():
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = text
            self._rows[name] = rows
        return self._rows[name]
