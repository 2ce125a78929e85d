"""The revision, edition, suggested citation and licence that a workbook states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from helpers.errors import UserError
from walkthrough.ingest.workbook import Workbook

TOP = 20  # rows of a sheet that may hold such lines
AS_GIVEN = "as given by the user"
REVISION = (
    re.compile(r"\bRev\.?\s?((?:19|20)\d\d)\b"),
    re.compile(r"\bThe ((?:19|20)\d\d) revision\b", re.IGNORECASE),
    re.compile(r"International Migrant Stock ((?:19|20)\d\d)\b", re.IGNORECASE),
)
EDITION = re.compile(r"\bPOP/DB/MIG/Stock/Rev\.?\d{4}(?:/\w+)?")
CC = re.compile(r"\bCC BY (\d\.\d) IGO\b")


@dataclass(frozen=True)
class Statement:
    """What a workbook states; None where it is silent."""

    revision: int | None = None
    edition: str | None = None
    citation: str | None = None
    licence: str | None = None

    def entry(self, files: str) -> dict[str, Any]:
        """The fields of a resource that follow from it; ``files`` are the names of the files."""
        return {
            "producer": "UN DESA, Population Division" if self.citation else AS_GIVEN,
            "citation": self.citation or AS_GIVEN,
            "edition": self.edition or f"{files}, {AS_GIVEN}",
            "licenses": [licence(self.licence)],
        }


def licence(text: str | None) -> dict[str, str]:
    """A licence of the descriptor, as the line in the file states it."""
    if text is None:
        return {"path": "LICENSES.md", "title": f"Not stated in the file; {AS_GIVEN}"}
    found = CC.search(text)
    if found:
        return {
            "name": f"CC-BY-{found[1]}-IGO",
            "path": f"https://creativecommons.org/licenses/by/{found[1]}/igo/",
            "title": f"CC BY {found[1]} IGO",
        }
    return {"path": "LICENSES.md", "title": text}


def lines_of(book: Workbook) -> Iterator[str]:
    """Lines of text in the upper part of every sheet; a citation goes on in the line below."""
    for name in book.names:
        texts = [
            " ".join(cell.split())
            for row in book.rows(name)[:TOP]
            for cell in row
            if isinstance(cell, str) and len(cell) > 8
        ]
        for text, following in zip(texts, [*texts, ""][1:], strict=True):
            cited = text.startswith("Suggested citation") and following.startswith("Trends in")
            yield f"{text} {following}" if cited else text


def read_statement(book: Workbook) -> Statement:
    """The first line of each sort."""
    lines = list(dict.fromkeys(lines_of(book)))
    found = next((m for rule in REVISION for line in lines if (m := rule.search(line))), None)
    cited = next((line for line in lines if line.startswith("Suggested citation")), None)
    return Statement(
        revision=int(found[1]) if found else None,
        edition=next((m[0] for line in lines if (m := EDITION.search(line))), None),
        citation=cited.partition(":")[2].strip() if cited else None,
        licence=next((line for line in lines if "copyright" in line.lower()), None),
    )


def agreed(books: Iterable[Workbook], wanted: int | None) -> tuple[int, Statement]:
    """The one revision of all files, and the fullest statement that one of them makes."""
    statements = {book.path: read_statement(book) for book in books}
    stated = {path: s.revision for path, s in statements.items() if s.revision}
    for path, revision in stated.items():
        if wanted and revision != wanted:
            raise UserError(
                f"{path}: the workbook says that it is the {revision} revision, --revision says "
                f"{wanted}; leave the option out, or give the other file"
            )
    if len(set(stated.values())) > 1:
        listed = ", ".join(f"{path.name}: {revision}" for path, revision in stated.items())
        raise UserError(f"the files are of different revisions ({listed}); ingest one at a time")
    number = wanted or next(iter(stated.values()), None)
    if number is None:
        path = next(iter(statements))
        raise UserError(f"{path}: the workbook does not name its revision; add --revision YEAR")
    return number, max(statements.values(), key=lambda s: (bool(s.citation), bool(s.licence)))
