"""What a workbook says of itself: revision, edition, suggested citation and licence."""

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
    """None where the workbook does not say."""

    revision: int | None = None
    edition: str | None = None
    citation: str | None = None
    licence: str | None = None

    def entry(self, names: list[str]) -> dict[str, Any]:
        """The fields of a resource that follow from it; ``names`` are the files."""
        return {
            "producer": "UN DESA, Population Division" if self.citation else AS_GIVEN,
            "citation": self.citation or AS_GIVEN,
            "edition": self.edition or f"{', '.join(names)}, {AS_GIVEN}",
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
    """The first such line of each sort."""
    lines = list(dict.fromkeys(lines_of(book)))
    found = next((m for rule in REVISION for line in lines if (m := rule.search(line))), None)
    cited = next((line for line in lines if line.startswith("Suggested citation")), None)
    right = next((line for line in lines if "copyright" in line.lower()), None)
    edition = next((m[0] for line in lines if (m := EDITION.search(line))), None)
    return Statement(
        revision=int(found[1]) if found else None,
        edition=edition,
        citation=cited.partition(":")[2].strip() if cited else None,
        licence=right,
    )


def agreed(books: Iterable[Workbook], wanted: int | None) -> tuple[int, Statement]:
    """The one revision of all files, and what the first of them that says something says."""
    statements = {book.path: read_statement(book) for book in books}
    stated = {path: s.revision for path, s in statements.items() if s.revision}
    if wanted:
        stated = {path: r for path, r in stated.items() if r != wanted} or {}
        for path, revision in stated.items():
            raise UserError(
                f"{path}: the workbook says that it is the {revision} revision, --revision says "
                f"{wanted}; leave the option out, or give the other file"
            )
    revisions = sorted(set(stated.values()))
    if len(revisions) > 1:
        said = ", ".join(f"{path.name}: {revision}" for path, revision in stated.items())
        raise UserError(f"the files are of different revisions ({said}); ingest one at a time")
    if not wanted and not revisions:
        path = next(iter(statements))
        raise UserError(f"{path}: the workbook does not name its revision; add --revision YEAR")
    best = max(statements.values(), key=lambda s: (bool(s.citation), bool(s.licence)))
    return wanted or revisions[0], best
