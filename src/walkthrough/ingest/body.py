"""A body and its members from a csv file, one row for each member.

::

    area,role,since_year,confidence
    KEN,member,1994,high
    Rwanda,member,2007,high

``area``: M49 code, ISO alpha-3 code or name. The other columns may be left out: then the role is
member, the year is not known, and the confidence is medium.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.analysis.membership import UNSETTLED, mark
from helpers.data.package import Package
from helpers.errors import UserError
from walkthrough.ingest.area_cells import area_column
from walkthrough.ingest.csv_table import read_csv, refuse_cell, refuse_duplicates, whole_numbers

CONFIDENCE = ("high", "medium", "low")
YEARS = (1900, 2100)


def read_members(path: Path, package: Package, body: str, source: str) -> tuple[pd.DataFrame, list[str]]:
    """The members of a body in the columns of the table memberships, and notes for the user."""
    areas = package.table("areas")
    frame = read_csv(path, ["area"], "area")
    if frame.empty:
        raise UserError(f"{path}: add a row for each member; the file has a header and no row")
    area = area_column(frame, areas, path)
    refuse_duplicates(area.to_frame(), ["area"], path)

    def text(name: str, usual: str) -> pd.Series:
        given = frame[name].str.strip().str.lower() if name in frame else pd.Series("", index=frame.index)
        return given.where(given != "", usual)

    confidence, since = text("confidence", "medium"), pd.Series(pd.NA, index=frame.index, dtype="Int64")
    if "confidence" in frame:
        refuse_cell(frame, "confidence", path, ~confidence.isin(CONFIDENCE), ", ".join(CONFIDENCE))
    if "since_year" in frame:
        since = whole_numbers(frame, "since_year", path, YEARS, empty=True)
    table = pd.DataFrame(
        {
            "body": body,
            "iso3": area.map(areas.set_index("area")["iso3"]),
            "area": area.astype("Int64"),
            "role": text("role", "member"),
            "since_year": since,
            "confidence": confidence,
            "source": source,
        }
    )
    odd = sorted(set(table["role"][table["role"].map(mark) == UNSETTLED]))
    notes = [f"these roles count as no membership: {', '.join(odd)}"] if odd else []
    return table.sort_values("iso3", ignore_index=True), notes
