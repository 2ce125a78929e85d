"""Anyone's own estimates of the migrant stock: a csv file with four columns.

::

    year,destination,origin,stock
    2025,792,760,2915000

One row per pair. ``year``: 1990 to 2100. ``destination`` and ``origin``: M49 codes of areas of the
package; an origin may also be a residual (2001 Other North, 2002 Other South, 2003 Others).
``stock``: persons, a whole number from 0. UTF-8, commas between columns. Totals are the sums.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.csv_table import PERSONS, read_csv, refuse_duplicates, whole_numbers
from walkthrough.ingest.undesa_areas import HOW_TO_ADD, RESIDUALS, Areas
from walkthrough.ingest.undesa_layout import WORLD

BOUNDS = {"year": (1990, 2100), "destination": (1, 9999), "origin": (1, 9999), "stock": PERSONS}
FIRST_LINE = ",".join(BOUNDS)


def read_stock(path: Path, areas: Areas) -> pd.DataFrame:
    """The pairs of a file in the four-column format, checked. Raises UserError with the line."""
    frame = read_csv(path, first_line=FIRST_LINE)
    if set(frame.columns) != set(BOUNDS):
        raise UserError(
            f"{path}, line 1: the columns are {', '.join(frame.columns[:8])}; they must be {FIRST_LINE}"
        )
    if frame.empty:
        raise UserError(f"{path}: a header and no row; add a row for each pair")
    table = pd.DataFrame({n: whole_numbers(frame, n, path, bounds) for n, bounds in BOUNDS.items()})
    allowed = set(areas.names)
    for name, codes in (("destination", allowed), ("origin", allowed | set(RESIDUALS.values()))):
        bad = ~table[name].isin(codes)
        if bad.any():
            line = bad.idxmax()
            code = int(table.loc[line, name])
            what = "an aggregate or no area" if code >= WORLD else "unknown"
            how = "leave the row out" if code >= WORLD else HOW_TO_ADD
            raise UserError(f"{path}, line {line}, column {name}: code {code} is {what}; {how}")
    refuse_duplicates(table, ["destination", "origin", "year"], path)
    return table.sort_values(["year", "destination", "origin"], ignore_index=True)
