"""Writers of UN DESA's layouts: a small world as the workbooks that the publisher would make of it.

Each layout is written from scratch, with the small ways in which editions differ as options.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd

NAMES = {
    4: "Afghanistan", 8: "Albania", 36: "Australia", 108: "Burundi", 275: "State of Palestine",
    392: "Japan", 760: "Syrian Arab Republic", 792: "Turkey", 840: "United States of America",
}  # fmt: skip
RESIDUALS = {2001: "Other North", 2002: "Other South", 2003: "Others"}
LATER_NAMES = {275: "State of Palestine*", 792: "Türkiye", 840: "United States of America*"}
DEPT = "Department of Economic and Social Affairs"
CC = "made available under a Creative Commons license CC BY 3.0 IGO"


@dataclass
class World:
    """Pairs of both sexes; the totals are their sums. Population is in thousands."""

    pairs: dict[tuple[int, int, int], int]  # year, destination, origin
    population: dict[tuple[int, int], float] = field(default_factory=dict)
    refugees: dict[tuple[int, int], int] = field(default_factory=dict)
    types: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=lambda: dict(NAMES))

    @property
    def years(self) -> list[int]:
        return sorted({year for year, _, _ in self.pairs})

    @property
    def destinations(self) -> list[int]:
        return sorted({d for _, d, _ in self.pairs})

    @property
    def origins(self) -> list[int]:
        return sorted({o for _, _, o in self.pairs}, key=lambda o: (o < 2000, o))

    def total(self, year: int, area: int | None = None, origin: int | None = None) -> int | None:
        """Migrants of a year, of an area, from an origin; None where there is no figure at all."""
        found = [
            n for (y, d, o), n in self.pairs.items()
            if y == year and area in (None, d) and origin in (None, o)
        ]  # fmt: skip
        return sum(found) if found else None

    def od(self) -> pd.DataFrame:
        rows = [(*pair, n) for pair, n in sorted(self.pairs.items())]
        return pd.DataFrame(rows, columns=["year", "destination", "origin", "stock"])


@dataclass
class Style:
    """The small ways in which editions differ."""

    text: bool = False  # numbers stored as text
    world: str = "WORLD"
    notes: bool = True  # footnote rows under the table
    twice: bool = False  # regions and their areas listed twice
    sexes: bool = True  # blocks or sheets for men and women too
    turned: bool = False  # columns of the frame in another order
    gap: Any = ".."
    noise: bool = False  # sums of fractions, as in 2019
    titled: bool = False  # by origin: only the title says so, as in 2024
    uncoded: bool = False  # in the newer layout's population, types of data for codes, as in 2024


Rows = list[list[Any]]


def num(style: Style, value: float | None) -> Any:
    if value is None:
        return style.gap
    if style.noise and not style.text:
        return value * (1 + 2e-16)
    return str(value) if style.text else value


def of_sex(value: float | None, block: int) -> float | None:
    """Both sexes, men or women; these are half of all, and the rest."""
    if value is None or block == 0:
        return value
    return value // 2 if block == 1 else value - value // 2


def label(code: int, world: World) -> str:
    return world.names.get(code) or RESIDUALS[code]


def body_codes(world: World, style: Style) -> list[int]:
    """Rows of a table: the world, a region, the areas; once more if listed twice."""
    codes = [900, 903, *world.destinations]
    return codes + [903, *world.destinations] if style.twice else codes


def row_name(code: int, world: World, style: Style) -> str:
    return {900: style.world, 903: "AFRICA"}.get(code) or label(code, world)


def measure(world: World, code: int, year: int, what: str) -> float | None:
    areas = [code] if code < 900 else world.destinations
    if code == 903:
        areas = areas[:1]
    if what == "stock":
        found = [t for a in areas if (t := world.total(year, a)) is not None]
    else:
        store = world.population if what == "population" else world.refugees
        found = [store[year, a] for a in areas if (year, a) in store]
    return sum(found) if found else None


def frame(style: Style, cells: list[Any]) -> list[Any]:
    """The first columns of a row; the code may come before the name."""
    return [cells[0], cells[2], cells[1], *cells[3:]] if style.turned else cells


def save(path: Path, sheets: dict[str, Rows]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def old_head(title: str, revision: int | None) -> Rows:
    head: Rows = [[], [], [None, None, "United Nations"], [None, None, DEPT], [],
                  [None, None, title]]  # fmt: skip
    if revision:
        head += [
            [None, None, f"December {revision} - Copyright © {revision} by United Nations. "
                         "All rights reserved"],
            [None, "Suggested citation: United Nations, Department of Economic and Social "
                   f"Affairs, Population Division ({revision}). Trends in International Migrant "
                   f"Stock (United Nations database, POP/DB/MIG/Stock/Rev.{revision})."],
        ]  # fmt: skip
    return head + [[]]


def old_totals(path: Path, world: World, revision: int | None = None,
               style: Style | None = None) -> Path:  # fmt: skip
    """The older layout: two header rows, a sheet for each measure."""
    style = style or Style()
    sheets: dict[str, Rows] = {"CONTENTS": old_head("TABLE OF CONTENTS", revision)}
    titles = {
        "Table 1": ("stock", "International migrant stock at mid-year"),
        "Table 2": ("population", "Total population of both sexes at mid-year (thousands)"),
        "Table 3": ("share", "International migrant stock as a percentage of the population"),
        "Table 6": ("refugees", "Estimated refugee stock (including asylum seekers)"),
    }
    for sheet, (what, title) in titles.items():
        typed = what != "population"
        blocks = ["(both sexes)", "(male)", "(female)"] if style.sexes and what == "stock" else [""]
        first = ["Sort\norder", "Major area, region, country or area of destination", "Code",
                 "Notes", *(["Type of data (a)"] if typed else [])]  # fmt: skip
        top = frame(style, first)
        under: list[Any] = [None] * len(top)
        for block in blocks:
            gap: list[Any] = [None] * (len(world.years) - 1)
            top = [*top, f"{title} {block}".strip(), *gap]
            under = [*under, *map(float, world.years)]
        rows = [*old_head(f"{sheet} - {title} by major area", revision), top, under]
        for n, code in enumerate(body_codes(world, style), start=1):
            kind = [world.types.get(code, "")] if typed else []
            cells = frame(style, [n, row_name(code, world, style), code, None, *kind])
            for block in blocks:
                for year in world.years:
                    value = measure(world, code, year, "stock" if what == "share" else what)
                    value = of_sex(value, ["", "(male)", "(female)"].index(block.replace("(both sexes)", "")))
                    cells.append(num(style, value))
            rows.append(cells)
        if style.notes:
            rows += [[], [None, "(a) B stands for foreign-born, 2017 edition."]]
        sheets[sheet] = rows
    sheets["NOTES"] = [["NOTES"], ["(1)", "Including 5 islands."]]
    return save(path, sheets)


def new_totals(path: Path, world: World, revision: int | None = None,
               style: Style | None = None) -> Path:  # fmt: skip
    """The newer layout: one header row, the titles of the blocks some rows above it."""
    style = style or Style(world="World", gap="~")
    titles = {
        "Table 1": ("stock", "International migrant stock at mid-year"),
        "Table 2": ("population", "Total population at mid-year"),
        "Table 6": ("refugees", "Refugee and asylum seekers at mid-year"),
    }
    sheets: dict[str, Rows] = {"Table of contents": new_head("Table of contents", revision)}
    for sheet, (what, title) in titles.items():
        tail = " (thousands)" if what == "population" else ""
        blocks = [f"{title}, both sexes combined{tail}"]
        if style.sexes and what != "refugees":
            blocks += [f"{title}, males{tail}", f"{title}, females{tail}"]
        if what == "refugees":
            blocks.append("Refugee and asylum seekers as a percentage of the migrant stock")
        titled: list[Any] = [None] * 5
        header = frame(style, ["Index", "Region, development group, country or area",
                               "Location code", "Notes", "Type of data"])  # fmt: skip
        for block in blocks:
            titled += [block, *[None] * (len(world.years) - 1)]
            header = [*header, *world.years]
        rows = [*new_head(f"{sheet}: {title} by sex and area", revision), titled, [], [], header]
        for n, code in enumerate(body_codes(world, style), start=1):
            name = f"   {row_name(code, world, style)}*"
            shown = world.types.get(code) if style.uncoded and what == "population" else code
            cells = frame(style, [n, name, shown, None, world.types.get(code, "")])
            for b, _ in enumerate(blocks):
                for year in world.years:
                    value = measure(world, code, year, what)
                    cells.append(num(style, of_sex(value, b if what != "refugees" else 2 * b)))
            rows.append(cells)
        if style.notes:
            rows += [[], ["Estimates for 1990 are 5 years older."]]
        sheets[sheet] = rows
    sheets["Notes"] = [[], [None, "Notes"]]
    return save(path, sheets)


def new_head(title: str, revision: int | None) -> Rows:
    head: Rows = [[], [None] * 4 + ["United Nations"], [None] * 4 + [title]]
    if revision:
        head += [
            [*[None] * 4, f"POP/DB/MIG/Stock/Rev.{revision}"],
            [*[None] * 4, "Suggested citation: United Nations Department of Economic and Social "
                          f"Affairs, Population Division ({revision}). International Migrant "
                          f"Stock {revision}."],
            [*[None] * 4, f"Copyright © {revision} by United Nations, {CC}"],
        ]  # fmt: skip
    return head + [[]]


def matrix_rows(world: World, year: int, style: Style, flat: bool) -> Rows:
    rows = []
    for n, code in enumerate(body_codes(world, style), start=1):
        area = code if code < 900 else None
        cells = [n, row_name(code, world, style), code, None, world.types.get(code, "")]
        cells = [*([float(year)] if flat else []), *frame(style, cells)]
        cells.append(num(style, world.total(year, area)))
        for origin in world.origins:
            value = world.total(year, area, origin) if code == 900 or area else 1
            cells.append(num(style, value))
        rows.append(cells)
    return rows


FRAME = ["Sort\norder", "Major area, region, country or area of destination", "Country code",
         "Notes", "Type of data (a)"]  # fmt: skip


def flat_matrix(path: Path, world: World, revision: int | None = None,
                style: Style | None = None) -> Path:  # fmt: skip
    """All years in one sheet with a column `Year`; origins in columns."""
    style = style or Style()
    header = ["Year", *frame(style, FRAME), "Total", *(label(o, world) for o in world.origins)]
    rows = [r for year in world.years for r in matrix_rows(world, year, style, True)]
    title = "Table 1 - Total migrant stock at mid-year by origin and destination, 1990-2017"
    sheets = {"Table 1": [*old_head(title, revision), header, *rows]}
    if style.sexes:
        half = [[c // 2 if isinstance(c, int) and i > 6 else c for i, c in enumerate(r)]
                for r in rows]  # fmt: skip
        male = title.replace("Table 1 - Total", "Table 2 - Male")
        sheets["Table 2"] = [*old_head(male, revision), header, *half]
    return save(path, sheets)


def yearly_matrices(path: Path, world: World, revision: int | None = None,
                    style: Style | None = None) -> Path:  # fmt: skip
    """A sheet for each year, two header rows, the year in the title alone."""
    style = style or Style()
    sheets: dict[str, Rows] = {"CONTENTS": old_head("TABLE OF CONTENTS", revision)}
    top = [*frame(style, FRAME), "Country of origin"]
    under = [*[None] * 5, "Total", *(label(o, world) for o in world.origins)]
    for n, year in enumerate(world.years):
        for m, who in enumerate(["Total", "Male"] if style.sexes else ["Total"]):
            name = f"Table {2 * n + m + 1}"
            title = f"{name}. {who} migrant stock at mid-year by origin and by area, {year}"
            head = old_head(title, revision)
            sheets[name] = [*head, top, under, *matrix_rows(world, year, style, False)]
    return save(path, sheets)


def long_table(path: Path, world: World, revision: int | None = None,
               style: Style | None = None) -> Path:  # fmt: skip
    """The newer layout: a row for each pair, a column for each year."""
    style = style or Style(world="World")
    names = {**world.names, **({} if world.names != NAMES else LATER_NAMES)}
    where = "Region, development group, country or area of "
    header = ["Index", f"{where}destination", "Location code of destination", "Coverage",
              "Data type", f"{where}origin", "Location code of origin"]  # fmt: skip
    blocks = ["both sexes combined", "males", "females"] if style.sexes else ["both sexes combined"]
    titled: list[Any] = [None] * 7
    header = frame(style, header)
    for block in blocks:
        titled += [f"International migrant stock at mid-year, {block}",
                   *[None] * (len(world.years) - 1)]  # fmt: skip
        header = [*header, *map(float, world.years)]
    rows: Rows = [*new_head("Table 1: Migrant stock by destination and origin", revision), titled,
                  [], header]  # fmt: skip
    for destination in body_codes(world, style):
        for origin in [900, 903, *world.origins]:
            to = None if destination >= 900 else destination
            start = None if origin in (900, 903) else origin
            values = [world.total(year, to, start) for year in world.years]
            if all(v is None for v in values):
                continue
            d = {900: style.world, 903: "AFRICA"}.get(destination) or names[destination]
            o = {900: style.world, 903: "AFRICA"}.get(origin) or names.get(origin, RESIDUALS.get(origin, ""))
            kind = world.types.get(destination, "")
            cells = frame(style, [len(rows), f"  {d}", destination, None, kind, f"  {o}", origin])
            for b, _ in enumerate(blocks):
                cells += [num(style, of_sex(v, b)) for v in values]
            rows.append(cells)
    return save(path, {"Table 1": rows, "Notes": [["Notes"]]})


def by_origin(path: Path, world: World, revision: int | None = None,
              style: Style | None = None) -> Path:  # fmt: skip
    """Migrants by origin, whole world."""
    style = style or Style(world="World")
    region = "Region, development group, country or area" + ("" if style.titled else " of origin")
    header = ["Index", region, "Location code", *world.years]
    titled = [None, None, None, "International migrant stock at mid-year, both sexes combined"]
    rows: Rows = [
        *new_head("Table 1: Migrant stock by sex and by region, country or area of origin", revision),
        titled,
        [],
        header,
    ]
    for n, origin in enumerate([900, *world.origins]):
        start = None if origin == 900 else origin
        name = style.world if origin == 900 else label(origin, world)
        rows.append([n, name, origin, *(num(style, world.total(y, None, start))
                                        for y in world.years)])  # fmt: skip
    return save(path, {"Table 1": rows})
