"""The facts that ``claims.yaml`` names: whether each is so, by which rows of which table.

Like `helpers.claims.measures`, from a study to what is found; `NoData` where there is no answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from helpers.analysis import cooperation, rubric
from helpers.claims.article import load_article
from helpers.claims.registry import Finding, measure
from helpers.claims.terms import GROUPS
from helpers.data.files import read_plain_text
from helpers.parameters import LONGEST_TEXT
from helpers.study import NoData, Study


def _milestone(study: Study, start: str) -> pd.Series:
    rows = study.package.table("milestones")
    return rows[rows["item"].str.startswith(start)].iloc[0]


def _body(study: Study, body: str) -> pd.Series:
    rows = study.package.table("bodies")
    return rows[rows["body"] == body].iloc[0]


def _date(row: pd.Series) -> str:
    """The date of a milestone. Raises NoData if it has none."""
    if pd.isna(row["date"]):
        raise NoData(f"the table of milestones has no date of {row['item']}")
    return str(row["date"])


def _row(table: str, row: pd.Series) -> dict[str, Sequence[int]]:
    return {table: [row.name]}


@measure("fact")
def bapa_in_1978(study: Study) -> Finding:
    """Whether the Buenos Aires Plan of Action was adopted in 1978, by its milestone."""
    row = _milestone(study, "BAPA 1978")
    evidence = f"adopted {_date(row)} ({row['status']})"
    return Finding(_date(row).startswith("1978"), evidence, _row("milestones", row))


@measure("fact")
def partnership_principle_of_migof(study: Study) -> Finding:
    """Whether the milestone of IOM's Migration Governance Framework names partnership."""
    row = _milestone(study, "MiGOF")
    evidence = f"{row['finding']} ({row['status']})"
    return Finding("partnership" in row["finding"], evidence, _row("milestones", row))


@measure("fact")
def pages_of_the_compact(study: Study) -> Finding:
    """Unverified: no edition of the text with its pages is at hand."""
    return Finding(None, "the data package holds no edition of the text with its pages")


def _objectives(study: Study) -> pd.DataFrame:
    terms = study.package.table("gcm-terms")
    return terms[terms["section"].str.startswith("Objective")]


@measure("fact")
def objectives_of_the_compact(study: Study) -> Finding:
    """Whether the Compact lists 23 objectives."""
    rows = _objectives(study)
    evidence = f"{len(rows)} objectives are listed, paragraph by paragraph"
    return Finding(len(rows) == 23, evidence, {"gcm-terms": rows.index})


@measure("fact")
def last_objective_on_partnerships(study: Study) -> Finding:
    """Whether the last objective's title names both cooperation and partnerships."""
    last = _objectives(study).iloc[-1]
    if pd.isna(last["title"]):
        raise NoData(f"{last['section']} has no title in the table of paragraphs")
    title = last["title"].lower()
    named = "cooperation" in title and "partnerships" in title
    return Finding(named, f"{last['section']}: {last['title']}", _row("gcm-terms", last))


@measure("fact")
def targets_naming_migration(study: Study) -> Finding:
    """Whether a target of the 2030 Agenda names migration or migrants."""
    targets = study.package.table("sdg-targets")
    named = targets.loc[targets["names_migration"], "target"]
    evidence = f"targets {', '.join(named)} name migration or migrants"
    return Finding(len(named) > 0, evidence, {"sdg-targets": named.index})


def _cooperation_words(study: Study, column: str, label: str) -> Finding:
    terms = study.package.table("gcm-terms")
    where = terms.loc[terms[column] > 0, "paragraph"]
    evidence = f"{label}: paragraph {', '.join(where)}"
    return Finding(len(where) > 0, evidence, {"gcm-terms": where.index})


@measure("fact")
def south_south_in_the_compact(study: Study) -> Finding:
    """Whether a paragraph of the Compact names South-South cooperation."""
    return _cooperation_words(study, "south_south", "South-South")


@measure("fact")
def triangular_in_the_compact(study: Study) -> Finding:
    """Whether a paragraph of the Compact names triangular cooperation."""
    return _cooperation_words(study, "triangular", "triangular")


@measure("fact")
def north_south_and_technical_in_the_compact(study: Study) -> Finding:
    """Unverified: the counts at hand do not cover these two words."""
    return Finding(None, "the counts at hand do not cover these two words")


def _processes(study: Study) -> pd.DataFrame:
    found = study.members[study.members["kind"] == "consultative processes"]
    if found.empty:
        raise NoData("the table of memberships names no area with a seat in a consultative process")
    return found


def _seats(study: Study, bodies: pd.Series) -> dict[str, Sequence[int]]:
    """The memberships that count (as in `cooperation.belonging`) of some bodies."""
    members = study.package.table("memberships").dropna(subset=["area"])
    members = members[members["role"].isin(cooperation.MEMBER_ROLES)]
    return {"memberships": members.index[members["body"].isin(bodies)]}


@measure("fact", uses=(cooperation.belonging,))
def processes_in_many_regions(study: Study) -> Finding:
    """Whether consultative processes have members in more than half of the UN's sub-regions."""
    region = study.areas.set_index("area")["region"]
    reached = _processes(study)["area"].map(region).nunique()
    evidence = f"consultative processes have members in {reached} of {region.nunique()} UN regions"
    rows = _seats(study, _processes(study)["body"])
    return Finding(reached > region.nunique() / 2, evidence, rows)


@measure("fact", uses=(cooperation.belonging, *GROUPS, cooperation.composition))
def south_only_processes(study: Study) -> Finding:
    """Whether a consultative process has members in the South only."""
    table = cooperation.composition(_processes(study), study.group)
    only = table.loc[table["type"] == "South only", "body"]
    evidence = f"{len(only)} of {len(table)} processes have members in the South only"
    return Finding(len(only) > 0, evidence, _seats(study, only))


@measure("fact")
def mercosur_and_celac(study: Study) -> Finding:
    """Whether both were founded by 2018 and have all members in Latin America and the Caribbean."""
    members = study.package.table("memberships")
    major = members["area"].map(study.areas.set_index("area")["major_area"])
    theirs = major[members["body"].isin(["MERCOSUR", "CELAC"])].dropna()
    if theirs.empty:
        raise NoData("the table of memberships names no area with a seat in MERCOSUR or CELAC")
    bodies = [_body(study, b) for b in ("MERCOSUR", "CELAC")]
    home, founded = theirs.unique(), [int(b["founded_year"]) for b in bodies]
    there = list(home) == ["Latin America and the Caribbean"] and max(founded) <= 2018
    evidence = f"founded {founded[0]} and {founded[1]}, members in {', '.join(home)} only"
    rows = {"bodies": [b.name for b in bodies], "memberships": theirs.index}
    return Finding(there, evidence, rows)


@measure("fact")
def african_community_in_1991(study: Study) -> Finding:
    """Whether the treaty of Abuja, which founded the Community, dates from 1991."""
    row = _milestone(study, "Abuja Treaty")
    evidence = f"{row['finding']} ({row['status']})"
    return Finding(_date(row).startswith("1991"), evidence, _row("milestones", row))


@measure("fact")
def african_community_by_african_union(study: Study) -> Finding:
    """Whether the African Union existed when the treaty of Abuja was signed."""
    abuja = _milestone(study, "Abuja Treaty")
    treaty = int(_date(abuja)[:4])
    union, before = _body(study, "AU"), _body(study, "OAU")
    existed = int(union["founded_year"]) <= treaty
    evidence = (
        f"the AU began in {union['founded_year']}, after the treaty of {treaty}; the OAU "
        f"({before['founded_year']}) was its predecessor"
    )
    rows = _row("milestones", abuja) | {"bodies": [union.name, before.name]}
    return Finding(existed, evidence, rows)


@measure("fact")
def compact_adopted_later(study: Study) -> Finding:
    """Whether the Compact was adopted after the day on which the article appeared."""
    if (article := load_article(study.package)) is None:
        raise NoData("the data package does not say when the article appeared")
    row = _milestone(study, "GCM adopted")
    evidence = f"{row['finding']} ({row['status']})"
    return Finding(_date(row) > article.published, evidence, _row("milestones", row))


def audited_text(study: Study) -> str:
    """The text that the user supplies."""
    if study.p.text_path is None:
        raise NoData("the outcome's text is not bundled; supply one with text_path")
    return read_plain_text(Path(study.p.text_path), LONGEST_TEXT)


def audited(study: Study) -> pd.DataFrame:
    """The audit of the text that the user supplies (`rubric.audit`)."""
    return rubric.audit(audited_text(study))


@measure("audit")
def audit_of_the_text(study: Study) -> Finding:
    """Whether every element of the rubric is found in the text that the user supplies."""
    table = audited(study)
    found = int(table["found"].sum())
    return Finding(bool(table["found"].all()), f"{found} of {len(table)} elements found")
