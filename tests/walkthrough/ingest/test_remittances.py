"""Remittances from tiny files in the publishers' layouts, and what is refused."""

import openpyxl
import pytest

from fixtures_inputs import WDI_DATA, WDI_META
from helpers.errors import UserError
from walkthrough.ingest.cell_values import year_in
from walkthrough.ingest.remittances import read_layout, read_matrix, tidy
from walkthrough.ingest.workbook import Workbook

NAMES = {"India": "IND", "Mexico": "MEX", "Venezuela, RB": "VEN"}
SHEET = [
    ["Remittance inflows (US$ million)", 1999.0, 2016.0, "2017p", "", "Share of GDP in 2017 (%)"],
    ["India", 1.0, 10.0, 20.5, "", 3.0],
    ["Mexico", "", "", 5.0, "", ""],
    ["World", 1.0, 10.0, 25.5, "", ""],
    ["", "", "", "", "", ""],
    ["Note: a note", "", "", "", "", ""],
]


def changed(row, column, value):
    rows = [list(r) for r in SHEET]
    rows[row][column] = value
    return rows


def test_tidy_leaves_out_the_world_and_notes(tmp_path):
    table = tidy(SHEET, NAMES, tmp_path)
    rows = table.sort_values(["year", "economy"]).to_records(index=False).tolist()
    assert rows == [
        (1999, "IND", 1.0), (1999, "MEX", 0.0), (2016, "IND", 10.0), (2016, "MEX", 0.0),
        (2017, "IND", 20.5), (2017, "MEX", 5.0),
    ]  # fmt: skip


def test_columns_are_found_by_label(tmp_path):
    turned = [row[1:] + row[:1] for row in SHEET]
    key = ["year", "economy"]
    a, b = (tidy(s, NAMES, tmp_path).sort_values(key) for s in (SHEET, turned))
    assert a.to_numpy().tolist() == b.to_numpy().tolist()


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (changed(1, 3, 21.5), "add up to 26.50, the World row says 25.50"),
        (changed(1, 0, "Indja"), "row 2: unknown economy 'Indja'"),
        (changed(1, 2, "ten"), "row 2, 2016: 'ten' is not an amount"),
        (changed(1, 2, -1.0), "below zero"),
        (changed(2, 0, "India"), "economy IND stands twice"),
        (changed(0, 0, "Name"), "no header row"),
        (SHEET[:3], "no figure for the world in 1999"),
    ],
)
def test_refused(tmp_path, rows, message):
    with pytest.raises(UserError, match=message):
        tidy(rows, NAMES, tmp_path)


def test_an_economy_outside_the_world_row_by_a_note(tmp_path):
    rows = [*SHEET[:2], ["Venezuela, RB", "", 3.0, "", "", ""], *SHEET[2:]]
    with pytest.raises(UserError, match="add up to 13"):
        tidy(rows, NAMES, tmp_path)
    table = tidy(rows, NAMES, tmp_path, left_out=["VEN"])
    assert table.loc[table["economy"] == "VEN", "usd_million"].tolist() == [0.0, 3.0, 0.0]


@pytest.mark.parametrize(
    ("label", "year"),
    [("2017p", 2017), ("2018e", 2018), (2016.0, 2016), ("2020", 2020), ("2017 share", None)],
)
def test_year_in(label, year):
    assert year_in(label) == year


def save(path, **sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title.replace("__", " - "))
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_matrix_takes_the_world_row(tmp_path):
    rows = [
        ["Bilateral Remittance Estimates for 2017 (millions of US$) (April 2018 Version)"],
        ["receiving (across) / sending (down) ", "India", "Mexico", "WORLD"],
        ["India", 0, 1, 1],
        ["Mexico", 2, 0, 2],
        ["WORLD", 2, 1, 3],
    ]
    path = save(tmp_path / "matrix.xlsx", Bilateral_Remittances_2017=rows)
    table = read_matrix(Workbook(path), NAMES, 2017)
    assert table.to_records(index=False).tolist() == [(2017, "IND", 2.0), (2017, "MEX", 1.0)]
    with pytest.raises(UserError, match="Bilateral_Remittances_2016"):
        read_matrix(Workbook(path), NAMES, 2016)


def test_wdi_workbook_is_in_millions_and_without_aggregates(tmp_path):
    path = save(tmp_path / "wdi.xlsx", Data=WDI_DATA, Metadata__Countries=WDI_META)
    table = read_layout(path, {})
    assert table.to_records(index=False).tolist() == [
        (1999, "IND", 1.0), (2017, "IND", 2000.0), (2017, "MEX", 1000.0),
    ]  # fmt: skip


def test_wdi_workbook_with_a_lost_row_is_refused(tmp_path):
    path = save(tmp_path / "wdi.xlsx", Data=WDI_DATA[:-1], Metadata__Countries=WDI_META)
    with pytest.raises(
        UserError, match="in 2017 the economies add up to 2,000,000,000, the World row says 3,000"
    ):
        read_layout(path, {})
