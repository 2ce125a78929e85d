"""Refugees from tiny files in the layouts of UNHCR and UNRWA, and what is refused."""

import pytest

from displacement import check_series, read_pairs, read_series, read_unrwa
from helpers.errors import UserError

AREAS = {"SYR": 760, "TUR": 792}
PAIRS = "year,coo_iso,coa_iso,refugees,asylum_seekers\n"


def test_pairs(write):
    path = write(PAIRS + "2017,UNK,TUR,7,0\n2017,SYR,TUR,5,1\n2017,SYR,SYR,0,0\n")
    table = read_pairs(path, AREAS, 2017)
    assert list(table["origin_iso3"]) == ["SYR", "UNK"]
    assert table["origin"].isna().tolist() == [False, True]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("2016,SYR,TUR,5,1\n", "years"),
        ("2017,SYR,XYZ,5,1\n", "unknown codes 'XYZ'"),
        ("2017,SYR,TUR,many,1\n", "line 2, column refugees: 'many'"),
        ("2017,SYR,TUR,-5,1\n", "'-5' is not a whole number"),
        ("2017,SYR,TUR,5,1\n2017,SYR,TUR,6,1\n", "origin_iso3 SYR, asylum_iso3 TUR stands twice"),
    ],
)
def test_pairs_refused(write, rows, message):
    with pytest.raises(UserError, match=message):
        read_pairs(write(PAIRS + rows), AREAS, 2017)


def test_series(write):
    path = write("year,coo_iso,refugees,asylum_seekers,oip\n1991,TIB,1,0,0\n1990,SYR,2,3,4\n")
    table = read_series(path, AREAS, "coo")
    assert list(table["year"]) == [1990, 1991]
    assert list(table["other_protection"]) == [4, 0]
    with pytest.raises(UserError, match="no column 'coa_iso'"):
        read_series(path, AREAS, "coa")
    check_series(table, table)
    with pytest.raises(UserError, match=r"differ in \[1990\]"):
        check_series(table, table.replace({"refugees": {2: 9}}))


def test_unrwa_keeps_a_row_without_area(write):
    path = write("year,coo_iso,coa_iso,total\n2025,PSE,UNK,3\n2025,PSE,SYR,2\n")
    table = read_unrwa(path, AREAS)
    assert table["area"].isna().tolist() == [False, True]
