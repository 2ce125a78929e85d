"""Measures of the migrant stock: how many, where, born where, and how fast it grows."""

from __future__ import annotations

import pandas as pd

from helpers.analysis import migration
from helpers.analysis.south import NORTH, SOUTH
from helpers.claims import terms
from helpers.claims.ledger import UNITS, load_claims
from helpers.claims.provenance import LEDGER, TracedNumber, add_up
from helpers.claims.registry import Pair, measure, measure_of_sides
from helpers.claims.terms import FOUR_WAY, HOSTED
from helpers.study import NoData, Study


@measure("quantity", "persons", HOSTED)
def migrants_world(study: Study) -> TracedNumber:
    """International migrants of the year: the stock of all areas that are in a group.

    Source: UN DESA, International Migrant Stock, mid-year estimates; a migrant is foreign-born or,
    where an area has no such data, a foreign citizen.
    """
    return terms.living(study)


@measure("quantity", "fraction", HOSTED)
def share_hosted_by_south(study: Study) -> TracedNumber:
    """Migrants living in the South / migrants living anywhere, whatever their origin."""
    everywhere = terms.living(study)
    if not everywhere.value:
        raise NoData(f"the {study.p.revision} revision counts no migrants in {study.p.year}")
    return terms.living(study, SOUTH) / everywhere


@measure("quantity", "persons", FOUR_WAY, bounded="stock")
def south_south_stock(study: Study) -> TracedNumber:
    """Migrants born in the South who live in the South: the sum over pairs of areas."""
    return terms.moved(study, SOUTH, SOUTH)


@measure("quantity", "fraction", (*HOSTED, *FOUR_WAY), bounded="stock")
def south_south_share(study: Study) -> TracedNumber:
    """Migrants born in the South / all migrants, of those living in the South.

    Denominator: all migrants living in the South, those of unknown origin included.
    """
    hosted = terms.living(study, SOUTH)
    if not hosted.value:
        raise NoData("under this definition nobody lives in the South")
    return terms.moved(study, SOUTH, SOUTH) / hosted


@measure("comparison", "persons", FOUR_WAY, bounded="directions")
def south_south_and_south_north(study: Study) -> Pair:
    """Migrants born in the South: those who live in the South, and those who live in the North."""
    return terms.moved(study, SOUTH, SOUTH), terms.moved(study, SOUTH, NORTH)


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


@measure_of_sides("fraction per year", (*HOSTED, migration.annual_growth_rate))
def growth_since_base_year(study: Study, side: str) -> TracedNumber:
    """Average annual growth of the migrants living in the South, and in the North.

    Exponential, as in UN DESA's own tables of annual rates of change: ln(last / first) / years.
    Compound: (last / first) ^ (1 / years) - 1. Under a line that moves, last and first are of two
    different groups of areas, and an area that crosses takes its migrants along.
    """
    p = study.p
    years = p.year - p.base_year
    last, first = terms.living(study, side, p.year), terms.living(study, side, p.base_year)
    rate = migration.annual_growth_rate(first.value, last.value, years, p.growth)
    if pd.isna(rate):
        raise NoData(f"no growth to compare between {p.base_year} and {p.year}")
    ratio, forms = last / first, {"exponential": "ln({}) / {} years", "compound": "({}) ^ (1 / {} years) - 1"}
    words, figures = (forms[p.growth].format(text, years) for text in (ratio.words, ratio.figures))
    return TracedNumber(rate, words, figures, ratio.terms)


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
