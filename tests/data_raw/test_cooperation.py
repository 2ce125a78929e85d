"""Bodies and their members from tiny files, and what is refused."""

import pytest

from cooperation import read_bodies, read_memberships
from helpers.errors import UserError

BODY = "body,full_name,kind,founded_year,founding_event,confidence,source,notes\n"
MEMBER = "body,kind,iso3,role,since_year_if_known,source,confidence\n"


def test_members_that_are_part_of_an_area_have_none(write):
    bodies = read_bodies(write(BODY + "B,Body,rcp,1991,,high,s,\n"))
    path = write(MEMBER + "B,rcp,XKX,member,,s,low\nB,rcp,SRB,member,2000,s,high\n")
    table = read_memberships(path, bodies, {"SRB": 688})
    assert list(table["iso3"]) == ["SRB", "XKX"]
    assert table["area"].isna().tolist() == [False, True]
    assert table["since_year"].isna().tolist() == [False, True]
    with pytest.raises(UserError, match="not in"):
        read_memberships(write(MEMBER + "C,rcp,SRB,member,,s,high\n"), bodies, {"SRB": 688})
