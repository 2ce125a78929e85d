"""Shared forums: who belongs to what, and how many migrants move inside a common one.

Frames: ``bodies`` has body, kind, founded_year; ``memberships`` has body, area, role. Roles differ
from source to source; they fall into two sets here, so that "belongs" is one stated rule.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.analysis.south import NORTH, SOUTH

SUSPENDED = "member_suspended"
# Consultative processes are informal: taking part is their form of membership. A suspended member
# is one still; `coverage.under_rules` shows what is left without.
MEMBER_ROLES = {
    "member",
    "member_origin",
    "member_destination",
    SUSPENDED,
    "participating",
    "participant",
    "participant_steering_committee",
    "partner",
}
# Disputed, later and observing roles count only where a rule says "any role". A kind that is not
# named here is not counted: what a successor goes on with, and bodies for all purposes that span
# the continents, which would cover any two members however little they share.
KINDS = {
    "regional_body": "regional bodies",
    "rcp": "consultative processes",
    "rcp_or_interregional": "consultative processes",
    "interregional_forum": "interregional forums",
}


def belonging(bodies: pd.DataFrame, memberships: pd.DataFrame, any_role: bool) -> pd.DataFrame:
    """Who belongs to a living body: body, kind (see `KINDS`), area, suspended (True or False).

    ``any_role`` also counts associates, observers and disputed members. Territories that are not
    among the areas, and bodies of other kinds, are left out.
    """
    kind = bodies.set_index("body")["kind"].map(KINDS)
    rows = memberships.dropna(subset=["area"])
    if not any_role:
        rows = rows[rows["role"].isin(MEMBER_ROLES)]
    rows = rows.assign(kind=rows["body"].map(kind), suspended=rows["role"] == SUSPENDED)
    rows = rows.dropna(subset=["kind"]).astype({"area": "int64"})
    return rows[["body", "kind", "area", "suspended"]].reset_index(drop=True)


def seat_names(belongs: pd.DataFrame) -> pd.Series:
    """The body of each seat of `belonging`, with a remark where the seat is suspended."""
    return belongs["body"] + belongs["suspended"].map({True: " (suspended)", False: ""})


def composition(belongs: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    """Members of each body by group: body, kind, South, North, type.

    ``type`` is "South only", "North only" or "mixed".
    """
    counts = belongs.groupby(["body", "kind", belongs["area"].map(group)]).size().unstack()
    counts = counts.reindex(columns=[SOUTH, NORTH]).fillna(0).astype("int64")
    kind = pd.Series("mixed", index=counts.index)
    kind[counts[NORTH] == 0] = "South only"
    kind[counts[SOUTH] == 0] = "North only"
    return counts.assign(type=kind).rename_axis(columns=None).reset_index()


def shared_bodies(pairs: pd.DataFrame, belongs: pd.DataFrame) -> pd.Series:
    """The number of bodies to which both ends of each pair belong, one value per pair.

    ``pairs`` has origin and destination (M49); ``belongs`` has body and area. Of the table that
    has one row per area and a column per body, true where the area belongs, the two rows of a pair
    are true together in as many columns as there are shared bodies.
    """
    area, areas = pd.factorize(belongs["area"])
    body, bodies = pd.factorize(belongs["body"])
    member = np.zeros((len(areas) + 1, len(bodies)), dtype=bool)  # the last row: in no body
    member[area, body] = True
    place = pd.Index(areas)
    origin, destination = (member[place.get_indexer(pairs[end])] for end in ("origin", "destination"))
    return pd.Series((origin & destination).sum(axis=1), index=pairs.index, name="shared", dtype="int64")


def coverage(pairs: pd.DataFrame, belongs: pd.DataFrame) -> float:
    """Share of the migrants in ``pairs`` (origin, destination, stock) with a body in common."""
    total = pairs["stock"].sum()
    covered = pairs.loc[shared_bodies(pairs, belongs) > 0, "stock"].sum()
    return float(covered / total) if total else float("nan")


def coverage_by_kind(pairs: pd.DataFrame, bodies: pd.DataFrame, memberships: pd.DataFrame) -> pd.Series:
    """Coverage of ``pairs`` by kind of body, by all of them, and by all with any role."""
    members = belonging(bodies, memberships, any_role=False)
    shares = {
        kind: coverage(pairs, members[members["kind"] == kind]) for kind in dict.fromkeys(KINDS.values())
    }
    shares["any of these"] = coverage(pairs, members)
    shares["any, observers too"] = coverage(pairs, belonging(bodies, memberships, any_role=True))
    return pd.Series(shares)


def dormant(bodies: pd.DataFrame) -> list[str]:
    """Bodies whose notes say that they were dormant."""
    return sorted(bodies.loc[bodies["notes"].str.contains("dormant"), "body"])


# What the milestones say, short enough to stand on a timeline.
FRAMEWORKS = {
    "BAPA 1978": "Buenos Aires Plan of Action (BAPA)",
    "Abuja Treaty": "Abuja Treaty: African Economic Community",
    "Nairobi conference and A/RES/64/222": "Nairobi outcome",
    "MiGOF": "MiGOF",
    "GCM adopted at Marrakech conference": "Global Compact",
    "BAPA+40": "BAPA+40",
}


HEIRS = {"OAU": "AU"}
"""Bodies that another one took the place of: the two are one forum, as old as the first."""


def beginnings(bodies: pd.DataFrame, milestones: pd.DataFrame) -> pd.DataFrame:
    """When each body that counts and each framework began: year, label, lane, sure.

    ``sure`` is False for a body that was dormant, or whose date rests on general knowledge, not looked up;
    ``lane`` is the kind of body (`KINDS`), or frameworks. An heir begins with its predecessor.
    """
    year = bodies.set_index("body")["founded_year"]
    first = {heir: old for old, heir in HEIRS.items() if old in year.index}
    before = [f" (formerly {first[b]})" if b in first else "" for b in bodies["body"]]
    asleep = bodies["body"].isin(dormant(bodies))
    own = pd.DataFrame(
        {
            "year": bodies["body"].replace(first).map(year),
            "label": bodies["body"] + before + asleep.map({True: " (dormant)", False: ""}),
            "lane": bodies["kind"].map(KINDS),
            "sure": bodies["confidence"].str.startswith("high") & ~asleep,
        }
    ).dropna(subset="lane")
    dated = milestones[milestones["item"].isin(FRAMEWORKS)].dropna(subset="date")
    texts = pd.DataFrame(
        {
            "year": dated["date"].str[:4].astype("int64"),
            "label": dated["item"].map(FRAMEWORKS),
            "lane": "frameworks",
            "sure": dated["status"].str.startswith("verified"),
        }
    )
    return pd.concat([texts, own]).sort_values(["year", "label"], ignore_index=True)
