"""Counts and facts about the policy texts: the Compact, the 2030 Agenda, dates, a roll call.

The texts themselves are not part of the package: only counts, names and dates are.
"""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from helpers.errors import UserError
from tables import CODES, Source, finish, read_iso3, read_table
from walkthrough.ingest.csv_table import area_codes, read_csv

TERMS = "frameworks/gcm_term_counts.csv"
RULES = "frameworks/gcm_counting_rules.csv"
TARGETS = "frameworks/sdg_targets_migration.csv"
INDICATORS = "frameworks/sdg_indicators_migration.csv"
DATES = "frameworks/dates_votes.csv"
VOTES = "frameworks/gcm_vote_A-RES-73-195.csv"

UN = "https://undocs.org/"
# Where the document itself has the fact, it is the source that a reader can open, in place of the
# press, exam and upload sites on which the compilers found it. What it does not have is said.
DOCUMENTS = {
    "GCM adopted at Marrakech conference": f"{UN}A/RES/73/195 (number of States: press only)",
    "GCM endorsed by UNGA": f"{UN}A/RES/73/195 (vote: counted in Voeten's voting data, roll call 6140)",
    "BAPA 1978": f"{UN}A/RES/33/134; press.un.org/en/1998/19981007.dev2184.html (dates)",
    "Nairobi conference and A/RES/64/222": f"{UN}A/RES/64/222; un.org/press dev2781",
    "BAPA+40": f"{UN}A/RES/73/291; press.un.org/en/2019/dev3392; static.un.org/press/en/2019/ga12137",
}
# Neither a document nor a page of the organisation whose fact it is.
WEAK = ["GCM text agreed at UN HQ", "BAPA: 138 States, by consensus", "Abuja Treaty", "AU launch"]
WEAKLY = "weak source"

MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DATE = re.compile(rf"\b(?:(\d{{1,2}})(?:-\d{{1,2}})? )?({'|'.join(MONTHS)}) (\d{{4}})\b")
PLACES = ["heading_or_list", "commitment", "action_or_body"]


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


def refuse_rows(table: pd.DataFrame, bad: pd.Series, path: Path, fault: str) -> None:
    """Refuse the first row that is marked; ``fault`` has its cells in braces."""
    if bad.any():
        line = bad.idxmax()
        raise UserError(f"{path}, line {line}: {fault.format_map(table.loc[line])}; correct it")


def read_terms(path: Path) -> pd.DataFrame:
    """Occurrences of the terms by paragraph of the Compact, in the order of the source.

    Fails where the kinds of place, or singular and plural, do not add up to all occurrences.
    """
    names = {name: f"partnership_{name}" for name in PLACES} | {"partner": "partner_or_partners"}
    table = read_table(path, "gcm-terms", names)
    total = table["partnership_all"]
    off = (table[PLACES].sum(axis=1) != total) | (table["singular"] + table["plural"] != total)
    refuse_rows(table, off, path, "the counts of paragraph {paragraph} do not add up to partnership_all")
    return finish(table, "gcm-terms", path, order=False)


def read_rules(path: Path) -> pd.DataFrame:
    """Total under each counting rule, in the order of the source."""
    table = read_table(path, "gcm-rules")
    table["rule"] = table["rule"].str.strip()
    return finish(table, "gcm-rules", path, order=False)


def by_number(labels: pd.Series) -> pd.Series:
    """Sort key that puts target 10.2 after 9.9, and letters after digits."""
    return labels.map(lambda s: [(p.isalpha(), int(p) if p.isdigit() else p) for p in s.split(".")])


def read_targets(path: Path) -> pd.DataFrame:
    """Targets of the 2030 Agenda that name or concern migration, in the Agenda's order."""
    names = {"names_migration": "names_migra_in_target_text", "mentions": "n_migra_words"}
    table = read_table(path, "sdg-targets", names)
    odd = table["names_migration"] != (table["mentions"] > 0)
    refuse_rows(table, odd, path, "target {target} says yes with no mention, or no with one")
    return finish(table.sort_values("target", key=by_number), "sdg-targets", path, order=False)


def read_indicators(path: Path) -> pd.DataFrame:
    """Indicators of those targets, in the Agenda's order."""
    table = read_table(
        path, "sdg-indicators", {"names_migration": "names_migra", "wording": "text_as_of_2017_2019"}
    )
    return finish(table.sort_values("indicator", key=by_number), "sdg-indicators", path, order=False)


def read_milestones(path: Path) -> pd.DataFrame:
    """Dates and votes with their sources and status, in the order of the source.

    Documents stand for weak sources (`DOCUMENTS`); the status says where a source stays weak.
    """
    table = read_table(path, "milestones", {"date": "finding"})
    table["date"] = table["date"].map(first_date)
    table["source"] = table["item"].map(DOCUMENTS).fillna(table["source"])
    weak = table["item"].isin(WEAK)
    table["status"] = table["status"].mask(weak, table["status"] + f", {WEAKLY}")
    return finish(table, "milestones", path, order=False)


def read_votes(path: Path, areas: dict[str, int]) -> pd.DataFrame:
    """Roll call on the resolution that endorsed the Compact.

    The source still lists Serbia under the name of the State whose seat it continues, without a
    code; it gets Serbia's.
    """
    table = read_csv(path, ["iso3", "country", "vote"])
    table.loc[(table["iso3"] == "") & (table["country"] == "Yugoslavia"), "iso3"] = "SRB"
    table["area"] = area_codes(table["iso3"], areas, path)
    return finish(table, "gcm-votes", path)


TABLES = {
    "gcm-terms": Source([TERMS], read_terms),
    "gcm-rules": Source([RULES], read_rules),
    "sdg-targets": Source([TARGETS], read_targets),
    "sdg-indicators": Source([INDICATORS], read_indicators),
    "milestones": Source([DATES], read_milestones),
    "gcm-votes": Source([VOTES, CODES], lambda path, codes: read_votes(path, read_iso3(codes))),
}
