"""Broken inputs: each is refused in one line that says where and what to do, exit code 2, and the
user's package is byte for byte what it was."""

from __future__ import annotations

import datetime
import functools
import hashlib
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import fixtures_layouts as layouts
from fixtures_inputs import GOOD, HEAD, INFLOWS, NEW_AREA, world
from fixtures_layouts import Style, World
from helpers.data.package import BUNDLED, Package
from walkthrough.ingest import csv_table, xlsx_guard
from walkthrough.util import manifest
from walkthrough.util.atomic import DATA_PACKAGE

OLE = bytes.fromhex("d0cf11e0a1b11ae1")


def digest(folder: Path) -> str:
    """One number for all that is in a folder."""
    parts = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        parts.update(str(path.relative_to(folder)).encode())
        if path.is_file():
            parts.update(path.read_bytes())
    return parts.hexdigest()


@pytest.fixture(scope="module")
def package(tmp_path_factory) -> Path:
    """A user's package; every test here must leave it alone."""
    folder = tmp_path_factory.mktemp("own") / "mine"
    shutil.copytree(BUNDLED, folder)
    (folder / manifest.NAME).write_text(manifest.of(folder, DATA_PACKAGE))
    return folder


@pytest.fixture
def call(command):
    return functools.partial(command, "ingest")


def refused(call, package: Path, said: str, *arguments: object) -> None:
    before, beside = digest(package), sorted(package.parent.iterdir())
    code, out, err = call(*arguments, "--into", package)
    assert code == 2, err
    assert re.fullmatch(r"error: [^\n]+\n", err), err
    assert said in err
    assert "Traceback" not in err and len(err) < 700
    assert not out
    assert digest(package) == before
    assert sorted(package.parent.iterdir()) == beside


# --- files that are no workbooks

Make = Callable[[Path], object]


def bytes_of(data: bytes) -> Make:
    return lambda path: path.write_bytes(data)


def cut(path: Path) -> None:
    layouts.old_totals(path, world(), 2031)
    path.write_bytes(path.read_bytes()[:-2000])


def cut_in_a_sheet(path: Path) -> None:
    layouts.old_totals(path, world(), 2031)
    data = bytearray(path.read_bytes())
    start = data.find(b"xl/worksheets/sheet2.xml") + 60
    data[start : start + 40] = bytes(40)
    path.write_bytes(bytes(data))


def zipped(parts: dict[str, bytes]) -> Make:
    def write(path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, data)

    return write


def sheet_xml(body: str) -> Make:
    """A workbook whose one sheet has this XML in place of its rows."""

    def write(path: Path) -> None:
        layouts.save(path, {"Table 1": [["x"]]})
        with zipfile.ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        xml = parts["xl/worksheets/sheet1.xml"].decode()
        xml = re.sub("<sheetData>.*</sheetData>", f"<sheetData>{body}</sheetData>", xml)
        zipped(parts | {"xl/worksheets/sheet1.xml": xml.encode()})(path)

    return write


def claims_ten_gigabytes(path: Path) -> None:
    zipped({"xl/workbook.xml": b"<workbook/>"})(path)
    data = path.read_bytes()
    at = data.rfind(b"PK\x01\x02") + 24
    path.write_bytes(data[:at] + (0xFFFFFFFE).to_bytes(4, "little") + data[at + 4 :])


def bomb_behind_a_modest_header(path: Path) -> None:
    zipped({"xl/worksheets/sheet1.xml": bytes(8_000_000)})(path)
    data = path.read_bytes()
    at = data.rfind(b"PK\x01\x02") + 24
    path.write_bytes(data[:at] + (1000).to_bytes(4, "little") + data[at + 4 :])


CELL = '<row r="{r}"><c r="{c}" t="n"><v>1</v></c></row>'
FILES: dict[str, tuple[Make, str]] = {
    "missing": (lambda path: None, "no such file; check the name"),
    "a folder": (lambda path: path.mkdir(), "a folder, not a file that can be read whole"),
    "empty": (bytes_of(b""), "the file is empty; fetch it again"),
    "text": (bytes_of(b"year,destination\n"), "not a workbook, it looks like a text file"),
    "a PDF": (bytes_of(b"%PDF-1.7"), "not a workbook, it looks like a PDF"),
    "a web page": (bytes_of(b"<!DOCTYPE html>"), "it looks like a web page"),
    "password": (bytes_of(OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le")),
                 "protected by a password; open it, save it without one"),
    "OLE, but no xls": (bytes_of(OLE + bytes(3000)), "not a readable workbook"),
    "truncated": (cut, "damaged or cut off"),
    "damaged inside": (cut_in_a_sheet, "the workbook is damaged or cut off"),
    "a zip of something": (zipped({"a.txt": b"hello"}), "not a readable workbook"),
    "claims ten gigabytes": (claims_ten_gigabytes, "unpacks to more than"),
    "zip bomb": (bomb_behind_a_modest_header, "unpacks to more than"),
    "10 million rows": (sheet_xml(CELL.format(r=1, c="A1") + CELL.format(r=10_000_000, c="B9")),
                        "the sheet claims 10,000,000 rows"),
    "the last cell": (sheet_xml(CELL.format(r=1, c="XFD1048576")), "a cell at XFD1048576"),
    "a far row": (sheet_xml(CELL.format(r=1, c="B2000000")), "a cell at B2000000"),
    "not XML": (sheet_xml("<row><c><v>1</row>"), "not a readable workbook"),
    "no rows": (sheet_xml(""), "no table of the migrant stock"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_not_a_workbook(call, package, tmp_path, monkeypatch, name):
    if name == "zip bomb":
        monkeypatch.setattr(xlsx_guard, "MAX_UNPACKED", 2_000_000)
    write, said = FILES[name]
    path = tmp_path / "stock.xlsx"
    write(path)
    refused(call, package, said, "un-stock", path)


# --- workbooks with something wrong in them

Edit = Callable[[Any], object]  # takes the sheet


def edited(layout: Callable, sheet: str, edit: Edit, changed: World | None = None) -> Make:
    def write(path: Path) -> None:
        layout(path, changed or world(), 2031)
        book = openpyxl.load_workbook(path)
        edit(book[sheet])
        book.save(path)

    return write


def find(sheet: Any, text: str, last: int = 7) -> Any:
    """The first cell that begins with a text, in the frame of the table (to column ``last``)."""
    return next(c for row in sheet.iter_rows(max_col=last) for c in row
                if str(c.value or "").startswith(text))  # fmt: skip


def put(text: str, value: Any, right: int = 0, down: int = 0, last: int = 7) -> Edit:
    """Write a value into the cell so many to the right of, and under, the one with the text."""

    def edit(sheet: Any) -> None:
        cell = find(sheet, text, last)
        sheet.cell(cell.row + down, cell.column + right).value = value

    return edit


def pair(destination: int, origin: int, value: Any, column: int = 8) -> Edit:
    """Write into the row of a pair in the long layout; 7 is the origin's code, 8 the first year."""

    def edit(sheet: Any) -> None:
        rows = sheet.iter_rows(values_only=True)
        n = next(n for n, r in enumerate(rows, start=1) if (r[2], r[6]) == (destination, origin))
        sheet.cell(n, column).value = value

    return edit


def repeat_pair(sheet: Any) -> None:
    """A pair once more, with another figure."""
    row = next(r for r in sheet.iter_rows(values_only=True) if (r[2], r[6]) == (4, 8))
    sheet.append([*row[:7], 999, *row[8:]])


def drop_row(text: str) -> Edit:
    return lambda sheet: sheet.delete_rows(find(sheet, text).row)


def repeat_row(text: str, change: int | None = None) -> Edit:
    """A row once more at the end, with another last figure."""

    def edit(sheet: Any) -> None:
        values = [cell.value for cell in sheet[find(sheet, text).row]]
        sheet.append([*values[:-1], change])

    return edit


def merge_header(sheet: Any) -> None:
    row = find(sheet, "Sort").row
    sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=5)


OLD, NEW, FLAT, LONG = (layouts.old_totals, layouts.new_totals, layouts.flat_matrix,
                        layouts.long_table)  # fmt: skip
AFGHANISTAN = "Afghanistan"
WORKBOOKS: dict[str, tuple[Make, str]] = {
    "no sheet with a table": (
        lambda path: layouts.save(path, {"NOTES": [["Notes"], ["(1) Including islands."]]}),
        "no table of the migrant stock in its sheets (NOTES)"),
    "another language": (edited(FLAT, "Table 1", put("Country code", "Código de país")),
                         "no header was understood in Table 1; give the publisher's English table"),
    "merged header": (edited(FLAT, "Table 1", merge_header), "no header was understood in Table 1"),
    "column of codes renamed": (edited(NEW, "Table 1", put("Location code", "Number")),
                                "no header was understood in Table 1"),
    "two columns of codes": (edited(FLAT, "Table 1", put("Notes", "Code")),
                             "a second column for the code"),
    "no years": (edited(OLD, "Table 1", lambda s: s.delete_rows(find(s, "2020").row)),
                 "no figures of the migrant stock"),
    "a year missing": (edited(OLD, "Table 1", put("International migrant stock at mid-year (both",
                                                  None, 1, 1)),
                       "a column of figures has no year; write the year there"),
    "a year twice": (edited(OLD, "Table 1", put("International migrant stock at mid-year (both",
                                                2020, 1, 1)), "the year 2020 stands twice"),
    "years of rows missing": (edited(FLAT, "Table 1", put(AFGHANISTAN, None, -2)),
                              "no year; write"),
    "negative": (edited(LONG, "Table 1", pair(4, 8, -5)), "not a possible number"),
    "negative text": (edited(LONG, "Table 1", pair(4, 8, "-5")), "not a possible number"),
    "a word": (edited(OLD, "Table 1", put(AFGHANISTAN, "many", 4)), "'many' is not a number"),
    "thousands commas": (edited(OLD, "Table 1", put(AFGHANISTAN, "1,234,567", 4)),
                         "nothing between thousands"),
    "a failed formula": (edited(OLD, "Table 1", put(AFGHANISTAN, "#REF!", 4)),
                         "'#REF!' is not a number; repair the formula"),
    "a formula": (edited(OLD, "Table 1", put(AFGHANISTAN, "=1+1", 4)),
                  "'#formula without a result' is not a number; repair the formula, or open and"),
    "a date": (edited(OLD, "Table 1", put(AFGHANISTAN, datetime.date(2020, 7, 1), 4)),
               "is not a number"),
    "a truth": (edited(OLD, "Table 1", put(AFGHANISTAN, True, 4)), "is not a number"),
    "half a person": (edited(OLD, "Table 1", put(AFGHANISTAN, 1.5, 4)), "1.5 is not a whole"),
    "too many persons": (edited(OLD, "Table 1", put(AFGHANISTAN, 1e12, 4)), "not a possible"),
    "a pair twice": (edited(LONG, "Table 1", repeat_pair), "destination 4, origin 8 in 2020 is"),
    "two totals": (edited(LONG, "Table 1", lambda s: s.append([1, "World", 900, "", "", "World",
                                                             900, 1])), "has two totals in 2020"),
    "an origin twice": (edited(FLAT, "Table 1", put("Syrian", AFGHANISTAN, last=99)),
                        "origin Afghanistan has two columns"),
    "unknown area": (edited(OLD, "Table 1", put("Turkey", 896, 1)), "area 896 (Turkey) is unknown"),
    "unknown destination": (edited(LONG, "Table 1", put("  Türkiye", 896, 1)),
                            "add it to your package first (walkthrough ingest classification)"),
    "unknown origin": (edited(LONG, "Table 1", pair(4, 760, 896, 7)), "area 896 (Syrian"),
    "unknown origin column": (edited(FLAT, "Table 1", put("Syrian", "Atlantis", last=99)),
                              "origins without a code: Atlantis"),
    "no code": (edited(OLD, "Table 1", put("Turkey", None, 1)), "a row with figures has no code"),
    "a word for a code": (edited(OLD, "Table 1", put("Turkey", "TUR", 1)),
                          "'TUR' is not an area code"),
    "an aggregate as a country": (edited(OLD, "Table 1", put("AFRICA", 36, 1)),
                                  "AFRICA is an aggregate, and 36 is the code of Australia"),
    "an area left out": (edited(OLD, "Table 1", drop_row("Turkey")), "the areas add up to"),
    "no world": (edited(OLD, "Table 1", drop_row("WORLD")), "no figure for the world"),
    "a total that is off": (edited(FLAT, "Table 1", put(AFGHANISTAN, 1, 4)),
                            "the origins of area 4 in 2020 add up to"),
    "a cell that is off": (edited(FLAT, "Table 1", put(AFGHANISTAN, 1, 5)), "its total is"),
    "no totals of destinations": (
        edited(LONG, "Table 1", pair(4, 900, 903, 7)), "area 4 has no total in 2020"),
    "no year in the title": (
        lambda path: layouts.save(path, {"Table 16": [
            ["Table 16. Total migrant stock at mid-year by origin, 1990-2015", "The 2031 revision"],
            ["Country code", "Major area", "Country of origin"], [None, None, "Total", "Albania"],
            [900, "WORLD", 5, 5], [4, "Afghanistan", 5, 5]]}), "the title does not name one year"),
    "men only": (
        edited(FLAT, "Table 1", put("Table 1", "Table 1 - Male migrant stock by origin")),
        "no figures of the migrant stock for both sexes"),
    "origins only": (lambda path: layouts.by_origin(path, world(), 2031),
                     "migrants by origin alone"),
    "totals only": (lambda path: layouts.new_totals(path, world(), 2031),
                    "give the workbook by destination and origin too"),
    "no revision": (lambda path: layouts.flat_matrix(path, world()), "add --revision YEAR"),
}  # fmt: skip


BESIDE: dict[str, tuple[Make, str]] = {
    "other years of population": (edited(OLD, "Table 2", put("Total population of both", 2015, 0,
                                                             1)), "figures for 2015, but"),
    "decimal comma": (edited(OLD, "Table 2", put(AFGHANISTAN, "1000,5", 3)),
                      "'1000,5' is not a number; store it as a number"),
    "an area twice": (edited(OLD, "Table 6", repeat_row(AFGHANISTAN, 9)), "keep one of the two"),
    "population not in thousands": (
        edited(OLD, "Table 2", lambda s: (put("Total population of both", "Total population")(s),
                                          put("Table 2", "Table 2 - Population")(s))),
        "does not say that the population is in thousands"),
}  # fmt: skip


@pytest.mark.parametrize("name", BESIDE)
def test_a_table_beside_the_stock_that_cannot_be_read_is_left_out_and_noted(command, tmp_path, name):
    write, said = BESIDE[name]
    files = tmp_path / "totals.xlsx", tmp_path / "matrix.xlsx"
    write(files[0])
    layouts.flat_matrix(files[1], world(), 2031)
    code, out, err = command("ingest", "un-stock", *files, "--into", tmp_path / "mine")
    lost = "refugees" if name == "an area twice" else "population"
    assert code == 0, err
    assert re.search(rf"note: {lost} left out: .*{said}", out + err)
    totals = Package(tmp_path / "mine").table("totals-2031")
    empty = totals[["refugees", "population_thousands"]].isna().all()
    assert empty.to_dict() == {"refugees": lost == "refugees", "population_thousands": lost == "population"}
    assert totals["stock"].notna().all()


@pytest.mark.parametrize("name", WORKBOOKS)
def test_wrong_workbook(call, package, tmp_path, name):
    write, said = WORKBOOKS[name]
    path = tmp_path / "stock.xlsx"
    write(path)
    refused(call, package, said, "un-stock", path)


def test_another_revision_than_the_one_asked_for(call, package, tmp_path):
    path = layouts.flat_matrix(tmp_path / "stock.xlsx", world(), 2031)
    refused(call, package, "the workbook says that it is the 2031 revision, --revision says 2026",
            "un-stock", path, "--revision", "2026")  # fmt: skip


def test_files_of_two_revisions(call, package, tmp_path):
    files = [layouts.flat_matrix(tmp_path / "a.xlsx", world(), 2031),
             layouts.old_totals(tmp_path / "b.xlsx", world(), 2029)]  # fmt: skip
    refused(call, package, "different revisions (a.xlsx: 2031, b.xlsx: 2029)", "un-stock", *files)


def test_origins_that_miss_the_totals_of_another_file(call, package, tmp_path):
    other = world()
    other.pairs[2020, 4, 8] += 1000
    files = [layouts.flat_matrix(tmp_path / "a.xlsx", world(), 2031),
             layouts.old_totals(tmp_path / "b.xlsx", other, 2031)]  # fmt: skip
    refused(call, package, "in 2020 the origins add up to", "un-stock", *files)


def test_sheets_that_disagree(call, package, tmp_path):
    other = world()
    other.pairs[2020, 4, 8] += 1000
    files = [layouts.flat_matrix(tmp_path / "a.xlsx", world(), 2031),
             layouts.flat_matrix(tmp_path / "b.xlsx", other, 2031)]  # fmt: skip
    refused(call, package, "differs from another sheet or file", "un-stock", *files)


# --- the four-column format

STOCK: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "the file is empty; its first line must be year,destination,origin,stock"),
    "blank": (b"\n\n", "the file is empty"),
    "header only": (HEAD.encode(), "a header and no row"),
    "one area is its own origin": ((GOOD + "2025,792,792,5\n").encode(),
                                   "line 4: origin and destination are both 792; remove the row"),
    "an unknown ISO3 code": ((GOOD + "2025,4,XXX,5\n").encode(), "'XXX' is not the M49 or ISO3 code"),
    "thousands commas": ((GOOD + '2025,4,792,"1,500"\n2025,8,792,"2,500"\n').encode(),
                         "line 4, column stock: '1,500' (and 1 more such cell) is not clear: thousands are"),
    "three zeros after a point": ((GOOD + "2025,4,792,792.000\n").encode(), "thousands are separated"),
    "a line for Excel alone": (b"sep=;\n", "its first line must be year,destination"),
    "Latin-1": ((GOOD + "2025,4,Côte,1\n").encode("latin-1"), "line 4: not UTF-8"),
    "UTF-16 without a mark": (GOOD.encode("utf-16-le"), "not a text file in UTF-8"),
    "a workbook": (b"PK\x03\x04" + bytes(50), "a workbook, not a csv file"),
    "an old workbook": (OLE + bytes(50), "a workbook, not a csv file"),
    "another language": (GOOD.replace("year", "année").encode(), "they are année"),
    "a column missing": (b"year,destination,origin\n2025,4,8\n", "the columns must be year,destination"),
    "a column more": (b"year,destination,origin,stock,sex\n2025,4,8,1,b\n", "they are year, "),
    "a column twice": (b"year,destination,origin,origin\n2025,4,8,8\n", "a column stands twice"),
    "decimal comma": ((GOOD + '2025,4,792,"1,5"\n').encode(), "line 4, column stock: '1,5'"),
    "thousands comma": ((GOOD + "2025,4,792,1,500\n").encode(), "line 4: 5 cells"),
    "a short row": ((GOOD + "2025,4,792\n").encode(), "line 4: 3 cells, the header has 4"),
    "an open quote": ((GOOD + '2025,4,792,"5\n').encode(), "repair the quotes"),
    "negative": ((GOOD + "2025,4,792,-5\n").encode(), "'-5' is not a whole number"),
    "a fraction": ((GOOD + "2025,4,792,0.5\n").encode(), "'0.5' is not a whole number"),
    "no figure": ((GOOD + "2025,4,792,\n").encode(), "leave the whole row out instead"),
    "a word": ((GOOD + "2025,4,792,many\n").encode(), "'many' is not a whole number"),
    "year before 1990": ((GOOD + "1889,4,792,5\n").encode(), "'1889' is not a whole number from"),
    "no year": ((GOOD + ",4,792,5\n").encode(), "line 4, column year"),
    "a name for a code": ((GOOD + "2025,Turkey,4,5\n").encode(), "column destination: 'Turkey'"),
    "unknown destination": ((GOOD + "2025,896,4,5\n").encode(), "code 896 is unknown"),
    "unknown origin": ((GOOD + "2025,4,896,5\n").encode(), "line 4, column origin: code 896"),
    "an aggregate": ((GOOD + "2025,903,4,5\n").encode(), "code 903 is an aggregate or no area"),
    "an origin that is an aggregate": ((GOOD + "2025,4,900,5\n").encode(), "leave the row out"),
    "a residual as destination": ((GOOD + "2025,2003,4,5\n").encode(), "code 2003 is"),
    "a pair twice": ((GOOD + "2025,4,8,10\n").encode(), "line 4: destination 4, origin 8"),
    "figures of any length": ((GOOD + f"2025,4,792,{'9' * 400}\n").encode(), "not a whole number"),
}  # fmt: skip


@pytest.mark.parametrize("name", STOCK)
def test_wrong_stock_csv(call, package, tmp_path, name):
    data, said = STOCK[name]
    path = tmp_path / "stock.csv"
    path.write_bytes(data)
    refused(call, package, said, "stock-csv", path, "--revision", "2026")


def test_a_stock_csv_with_too_many_rows(call, package, tmp_path, monkeypatch):
    path = tmp_path / "stock.csv"
    path.write_text(GOOD)
    monkeypatch.setattr(csv_table, "MOST", 2)
    refused(call, package, "3 rows; at most 2 are possible", "stock-csv", path, "--revision", 2026)
    monkeypatch.setattr(csv_table, "MAX_FILE", 10)
    refused(call, package, "more than 0 kB; name a smaller", "stock-csv", path, "--revision", 2026)


def test_a_stock_csv_without_a_number(call, package, tmp_path):
    path = tmp_path / "stock.csv"
    path.write_text(GOOD)
    refused(call, package, "--revision YEAR", "stock-csv", path)
    refused(call, package, "no such file", "stock-csv", tmp_path / "x.csv", "--revision", 2026)


# --- remittances and areas

REMITTANCES = {
    "no vintage": (INFLOWS, None, "--vintage YYYY-MM"),
    "another vintage": (INFLOWS, "June 2024", "write it as YYYY-MM"),
    "unknown economy": (INFLOWS.replace("Albania", "Atlantis"), "2024-06", "economy 'Atlantis'"),
    "off the world": (INFLOWS.replace("Burundi,3", "Burundi,5"), "2024-06", "World row says"),
    "negative": (INFLOWS.replace("Burundi,3", "Burundi,-3"), "2024-06", "below zero"),
    "a word": (INFLOWS.replace("Burundi,3", "Burundi,x"), "2024-06", "not an amount"),
    "no years": (INFLOWS.replace("2016,2017", "a,b"), "2024-06", "no header row"),
    "semicolons": (INFLOWS.replace(",", ";").replace(";2\n", ";2,5\n"), "2024-06", "'2,5' is not an amount"),
}


@pytest.mark.parametrize("name", REMITTANCES)
def test_wrong_remittances(call, package, tmp_path, name):
    text, vintage, said = REMITTANCES[name]
    path = tmp_path / "inflows.csv"
    path.write_text(text, encoding="utf-8")
    options = ["--vintage", vintage] if vintage else []
    refused(call, package, said, "remittances", path, *options)


def test_a_workbook_without_remittances(call, package, tmp_path):
    path = layouts.flat_matrix(tmp_path / "stock.xlsx", world(), 2031)
    refused(call, package, "no sheet with remittance inflows", "remittances", path, "--vintage",
            "2024-06")  # fmt: skip


AREAS = {
    "unknown column": ("area,colour\n4,red\n", "unknown column colour"),
    "no column of areas": ("iso3,undesa\nAFG,South\n", "no column area"),
    "nothing but areas": ("area\n4\n", "or no other"),
    "a word for a code": ("area,undesa\nAFG,South\n", "'AFG' is not a whole number"),
    "an aggregate": ("area,undesa\n903,South\n", "'903' is not a whole number from 1 to 899"),
    "an area twice": ("area,undesa\n4,South\n4,North\n", "area 4 stands twice"),
    "another group": ("area,undesa\n4,East\n", "'East'"),
    "neither yes nor no": ("area,ldc\n4,perhaps\n", "'perhaps' is not yes or no"),
    "decimal comma": ('area,hdi_2017\n4,"0,5"\n', "'0,5' is not a number"),
    "out of range": ("area,hdi_2017\n4,7\n", "table areas"),
    "an empty cell": ("area,undesa\n4,\n", "area 4 has no undesa; fill it in"),
    "half a new area": ("area,undesa\n896,South\n", "area 896 has no iso3; a new area needs one"),
    "a new area without a place": (NEW_AREA.replace(",-30,35", ",,"), "area 896 has no lon"),
    "a code that is taken": (NEW_AREA.replace("ATL", "AFG"), "table areas"),
}


@pytest.mark.parametrize("name", AREAS)
def test_wrong_classification(call, package, tmp_path, name):
    text, said = AREAS[name]
    path = tmp_path / "areas.csv"
    path.write_text(text, encoding="utf-8")
    refused(call, package, said, "classification", path)


# --- the package itself


def test_packages_that_cannot_be_written(call, package, tmp_path):
    path = tmp_path / "stock.csv"
    path.write_text(GOOD)
    for into, said in [
        (BUNDLED, "that is the bundled package"),
        (path, "is not a folder; name a new one with --into"),
        (path / "x", "cannot write there"),
        (tmp_path, "is not a data package that walkthrough wrote"),
    ]:
        code, out, err = call("stock-csv", path, "--revision", 2026, "--into", into)
        assert (code, out) == (2, "")
        assert re.fullmatch(r"error: [^\n]+\n", err) and said in err
    code, _, err = call("stock-csv", path, "--revision", 2026)
    assert code == 2 and "--into DIR" in err
    assert sorted(tmp_path.iterdir()) == [path]


def test_a_damaged_package_takes_nothing_in(call, package, tmp_path):
    own = tmp_path / "mine"
    shutil.copytree(package, own)
    with (own / "migrant_stock" / "od_2015.csv").open("a") as file:
        file.write("2015,4,8,1\n")
    path = tmp_path / "stock.csv"
    path.write_text(GOOD)
    said = "od_2015.csv was changed) and stays as it is; run `walkthrough seal"
    refused(call, own, said, "stock-csv", path, "--revision", "2026")


def test_a_refusal_does_not_make_a_package(call, tmp_path):
    own = tmp_path / "mine"
    code, _, _ = call("stock-csv", tmp_path / "none.csv", "--revision", 2026, "--into", own)
    assert code == 2
    assert list(tmp_path.iterdir()) == []


def test_there_are_at_least_forty():
    assert len(FILES) + len(WORKBOOKS) + len(STOCK) + len(AREAS) + len(REMITTANCES) > 100
    assert Style().gap == ".."
