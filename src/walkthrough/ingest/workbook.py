"""Open a workbook that somebody downloaded, and read its cells; whatever is wrong is one line.

Rows and columns keep the numbers that a spreadsheet program shows, so that an error can say where.
"""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from helpers.data.files import read_bytes
from helpers.errors import UserError
from walkthrough.ingest.xlsx_guard import MAX_FILE, Marks, inspect_workbook

Row = list[Any]
OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # the container of .xls, and of an encrypted .xlsx
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
REMEDY = "give the .xlsx or .xls file as the publisher offers it"


def letter(column: int) -> str:
    """The letters of a column (0 is A), as a spreadsheet program shows them."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def place(path: Path, sheet: str, row: int, column: int) -> str:
    """Where a cell is, for an error: file, sheet, cell; row and column count from 0."""
    return f"{path}, sheet {sheet!r}, cell {letter(column)}{row + 1}"


def content_of(path: Path) -> bytes:
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


def sniff(path: Path, content: bytes) -> dict[str, Marks]:
    """Refuse what is no workbook by its first bytes; formulas without a result, by sheet."""
    start = content[:8]
    if start[:4] == b"PK\x03\x04":
        return inspect_workbook(path, content)
    if start == OLE:
        if ENCRYPTED in content:
            raise UserError(f"{path}: protected by a password; open it, save it without one, and try again")
        return {}
    kind = "a PDF" if start[:4] == b"%PDF" else "a web page" if start[:1] == b"<" else "a text file"
    raise UserError(f"{path}: not a workbook, it looks like {kind}; {REMEDY}")


class Workbook:
    """A workbook that has passed the checks on its size."""

    def __init__(self, path: Path) -> None:
        self.path = path
        content = content_of(path)
        self._marks = sniff(path, content)
        self._rows: dict[str, list[Row]] = {}
        try:
            self._book = CalamineWorkbook.from_filelike(io.BytesIO(content))
            self.names: list[str] = list(self._book.sheet_names)
        except (CalamineError, OSError, ValueError) as error:
            raise self._unreadable(error) from None
        except BaseException as error:
            raise self._unreadable(error) if is_panic(error) else error from None

    def _unreadable(self, error: BaseException) -> UserError:
        return UserError(f"{self.path}: not a readable workbook ({error}); {REMEDY}")

    def rows(self, name: str) -> list[Row]:
        """All cells of a sheet from A1 on: text, number, or "" where empty.

        A formula that failed or has no stored result is a text that begins with #.
        """
        if name not in self.names:
            raise UserError(f"{self.path}: no sheet {name!r}; it has {', '.join(self.names)}")
        if name not in self._rows:
            rows = self._read(name)
            for (row, column), text in self._marks.get(name, {}).items():
                if row < len(rows) and column < len(rows[row]):
                    rows[row][column] = text
            self._rows[name] = rows
        return self._rows[name]

    def _read(self, name: str) -> list[Row]:
        try:
            return list(self._book.get_sheet_by_name(name).to_python(skip_empty_area=False))
        except (CalamineError, OSError, ValueError) as error:
            raise self._unreadable(error) from None
        except BaseException as error:
            raise self._unreadable(error) if is_panic(error) else error from None


def is_panic(error: BaseException) -> bool:
    """Whether the reader itself broke: its panic is no ``Exception``."""
    return type(error).__name__ == "PanicException"


def rows_of(path: str | os.PathLike[str], sheet: str | None = None) -> list[Row]:
    """All cells of one sheet (the first unless named), as the workbook stores them."""
    book = Workbook(Path(path))
    return book.rows(sheet or book.names[0])
