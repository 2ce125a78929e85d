"""Columns of the publishers' csv files, and the codes of areas."""

from functools import partial

import pytest

from helpers.errors import UserError
from tables import area, read_columns, read_iso3
from walkthrough.ingest.csv_table import whole_numbers


def test_codes(write):
    assert read_iso3(write("m49,iso3\n830,\n516,NAM\n")) == {"CHI": 830, "NAM": 516}
    with pytest.raises(UserError, match="line 2: '' is not an alpha-3 code"):
        read_iso3(write("m49,iso3\n516,\n"))


def test_columns_get_new_names_and_types(write):
    path = write("Code,n,other\nSYR,1,x\nUNK,,y\n")
    table = read_columns(
        path,
        iso3="code",
        area=("code", area({"SYR": 760}, ("UNK",))),
        count=("n", partial(whole_numbers, empty=True)),
    )
    assert list(table) == ["iso3", "area", "count"]
    assert table.isna().to_numpy().tolist() == [[False] * 3, [False, True, True]]
    with pytest.raises(UserError, match="line 3, column n: '' is not a whole number"):
        read_columns(path, count=("n", whole_numbers))
