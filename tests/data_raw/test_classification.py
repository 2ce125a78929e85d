"""Areas from tiny files in the publishers' layouts, and what is refused."""

import json

import openpyxl
import pytest

from classification import (
    read_areas,
    read_map_names,
    read_residuals,
    short_name,
)
from helpers.errors import UserError
from hierarchy import read_hierarchy

ANNEX = [
    ["United Nations"],
    [],
    ["Index", "Region, subregion, country or area", "Notes", "Code", "More Developed Regions"],
    [1, "WORLD", None, 900, None],
    [2, "Sub-Saharan Africa", "f", 947, None],
    [3, "AFRICA", None, 903, None],
    [4, "Eastern Africa", None, 910, None],
    [5, "Burundi", None, 108, "N"],
    [6, "NORTHERN AMERICA", None, 905, None],
    [7, "Canada", None, 124, "Y"],
]
HEADER = "m49,iso3,name,undesa_group,undesa_ldc,wb_fy18,hdi_2017,hdi_tier_2017,g77_2017,oecd_2017\n"
BURUNDI = "108,BDI,Burundi,South,Y,L,0.417,Low Human Development,Y,N\n"
CANADA = "124,CAN,Canada,North,N,H,0.926,Very High Human Development,N,Y\n"


def workbook(path, rows):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "ANNEX"
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


@pytest.fixture
def files(tmp_path):
    definitions = tmp_path / "definitions.csv"
    definitions.write_text(HEADER + CANADA + BURUNDI, encoding="utf-8")
    codes = tmp_path / "codes.csv"
    codes.write_text("m49,iso3,wb_code\n108,BDI,BDI\n124,CAN,\n", encoding="utf-8")
    names = tmp_path / "atlas.json"
    shapes = [{"id": "108", "properties": {"name": "Burundi Rep."}}]
    names.write_text(json.dumps({"objects": {"countries": {"geometries": shapes}}}))
    return definitions, codes, workbook(tmp_path / "annex.xlsx", ANNEX), names


def test_areas_are_sorted_and_typed(files):
    areas = read_areas(*files)
    assert list(areas["area"]) == [108, 124]
    burundi, canada = areas.to_dict("records")
    assert (burundi["major_area"], burundi["region"]) == ("Africa", "Eastern Africa")
    assert (canada["major_area"], canada["region"]) == ("Northern America", "Northern America")
    assert burundi["short_name"] == "Burundi"  # the map's name is abbreviated
    assert (burundi["ldc"], burundi["g77"], burundi["oecd"]) == (True, True, False)
    assert (canada["hdi_tier"], canada["hdi_2017"]) == ("Very high", 0.926)
    assert areas["wb_code"].isna().tolist() == [False, True]


def test_a_group_that_differs_from_the_annex_is_refused(files):
    files[0].write_text(HEADER + CANADA.replace("North", "South") + BURUNDI, encoding="utf-8")
    with pytest.raises(UserError, match=r"ANNEX for areas \[124\]"):
        read_areas(*files)


def test_lists_of_different_areas_are_refused(files):
    files[1].write_text("m49,iso3,wb_code\n108,BDI,BDI\n", encoding="utf-8")
    with pytest.raises(UserError, match=r"different areas: \[124\]"):
        read_areas(*files)


def test_hierarchy_needs_every_area(tmp_path):
    path = workbook(tmp_path / "annex.xlsx", ANNEX)
    with pytest.raises(UserError, match="no row for areas"):
        read_hierarchy(path, {108, 124, 250})


def test_hierarchy_needs_a_group(tmp_path):
    rows = [*ANNEX[:-1], [7, "Canada", None, 124, None]]
    with pytest.raises(UserError, match="row 10: Canada"):
        read_hierarchy(workbook(tmp_path / "annex.xlsx", rows), {108, 124})


def test_short_names():
    assert short_name(180, "Democratic Republic of the Congo", "Dem. Rep. Congo") == "DR Congo"
    assert short_name(704, "Viet Nam", "Vietnam") == "Vietnam"
    assert short_name(728, "South Sudan", "S. Sudan") == "South Sudan"
    assert short_name(798, "Tuvalu", "") == "Tuvalu"


def test_map_names_refuse_other_files(tmp_path):
    path = tmp_path / "atlas.json"
    path.write_text("{}")
    with pytest.raises(UserError, match="not a TopoJSON"):
        read_map_names(path)


def test_residuals():
    table = read_residuals()
    assert dict(zip(table["code"], table["name"], strict=True)) == {
        2001: "Other North", 2002: "Other South", 2003: "Others",
    }  # fmt: skip
    assert table["undesa"].isna().tolist() == [False, False, True]
