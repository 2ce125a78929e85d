"""The income group of each economy in each year, by the World Bank's historical workbook."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from tables import CODES, LATER, Source, finish
from walkthrough.ingest.csv_table import read_csv, whole_numbers
from walkthrough.ingest.workbook import Workbook
from walkthrough.ingest.world_bank_income import read_history, sides

HISTORY = "classifications/OGHIST_2025_10_07.xlsx"


def read_income(path: Path, codes: Path) -> pd.DataFrame:
    """Side and income group by area and year.

    States that are no more (the Soviet Union, Czechoslovakia, Yugoslavia, Serbia and Montenegro, the
    Netherlands Antilles), and parts of areas (Kosovo, Saint-Martin), are no areas and are left out.
    """
    history = read_history(Workbook(path))
    if history is None:
        raise UserError(f"{path}: no sheet with fiscal years and income groups; other layout?")
    bank = read_csv(codes, ["m49", "wb_code"])
    areas = pd.Series(whole_numbers(bank, "m49", codes).to_numpy(), index=bank["wb_code"].to_numpy())
    areas = areas[areas.index != ""]
    areas = pd.concat([areas, pd.Series({iso3: area for area, iso3, _ in LATER})])
    return finish(sides(history, areas), "south-income-then", path, ["area", "year"])


TABLES = {"south-income-then": Source([HISTORY, CODES], read_income)}
