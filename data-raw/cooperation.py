"""Regional bodies and consultative processes, and who belongs to them (September 2018)."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from tables import CODES, Source, finish, read_iso3, read_table
from walkthrough.ingest.csv_table import INSIDE

BODIES = "cooperation/bodies.csv"
MEMBERSHIPS = "cooperation/memberships.csv"

# Participants that are only a part of an area. Their membership is not the area's, so they keep
# their code and get no area: counting them would extend a body to all of Serbia or Guadeloupe.
PARTS = (*INSIDE, "NFK")


def read_bodies(path: Path) -> pd.DataFrame:
    """One row per body, sorted by its short name."""
    return finish(read_table(path, "bodies", {"name": "full_name"}), "bodies", path)


def read_memberships(path: Path, bodies: pd.DataFrame, areas: dict[str, int]) -> pd.DataFrame:
    """One row per body and participant; every body must be listed in ``bodies``."""
    names = {"since_year": "since_year_if_known"}
    table = read_table(path, "memberships", names, {"area": "iso3"}, areas, PARTS)
    unknown = sorted(set(table["body"]) - set(bodies["body"]))
    if unknown:
        raise UserError(f"{path}: bodies {unknown} are not in {BODIES}; add them there")
    return finish(table, "memberships", path)


TABLES = {
    "bodies": Source([BODIES], read_bodies),
    "memberships": Source(
        [MEMBERSHIPS, BODIES, CODES],
        lambda path, bodies, codes: read_memberships(path, read_bodies(bodies), read_iso3(codes)),
    ),
}
