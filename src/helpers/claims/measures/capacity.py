"""Measures of the data on migrants that areas have."""

from __future__ import annotations

from helpers.claims.provenance import TracedNumber, count
from helpers.claims.registry import measure_of_sides
from helpers.claims.terms import GROUPS, in_year, on_side
from helpers.study import NoData, Study


@measure_of_sides("fraction of areas", GROUPS)
def imputed_areas(study: Study, side: str) -> TracedNumber:
    """Areas without national data on migrants (letter I) / areas.

    Source: the column "type of data" of UN DESA, International Migrant Stock (documentation of the
    revision): B foreign-born, C foreign citizens, R refugees added, I imputed.
    """
    return _flagged(study, side, "I", "without national data (flag I)")


@measure_of_sides("fraction of areas", GROUPS)
def citizens_counted(study: Study, side: str) -> TracedNumber:
    """Areas that count foreign citizens (letter C), at least in part, / areas.

    The letters are those of the column "type of data" of UN DESA, International Migrant Stock.
    """
    return _flagged(study, side, "C", "that count citizens (flag C)")


def _flagged(study: Study, side: str, flag: str, name: str) -> TracedNumber:
    if study.totals["type_of_data"].isna().all():
        raise NoData(f"the {study.p.revision} revision does not say what kind of data it rests on")
    rows = in_year(study.totals, study.p.year)
    rows = rows.iloc[: 0 if rows["type_of_data"].isna().all() else None]  # of this year it says nothing
    rows, table = on_side(study, rows, side)[["area", "type_of_data"]], f"totals-{study.p.revision}"
    flagged = rows[rows["type_of_data"].str.contains(flag, na=False)]
    return count(f"areas of the {side} {name}", table, flagged) / count(f"areas of the {side}", table, rows)
