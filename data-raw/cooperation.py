"""Regional bodies and consultative processes, and who belongs to them (September 2018)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.csv_columns import (
    CODES,
    INSIDE,
    area_of,
    finish,
    read_csv,
    read_iso3,
    whole,
)

BODIES = "cooperation/bodies.csv"
MEMBERSHIPS = "cooperation/memberships.csv"

# Participants that are only a part of an area. Their membership is not the area's, so they keep
# their code and get no area: counting them would extend a body to all of Serbia or Guadeloupe.
PARTS = (*INSIDE, "NFK")


def read_bodies(path: Path) -> pd.DataFrame:
    """One row per body, sorted by its short name."""
    source = read_csv(
        path,
        ["body", "full_name", "kind", "founded_year", "founding_event", "confidence", "source",
         "notes"],
    )  # fmt: skip
    table = pd.DataFrame(
        {
            "body": source["body"],
            "name": source["full_name"],
            "kind": source["kind"],
            "founded_year": whole(source["founded_year"], path),
            "founding_event": source["founding_event"],
            "confidence": source["confidence"],
            "source": source["source"],
            "notes": source["notes"],
        }
    )
    return finish(table, ["body"], path)


def read_memberships(path: Path, bodies: pd.DataFrame, areas: dict[str, int]) -> pd.DataFrame:
    """One row per body and participant; every body must be listed in ``bodies``."""
    source = read_csv(path, ["body", "kind", "iso3", "role", "since_year_if_known", "source", "confidence"])
    table = pd.DataFrame(
        {
            "body": source["body"],
            "iso3": source["iso3"],
            "area": area_of(source["iso3"], areas, path, PARTS),
            "role": source["role"],
            "since_year": whole(source["since_year_if_known"], path, empty=True),
            "confidence": source["confidence"],
            "source": source["source"],
        }
    )
    unknown = sorted(set(table["body"]) - set(bodies["body"]))
    if unknown:
        raise UserError(f"{path}: bodies {unknown} are not in {BODIES}; add them there")
    return finish(table, ["body", "iso3"], path)


TABLES: dict[str, Callable[[Path], pd.DataFrame]] = {
    "bodies": lambda s: read_bodies(s / BODIES),
    "memberships": lambda s: read_memberships(s / MEMBERSHIPS, read_bodies(s / BODIES), read_iso3(s / CODES)),
}
SOURCE_FILES: dict[str, list[str]] = {
    "bodies": [BODIES],
    "memberships": [MEMBERSHIPS, BODIES, CODES],
}
