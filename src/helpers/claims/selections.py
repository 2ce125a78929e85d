"""Rows of a study's tables, chosen as every sum chooses them: by year and by side."""

from __future__ import annotations

import pandas as pd

from helpers.claims.provenance import Number, add_up
from helpers.study import Study


def in_year(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    """The rows of a year."""
    return frame[frame["year"] == year]


def of_side(study: Study, frame: pd.DataFrame, side: str | None, column: str = "area") -> pd.DataFrame:
    """The rows whose area is in a group, "South" or "North"; in either for None."""
    group = frame[column].map(study.group)
    return frame[group.notna() if side is None else group == side]


def total(study: Study, side: str | None, column: str, name: str, year: int = 0) -> Number:
    """One column of the revision's totals, added up over the areas of a side."""
    rows = of_side(study, in_year(study.totals, year or study.p.year), side)
    name += f" in the {side}" if side else " anywhere"
    name += f" in {year}" if year else ""
    return add_up(name, f"totals-{study.p.revision}", rows, column)


def living(study: Study, side: str | None = None, year: int = 0) -> Number:
    """Migrants living on a side, whatever their origin."""
    if study.summed:
        rows = of_side(study, in_year(study.od, year or study.p.year), side, "destination")
        name = f"migrants living {f'in the {side}' if side else 'anywhere'}"
        name += f" in {year}" if year else ""
        return add_up(name, f"od-{study.p.revision}", rows, "stock", labels=("origin", "destination"))
    return total(study, side, "stock", "migrants living", year)
