"""Regional bodies and consultative processes, and who belongs to them (September 2018)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from tables import CODES, Source, area, finish, read_columns, read_iso3
from walkthrough.ingest.csv_table import INSIDE, whole_numbers

BODIES = "cooperation/bodies.csv"
MEMBERSHIPS = "cooperation/memberships.csv"

# Participants that are only a part of an area. Their membership is not the area's, so they keep
# their code and get no area: counting them would extend a body to all of Serbia or Guadeloupe.
PARTS = (*INSIDE, "NFK")


def read_bodies(path: Path) -> pd.DataFrame:
    """One row per body, sorted by its short name."""
    table = read_columns(
        path,
        body="body",
        name="full_name",
        kind="kind",
        founded_year=("founded_year", whole_numbers),
        founding_event="founding_event",
        confidence="confidence",
        source="source",
        notes="notes",
    )
    return finish(table, ["body"], path)


def read_memberships(path: Path, bodies: pd.DataFrame, areas: dict[str, int]) -> pd.DataFrame:
    """One row per body and participant; every body must be listed in ``bodies``."""
    table = read_columns(
        path,
        body="body",
        iso3="iso3",
        area=("iso3", area(areas, PARTS)),
        role="role",
        since_year=("since_year_if_known", partial(whole_numbers, empty=True)),
        confidence="confidence",
        source="source",
    )
    unknown = sorted(set(table["body"]) - set(bodies["body"]))
    if unknown:
        raise UserError(f"{path}: bodies {unknown} are not in {BODIES}; add them there")
    return finish(table, ["body", "iso3"], path)


TABLES = {
    "bodies": Source([BODIES], read_bodies),
    "memberships": Source(
        [MEMBERSHIPS, BODIES, CODES],
        lambda path, bodies, codes: read_memberships(path, read_bodies(bodies), read_iso3(codes)),
    ),
}
