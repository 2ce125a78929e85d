"""Counts and facts about the policy texts: the Compact, the 2030 Agenda, dates, a roll call.

The texts themselves are not part of the package: only counts, names and dates are.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from walkthrough.ingest.csv_columns import (
    CODES,
    area_of,
    finish,
    read_csv,
    read_iso3,
    whole,
    yes_no,
)

TERMS = "frameworks/gcm_term_counts.csv"
RULES = "frameworks/gcm_counting_rules.csv"
TARGETS = "frameworks/sdg_targets_migration.csv"
INDICATORS = "frameworks/sdg_indicators_migration.csv"
DATES = "frameworks/dates_votes.csv"
VOTES = "frameworks/gcm_vote_A-RES-73-195.csv"

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DATE = re.compile(rf"\b(?:(\d{{1,2}})(?:-\d{{1,2}})? )?({'|'.join(MONTHS)}) (\d{{4}})\b")
COUNTS = {
    "partnership_heading_or_list": "heading_or_list",
    "partnership_commitment": "commitment",
    "partnership_action_or_body": "action_or_body",
    "partnership_all": "partnership_all",
    "singular": "singular",
    "plural": "plural",
    "partner_or_partners": "partner",
    "south_south": "south_south",
    "triangular": "triangular",
}


def first_date(text: str) -> str:
    """First date in a sentence, ISO 8601: YYYY-MM-DD, YYYY-MM, or "" where there is none.

    Of a range of days ("10-11 Dec 2018") it is the first day.
    """
    found = DATE.search(text)
    if not found:
        return ""
    day, month, year = found.groups()
    iso = f"{year}-{MONTHS.index(month) + 1:02d}"
    return f"{iso}-{int(day):02d}" if day else iso


def read_terms(path: Path) -> pd.DataFrame:
    """Occurrences of the terms by paragraph of the Compact, in the order of the source.

    Fails where the kinds of place, or singular and plural, do not add up to all occurrences.
    """
    source = read_csv(path, ["paragraph", "section", "title", *COUNTS, "where", "evidence"])
    table = source.rename(columns=COUNTS)
    for column in COUNTS.values():
        table[column] = whole(table[column], path)
    places = table["heading_or_list"] + table["commitment"] + table["action_or_body"]
    forms = table["singular"] + table["plural"]
    off = (places != table["partnership_all"]) | (forms != table["partnership_all"])
    if off.any():
        row = off.idxmax()
        raise UserError(
            f"{path}, row {row + 2}: the counts of paragraph {table.loc[row, 'paragraph']} do not "
            "add up to partnership_all; correct them"
        )
    table = table[["paragraph", "section", "title", *COUNTS.values(), "where", "evidence"]]
    return finish(table, ["paragraph"], path, order=False)


def read_rules(path: Path) -> pd.DataFrame:
    """Total under each counting rule, in the order of the source."""
    source = read_csv(path, ["rule", "count"])
    table = pd.DataFrame({"rule": source["rule"].str.strip(), "count": whole(source["count"], path)})
    return finish(table, ["rule"], path, order=False)


def _by_number(labels: pd.Series) -> pd.Series:
    """Sort key that puts target 10.2 after 9.9, and letters after digits."""
    return labels.map(lambda s: [(p.isalpha(), int(p) if p.isdigit() else p) for p in s.split(".")])


def read_targets(path: Path) -> pd.DataFrame:
    """Targets of the 2030 Agenda that name or concern migration, in the Agenda's order."""
    source = read_csv(
        path,
        ["target", "names_migra_in_target_text", "n_migra_words", "recognised_by", "topic",
         "source"],
    )  # fmt: skip
    table = pd.DataFrame(
        {
            "target": source["target"],
            "names_migration": yes_no(source["names_migra_in_target_text"], path),
            "mentions": whole(source["n_migra_words"], path),
            "recognised_by": source["recognised_by"],
            "topic": source["topic"],
            "source": source["source"],
        }
    )
    odd = table["names_migration"] != (table["mentions"] > 0)
    if odd.any():
        raise UserError(
            f"{path}, row {odd.idxmax() + 2}: target {table.loc[odd.idxmax(), 'target']} says "
            "yes with no mention, or no with one; correct it"
        )
    return finish(table.sort_values("target", key=_by_number), ["target"], path, order=False)


def read_indicators(path: Path) -> pd.DataFrame:
    """Indicators of those targets, in the Agenda's order."""
    source = read_csv(path, ["indicator", "text_as_of_2017_2019", "names_migra", "note"])
    table = pd.DataFrame(
        {
            "indicator": source["indicator"],
            "names_migration": yes_no(source["names_migra"], path),
            "wording": source["text_as_of_2017_2019"],
            "note": source["note"],
        }
    )
    return finish(table.sort_values("indicator", key=_by_number), ["indicator"], path, order=False)


def read_milestones(path: Path) -> pd.DataFrame:
    """Dates and votes with their sources and status, in the order of the source."""
    source = read_csv(path, ["item", "finding", "source", "status"])
    table = source[["item", "finding", "source", "status"]].copy()
    table.insert(1, "date", table["finding"].map(first_date))
    return finish(table, ["item"], path, order=False)


def read_votes(path: Path, areas: dict[str, int]) -> pd.DataFrame:
    """Roll call on the resolution that endorsed the Compact.

    The source still lists Serbia under the name of the State whose seat it continues, without a
    code; it gets Serbia's.
    """
    source = read_csv(path, ["iso3", "country", "vote"])
    serbia = (source["iso3"] == "") & (source["country"] == "Yugoslavia")
    source.loc[serbia, "iso3"] = "SRB"
    table = pd.DataFrame(
        {
            "iso3": source["iso3"],
            "area": area_of(source["iso3"], areas, path),
            "vote": source["vote"],
        }
    )
    return finish(table, ["iso3"], path)


TABLES: dict[str, Callable[[Path], pd.DataFrame]] = {
    "gcm-terms": lambda s: read_terms(s / TERMS),
    "gcm-rules": lambda s: read_rules(s / RULES),
    "sdg-targets": lambda s: read_targets(s / TARGETS),
    "sdg-indicators": lambda s: read_indicators(s / INDICATORS),
    "milestones": lambda s: read_milestones(s / DATES),
    "gcm-votes": lambda s: read_votes(s / VOTES, read_iso3(s / CODES)),
}
SOURCE_FILES: dict[str, list[str]] = {
    "gcm-terms": [TERMS],
    "gcm-rules": [RULES],
    "sdg-targets": [TARGETS],
    "sdg-indicators": [INDICATORS],
    "milestones": [DATES],
    "gcm-votes": [VOTES, CODES],
}
