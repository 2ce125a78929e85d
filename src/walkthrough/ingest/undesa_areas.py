"""Which rows of a UN DESA table are countries or areas, and which code an origin's name stands for.

Codes from 900 on are aggregates (regions, development and income groups) and never mix with areas;
the world, 900, is kept to check that the areas add up to it.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.cell_values import key
from walkthrough.ingest.undesa_sheet import WORLD, Table

RESIDUALS = {"other north": 2001, "other south": 2002, "others": 2003, "other": 2003}
PUBLISHED_RESIDUALS = {2003}
AGGREGATES = set(
    """world, africa, asia, europe, oceania, northern america, sub-saharan africa,
    latin america and the caribbean, more developed regions, less developed regions,
    developed regions, developing regions, least developed countries, high-income countries,
    middle-income countries, low-income countries""".replace("\n    ", " ").split(", ")
)
HOW_TO_ADD = "add it to your package first (walkthrough ingest classification), or correct the code"


class Areas:
    """The areas of a data package, by code and by name."""

    def __init__(self, table: pd.DataFrame) -> None:
        self.names: dict[int, str] = dict(zip(table["area"], table["name"], strict=True))
        self.iso3: dict[str, int] = (
            dict(zip(table["iso3"], table["area"], strict=True)) if "iso3" in table else {}
        )
        self._codes = {key(n): c for c, n in zip(table["area"], table["short_name"], strict=True)}
        self._codes |= {key(name): code for code, name in self.names.items()}

    def area(self, code: int, name: str, where: str) -> int | None:
        """Code of a row that is an area or the world; None for another aggregate.

        Raises UserError for a code below 900 that the package does not know.
        """
        if code >= WORLD:
            return code if code == WORLD else None
        if code not in self.names:
            raise UserError(f"{where}: area {code} ({name}) is unknown; {HOW_TO_ADD}")
        other = self._codes.get(key(name), code)
        if other != code:
            raise UserError(
                f"{where}: {code} is the code of {self.names[code]}, but the row is named {name} ({other}); "
                "correct the code"
            )
        if key(name) in AGGREGATES:
            raise UserError(
                f"{where}: {name} is an aggregate, and {code} is the code of {self.names[code]}; "
                "aggregates have codes from 900 on: correct the code"
            )
        return code

    def refuse_unknown(self, where: object, rows: Mapping[int, str]) -> None:
        """Refuse rows (name by code) of several areas that the package does not know, all in one line."""
        unknown = [f"{code} {name}" for code, name in rows.items() if code < WORLD and code not in self.names]
        if len(unknown) > 1:
            raise UserError(
                f"{where}: {len(unknown)} areas are unknown ({'; '.join(unknown[:5])}); add them to your "
                "package first (walkthrough ingest classification), or correct the codes"
            )

    def origin(self, code: int | None, name: str, where: str) -> int | None:
        """Code of the origin of a row: an area, a residual or the world; None for an aggregate."""
        residual = RESIDUALS.get(key(name))
        if residual and (code is None or code > WORLD):
            return residual
        if code is None:
            code = self._codes.get(key(name))
            if code is None:
                raise UserError(f"{where}: origin {name!r} has no code; {HOW_TO_ADD}")
        return code if code in PUBLISHED_RESIDUALS else self.area(code, name, where)

    def origins(self, table: Table, in_file: Mapping[str, int]) -> dict[int, int]:
        """Codes of the origins that head the columns of a matrix: {column: code}, aggregates left out.

        ``in_file`` has the names that stand beside codes in the rows of the same table.
        """
        origins: dict[int, int] = {}
        unknown = []
        for column, label in table.labels.items():
            name = key(label)
            code = RESIDUALS.get(name) or in_file.get(name) or self._codes.get(name)
            if code is None:
                unknown.append(label)
            elif code in origins.values():
                where = table.where(table.body - 1, column)
                raise UserError(f"{where}: origin {label} has two columns; remove one of the two")
            elif code < WORLD or code in RESIDUALS.values():
                origins[column] = code
        if unknown:
            raise UserError(
                f"{table}: origins without a code: {', '.join(unknown[:5])}; spell them as in the "
                f"rows, or {HOW_TO_ADD}"
            )
        return origins
