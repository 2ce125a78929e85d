"""UNHCR's files in the layouts that its site and its API are documented to have."""

import json
import zipfile

import pytest

from helpers.errors import UserError
from walkthrough.ingest.unhcr import pairs, read_counts, series

HEAD = (
    "Year,Country of origin,Country of origin (ISO),Country of asylum,Country of asylum (ISO),"
    "Refugees under UNHCR's mandate,Asylum-seekers,Returned refugees,"
    "Other people in need of international protection\n"
)
NOTES = '"Extracted from the UNHCR Refugee Population Statistics Database"\nUNHCR\n\n"Note, with a comma"\n'
ROWS = "2024,Afghanistan,AFG,Pakistan,PAK,100,5,9,-\n2024,Unknown ,UNK,Kenya,KEN,0,7,0,3\n"
AREAS = {"AFG": 4, "PAK": 586, "KEN": 404}


def written(tmp_path, text, name="population.csv"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


def test_notes_above_the_header_and_the_api_agree(tmp_path):
    by_site = read_counts(written(tmp_path, "\ufeff" + NOTES + HEAD + ROWS))
    items = [
        {
            "year": 2024,
            "coo_iso": "AFG",
            "coa_iso": "PAK",
            "refugees": 100,
            "asylum_seekers": "5",
            "oip": "-",
        },
        {"year": 2024, "coo_iso": "UNK", "coa_iso": "KEN", "refugees": "0", "asylum_seekers": 7, "oip": 3},
    ]
    by_api = read_counts(written(tmp_path, json.dumps({"maxPages": 1, "items": items}), "a.json"))
    assert by_site.frame.equals(by_api.frame) and not by_site.unrwa
    with zipfile.ZipFile(tmp_path / "query_data.zip", "w") as archive:
        archive.writestr("population.csv", HEAD + ROWS)
        archive.writestr("footnotes.csv", "a,b\n")
    assert read_counts(tmp_path / "query_data.zip").frame.equals(by_site.frame)
    table = pairs(by_site, 2024, AREAS, tmp_path)
    assert table["refugees"].tolist() == [100, 0] and table["asylum"].tolist() == [586, 404]
    assert table["origin"].isna().tolist() == [False, True]
    assert series(by_site, "coa_iso", AREAS, tmp_path)["other_protection"].tolist() == [3, 0]


def test_unrwa(tmp_path):
    text = "year,coo_name,coo_iso,coa_name,coa_iso,total\n2024,Palestinian,PSE,Lebanon,LBN,500\n"
    counts = read_counts(written(tmp_path, text))
    assert counts.unrwa and counts.frame["total"].tolist() == [500]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (json.dumps({"maxPages": 5, "items": [{"year": 2024}]}), "larger limit: this is one page of 5"),
        (json.dumps({"data": []}), "not an answer of UNHCR's API"),
        (NOTES, "no header with Year"),
        (HEAD + ROWS.replace("100", '"1,000"'), "'1,000' is not a number of persons"),
        (HEAD + ROWS + ROWS, "stands twice"),
        (HEAD + ROWS.replace("AFG", ""), "without a code"),
        (HEAD + ROWS.replace("2024", "total"), "not a year"),
        (HEAD.replace("Asylum-seekers", "Others") + ROWS, "no column asylum_seekers"),
        (HEAD + ROWS.replace("100,5", "100"), "8 cells, the header has 9"),
    ],
)
def test_refused(tmp_path, text, message):
    with pytest.raises(UserError, match=message):
        read_counts(written(tmp_path, text))
