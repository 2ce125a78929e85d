"""Copies of a workbook of UN DESA, each changed as another edition, or a careless hand, might change it.

A mutation is a function that changes a copy in place; `KINDS` says of each what has to come of it.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pandas as pd

from walkthrough.ingest.cell_values import code_in, is_figure
from walkthrough.ingest.undesa_checks import ENOUGH
from walkthrough.ingest.undesa_layout import tables
from walkthrough.ingest.undesa_sheet import Table
from walkthrough.ingest.workbook import Workbook

SAME, REFUSED, EITHER = "same", "refused", "either"  # what may come of a copy
ROLES = ("code", "name", "type", "aside")
SYNONYMS = {
    "code": ["Code", "Country code", "Location code", "M49 code", "M49", "ISO numeric code", "LocID"],
    "name": ["Country or area", "Region, country or area of destination", "Location", "Area", "Destination"],
    "type": ["Type of data (a)", "Data type", "TYPE OF DATA (b)"],
    "aside": ["Notes", "Remarks", "Index", "Sort order", "x17"],
}


class Copy(Workbook):
    """A workbook in memory whose cells may be changed."""

    def __init__(self, book: Workbook) -> None:
        self.path, self.names = book.path, list(book.names)
        self._rows = {name: [list(row) for row in book.rows(name)] for name in book.names}
        for rows in self._rows.values():
            width = max(map(len, rows), default=0)
            for row in rows:
                row += [""] * (width - len(row))


@dataclass
class Spot:
    """Where the migrant stock of both sexes is in a workbook that has not been changed."""

    table: Table
    years: dict[int, int]  # {column: year}, empty in a matrix
    areas: list[int]  # rows
    world: list[int]

    @property
    def sheet(self) -> str:
        return self.table.sheet

    @property
    def figures(self) -> list[int]:
        """Columns with figures of both sexes: years, or a total and origins."""
        return list(self.years) or [self.table.roles["total"], *self.table.labels]

    @property
    def header(self) -> int:
        return self.table.body - 1


def find(book: Workbook) -> Spot:
    table = next(t for t in tables(book) if t.block("stock"))
    block = table.block("stock")
    assert block
    codes = {n: code_in(row[table.roles["code"]]) for n, row in enumerate(table.rows) if n >= table.body}
    origin = table.roles.get("origin code")  # of a long table, rows with an area at both ends
    areas = [
        n for n, code in codes.items()
        if code and code < 900 and (origin is None or (code_in(table.rows[n][origin]) or 900) < 900)
    ]  # fmt: skip
    world = [n for n, code in codes.items() if code == 900]
    years = {c: y for c, y in block.years.items() if y} if not table.labels else {}
    return Spot(table, years, areas, world)


Change = Callable[[Copy, Spot], Any]
Tables = tuple[pd.DataFrame | None, pd.DataFrame | None]
Expected = str | Callable[[Tables], Tables]
Mutation = tuple[str, str, Change, Expected]
"""Kind, which one, the change, and what has to come of it: the tables, from those of the workbook itself."""


def rows_of(copied: Copy, spot: Spot) -> list[list[Any]]:
    return copied._rows[spot.sheet]


def each_cell(change: Callable[[Any], Any], *, text: bool = False) -> Change:
    """Change the figures of both sexes, zero too, in all rows of the table."""

    def mutate(copied: Copy, spot: Spot) -> None:
        rows = rows_of(copied, spot)
        for n in [*spot.areas, *spot.world]:
            for c in spot.figures:
                if text or isinstance(rows[n][c], (int, float)):
                    rows[n][c] = change(rows[n][c])

    return mutate


def one_cell(change: Callable[[Any], Any], at: int) -> Change:
    """Change the n-th figure above a thousand of an area, in its last year or its first such origin."""

    def mutate(copied: Copy, spot: Spot) -> None:
        rows = rows_of(copied, spot)
        places = [
            (n, c) for n in spot.areas for c in reversed(spot.figures)
            if isinstance(rows[n][c], (int, float)) and rows[n][c] > 1000
        ]  # fmt: skip
        n, c = places[at * 37 % len(places)]
        rows[n][c] = change(rows[n][c])

    return mutate


def column(start: int, to: int) -> Change:
    def mutate(copied: Copy, spot: Spot) -> None:
        for row in rows_of(copied, spot):
            row.insert(to if to >= 0 else len(row) - 1, row.pop(start))

    return mutate


def insert(at: int, header: Any, cell: Any = "") -> Change:
    """A new column; ``cell`` stands in all rows of the table."""

    def mutate(copied: Copy, spot: Spot) -> None:
        for n, row in enumerate(rows_of(copied, spot)):
            below = n >= spot.table.body
            row.insert(at if at >= 0 else len(row), cell if below else header if n == spot.header else "")

    return mutate


def doubled(at: int, change: Callable[[Any], Any] = lambda cell: cell) -> Change:
    def mutate(copied: Copy, spot: Spot) -> None:
        for n, row in enumerate(rows_of(copied, spot)):
            row.insert(at + 1, change(row[at]) if n >= spot.table.body else row[at])

    return mutate


def label(at: int, text: str) -> Change:
    """Another label for a column, in the header row that has one."""

    def mutate(copied: Copy, spot: Spot) -> None:
        rows = rows_of(copied, spot)
        n = next(n for n in (spot.header, spot.header - 1) if rows[n][at] != "")
        rows[n][at] = text

    return mutate


def cells(at: int, change: Callable[[Any], Any]) -> Change:
    """Change a column in all rows of the table that have a code."""

    def mutate(copied: Copy, spot: Spot) -> None:
        rows = rows_of(copied, spot)
        for n in range(spot.table.body, len(rows)):
            if code_in(rows[n][spot.table.roles["code"]]):
                rows[n][at] = change(rows[n][at])

    return mutate


def in_rows(change: Callable[[list[list[Any]], Spot], Any]) -> Change:
    return lambda copied, spot: change(rows_of(copied, spot), spot)


def twice(rows: list[list[Any]], spot: Spot) -> None:
    rows.append(list(rows[spot.areas[3 % len(spot.areas)]]))


def same_code(rows: list[list[Any]], spot: Spot, first: int) -> None:
    """Two areas that have exchanged their codes."""
    a, b = spot.areas[first % len(spot.areas)], spot.areas[(first + 1) % len(spot.areas)]
    at = spot.table.roles["code"]
    rows[a][at], rows[b][at] = rows[b][at], rows[a][at]


def shuffled(rows: list[list[Any]], spot: Spot) -> None:
    body = rows[spot.table.body :]
    rows[spot.table.body :] = [*body[1::2], *body[::2]]


def without_code(rows: list[list[Any]], spot: Spot, n: int) -> None:
    rows[spot.areas[n % len(spot.areas)]][spot.table.roles["code"]] = ""


def new_area(rows: list[list[Any]], spot: Spot) -> None:
    rows[spot.areas[-1]][spot.table.roles["code"]] = 898
    rows[spot.areas[-1]][spot.table.roles["name"]] = "Newland"


def left(rows: list[list[Any]], spot: Spot) -> None:
    """The figures of two years that stand under each other's label."""
    a, b = list(spot.figures)[-2:]
    for n in [*spot.areas, *spot.world]:
        rows[n][a], rows[n][b] = rows[n][b], rows[n][a]


def exchanged_titles(rows: list[list[Any]], spot: Spot) -> None:
    """Titles of the blocks of both sexes and of females that have changed places."""
    block, other = spot.table.blocks[0], spot.table.blocks[-1]
    for n in range(spot.table.body):
        a, b = min(block.years), min(other.years)
        if "sex" in str(rows[n][a]).lower():
            rows[n][a], rows[n][b] = rows[n][b], rows[n][a]


def block_first(rows: list[list[Any]], spot: Spot) -> None:
    """Both sexes after men and women."""
    first, width = min(spot.years), len(spot.years)
    for row in rows:
        row += row[first : first + width]
        del row[first : first + width]


def titled(find_text: str, put: str) -> Change:
    """Other words in all titles above the table."""

    def mutate(copied: Copy, spot: Spot) -> None:
        for row in rows_of(copied, spot)[: spot.table.body]:
            row[:] = [c.replace(find_text, put) if isinstance(c, str) else c for c in row]

    return mutate


def thousands(copied: Copy, spot: Spot) -> None:
    each_cell(lambda value: round(value / 1000))(copied, spot)
    titled("mid-year", "mid-year (thousands)")(copied, spot)


def renamed(how: Callable[[int, str], str]) -> Change:
    def mutate(copied: Copy, spot: Spot) -> None:
        copied._rows = {how(n, name): rows for n, (name, rows) in enumerate(copied._rows.items())}
        copied.names = list(copied._rows)

    return mutate


def ordered(change: Callable[[list[str]], list[str]]) -> Change:
    def mutate(copied: Copy, spot: Spot) -> None:
        copied.names = change(copied.names)

    return mutate


def extra(rows: list[list[Any]], *, first: bool) -> Change:
    def mutate(copied: Copy, spot: Spot) -> None:
        copied._rows["New"] = copy.deepcopy(rows)
        copied.names = ["New", *copied.names] if first else [*copied.names, "New"]

    return mutate


def added_year(copied: Copy, spot: Spot) -> None:
    """A year more in each block of the sheet, its figures those of the year before."""
    for block in sorted(spot.table.blocks, key=lambda block: -max(block.years)):
        last = max(block.years)
        for n, row in enumerate(rows_of(copied, spot)):
            row.insert(last + 1, 2031 if n == spot.header else row[last] if n > spot.header else "")


def one_more(found: Tables) -> Tables:
    pairs, totals = (
        None if t is None else pd.concat([t, t[t["year"] == t["year"].max()].assign(year=2031)])
        for t in found
    )
    assert totals is not None
    later = totals["year"] == 2031
    totals = totals[~later | totals["stock"].notna()].copy()
    totals.loc[totals["year"] == 2031, ["population_thousands", "refugees"]] = None
    return pairs, totals


def dropped_year(copied: Copy, spot: Spot) -> None:
    """The second year of each block is gone."""
    for block in sorted(spot.table.blocks, key=lambda block: -max(block.years)):
        for row in rows_of(copied, spot):
            del row[min(block.years) + 1]


def one_less(found: Tables) -> Tables:
    """Population and refugees, which have that year, are left out with it."""
    pairs, totals = found
    assert totals is not None
    year = sorted(set(totals["year"]))[1]
    rest = totals[(totals["year"] != year) & totals["stock"].notna()]
    return None if pairs is None else pairs[pairs["year"] != year], rest.assign(
        population_thousands=None, refugees=None
    )


def rounded(unit: int) -> Callable[[Any], Any]:
    return lambda value: round(value / unit) * unit


def rounded_tables(unit: int) -> Callable[[Tables], Tables]:
    def expected(found: Tables) -> Tables:
        return tuple(
            None if t is None else t.assign(stock=t["stock"].map(rounded(unit), na_action="ignore"))
            for t in found
        )  # type: ignore[return-value]

    return expected


def one_off(rows: list[list[Any]], spot: Spot) -> None:
    """The world is two persons more than its areas, as where parts were rounded one by one."""
    column = spot.figures[-1] if spot.years else spot.figures[0]
    for n in spot.world:
        if is_figure(rows[n][column]):
            rows[n][column] = float(rows[n][column]) + 2


def mutations(spot: Spot) -> Iterator[Mutation]:
    """All mutations of a workbook: what an edition or a hand may change in the sheet of the stock."""
    yield from columns_changed(spot)
    yield from cells_changed(spot)
    yield from rows_changed(spot)
    yield from sheets_changed()
    if spot.years:
        yield from years_changed(spot)
    else:
        yield from origins_changed(spot)


def columns_changed(spot: Spot) -> Iterator[Mutation]:
    roles = spot.table.roles
    first, last = min(spot.figures), max(max(b.years) for b in spot.table.blocks)
    for c in range(first):
        said = any(spot.table.rows[n][c] for n in (spot.header, spot.header - 1))
        for to in {0, first - 1, (c + 1) % first} - {c}:
            yield "column moved", f"{c} to {to}", column(c, to), SAME if said else EITHER
        yield "column moved behind the figures", str(c), column(c, -1), SAME if said else EITHER
        needed = c in [roles[r] for r in ("code", "origin code", "year") if r in roles]
        yield "column doubled", str(c), doubled(c), EITHER if needed else SAME
    for role in ROLES:
        if role in roles:
            for text in SYNONYMS[role]:
                clear = spot.years or text != "x17"  # in a matrix it could be an origin
            yield "column renamed", f"{role}: {text}", label(roles[role], text), SAME if clear else EITHER
            yield "header in capitals", role, label(roles[role], SYNONYMS[role][0].upper()), SAME
            wide = SYNONYMS[role][0].replace(" ", " \n ") + " "
            yield "header over lines", role, label(roles[role], wide), SAME
    yield "column renamed beyond recognition", "code", label(roles["code"], "x17"), EITHER
    yield "column renamed beyond recognition", "name", label(roles["name"], "x17"), EITHER
    for at in {0, 1, first - 1, first, last + 1}:
        yield "column of notes added", str(at), insert(at, "Notes", "see below"), SAME
        yield "column of numbered notes added", str(at), insert(at, "Notes", 3), SAME
        yield "empty column added", str(at), insert(at, ""), SAME
    yield "figures without a header", str(first + 1), insert(first + 1, "", 12), EITHER
    yield "figures without a header", str(last), insert(last, "", 12), EITHER


def cells_changed(spot: Spot) -> Iterator[Mutation]:
    code, name = spot.table.roles["code"], spot.table.roles["name"]
    for text in ("{}", "{}.0", "{:03}", " {} ", "\u00a0{}"):
        yield "codes as text", text, cells(code, lambda v, t=text: t.format(int(float(v)))), SAME
    yield "codes with a mark", "", cells(code, lambda v: f"{int(float(v))}*"), SAME
    for mark in ("*", " (1)", "  ", " [a]", "¹", " 5/"):
        yield "names with a mark", mark, cells(name, lambda v, m=mark: f"{v}{m}"), SAME
    yield "names in capitals", "", cells(name, lambda v: str(v).upper()), SAME
    yield "names indented", "", cells(name, lambda v: f"\u00a0\u00a0 {v}"), SAME
    for share in (2e-16, 1e-15, -3e-16):
        yield "noise in figures", str(share), each_cell(lambda v, s=share: v * (1 + s)), SAME
    yield "figures as text", "", each_cell(lambda v: str(round(v))), SAME
    yield "figures as text", ".0", each_cell(lambda v: f"{round(v)}.0"), SAME
    for space in (" ", "\u00a0", "\u202f"):
        yield (
            "figures as text",
            repr(space),
            each_cell(lambda v, s=space: f"{round(v):,}".replace(",", s)),
            SAME,
        )
    for comma in (",", "."):
        yield (
            "thousands separated by",
            comma,
            each_cell(lambda v, s=comma: f"{round(v):,}".replace(",", s)),
            REFUSED,
        )
    for n in range(4):
        yield "one figure changed", "tenfold", one_cell(lambda v: v * 10, n), REFUSED
        yield "one figure changed", "a digit less", one_cell(lambda v: v // 10, n), REFUSED
        yield "one figure changed", "a thousand more", one_cell(lambda v: v + 1000, n), REFUSED
        yield "one figure changed", "half a person", one_cell(lambda v: v + 0.5, n), REFUSED
        yield "one figure gone", "..", one_cell(lambda v: "..", n), REFUSED
        yield "one figure gone", "blank", one_cell(lambda v: "", n), REFUSED
        yield "one figure is text", "n/k", one_cell(lambda v: "n/k", n), REFUSED
        yield "one figure below zero", "", one_cell(lambda v: -v, n), REFUSED
        yield "formula that failed", "", one_cell(lambda v: "#REF!", n), REFUSED
    for mark in ("-", "…", "~", "n.a."):
        yield (
            "another mark of no data",
            mark,
            each_cell(lambda v, m=mark: m if v == ".." else v, text=True),
            SAME,
        )
    for mark in ("..", "", "-"):
        yield f"zero as {mark!r}", "", each_cell(lambda v, m=mark: m if v == 0 else v), without_zero
    for unit in (10, 100) if len(spot.areas) * len(spot.figures) > ENOUGH else ():
        yield "each figure rounded", str(unit), each_cell(rounded(unit)), rounded_tables(unit)
    yield "sum that differs by rounding", "", in_rows(one_off), SAME
    words = str(spot.table.rows[: spot.table.body])
    if "mid-year" in words:
        yield "figures in thousands", "", thousands, REFUSED
    for both, one in (("both sexes", "males"), ("Total migrant", "Male migrant")):
        if both in words:
            yield "men only", both, titled(both, one), REFUSED


def without_zero(found: Tables) -> Tables:
    """Pairs of no migrants have no row; a total of none is empty, or is no row if nothing else is there."""
    pairs, totals = found
    if pairs is not None:
        return pairs[pairs["stock"] > 0].reset_index(drop=True), totals
    assert totals is not None
    stock = totals["stock"].where(totals["stock"] > 0)
    return None, totals.assign(stock=stock)


def rows_changed(spot: Spot) -> Iterator[Mutation]:
    body = spot.table.body
    yield "rows in another order", "", in_rows(shuffled), SAME
    yield "area twice", "the same", in_rows(twice), SAME
    yield "aggregates left out", "", in_rows(
        lambda rows, s: rows.__setitem__(slice(body, None), [
            r for r in rows[body:] if (code_in(r[s.table.roles["code"]]) or 0) <= 900])), SAME  # fmt: skip
    yield "world row missing", "", in_rows(lambda rows, s: [rows.pop(n) for n in reversed(s.world)]), REFUSED
    yield "new area", "", in_rows(new_area), REFUSED
    for n in range(3):
        yield "area missing", str(n), in_rows(lambda rows, s, n=n: rows.pop(biggest(rows, s)[n])), REFUSED
        yield "code missing", str(n), in_rows(lambda rows, s, n=n: without_code(rows, s, n)), EITHER
        if "origin code" not in spot.table.roles:  # the next row of a long table has the same destination
            exchanged = in_rows(lambda rows, s, n=n: same_code(rows, s, 40 * n))
            yield "codes of two areas exchanged", str(n), exchanged, REFUSED
    for n in (1, 2, 5):
        yield (
            "header rows more",
            str(n),
            in_rows(lambda rows, s, n=n: [rows.insert(0, [""] * len(rows[0])) for _ in range(n)]),
            SAME,
        )
        yield (
            "lines under the table",
            str(n),
            in_rows(
                lambda rows, s, n=n: rows.extend(
                    [["", f"({n}) A note, 2017."] + [""] * (len(rows[0]) - 2)] * n
                )
            ),
            SAME,
        )
        yield (
            "lines above the table",
            str(n),
            in_rows(
                lambda rows, s, n=n: [
                    rows.insert(0, ["Retrieved in 2025"] + [""] * (len(rows[0]) - 1)) for _ in range(n)
                ]
            ),
            SAME,
        )
    yield (
        "empty row under the header",
        "",
        in_rows(lambda rows, s: rows.insert(body, [""] * len(rows[0]))),
        SAME,
    )
    yield (
        "empty rows between",
        "",
        in_rows(lambda rows, s: [rows.insert(n, [""] * len(rows[0])) for n in reversed(s.areas[::20])]),
        SAME,
    )
    yield (
        "heading between",
        "",
        in_rows(
            lambda rows, s: rows.insert(
                s.areas[2 % len(s.areas)], ["", "OCEANIA"] + [""] * (len(rows[0]) - 2)
            )
        ),
        SAME,
    )
    yield "header rows fewer", "empty ones", in_rows(
        lambda rows, s: [rows.pop(n) for n in reversed(range(body)) if not any(rows[n])]), SAME  # fmt: skip
    for n in range(body):
        if any(spot.table.rows[n]) and n < body - 2:
            yield "header row missing", str(n), in_rows(lambda rows, s, n=n: rows.pop(n)), EITHER


def biggest(rows: list[list[Any]], spot: Spot) -> list[int]:
    column = spot.figures[-1] if spot.years else spot.figures[0]
    return sorted(spot.areas, key=lambda n: -float(rows[n][column]) if is_figure(rows[n][column]) else 0)


def sheets_changed() -> Iterator[Mutation]:
    yield "sheets renamed", "numbered", renamed(lambda n, name: f"Sheet{n + 1}"), SAME
    yield "sheets renamed", "in capitals", renamed(lambda n, name: name.upper()), SAME
    yield "sheets renamed", "in French", renamed(lambda n, name: f"Tableau {n}"), SAME
    yield "sheets reordered", "backwards", ordered(lambda names: names[::-1]), SAME
    yield "sheets reordered", "turned", ordered(lambda names: [*names[1:], names[0]]), SAME
    for first in (True, False):
        yield "sheet added", f"empty, first: {first}", extra([], first=first), SAME
        yield (
            "sheet added",
            f"text, first: {first}",
            extra([["Notes", "code", "2017"], ["a", "b", 3]], first=first),
            SAME,
        )
        codes = [["Code", "Name", 2010, 2015], [4, "Afghanistan", 7, 8]]
        yield "sheet added", f"other figures, first: {first}", extra(codes, first=first), SAME


def years_changed(spot: Spot) -> Iterator[Mutation]:
    first, last = min(spot.years), max(spot.years)
    for c in list(spot.years)[::3]:
        year = spot.years[c]
        for text in (f"{year}", f"{year}*", f"{year} (a)", f"{year}p", f" {year} "):
            yield "year as text", text, label(c, text), SAME
        yield "year moved", str(year), in_rows(lambda rows, s, c=c: [
            row.insert(first, row.pop(c)) for row in rows[s.header:]]), SAME  # fmt: skip
        yield "year doubled", str(year), doubled(c), REFUSED
        yield (
            "year doubled",
            f"{year}, other figures",
            doubled(c, lambda v: v + 1 if is_figure(v) and v != "" and not isinstance(v, str) else v),
            REFUSED,
        )
        yield "year without a label", str(year), label(c, ""), REFUSED
        yield "label of another year", str(year), label(c, "2044"), REFUSED
        yield "year not understood", str(year), label(c, "x17"), REFUSED
        yield "empty column between years", str(year), insert(c, ""), SAME
        yield "column of notes between years", str(year), insert(c, "Notes", "a"), SAME
    yield "figures of two years exchanged", "", in_rows(left), REFUSED
    yield "year added", "", added_year, one_more
    yield "year gone", "", dropped_year, one_less
    yield "both sexes last", "", in_rows(block_first), SAME
    yield "titles of blocks exchanged", "", in_rows(exchanged_titles), REFUSED
    yield "column of figures gone", "", in_rows(lambda rows, s: [row.pop(last) for row in rows]), EITHER


def origins_changed(spot: Spot) -> Iterator[Mutation]:
    origins = list(spot.table.labels)
    for c in origins[:: max(1, len(origins) // 6)]:
        name = spot.table.labels[c]
        yield "origin moved", name, column(c, origins[0]), SAME
        yield "origin moved to the end", name, column(c, -1), SAME
        yield "origin doubled", name, doubled(c), REFUSED
        yield "origin unknown", name, label(c, "Newland"), REFUSED
        yield "origin with a mark", name, label(c, f"{name} (1)"), SAME
        yield "origin in capitals", name, label(c, name.upper()), SAME
        yield "origin without a label", name, label(c, ""), REFUSED
    yield "total renamed", "", label(spot.table.roles["total"], "TOTAL"), SAME
    yield "total renamed", "World", label(spot.table.roles["total"], "World"), SAME
    yield "total behind the origins", "", column(spot.table.roles["total"], -1), SAME
    yield (
        "total missing",
        "",
        in_rows(lambda rows, s: [row.pop(s.table.roles["total"]) for row in rows]),
        REFUSED,
    )
