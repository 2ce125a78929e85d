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


def test_cells(tmp_path):
    frame = pd.DataFrame({"n": ["1", " 2 ", ""], "flag": ["Y", "no", ""]}, index=[2, 3, 4])
    assert whole_numbers(frame[:2], "n", tmp_path).tolist() == [1, 2]
    assert whole_numbers(frame, "n", tmp_path, empty=True).isna().tolist() == [False, False, True]
    with pytest.raises(UserError, match="line 4, column n: '' is not"):
        whole_numbers(frame, "n", tmp_path)
    with pytest.raises(UserError, match="line 3, column n: '2' is not a whole number from 0 to 1;"):
        whole_numbers(frame, "n", tmp_path, (0, 1))
    assert booleans(frame, "flag", tmp_path).tolist() == [True, False, pd.NA]


def test_codes_without_an_area_are_named():
    codes = pd.Series(["SYR", "UNK"], name="iso3")
    assert area_codes(codes, {"SYR": 760}, "x", ["UNK"]).isna().tolist() == [False, True]
    with pytest.raises(UserError, match="x: unknown codes 'UNK' in column 'iso3'"):
        area_codes(codes, {"SYR": 760}, "x")
