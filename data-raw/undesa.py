"""UN DESA, International Migrant Stock: the five revisions of the bundled package.

2017 and the totals from 2019 on come from the official workbooks, the others from tidy copies. All are
checked against the world totals that the publisher states, and against each other.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from tables import CODES, LATER, Source
from undesa_tidy import read_tidy_pairs, read_tidy_totals
from walkthrough.ingest.csv_table import read_csv, whole_numbers
from walkthrough.ingest.undesa_areas import Areas
from walkthrough.ingest.undesa_layout import tables
from walkthrough.ingest.undesa_tables import differences, read_pairs, read_totals
from walkthrough.ingest.workbook import Workbook

PAIRS = {
    2015: "ims/2015/od_2015_long.csv.gz",
    2017: "ims/2017/UN_MigrantStockByOriginAndDestination_2017_Table1.xlsx",
    2019: "ims/2019/od_2019_long.csv.gz",
    2020: "ims/2020/od_2020_long.csv.gz",
    2024: "ims/2024/od_2024_long.csv.gz",
}
TOTALS = {
    2015: "ims/2015/totals_2015.csv",
    2017: "ims/2017/UN_MigrantStockTotal_2017.xlsx",
    2019: "ims/2019/undesa_pd_2019_migrant_stock_total_dataset.xlsx",
    2020: "ims/2020/undesa_pd_2020_ims_stock_by_sex_and_destination.xlsx",
    2024: "ims/2024/undesa_pd_2024_ims_stock_by_sex_and_destination.xlsx",
}

# Migrants in the world in the last year of each revision, as its publisher states them.
LAST = {
    2015: (2015, 243_700_236),
    2017: (2017, 257_715_425),
    2019: (2019, 271_642_105),
    2020: (2020, 280_598_105),
    2024: (2024, 304_021_813),
}

# Revision, year, area: where the publisher's own two tables differ. In 2019 the total of Bonaire,
# Sint Eustatius and Saba for 2005 includes the 13,100 migrants of Sint Maarten, which has no total.
SLIPS = {(2019, 2005, 534), (2019, 2005, 535)}


def known_areas(codes: Path) -> Areas:
    """The areas of all five revisions, from the lists of codes."""
    table = read_csv(codes, ["m49", "name"])
    table["area"] = whole_numbers(table, "m49", codes)
    later = pd.DataFrame([(code, name) for code, _, name in LATER], columns=["area", "name"])
    both = pd.concat([table, later], ignore_index=True)
    return Areas(both.assign(short_name=both["name"]))


def read_stock(revision: int, kind: str, path: Path, codes: Path) -> pd.DataFrame:
    """The pairs (``kind`` "od") or the totals of a revision, whose areas add up to the stated world."""
    areas = known_areas(codes)
    if path.suffix == ".xlsx":
        sheets = tables(Workbook(path))
        read = read_pairs(sheets, areas) if kind == "od" else read_totals(sheets, areas)
        table = read[0] if read else None
        if table is None:
            raise UserError(f"{path}: no table of the migrant stock ({kind}); fetch it again")
    else:
        table = (read_tidy_pairs if kind == "od" else read_tidy_totals)(path, set(areas.names))
    year, stated = LAST[revision]
    found = int(table.loc[table["year"] == year, "stock"].sum())
    if found != stated:
        raise UserError(
            f"{path}: {found:,} migrants in {year}, the {revision} revision has {stated:,}; "
            "fetch the file again"
        )
    return table


def read_both(revision: int, pairs_file: Path, totals_file: Path, codes: Path) -> pd.DataFrame:
    """The pairs of a revision; they miss the totals only where the publisher's own tables do."""
    pairs = read_stock(revision, "od", pairs_file, codes)
    off = differences(pairs, read_stock(revision, "totals", totals_file, codes))
    new = sorted({(revision, row.year, row.area) for row in off.itertuples()} - SLIPS)
    if new:
        raise UserError(
            f"revision {revision}: the origins of area {new[0][2]} in {new[0][1]} miss its total "
            f"({len(new)} such); the two files are not of one revision"
        )
    return pairs


TABLES = {
    f"od-{revision}": Source([path], partial(read_both, revision), (TOTALS[revision], CODES))
    for revision, path in PAIRS.items()
} | {
    f"totals-{revision}": Source([path], partial(read_stock, revision, "totals"), (CODES,))
    for revision, path in TOTALS.items()
}
