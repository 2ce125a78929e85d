"""Refugees as UNHCR publishes them: the Refugee Data Finder's csv, and the population API's answers.

The csv has lines of notes above its header; a download may be a zip with ``population.csv``. The API
answers JSON with ``items``, or the same columns as csv under its own names. "-" stands for none.
UNRWA's refugees are a file of their own, with a column of totals in place of UNHCR's counts.
"""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.csv_table import area_codes, read_text, rows_of
from walkthrough.ingest.workbook import read_content
from walkthrough.ingest.xlsx_guard import MAX_UNPACKED

NO_AREA = ("UNK", "XXA", "TIB")
"""Codes of origins (and, rarely, countries of asylum) that are not areas: unknown, stateless, Tibetan."""
COUNTS = ["refugees", "asylum_seekers", "oip"]
TOP = 40  # lines of notes that may stand above the header
NONE = {"", "-", "0"}

# What the csv calls the API's fields, in lower case and without signs.
FIELDS = {
    "country of origin": "coo_name",
    "country of origin iso": "coo_iso",
    "country of asylum": "coa_name",
    "country of asylum iso": "coa_iso",
    "refugees under unhcrs mandate": "refugees",
    "asylum seekers": "asylum_seekers",
    "other people in need of international protection": "oip",
    "venezuelans displaced abroad": "oip",
    "palestine refugees under unrwas mandate": "total",
    "refugees under unrwas mandate": "total",
}


@dataclass(frozen=True)
class Counts:
    """A file's rows: year, coo_iso and coa_iso ("" where it is by one side only), and its counts.

    ``unrwa``: one column, total; else `COUNTS`.
    """

    frame: pd.DataFrame
    unrwa: bool


def field(label: Any) -> str:
    """The API's name of a column."""
    text = re.sub(r"['’]", "", str(label).strip().lower())
    return FIELDS.get(" ".join(re.sub(r"[^a-z]+", " ", text).split()), str(label).strip().lower())


def text_of(path: Path) -> str:
    """The text of a file, or of the table in a zip."""
    if path.suffix.lower() != ".zip":
        return read_text(path, "a header")
    try:
        with zipfile.ZipFile(BytesIO(read_content(path))) as archive:
            tables = [m for m in archive.infolist() if m.filename.endswith(("population.csv", "unrwa.csv"))]
            if len(tables) != 1 or tables[0].file_size > MAX_UNPACKED:
                raise ValueError(f"{len(tables)} tables called population.csv or unrwa.csv")
            return archive.read(tables[0]).decode("utf-8-sig")
    except (OSError, ValueError, RuntimeError, zipfile.BadZipFile) as error:
        raise UserError(f"{path}: give the csv inside, or download it again ({error})") from None


def items_of(text: str, path: Path) -> list[dict[str, Any]]:
    """The rows of an answer of the API."""
    try:
        answer = json.loads(text)
        items = answer["items"] if isinstance(answer, dict) else answer
        rows = [dict(item) for item in items]
    except (ValueError, KeyError, TypeError) as error:
        raise UserError(f"{path}: not an answer of UNHCR's API ({error}); it must have 'items'") from None
    pages = answer.get("maxPages", 1) if isinstance(answer, dict) else 1
    if pages and int(pages) > 1:
        raise UserError(f"{path}: ask again with a larger limit: this is one page of {pages}")
    return rows


def lines_of(text: str, path: Path) -> list[dict[str, Any]]:
    """The rows of a csv, by field, from its header on."""
    rows = rows_of(path, text)
    named = [[field(cell) for cell in row] for row in rows[:TOP]]
    top = next((i for i, r in enumerate(named) if "year" in r and {"coo_iso", "coa_iso"} & set(r)), None)
    if top is None:
        raise UserError(
            f"{path}: no header with Year and Country of asylum (ISO) or Country of origin (ISO) in the "
            f"first {TOP} lines; download the table of the Refugee Data Finder with ISO codes"
        )
    header, short = (
        named[top],
        [n for n, r in enumerate(rows[top + 1 :], top + 2) if 0 < len(r) != len(named[top])],
    )
    if short:
        raise UserError(
            f"{path}, row {short[0]}: {len(rows[short[0] - 1])} cells, the header has {len(header)}"
        )
    return [dict(zip(header, row, strict=True)) for row in rows[top + 1 :] if row]


def number(cell: Any, where: str) -> int:
    """Persons; 0 where the publisher has a dash or nothing."""
    text = str("" if cell is None else cell).strip()
    if text in NONE:
        return 0
    if not re.fullmatch(r"\d{1,10}(\.0+)?", text):
        raise UserError(f"{where}: {text[:40]!r} is not a number of persons; store it without signs")
    return int(float(text))


def read_counts(path: Path) -> Counts:
    """The counts in a file. Raises UserError."""
    text = text_of(path)
    rows = items_of(text, path) if text.lstrip()[:1] in "[{" else lines_of(text, path)
    columns = set().union(*rows[:1]) if rows else set()
    unrwa = "total" in columns and "refugees" not in columns
    counted = ["total"] if unrwa else COUNTS
    if not {"year", counted[0]} <= columns:
        raise UserError(f"{path}: no rows with a year and refugees; download the population figures")
    if not unrwa and (missing := [name for name in COUNTS[:2] if name not in columns]):
        raise UserError(
            f"{path}: no column {missing[0]}; tick it in the Refugee Data Finder and download again"
        )
    records, seen = [], set()
    for n, row in enumerate(rows, start=1):
        where = f"{path}, figure {n} ({row.get('coo_name', '')} to {row.get('coa_name', '')})"
        year = str(row["year"]).strip()
        if not re.fullmatch(r"(19|20)\d\d", year):
            raise UserError(f"{where}: {year[:20]!r} is not a year; remove the row")
        key = (
            year,
            *(
                str(row.get(name, ""))
                for name in ("coo_name", "coo", "coo_iso", "coa_name", "coa", "coa_iso")
            ),
        )
        if key in seen:
            raise UserError(f"{where}: the row for {year} stands twice; keep one of the two")
        seen.add(key)
        ends = [str(row.get(end) or "").strip().upper() for end in ("coo_iso", "coa_iso")]
        ends = ["" if end == "-" else end for end in ends]
        records.append((int(year), *ends, *(number(row.get(name), f"{where}, {name}") for name in counted)))
    frame = pd.DataFrame(records, columns=["year", "coo_iso", "coa_iso", *counted])
    sides = {(bool(o), bool(a)) for o, a in zip(frame["coo_iso"], frame["coa_iso"], strict=True)}
    if len(sides) > 1 or sides == {(False, False)}:
        raise UserError(
            f"{path}: some rows have an origin or asylum without a code; download it with ISO codes"
        )
    return Counts(frame.groupby(["year", "coo_iso", "coa_iso"], as_index=False).sum(), unrwa)


def series(counts: Counts, end: str, areas: Mapping[str, int], path: Path) -> pd.DataFrame:
    """Yearly totals by one end (``coo_iso`` or ``coa_iso``), in the package's columns."""
    table = counts.frame.groupby(["year", end], as_index=False)[COUNTS].sum()
    table.insert(2, "area", area_codes(table[end], areas, path, NO_AREA))
    return table.rename(columns={end: "iso3", "oip": "other_protection"})


def pairs(counts: Counts, year: int, areas: Mapping[str, int], path: Path) -> pd.DataFrame:
    """One year's refugees and asylum seekers by origin and asylum, without rows that have neither."""
    rows = counts.frame[(counts.frame["year"] == year) & (counts.frame[COUNTS[:2]].sum(axis=1) > 0)]
    ends = {"origin": "coo_iso", "asylum": "coa_iso"}
    codes = {f"{end}_iso3": rows[column] for end, column in ends.items()}
    numbers = {end: area_codes(rows[column], areas, path, NO_AREA) for end, column in ends.items()}
    table = pd.DataFrame(codes | numbers | {name: rows[name] for name in COUNTS[:2]})
    return table.sort_values(["origin_iso3", "asylum_iso3"], ignore_index=True)


def registered(counts: Counts, areas: Mapping[str, int], path: Path) -> pd.DataFrame:
    """Refugees registered with UNRWA by year and area of residence."""
    table = counts.frame.assign(area=area_codes(counts.frame["coa_iso"], areas, path, (*NO_AREA, "")))
    table = table.groupby(["year", "area"], as_index=False, dropna=False)["total"].sum()
    return table.rename(columns={"total": "refugees"})
