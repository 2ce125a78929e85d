"""Sums that measures are made of: rows of a side of the line, and who lives there.

Each is a `TracedNumber`. Its value comes from the study's tables by year and group where they
have it; its rows are those of the data package, selected only when a reader asks for them.
"""

from __future__ import annotations

import pandas as pd

from helpers.analysis import migration, south
from helpers.analysis.south import origin_groups
from helpers.claims.provenance import TracedNumber, add_up
from helpers.study import NoData, Study

AREA: tuple[str, ...] = ("area",)
ENDS: tuple[str, ...] = ("origin", "destination")
"""Columns that name a row of a table: an area's, a corridor's."""

# What measures use of `helpers.analysis` (see `registry.measure`).
GROUPS = (south.classify, south.own_rule)
HOSTED = (*GROUPS, migration.hosted)
FOUR_WAY = (*GROUPS, migration.four_way, south.origin_groups)


def in_year(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    """The rows of a year."""
    return frame[frame["year"] == year]


def on_side(
    study: Study, frame: pd.DataFrame, side: str | None, column: str = "area", year: int = 0
) -> pd.DataFrame:
    """The rows whose area is in a group, "South" or "North", in the year; in either for None."""
    group = frame[column].map(study.group_in(year or study.p.year))
    return frame[group.notna() if side is None else group == side]


def _drawn(study: Study, side: str, year: int) -> str:
    """A side, and of which year it is where the line moves and years are compared."""
    return f"{side} of {year}" if study.moves and year else side


def living(study: Study, side: str | None = None, year: int = 0) -> TracedNumber:
    """Migrants living on a side, or anywhere, whatever their origin (persons)."""
    when, revision = year or study.p.year, study.p.revision
    name = f"migrants living {f'in the {_drawn(study, side, year)}' if side else 'anywhere'}"
    name += f" in {year}" if year else ""
    row = study.hosted.loc[when]
    computed = float(row[side] if side else row.sum())
    if study.summed:
        table, frame, column, labels = f"od-{revision}", study.od, "destination", ENDS
    else:
        table, frame, column, labels = f"totals-{revision}", study.totals, "area", AREA

    def rows() -> pd.DataFrame:
        return on_side(study, in_year(frame, when), side, column, when)

    return add_up(name, table, rows, "stock", labels=labels, computed=computed)


def moved(study: Study, origin: str, destination: str, year: int = 0) -> TracedNumber:
    """Migrants born on one side who live on another, origins without a country as ``residual`` says.

    Raises NoData for a year without origins.
    """
    when = year or study.p.year
    if when not in study.four_way.index:
        raise NoData(f"the {study.p.revision} revision has no origins for {when}")

    def rows() -> pd.DataFrame:
        found = on_side(study, in_year(study.od, when), destination, "destination", when)
        return found[found["origin"].map(origin_groups(study.group_in(when), study.p.residual)) == origin]

    ends = [_drawn(study, side, year) for side in (origin, destination)]
    name = f"migrants from the {ends[0]} living in the {ends[1]}" + (f" in {year}" if year else "")
    computed = float(study.four_way.loc[when, f"{origin}-{destination}"])
    return add_up(name, f"od-{study.p.revision}", rows, "stock", labels=ENDS, computed=computed)
