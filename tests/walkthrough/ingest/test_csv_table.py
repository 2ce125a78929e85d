"""Tables of text: packed files, whole numbers, codes, and what is refused."""

import gzip

import pandas as pd
import pytest

from helpers.errors import UserError
from walkthrough.ingest.csv_table import area_codes, booleans, read_csv, whole_numbers


def test_a_packed_csv_file_is_unpacked(tmp_path):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n1,\xc3\xbc\n"))
    assert read_csv(path, ["b"]).values.tolist() == [["1", "ü"]]
    path.write_bytes(b"not packed")
    with pytest.raises(UserError, match="cannot be read"):
        read_csv(path)


def test_other_files_are_refused(tmp_path):
    path = tmp_path / "a.csv"
    with pytest.raises(UserError, match="no such file"):
        read_csv(path)
    path.write_text("")
    with pytest.raises(UserError, match="the file is empty; its first line must be a,b"):
        read_csv(path, ["a", "b"])
    path.write_text("a\n1\n")
    with pytest.raises(UserError, match="no column 'b'; it has a"):
        read_csv(path, ["a", "b"])


SAVED = {
    "title lines": "My estimates of 2025\nsource,own\n\n{}",
    "title lines in a wide sheet": "My estimates,,,\n,,,\n{}",
    "sep=": "sep=,\n{}",
    "sep= and a semicolon": "sep=;\r\n{;}",
    "semicolons": "{;}",
    "tabs": "{\t}",
    "commas in a title": "Of 2025, by me\n{;}",
    "an empty column": "{,+}",
}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=repr)
@pytest.mark.parametrize("way", SAVED)
def test_tables_as_people_save_them(way, end, encoding, tmp_path):
    table, text = "year,destination,origin,stock\n2025,792.0,TUR,10\n2025,ü,b,\n", SAVED[way]
    for mark in (";", "\t"):
        text = text.replace(f"{{{mark}}}", table.replace(",", mark))
    text = text.replace("{,+}", table.replace("\n", ",\n")).replace("{}", table)
    path = tmp_path / "a.csv"
    path.write_bytes(text.replace("\r\n", "\n").replace("\n", end).encode(encoding))
    frame = read_csv(path)
    assert list(frame.columns) == ["year", "destination", "origin", "stock"]
    assert frame.values.tolist() == [["2025", "792.0", "TUR", "10"], ["2025", "ü", "b", ""]]
    said = path.read_text(encoding).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert "792.0" in said[frame.index[0] - 1]


def test_cells(tmp_path):
    frame = pd.DataFrame({"n": ["1", " 2 ", ""], "flag": ["Y", "no", ""]}, index=[2, 3, 4])
    assert whole_numbers(frame[:2], "n", tmp_path).tolist() == [1, 2]
    assert whole_numbers(frame, "n", tmp_path, empty=True).isna().tolist() == [False, False, True]
    with pytest.raises(UserError, match="line 4, column n: '' is not"):
        whole_numbers(frame, "n", tmp_path)
    with pytest.raises(
        UserError, match="line 3, column n: '2' .and 1 more such cell. is not a whole number from 0 to 1;"
    ):
        whole_numbers(frame, "n", tmp_path, (0, 1))
    dotted = pd.DataFrame({"n": ["792.0", "10.00"]}, index=[2, 3])
    assert whole_numbers(dotted, "n", tmp_path).tolist() == [792, 10]
    for text in ("1,500", "1 500", "1.500", "2'915'000", "1\u202f500"):
        with pytest.raises(UserError, match="thousands are separated; write digits alone"):
            whole_numbers(pd.DataFrame({"n": [text]}, index=[2]), "n", tmp_path)
    assert booleans(frame, "flag", tmp_path).tolist() == [True, False, pd.NA]


def test_codes_without_an_area_are_named():
    codes = pd.Series(["SYR", "UNK"], name="iso3")
    assert area_codes(codes, {"SYR": 760}, "x", ["UNK"]).isna().tolist() == [False, True]
    with pytest.raises(UserError, match="x: unknown codes 'UNK' in column 'iso3'"):
        area_codes(codes, {"SYR": 760}, "x")
