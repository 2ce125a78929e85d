"""UN DESA, International Migrant Stock: the five revisions of the bundled package.

2017 and the totals of 2020 come from the official workbooks, the others from tidy copies.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from undesa_tidy import check_last, check_pairs, read_pairs, read_totals_table
from walkthrough.ingest.csv_columns import CODES, LATER, read_csv, whole
from walkthrough.ingest.undesa_areas import Areas
from walkthrough.ingest.undesa_layout import Table, tables
from walkthrough.ingest.undesa_pairs import read_origin_destination
from walkthrough.ingest.undesa_totals import read_totals
from walkthrough.ingest.workbook import Workbook

OD = {
    2015: "ims/2015/od_2015_long.csv.gz",
    2017: "ims/2017/UN_MigrantStockByOriginAndDestination_2017_Table1.xlsx",
    2019: "ims/2019/od_2019_long.csv.gz",
    2020: "ims/2020/od_2020_long.csv.gz",
    2024: "ims/2024/od_2024_long.csv.gz",
}
TOTALS = {
    2015: "ims/2015/totals_2015.csv",
    2017: "ims/2017/UN_MigrantStockTotal_2017.xlsx",
    2019: "ims/2019/totals_2019.csv",
    2020: "ims/2020/undesa_pd_2020_ims_stock_by_sex_and_destination.xlsx",
    2024: "ims/2024/totals_2024.csv",
}


def known_areas(sources: Path) -> Areas:
    """The areas of all five revisions, from the lists of codes."""
    listed = read_csv(sources / CODES, ["m49", "name"])
    names = dict(zip(whole(listed["m49"], sources / CODES), listed["name"], strict=True))
    names |= {code: name for code, _, name in LATER}
    table = pd.DataFrame({"area": list(names), "name": list(names.values())})
    return Areas(table.assign(short_name=table["name"]))


def sheets_of(path: Path) -> list[Table]:
    return tables(Workbook(path))


def read_od(sources: Path, revision: int) -> pd.DataFrame:
    """Origin-destination stock of a revision, checked against its totals."""
    path, areas = sources / OD[revision], known_areas(sources)
    if path.suffix == ".xlsx":
        read = read_origin_destination(sheets_of(path), areas)
        if read is None:
            raise UserError(f"{path}: no table of origins and destinations; fetch it again")
        pairs = read[0]
        check_last(path, revision, pairs.groupby("year")["stock"].sum())
    else:
        pairs = read_pairs(path, set(areas.names), revision)
    check_pairs(pairs, read_total_stock(sources, revision), revision)
    return pairs


def read_total_stock(sources: Path, revision: int) -> pd.DataFrame:
    """Total stock, population and refugees of a revision."""
    path, areas = sources / TOTALS[revision], known_areas(sources)
    if path.suffix != ".xlsx":
        return read_totals_table(path, set(areas.names), revision)
    totals = read_totals(sheets_of(path), areas)
    if totals is None:
        raise UserError(f"{path}: no table of the total migrant stock; fetch it again")
    check_last(path, revision, totals.groupby("year")["stock"].sum())
    return totals


def reader(read: Callable[[Path, int], pd.DataFrame], revision: int) -> Callable[[Path], pd.DataFrame]:
    return lambda sources: read(sources, revision)


TABLES: dict[str, Callable[[Path], pd.DataFrame]] = {
    f"od-{revision}": reader(read_od, revision) for revision in OD
} | {f"totals-{revision}": reader(read_total_stock, revision) for revision in TOTALS}
SOURCE_FILES = {f"od-{revision}": [path] for revision, path in OD.items()} | {
    f"totals-{revision}": [path] for revision, path in TOTALS.items()
}
