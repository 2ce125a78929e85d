"""Which rows of a UN DESA table are countries or areas, and which code an origin's name stands for.

Codes from 900 on are aggregates (regions, development and income groups) and never mix with areas;
the world, 900, is kept to check that the areas add up to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.cell_values import clean, key
from walkthrough.ingest.undesa_layout import Table

WORLD = 900
RESIDUALS = {"other north": 2001, "other south": 2002, "others": 2003, "other": 2003}
PUBLISHED_RESIDUALS = {2003}
AGGREGATES = {
    "world",
    "africa",
    "asia",
    "europe",
    "oceania",
    "northern america",
    "sub-saharan africa",
    "latin america and the caribbean",
    "more developed regions",
    "less developed regions",
    "developed regions",
    "developing regions",
    "least developed countries",
    "high-income countries",
    "middle-income countries",
    "low-income countries",
}
HOW_TO_ADD = "add it to your package first (walkthrough ingest classification), or correct the code"


class Areas:
    """The areas of a data package, by code and by name."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.names: dict[int, str] = dict(zip(table["area"], table["name"], strict=True))
        self._codes = {key(n): c for c, n in zip(table["area"], table["short_name"], strict=True)}
        self._codes |= {key(name): code for code, name in self.names.items()}

    def __contains__(self, code: object) -> bool:
        return code in self.names

    def check(self, code: int, name: str, where: str) -> bool:
        """Whether a row is an area; refuses a code below 900 that the package does not know."""
        if code >= WORLD:
            return False
        if code not in self.names:
            raise UserError(f"{where}: area {code} ({name}) is unknown; {HOW_TO_ADD}")
        if key(name) in AGGREGATES:
            raise UserError(
                f"{where}: {name} is an aggregate, and {code} is the code of {self.names[code]}; "
                "aggregates have codes from 900 on: correct the code"
            )
        return True

    def origins(self, table: Table, in_file: Mapping[str, int]) -> dict[int, int]:
        """Codes of the origins that head the columns of a matrix: {column: code}.

        ``in_file`` has the names that stand beside codes in the rows of the same file.
        """
        found: dict[int, int] = {}
        unknown = []
        for column, label in table.labels.items():
            name = key(label)
            code = RESIDUALS.get(name) or in_file.get(name) or self._codes.get(name)
            if code is None:
                unknown.append(label)
            elif code in found.values():
                where = table.where(table.body - 1, column)
                raise UserError(f"{where}: origin {label} has two columns; remove one of the two")
            elif code < WORLD or code in RESIDUALS.values():
                found[column] = code
        if unknown:
            raise UserError(
                f"{table.path}, sheet {table.sheet!r}: origins without a code: "
                f"{', '.join(unknown[:5])}; spell them as in the rows, or {HOW_TO_ADD}"
            )
        return found

    def origin(self, code: int | None, name: str, where: str) -> int | None:
        """Code of the origin of a row: an area or a residual; None for an aggregate."""
        residual = RESIDUALS.get(key(name))
        if residual and (code is None or code >= WORLD):
            return residual
        if code is None:
            code = self._codes.get(key(name))
            if code is None:
                raise UserError(f"{where}: origin {name!r} has no code; {HOW_TO_ADD}")
        if code in PUBLISHED_RESIDUALS:
            return code
        return code if self.check(code, name, where) else None


def names_in(table: Table, codes: Iterable[tuple[int, int]]) -> dict[str, int]:
    """Names in the rows of a table, each with the code beside it: {key of the name: code}."""
    column = table.roles.get("name")
    if column is None:
        return {}
    return {key(table.rows[n][column]): code for n, code in codes}


def check_world(path: Path, sheet: str, sums: Mapping[int, float], world: Mapping[int, float]) -> None:
    """Refuse areas that do not add up to the publisher's world row in some year."""
    for year, total in sorted(sums.items()):
        if year not in world:
            raise UserError(
                f"{path}, sheet {sheet!r}: no figure for the world (code 900) in {year} to check "
                "the areas against; give the whole table"
            )
        if abs(total - world[year]) > max(0.5, 1e-9 * world[year]):
            raise UserError(
                f"{path}, sheet {sheet!r}: in {year} the areas add up to {total:,.0f} and the "
                f"world row says {world[year]:,.0f}; a row is missing, doubled or changed"
            )


def name_of(table: Table, row: int, role: str = "name") -> str:
    """The name in a row, for an error."""
    column = table.roles.get(role)
    return clean(table.rows[row][column]) if column is not None else ""
