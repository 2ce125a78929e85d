"""Regional bodies and consultative processes, and who belongs to them (September 2018)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from tables import CODES, Source, finish, read_iso3, read_table
from walkthrough.ingest.csv_table import INSIDE

BODIES = ["cooperation/bodies.csv", "cooperation/bodies_more.csv"]
MEMBERSHIPS = ["cooperation/memberships.csv", "cooperation/memberships_more.csv"]

# Participants that are only a part of an area. Their membership is not the area's, so they keep
# their code and get no area: counting them would extend a body to all of Serbia or Guadeloupe.
PARTS = (*INSIDE, "NFK")

# One word for a suspended membership. The list of bodies says that Eritrea
# suspended its own in IGAD in 2007, the rows of members do not; IGAD's process has IGAD's members.
SUSPENDED = "member_suspended"
ROLES = {"member_suspended_2018": SUSPENDED}
SUSPENSIONS = {
    ("IGAD", "ERI"): "; suspended by Eritrea in 2007, as a footnote of IGAD's page says",
    ("IGAD-RCP", "ERI"): "; suspended in IGAD since 2007",
}


def read_bodies(*paths: Path) -> pd.DataFrame:
    """One row per body of all lists, sorted by its short name."""
    lists = [read_table(path, "bodies", {"name": "full_name"}) for path in paths]
    return finish(pd.concat(lists), "bodies", paths[-1])


def read_memberships(path: Path, bodies: pd.DataFrame, areas: dict[str, int]) -> pd.DataFrame:
    """One row per body and participant; every body must be listed in ``bodies``."""
    names = {"since_year": "since_year_if_known"}
    table = read_table(path, "memberships", names, {"area": "iso3"}, areas, PARTS)
    unknown = sorted(set(table["body"]) - set(bodies["body"]))
    if unknown:
        raise UserError(f"{path}: bodies {unknown} are not in {BODIES[0]}; add them there")
    return finish(table, "memberships", path)


def join_memberships(*tables: pd.DataFrame) -> pd.DataFrame:
    """The memberships of all lists together, suspensions in one word (`ROLES`, `SUSPENSIONS`)."""
    table = pd.concat(tables).replace({"role": ROLES})
    for (body, iso3), remark in SUSPENSIONS.items():
        row = (table["body"] == body) & (table["iso3"] == iso3)
        table.loc[row, "role"] = SUSPENDED
        table.loc[row, "source"] += remark
    return finish(table, "memberships", MEMBERSHIPS)


def _memberships(first: Path, more: Path, bodies: Path, more_bodies: Path, codes: Path) -> pd.DataFrame:
    known, areas = read_bodies(bodies, more_bodies), read_iso3(codes)
    return join_memberships(*(read_memberships(path, known, areas) for path in (first, more)))


TABLES = {
    "bodies": Source(BODIES, read_bodies),
    "memberships": Source([*MEMBERSHIPS, *BODIES, CODES], _memberships),
}
