"""Refugees, bodies, policy texts: tiny files in the layouts of the sources, and what is refused."""

import gzip
import shutil
from types import SimpleNamespace

import pandas as pd
import pytest

import build
from cooperation import read_bodies, read_memberships
from displacement import check_series, read_pairs, read_series, read_unrwa
from frameworks import (
    first_date,
    read_indicators,
    read_milestones,
    read_rules,
    read_targets,
    read_terms,
    read_votes,
)
from helpers.data.package import BUNDLED, Package
from helpers.errors import UserError
from walkthrough.ingest.csv_columns import area_of, read_csv, read_iso3, whole

AREAS = {"SYR": 760, "TUR": 792, "SRB": 688}


@pytest.fixture
def write(tmp_path):
    def write(text):
        path = tmp_path / "table.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


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
        ("2017,SYR,TUR,many,1\n", "row 2, column 'refugees': 'many'"),
        ("2017,SYR,TUR,-5,1\n", "'-5' is not a whole number"),
        ("2017,SYR,TUR,5,1\n2017,SYR,TUR,6,1\n", "two rows"),
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


BODY = "body,full_name,kind,founded_year,founding_event,confidence,source,notes\n"
MEMBER = "body,kind,iso3,role,since_year_if_known,source,confidence\n"


def test_members_that_are_part_of_an_area_have_none(write):
    bodies = read_bodies(write(BODY + "B,Body,rcp,1991,,high,s,\n"))
    path = write(MEMBER + "B,rcp,XKX,member,,s,low\nB,rcp,SRB,member,2000,s,high\n")
    table = read_memberships(path, bodies, AREAS)
    assert list(table["iso3"]) == ["SRB", "XKX"]
    assert table["area"].isna().tolist() == [False, True]
    assert table["since_year"].isna().tolist() == [False, True]
    with pytest.raises(UserError, match="not in"):
        read_memberships(write(MEMBER + "C,rcp,SRB,member,,s,high\n"), bodies, AREAS)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("12 Sep 1978, Conference 30 Aug-12 Sep 1978, Buenos Aires", "1978-09-12"),
        ("10-11 Dec 2018, by acclamation", "2018-12-10"),
        ("signed 3 Jun 1991 at the summit; in force 12 May 1994", "1991-06-03"),
        ("Nov 2015, Resolution 1310", "2015-11"),
        ("Constitutive Act in force 26 May 2001", "2001-05-26"),
        ("Buenos Aires 20-22 Mar 2019; 160 countries", "2019-03-20"),
        ("138", ""),
        ("", ""),
    ],
)
def test_first_date(text, date):
    assert first_date(text) == date


TERM = (
    "paragraph,section,title,partnership_heading_or_list,partnership_commitment,"
    "partnership_action_or_body,partnership_all,singular,plural,partner_or_partners,"
    "south_south,triangular,where,evidence\n"
)


def test_terms_must_add_up(write):
    table = read_terms(write(TERM + "39,Objective 23,Title,1,1,2,4,1,3,0,0,0,(b),full text\n"))
    assert table.loc[0, "partnership_all"] == 4
    assert list(table.columns)[3:6] == ["heading_or_list", "commitment", "action_or_body"]
    with pytest.raises(UserError, match="row 2: the counts of paragraph 39"):
        read_terms(write(TERM + "39,Objective 23,Title,1,1,2,4,2,3,0,0,0,(b),full text\n"))


def test_rules_keep_their_order(write):
    assert list(read_rules(write("rule,count\nz ,3\na,2\n"))["rule"]) == ["z", "a"]


def test_targets_in_the_agendas_order(write):
    header = "target,names_migra_in_target_text,n_migra_words,recognised_by,topic,source\n"
    table = read_targets(write(header + "10.c,yes,1,a,t,s\n10.7,yes,2,a,t,s\n8.8,no,0,a,t,s\n"))
    assert list(table["target"]) == ["8.8", "10.7", "10.c"]
    with pytest.raises(UserError, match="row 2: target 8.8 says"):
        read_targets(write(header + "8.8,no,1,a,t,s\n"))
    with pytest.raises(UserError, match="neither yes nor no"):
        read_targets(write(header + "8.8,perhaps,1,a,t,s\n"))


def test_indicators_and_milestones(write):
    table = read_indicators(
        write("indicator,text_as_of_2017_2019,names_migra,note\n10.7.1,w,no,\n8.8.1,w,yes,\n")
    )
    assert list(table["indicator"]) == ["8.8.1", "10.7.1"]
    table = read_milestones(write("item,finding,source,status\na,138,s,v\nb,Nov 2015,s,v\n"))
    assert table["date"].isna().tolist() == [True, False]


def test_votes(write):
    path = write("iso3,country,vote\nTUR,Turkey,yes\n,Yugoslavia,yes\n")
    assert list(read_votes(path, AREAS)["area"]) == [688, 792]
    with pytest.raises(UserError, match="unknown codes ''"):
        read_votes(write("iso3,country,vote\n,Somewhere,yes\n"), AREAS)


def test_codes(write):
    assert read_iso3(write("m49,iso3\n830,\n516,NAM\n")) == {"CHI": 830, "NAM": 516}
    with pytest.raises(UserError, match="'' is not an alpha-3 code"):
        read_iso3(write("m49,iso3\n516,\n"))
    with pytest.raises(UserError, match="no such file"):
        read_csv(write("").with_name("none.csv"), [])
    with pytest.raises(UserError, match="not a readable csv"):
        read_csv(write(""), [])


def test_whole_and_area_of():
    assert whole(pd.Series(["1", "2.0"], name="n"), "x").tolist() == [1, 2]
    with pytest.raises(UserError, match="row 2, column 'n': '' is not"):
        whole(pd.Series([""], name="n"), "x")
    assert area_of(pd.Series(["SYR", "UNK"]), AREAS, "x", ["UNK"]).isna().tolist() == [False, True]


def test_a_packed_csv_file_is_unpacked(tmp_path):
    path = tmp_path / "a.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n1,\xc3\xbc\n"))
    assert read_csv(path, ["b"]).values.tolist() == [["1", "ü"]]


def test_a_table_of_the_bundle_that_was_edited_is_not_written_over(tmp_path, monkeypatch):
    mine = tmp_path / "mine"
    shutil.copytree(BUNDLED, mine)
    path = mine / "displacement" / "unrwa.csv"
    table = Package(mine).table("unrwa")
    module = SimpleNamespace(TABLES={"unrwa": lambda _: table}, SOURCE_FILES={})
    monkeypatch.setattr(build, "MODULES", (module,))
    monkeypatch.setattr(build.boundaries, "write_geojson", lambda _: Package(mine).text("boundaries"))
    build.build_bundled(tmp_path, mine)
    assert Package(mine).damaged() == []
    path.write_text(path.read_text() + "# mine\n")
    before = path.read_bytes()
    with pytest.raises(UserError, match="unrwa.csv is not as datapackage.json records it"):
        build.build_bundled(tmp_path, mine)
    assert path.read_bytes() == before
