"""Counts and facts about the policy texts from tiny files, and what is refused."""

import pytest

from frameworks import (
    first_date,
    read_indicators,
    read_milestones,
    read_rules,
    read_targets,
    read_terms,
    read_votes,
)
from helpers.errors import UserError


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
    with pytest.raises(UserError, match="line 2: the counts of paragraph 39"):
        read_terms(write(TERM + "39,Objective 23,Title,1,1,2,4,2,3,0,0,0,(b),full text\n"))


def test_rules_keep_their_order(write):
    assert list(read_rules(write("rule,count\nz ,3\na,2\n"))["rule"]) == ["z", "a"]


def test_targets_in_the_agendas_order(write):
    header = "target,names_migra_in_target_text,n_migra_words,recognised_by,topic,source\n"
    table = read_targets(write(header + "10.c,yes,1,a,t,s\n10.7,yes,2,a,t,s\n8.8,no,0,a,t,s\n"))
    assert list(table["target"]) == ["8.8", "10.7", "10.c"]
    with pytest.raises(UserError, match="line 2: target 8.8 says"):
        read_targets(write(header + "8.8,no,1,a,t,s\n"))
    with pytest.raises(UserError, match="is not yes or no"):
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
    assert list(read_votes(path, {"TUR": 792, "SRB": 688})["area"]) == [688, 792]
    with pytest.raises(UserError, match="unknown codes ''"):
        read_votes(write("iso3,country,vote\n,Somewhere,yes\n"), {"TUR": 792, "SRB": 688})
