"""The second way to each number of `helpers.claims.measures`: only rows and what they add up to.

Rows are taken from the tables as they stand, and added, without the shortcuts that make measures
quick. `helpers.claims.trace` compares the two: two ways, one answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd

from helpers.analysis import coverage
from helpers.analysis.cooperation import shared_bodies
from helpers.analysis.south import NORTH, SOUTH, origin_groups
from helpers.claims import sums_solutions as solutions
from helpers.claims.ledger import UNITS, load_claims
from helpers.claims.provenance import LEDGER, Number, add_up, count
from helpers.claims.selections import in_year, living, of_side
from helpers.study import Study

Pair = tuple[Number, Number]
ENDS = ("origin", "destination")
"""Columns that name a corridor."""


def sums(study: Study, measure: str) -> tuple[Number, ...]:
    """What a measure adds up: one number, or the two sides of a comparison."""
    if measure in NUMBERS:
        return (NUMBERS[measure](study),)
    if measure in SIDES:
        return SIDES[measure](study, SOUTH), SIDES[measure](study, NORTH)
    return PAIRS[measure](study)


# The migrant stock


def _moved(study: Study, origin: str, destination: str) -> Number:
    rows = of_side(study, in_year(study.od, study.p.year), destination, "destination")
    rows = rows[rows["origin"].map(origin_groups(study.group, study.p.residual)) == origin]
    return add_up(
        f"migrants from the {origin} living in the {destination}",
        f"od-{study.p.revision}",
        rows,
        "stock",
        labels=ENDS,
    )


def _growth(study: Study, side: str) -> Number:
    p = study.p
    ratio = living(study, side, p.year) / living(study, side, p.base_year)
    years = p.year - p.base_year
    if p.growth == "exponential":
        value, form = math.log(ratio.value) / years, f"ln({{}}) / {years} years"
    else:
        value, form = ratio.value ** (1 / years) - 1, f"({{}}) ^ (1 / {years} years) - 1"
    return Number(value, form.format(ratio.words), form.format(ratio.figures), ratio.parts)


def _stated_product(study: Study) -> Number:
    rows = pd.DataFrame(
        [
            {"claim": c.id, "stated": c.stated_text, "value": c.stated * UNITS[c.unit or "persons"]}
            for c in load_claims(study.package)
            if c.id in ("A2.1", "A2.2", "A2.4") and c.stated is not None
        ]
    )
    return add_up(
        "product of the stated figures", LEDGER, rows, "value", how="product", labels=("claim", "stated")
    )


# Corridors


def _split(study: Study, rows: pd.DataFrame, true: pd.Series, names: tuple[str, str]) -> Pair:
    """Shares of South-South migrants: in corridors for which something is true, and in others."""
    labels = [c for c in (*ENDS, "shared") if c in rows]
    every, left, right = (
        add_up(f"South-South migrants {name}", f"od-{study.p.revision}", chosen, "stock", labels=labels)
        for name, chosen in (("of a known country", rows), (names[0], rows[true]), (names[1], rows[~true]))
    )
    return left / every, right / every


def _corridors(study: Study) -> pd.DataFrame:
    rows = of_side(study, in_year(study.od, study.p.year), SOUTH, "origin")
    return of_side(study, rows, SOUTH, "destination")


def _within(study: Study, level: str, what: str) -> Pair:
    place, rows = study.areas.set_index("area")[level], _corridors(study)
    same = rows["origin"].map(place) == rows["destination"].map(place)
    return _split(study, rows, same, (f"within one {what}", f"between {what}s"))


def _covered(study: Study, kind: str) -> Pair:
    members, rows = study.members[study.members["kind"] == kind], _corridors(study)
    rows = rows.assign(shared=coverage.shared_names(rows, members))
    return _split(
        study,
        rows,
        shared_bodies(rows, members) > 0,
        (f"who share one of the {kind}", f"who share none of the {kind}"),
    )


# Texts and capacity


def _paragraphs(study: Study, column: str, word: str, section: str = "") -> Number:
    rows = study.package.table("gcm-terms")
    rows = rows[rows["section"].str.startswith(section) & (rows[column] > 0)]
    return add_up(
        f'"{word}" in the Compact{", objectives only" if section else ""}',
        "gcm-terms",
        rows,
        column,
        labels=("paragraph", "section", "evidence"),
    )


def _flagged(study: Study, side: str, flag: str, what: str) -> Number:
    rows = of_side(study, in_year(study.totals, study.p.year), side)[["area", "type_of_data"]]
    flagged, table = rows["type_of_data"].str.contains(flag), f"totals-{study.p.revision}"
    return count(f"areas of the {side} {what}", table, rows[flagged]) / count(
        f"areas of the {side}", table, rows
    )


NUMBERS: dict[str, Callable[[Study], Number]] = {
    "migrants_world": living,
    "share_hosted_by_south": lambda s: living(s, SOUTH) / living(s),
    "south_south_stock": lambda s: _moved(s, SOUTH, SOUTH),
    "south_south_share": lambda s: _moved(s, SOUTH, SOUTH) / living(s, SOUTH),
    "product_of_stated_figures": _stated_product,
    "partnerships_all": lambda s: _paragraphs(s, "partnership_all", "partnership(s)"),
    "partnerships_in_objectives": lambda s: _paragraphs(s, "partnership_all", "partnership(s)", "Objective"),
    "partnerships_plural": lambda s: _paragraphs(s, "plural", "partnerships"),
}
# The same for the South and for the North.
SIDES: dict[str, Callable[[Study, str], Number]] = {
    "growth_since_base_year": _growth,
    "remittances_usd": solutions.received,
    "remittances_share_of_gdp": solutions.share_of_gdp,
    "remittances_median_share_of_gdp": solutions.median_share_of_gdp,
    "remittances_per_head": solutions.per_head,
    "refugees_among_migrants": lambda s, side: solutions.undesa(s, side) / living(s, side),
    "refugees_per_thousand_residents": solutions.per_thousand,
    "refugees_hosted_undesa": solutions.undesa,
    "refugees_hosted_unhcr": solutions.unhcr,
    "refugees_hosted_with_unrwa": lambda s, side: (
        solutions.unhcr(s, side) + solutions.unhcr(s, side, "under UNRWA", "unrwa")
    ),
    "imputed_areas": lambda s, side: _flagged(s, side, "I", "without national data (flag I)"),
    "citizens_counted": lambda s, side: _flagged(s, side, "C", "that count citizens (flag C)"),
}
PAIRS: dict[str, Callable[[Study], Pair]] = {
    "south_south_and_south_north": lambda s: (_moved(s, SOUTH, SOUTH), _moved(s, SOUTH, NORTH)),
    "within_major_area": lambda s: _within(s, "major_area", "major area"),
    "within_region": lambda s: _within(s, "region", "sub-region"),
    "covered_by_processes": lambda s: _covered(s, "consultative processes"),
    "covered_by_regional_bodies": lambda s: _covered(s, "regional bodies"),
}
