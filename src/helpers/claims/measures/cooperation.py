"""Measures of South-South corridors: within a region, or between members of one forum."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from helpers.analysis import cooperation, coverage, migration
from helpers.analysis.south import SOUTH
from helpers.claims.provenance import TracedNumber, add_up
from helpers.claims.registry import Finding, Pair, measure
from helpers.claims.terms import ENDS, GROUPS, in_year, on_side
from helpers.study import NoData, Study

CORRIDORS = (*GROUPS, migration.corridors)
COVERED = (cooperation.belonging, *CORRIDORS, cooperation.shared_bodies)
Test = Callable[[pd.DataFrame], pd.Series]
"""What tells corridors apart, or describes each of them."""


@measure("comparison", "fraction", CORRIDORS)
def within_major_area(study: Study) -> Pair:
    """Shares of South-South migrants who stay in one major area of the UN, and who do not.

    Of those whose country of origin is known.
    """
    return _within(study, "major_area", "major area")


@measure("comparison", "fraction", CORRIDORS)
def within_region(study: Study) -> Pair:
    """Shares of South-South migrants who stay in one sub-region of the UN, and who do not.

    Of those whose country of origin is known.
    """
    return _within(study, "region", "sub-region")


@measure("open", uses=CORRIDORS)
def near_home(study: Study) -> Finding:
    """How many South-South migrants stay in the major area, and in the sub-region, of their birth.

    Of those whose country of origin is known.
    """
    areas, regions = (within(study)[0] for within in (within_major_area, within_region))
    evidence = (
        f"{100 * areas.value:.2f} per cent of South-South migrants stay in the major area that they were "
        f"born in, {100 * regions.value:.2f} per cent in the sub-region"
    )
    near, _ = areas.terms
    return Finding(None, evidence, {near.table: near.rows.index})


def _within(study: Study, level: str, name: str) -> Pair:
    place = study.areas.set_index("area")[level]
    place = pd.Series(pd.factorize(place)[0], index=place.index)  # numbers compare faster

    def same(pairs: pd.DataFrame) -> pd.Series:
        return pairs["origin"].map(place) == pairs["destination"].map(place)

    return _shares(study, same, (f"within one {name}", f"between {name}s"))


@measure("comparison", "fraction", COVERED)
def covered_by_processes(study: Study) -> Pair:
    """Shares of South-South migrants whose two countries sit in one consultative process, and in none."""
    return _covered(study, "consultative processes")


@measure("comparison", "fraction", COVERED)
def covered_by_regional_bodies(study: Study) -> Pair:
    """Shares of South-South migrants whose two countries belong to one regional body, and to none."""
    return _covered(study, "regional bodies")


def _covered(study: Study, kind: str) -> Pair:
    if study.members.empty:
        raise NoData("the table of memberships names no area with a seat")
    members = study.members[study.members["kind"] == kind]
    return _shares(
        study,
        lambda pairs: cooperation.shared_bodies(pairs, members) > 0,
        (f"who share one of the {kind}", f"who share none of the {kind}"),
        shared=lambda pairs: coverage.shared_names(pairs, members),
    )


def _corridors(study: Study) -> pd.DataFrame:
    """The South-South corridors of the year. Raises NoData if nobody moves in them."""
    if not study.pairs["stock"].sum():
        raise NoData(f"there is no South-South corridor in {study.p.year}")
    return study.pairs


def _shares(study: Study, test: Test, names: tuple[str, str], shared: Test | None = None) -> Pair:
    """Shares of South-South migrants: in corridors that pass a test, and in the others.

    ``shared`` adds a column that says what the two ends of a corridor share.
    """
    pairs, labels = _corridors(study), ENDS if shared is None else (*ENDS, "shared")
    passed = test(pairs)

    def rows(wanted: bool | None) -> pd.DataFrame:
        found = on_side(study, in_year(study.od, study.p.year), SOUTH, "origin")
        found = on_side(study, found, SOUTH, "destination")
        found = found if shared is None else found.assign(shared=shared(found))
        return found if wanted is None else found[test(found) == wanted]

    def people(name: str, wanted: bool | None) -> TracedNumber:
        stock = pairs["stock"] if wanted is None else pairs.loc[passed == wanted, "stock"]
        return add_up(
            f"South-South migrants {name}",
            f"od-{study.p.revision}",
            lambda: rows(wanted),
            "stock",
            labels=labels,
            computed=float(stock.sum()),
        )

    every = people("of a known country", None)
    return people(names[0], True) / every, people(names[1], False) / every
