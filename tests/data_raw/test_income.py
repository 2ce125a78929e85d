"""Income groups by year from a tiny workbook, and the bundled ones."""

import pandas as pd
import pytest

from helpers.data.package import BUNDLED, Package
from helpers.errors import UserError
from income import read_income

YEARS = ["FY89", "FY90", "FY91", "FY99", "FY00"]


def book(path, *rows):
    head = [[None, "Bank's fiscal year:", *YEARS], [None, "High income (H)", *["> 6,000"] * 5]]
    pd.DataFrame([*head, *rows]).to_excel(
        path, sheet_name="Country Analytical History", header=False, index=False
    )
    return path


@pytest.fixture
def codes(write):
    return write("m49,iso3,wb_code\n404,KEN,KEN\n887,YEM,YEM\n")


def test_a_list_holds_from_july_before_its_fiscal_year(tmp_path, codes):
    rows = (["KEN", "Kenya", "L", "..", "UM", "H", ""], ["YEM", "Yemen", "LM*", "L", "L", "L", "L"])
    path = book(tmp_path / "b.xlsx", *rows, ["SUN", "USSR (former)", "UM", "", "", "", ""])
    table = read_income(path, codes)
    assert table.query("area == 404")["year"].tolist() == [1988, 1990, 1998]
    assert table.query("area == 404")["side"].tolist() == ["South", "South", "North"]
    assert table.query("area == 887")["status"].tolist() == ["LM", "L", "L", "L", "L"]
    assert set(table["area"]) == {404, 887}


def test_a_group_that_is_none_is_refused(tmp_path, codes):
    path = book(tmp_path / "b.xlsx", ["KEN", "Kenya", "L", "rich", "UM", "H", "H"])
    with pytest.raises(UserError, match=r"row 3: KEN has 'rich' in the list of July 1989; correct the cell"):
        read_income(path, codes)
    pd.DataFrame({"a": [1]}).to_excel(tmp_path / "c.xlsx", index=False)
    with pytest.raises(UserError, match="no sheet with fiscal years"):
        read_income(tmp_path / "c.xlsx", codes)


def test_the_bundled_list_of_fiscal_year_2018_is_that_of_the_areas():
    package = Package(BUNDLED)
    own = package.table("south-income-then").query("year == 2017").set_index("area")["status"]
    groups = package.table("areas").set_index("area")["income_fy18"].dropna()
    assert groups.to_dict() == own.to_dict()
