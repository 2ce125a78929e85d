"""Measures of the migrant stock that the ledger does not say in words: two years, and figures multiplied."""

from __future__ import annotations

import pandas as pd

from helpers.analysis.south import SOUTH
from helpers.claims import terms
from helpers.claims.kinds import UNITS
from helpers.claims.ledger import load_claims
from helpers.claims.provenance import LEDGER, TracedNumber, add_up
from helpers.claims.registry import Pair, measure
from helpers.claims.terms import FOUR_WAY, HOSTED
from helpers.study import NoData, Study


def _check_years(study: Study) -> None:
    """Raise NoData unless the base year lies before the year."""
    if study.p.base_year >= study.p.year:
        raise NoData(f"{study.p.base_year} is not before {study.p.year}: nothing to compare")


@measure("comparison", "persons", FOUR_WAY, bounded="years")
def south_south_then_and_now(study: Study) -> Pair:
    """Migrants born in the South who live in the South: in the year, and in the base year.

    A stock: who is there, and not how many have moved in between.
    """
    _check_years(study)
    now, then = (terms.moved(study, SOUTH, SOUTH, year) for year in (study.p.year, study.p.base_year))
    return now, then


@measure("comparison", "fraction", (*HOSTED, *FOUR_WAY), bounded="years")
def south_south_part_of_all(study: Study) -> Pair:
    """South-South migrants / all international migrants: in the year, and in the base year."""
    _check_years(study)
    years = (study.p.year, study.p.base_year)
    now, then = (terms.moved(study, SOUTH, SOUTH, y) / terms.living(study, year=y) for y in years)
    return now, then


@measure("quantity", "persons")
def product_of_stated_figures(study: Study) -> TracedNumber:
    """The article's own figures multiplied: migrants x share in the South x share from there."""
    figures = ("A2.1", "A2.2", "A2.4")
    stated = {c.id: c for c in load_claims(study.package) if c.id in figures and c.stated is not None}
    if lacking := set(figures) - set(stated):
        raise NoData(f"the ledger states no figure for {', '.join(sorted(lacking))}")
    rows = pd.DataFrame(
        [
            {"claim": c.id, "stated": c.stated_text, "value": (c.stated or 0) * UNITS[c.unit or "persons"]}
            for c in stated.values()
        ]
    )
    name = "product of the stated figures"
    return add_up(name, LEDGER, rows, "value", how="product", labels=("claim", "stated"))
