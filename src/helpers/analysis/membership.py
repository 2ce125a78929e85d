"""Who sits at which table: memberships as marks in a matrix, and how many tables each area has."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from helpers.analysis.cooperation import KINDS, MEMBER_ROLES, SUSPENDED, composition

# How each role is drawn. Roles named by the sources that are in neither set are in dispute, came
# later or are not full: they are shown as such and never counted as members.
TAKING_PART = {"participating", "participant", "participant_steering_committee", "partner"}
LOOSE = ("associate", "observer", "participating_silk_routes")
MEMBER, PARTICIPANT, LAPSED, OBSERVER, UNSETTLED = (
    "member",
    "takes part",
    "suspended member",
    "associate or observer",
    "disputed, later or uncertain",
)
MARKS = (MEMBER, PARTICIPANT, LAPSED, OBSERVER, UNSETTLED)


def mark(role: str) -> str:
    """One of `MARKS` for a role as the source words it."""
    if role == SUSPENDED:
        return LAPSED
    if role in MEMBER_ROLES:
        return PARTICIPANT if role in TAKING_PART else MEMBER
    return OBSERVER if role.startswith(LOOSE) else UNSETTLED


def matrix(bodies: pd.DataFrame, memberships: pd.DataFrame, areas: pd.DataFrame) -> pd.DataFrame:
    """One row a membership in a living body: body, kind, area, short_name, region, major_area,
    mark (see `MARKS`) and sure (True where the list is of high confidence).

    Sorted as the matrix is read: bodies by kind and by number of rows, areas by major area,
    region and name. Members that are not among the areas are left out.
    """
    kind = bodies.set_index("body")["kind"].map(KINDS)
    rows = memberships.dropna(subset=["area"]).astype({"area": "int64"})
    rows = rows.assign(
        kind=rows["body"].map(kind), mark=rows["role"].map(mark), sure=rows["confidence"] == "high"
    ).dropna(subset=["kind"])
    places = areas[["area", "short_name", "region", "major_area"]]
    table = rows[["body", "kind", "area", "mark", "sure"]].merge(places, on="area")
    order = list(dict.fromkeys(KINDS.values()))
    size = table.groupby("body")["area"].transform("size")
    table = table.assign(rank=table["kind"].map(order.index), size=-size).sort_values(
        ["rank", "size", "body", "major_area", "region", "short_name"]
    )
    return table.drop(columns=["rank", "size"]).reset_index(drop=True)


def bodies_per_area(belongs: pd.DataFrame, areas: pd.DataFrame) -> pd.Series:
    """How many bodies each area belongs to, those with none included; by M49 code."""
    counts = belongs.groupby("area")["body"].nunique()
    return counts.reindex(areas["area"], fill_value=0).rename("bodies").rename_axis("area")


def tally(counts: pd.Series, group: pd.Series) -> pd.DataFrame:
    """Areas by number of bodies (rows, 0 to the largest) and by group (columns South, North)."""
    table = pd.crosstab(counts, counts.index.map(group))
    whole = range(int(counts.max()) + 1)
    return table.reindex(index=whole, columns=["South", "North"], fill_value=0).rename_axis(
        index="bodies", columns=None
    )


def types_by_definition(belongs: pd.DataFrame, groups: Mapping[str, pd.Series]) -> pd.DataFrame:
    """Bodies by make-up (columns South only, mixed, North only) under each definition (rows).

    ``groups`` has the side of each area by definition.
    """
    rows = {d: composition(belongs, group)["type"].value_counts() for d, group in groups.items()}
    table = pd.DataFrame(rows).T.reindex(columns=["South only", "mixed", "North only"])
    return table.fillna(0).astype("int64").rename_axis(index="definition", columns=None)
