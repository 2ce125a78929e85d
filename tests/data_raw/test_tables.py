"""Columns of the publishers' csv files, and the codes of areas."""

import pandas as pd
import pytest

from helpers.errors import UserError
from tables import finish, read_iso3, read_table


def test_codes(write):
    assert read_iso3(write("m49,iso3\n830,\n516,NAM\n")) == {"CHI": 830, "NAM": 516}
    with pytest.raises(UserError, match="line 2: '' is not an alpha-3 code"):
        read_iso3(write("m49,iso3\n516,\n"))


def test_columns_have_the_names_and_types_of_the_schema(write):
    path = write("Year,coa_iso,total\n2017,SYR,5\n2018,UNK,6\n")
    table = read_table(path, "unrwa", {"refugees": "total"}, {"area": "coa_iso"}, {"SYR": 760}, ("UNK",))
    assert list(table) == ["year", "area", "refugees"]
    assert table["refugees"].tolist() == [5, 6] and table["area"].isna().tolist() == [False, True]
    with pytest.raises(UserError, match="line 2, column total: '' is not a whole number"):
        read_table(write("year,area,total\n2017,4,\n"), "unrwa", {"refugees": "total"})
    with pytest.raises(UserError, match="no column 'coa_iso', 'refugees'"):
        read_table(path, "unrwa", codes={"area": "coa_iso"})


def test_a_finished_table_is_sorted_and_has_no_key_twice():
    table = pd.DataFrame({"economy": ["b", ""], "name": ["B", "A"]})
    assert finish(table, "bank-names", "x").isna().to_numpy().tolist() == [[False, True], [False, False]]
    with pytest.raises(UserError, match="x: name B stands twice"):
        finish(table.assign(name="B"), "bank-names", "x")
