"""Measures of the data on migrants that areas have."""

from __future__ import annotations

from helpers.analysis.south import SOUTH
from helpers.claims.provenance import TracedNumber, count
from helpers.claims.registry import Finding, measure, measure_of_sides
from helpers.claims.terms import GROUPS, in_year, on_side
from helpers.study import NoData, Study


@measure_of_sides("fraction of areas", GROUPS, cases=True)
def imputed_areas(study: Study, side: str) -> TracedNumber:
    """Areas without national data on migrants (letter I) / areas.

    Source: the column "type of data" of UN DESA, International Migrant Stock (documentation of the
    revision): B foreign-born, C foreign citizens, R refugees added, I imputed.
    """
    return _flagged(study, side, "I", "without national data (flag I)")


@measure_of_sides("fraction of areas", GROUPS, cases=True)
def citizens_counted(study: Study, side: str) -> TracedNumber:
    """Areas that count foreign citizens (letter C), at least in part, / areas.

    The letters are those of the column "type of data" of UN DESA, International Migrant Stock.
    """
    return _flagged(study, side, "C", "that count citizens (flag C)")


@measure("fact", uses=GROUPS)
def areas_without_national_data(study: Study) -> Finding:
    """Whether some areas of the South have no national data on migrants (letter I).

    One such area is enough: the sentence says that there are needs, and not how many.
    """
    imputed = imputed_areas(study)[0]
    lacking, every = imputed.terms
    if not every.value:
        raise NoData("under this definition no area is in the South")
    citizens = _flagged(study, SOUTH, "C", "that count citizens (flag C)").terms[0]
    evidence = (
        f"{lacking.value:.0f} of {every.value:.0f} areas of the South have no national data on migrants; "
        f"{citizens.value:.0f} count citizens, at least in part, which may be a choice"
    )
    return Finding(lacking.value > 0, evidence, {lacking.table: lacking.rows.index})


@measure("fact")
def capacity_for_policy_and_borders(study: Study) -> Finding:
    """Unverified: no table here measures it.

    What would: the answers of governments on indicator 10.7.2 of the Sustainable Development Goals
    (UN DESA and IOM), and IOM's Migration Governance Indicators, country by country.
    """
    wanted = "SDG indicator 10.7.2 or IOM's Migration Governance Indicators would tell"
    return Finding(None, f"no table of the data package measures it; {wanted}")


def _flagged(study: Study, side: str, flag: str, name: str) -> TracedNumber:
    if study.totals["type_of_data"].isna().all():
        raise NoData(f"the {study.p.revision} revision does not say what kind of data it rests on")
    rows = in_year(study.totals, study.p.year)
    rows = rows.iloc[: 0 if rows["type_of_data"].isna().all() else None]  # of this year it says nothing
    rows, table = on_side(study, rows, side)[["area", "type_of_data"]], f"totals-{study.p.revision}"
    flagged = rows[rows["type_of_data"].str.contains(flag, na=False)]
    return count(f"areas of the {side} {name}", table, flagged) / count(f"areas of the {side}", table, rows)
