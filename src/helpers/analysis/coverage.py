"""How many migrants move inside a common forum, and how firm that share is.

Frames as in `helpers.analysis.cooperation`; ``pairs`` has origin, destination, stock (persons).
"""

from __future__ import annotations

import pandas as pd

from helpers.analysis.cooperation import (
    KINDS,
    SUSPENDED,
    belonging,
    composition,
    coverage,
    coverage_by_kind,
    dormant,
    shared_bodies,
)

PROCESSES = KINDS["rcp"]
REGIONAL = KINDS["regional_body"]
COVERS = ("a consultative process", "another body only", "no body at all")


def cover(pairs: pd.DataFrame, belongs: pd.DataFrame) -> pd.Series:
    """What the two ends of each pair share at best: one of `COVERS`."""
    process = shared_bodies(pairs, belongs[belongs["kind"] == PROCESSES]) > 0
    other = shared_bodies(pairs, belongs) > 0
    best = pd.Series(COVERS[2], index=pairs.index)
    return best.mask(other, COVERS[1]).mask(process, COVERS[0])


def shared_names(pairs: pd.DataFrame, belongs: pd.DataFrame, most: int = 2) -> pd.Series:
    """The bodies that both ends of each pair belong to, smallest first, as text.

    Small forums come first because they say most about a pair; beyond ``most``, how many more.
    """
    size = belongs["body"].value_counts()
    bodies_of = belongs.groupby("area")["body"].agg(frozenset)
    none: frozenset[str] = frozenset()
    names = []
    for o, d in zip(pairs["origin"], pairs["destination"], strict=True):
        both = sorted(bodies_of.get(o, none) & bodies_of.get(d, none), key=lambda b: (size[b], b))
        more = f" + {len(both) - most}" if len(both) > most else ""
        names.append(", ".join(both[:most]) + more)
    return pd.Series(names, index=pairs.index)


def by_confidence(pairs: pd.DataFrame, bodies: pd.DataFrame, memberships: pd.DataFrame) -> pd.DataFrame:
    """Coverage by kind (`coverage_by_kind`) from well-attested seats, and what the rest adds.

    Columns: high (memberships of high confidence alone), added (by those of medium or low
    confidence), all.
    """
    table = pd.DataFrame(
        {
            "high": coverage_by_kind(pairs, bodies, memberships[memberships["confidence"] == "high"]),
            "all": coverage_by_kind(pairs, bodies, memberships),
        }
    )
    return table.assign(added=table["all"] - table["high"])[["high", "added", "all"]]


def by_place(pairs: pd.DataFrame, belongs: pd.DataFrame, place: pd.Series) -> pd.DataFrame:
    """Coverage of the migrants living in each place: migrants, then a share for each of `COVERS`.

    ``place`` names the place of each area. Largest first; the three shares of a place sum to 1.
    """
    stock = (
        pairs.groupby([pairs["destination"].map(place).rename("place"), cover(pairs, belongs)])["stock"]
        .sum()
        .unstack()
    )
    stock = stock.reindex(columns=list(COVERS)).fillna(0)
    stock = stock[stock.sum(axis=1) > 0]
    total = stock.sum(axis=1)
    table = stock.div(total, axis=0).rename_axis(columns=None)
    table.insert(0, "migrants", total.astype("int64"))
    return table.sort_values("migrants", ascending=False, kind="stable")


def existing(bodies: pd.DataFrame, memberships: pd.DataFrame, year: int) -> pd.DataFrame:
    """The memberships that existed in a year, as far as the dates are known.

    A membership begins with its body, or in its own ``since_year`` where that is later and known.
    """
    begin = memberships["body"].map(bodies.set_index("body")["founded_year"])
    begin = pd.concat([begin, memberships["since_year"]], axis=1).max(axis=1)
    return memberships[begin <= year]


def over_time(
    pairs_by_year: dict[int, pd.DataFrame], bodies: pd.DataFrame, memberships: pd.DataFrame
) -> pd.DataFrame:
    """Coverage by consultative processes, by year: under today's seats, and under those of then.

    ``pairs_by_year`` holds the corridors of each year. Columns: today (every membership listed),
    then (`existing`).
    """

    def share(pairs: pd.DataFrame, rows: pd.DataFrame) -> float:
        belongs = belonging(bodies, rows, any_role=False)
        return coverage(pairs, belongs[belongs["kind"] == PROCESSES])

    rows = {
        y: (share(pairs, memberships), share(pairs, existing(bodies, memberships, y)))
        for y, pairs in pairs_by_year.items()
    }
    table = pd.DataFrame.from_dict(rows, orient="index", columns=["today", "then"])
    return table.rename_axis("year")


def largest_loss(pairs: pd.DataFrame, belongs: pd.DataFrame) -> pd.Series:
    """By how much coverage falls without each body, largest first."""
    whole = coverage(pairs, belongs)
    lost = {
        b: whole - coverage(pairs, belongs[belongs["body"] != b]) for b in sorted(belongs["body"].unique())
    }
    return pd.Series(lost, name="lost", dtype=float).sort_values(ascending=False, kind="stable")


ALL_LISTED, FIRST_LIST = "every regional body listed", "without the bodies added later"
WITHOUT_SUSPENDED = "without suspended members"
NOTABLE = 0.005
"""A loss of coverage that is listed: half a point."""


def by_list(pairs: pd.DataFrame, bodies: pd.DataFrame, memberships: pd.DataFrame) -> pd.Series:
    """Coverage by regional bodies under other lists of them: a share by name of the list.

    The whole list first; without suspended members; without what was added to the first list, and
    with the one addition that matters most; then without each body alone whose absence is
    `NOTABLE`, the dearest first.
    """
    added = bodies.loc[bodies["notes"].str.contains("second round", na=False), "body"]
    belongs = belonging(bodies, memberships, any_role=False)
    belongs = belongs[belongs["kind"] == REGIONAL]
    whole, lost = coverage(pairs, belongs), largest_loss(pairs, belongs)
    shares = {
        ALL_LISTED: whole,
        WITHOUT_SUSPENDED: coverage(pairs, belongs[~belongs["suspended"]]),
        FIRST_LIST: coverage(pairs, belongs[~belongs["body"].isin(added)]),
    }
    for b in [b for b in lost.index if b in set(added)][:1]:
        kept = ~belongs["body"].isin(added) | (belongs["body"] == b)
        shares[f"{FIRST_LIST}, but with {b}"] = coverage(pairs, belongs[kept])
    return pd.Series(shares | {f"without {b}": whole - loss for b, loss in lost.items() if loss >= NOTABLE})


def under_rules(
    pairs: pd.DataFrame, bodies: pd.DataFrame, memberships: pd.DataFrame, group: pd.Series
) -> pd.DataFrame:
    """Coverage when weak seats do not count: one row per rule; columns process and any body.

    ``group`` decides which bodies have members in the South only.
    """
    members = belonging(bodies, memberships, any_role=False)
    kinds = composition(members, group).set_index("body")["type"]
    everything = pd.Series(True, index=memberships.index)
    rules = {
        "every seat on paper": everything,
        "without dormant bodies": ~memberships["body"].isin(dormant(bodies)),
        WITHOUT_SUSPENDED: memberships["role"] != SUSPENDED,
        "high confidence only": memberships["confidence"] == "high",
        "bodies of the South alone": memberships["body"].map(kinds) == "South only",
    }
    for belongs in (members[members["kind"] == PROCESSES], members):
        lost = largest_loss(pairs, belongs)
        if len(lost):
            rules[f"without the {lost.index[0]}"] = memberships["body"] != lost.index[0]
    rows = {}
    for rule, kept in rules.items():
        belongs = belonging(bodies, memberships[kept], any_role=False)
        rows[rule] = (coverage(pairs, belongs[belongs["kind"] == PROCESSES]), coverage(pairs, belongs))
    return pd.DataFrame.from_dict(rows, orient="index", columns=["process", "any body"])
