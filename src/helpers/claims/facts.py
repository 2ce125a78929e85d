"""The facts that ``claims.yaml`` names: whether each is so, by which rows of which table.

Like `helpers.claims.measures`, from a study to what is found; `NoData` where there is no answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from helpers.analysis import cooperation, rubric, texts
from helpers.claims.article import load_article
from helpers.claims.registry import Finding, measure
from helpers.claims.terms import GROUPS
from helpers.data.compact import OBJECTIVES
from helpers.data.plain_text import read_plain_text
from helpers.format import counted, listing
from helpers.sanitize import line
from helpers.study import NoData, Study

PAGES = 34


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
    """Whether the user's copy of the Compact has 34 pages, told by the form feeds between them.

    Unverified without a copy, and by one with another number: pages belong to an edition and not to
    a text, and which one the author held is not known.
    """
    if study.compact is None:
        return Finding(None, "the data package holds no edition of the text with its pages")
    if "\f" not in study.compact:
        return Finding(None, "your copy of the text has no page breaks")
    pages = texts.pages(study.compact)
    if pages != PAGES:
        told = counted(pages, "page", "pages")
        return Finding(None, f"your copy has {told}; the article's may be another edition")
    return Finding(True, f"your copy has {pages} pages")


def _objectives(study: Study) -> pd.DataFrame:
    return study.terms[study.terms["section"].str.startswith("Objective")]


@measure("fact")
def objectives_of_the_compact(study: Study) -> Finding:
    """Whether the Compact lists 23 objectives."""
    rows = _objectives(study)
    evidence = f"{len(rows)} objectives are listed, paragraph by paragraph"
    return Finding(len(rows) == OBJECTIVES, evidence, {study.terms_from: rows.index})


@measure("fact")
def last_objective_on_partnerships(study: Study) -> Finding:
    """Whether the last objective's title names both cooperation and partnerships."""
    last = _objectives(study).iloc[-1]
    if pd.isna(last["title"]):
        raise NoData(f"{last['section']} has no title in the table of paragraphs")
    title = last["title"].lower()
    named = "cooperation" in title and "partnerships" in title
    return Finding(named, f"{last['section']}: {last['title']}", _row(study.terms_from, last))


@measure("fact")
def targets_naming_migration(study: Study) -> Finding:
    """Whether a target of the 2030 Agenda names migration or migrants."""
    targets = study.package.table("sdg-targets")
    named = targets.loc[targets["names_migration"], "target"]
    evidence = f"targets {', '.join(named)} name migration or migrants"
    return Finding(len(named) > 0, evidence, {"sdg-targets": named.index})


def _cooperation_words(study: Study, *kinds: str) -> Finding:
    """Whether the Compact has every one of these words, each in some paragraph."""
    names = {column: kind for kind, column in texts.KINDS_OF_COOPERATION.items()}
    places = {kind: study.terms.loc[study.terms[kind] > 0, "paragraph"] for kind in kinds}
    evidence = "; ".join(
        f"{names[kind]}: {f'paragraph {listing(where)}' if len(where) else 'nowhere'}"
        for kind, where in places.items()
    )
    rows = sorted({n for where in places.values() for n in where.index})
    return Finding(all(map(len, places.values())), evidence, {study.terms_from: rows})


@measure("fact")
def south_south_in_the_compact(study: Study) -> Finding:
    """Whether a paragraph of the Compact names South-South cooperation."""
    return _cooperation_words(study, "south_south")


@measure("fact")
def triangular_in_the_compact(study: Study) -> Finding:
    """Whether a paragraph of the Compact names triangular cooperation."""
    return _cooperation_words(study, "triangular")


@measure("fact")
def north_south_and_technical_in_the_compact(study: Study) -> Finding:
    """Whether the Compact names North-South, and technical cooperation or assistance.

    Unverified without the user's copy: the counts at hand do not cover these two words.
    """
    if study.compact is None:
        return Finding(None, "the counts at hand do not cover these two words")
    return _cooperation_words(study, "north_south", "technical")


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
def processes_in_multiple_regions(study: Study) -> Finding:
    """Whether consultative processes have members in more than one of the UN's sub-regions."""
    region = study.areas.set_index("area")["region"]
    reached = _processes(study)["area"].map(region).nunique()
    evidence = f"consultative processes have members in {reached} of {region.nunique()} UN regions"
    rows = _seats(study, _processes(study)["body"])
    return Finding(reached > 1, evidence, rows)


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
def compact_adopted_soon(study: Study) -> Finding:
    """Whether the Compact was adopted after the day on which the article appeared, in the same year."""
    if (article := load_article(study.package)) is None:
        raise NoData("the data package does not say when the article appeared")
    row = _milestone(study, "GCM adopted")
    evidence = f"{row['finding']} ({row['status']})"
    soon = article.published < (date := _date(row)) and date[:4] == article.published[:4]
    return Finding(soon, evidence, _row("milestones", row))


def texts_given(study: Study) -> dict[str, str]:
    """The texts that the user gives to audit: any, and the one declared to be the outcome."""
    given = {"your text": study.p.text_path, "the outcome": study.p.outcome_path}
    return {name: read_plain_text(Path(path)) for name, path in given.items() if path is not None}


def audited(study: Study) -> pd.DataFrame:
    """The audit (`rubric.audit`) of the text that the user declares to be BAPA+40's outcome."""
    text = texts_given(study).get("the outcome")
    if text is None:
        raise NoData("the outcome's text, A/RES/73/291, is not bundled; name your copy with outcome_path")
    if not rubric.is_english(text):
        raise NoData(f"the outcome's text: {rubric.NOT_ENGLISH}")
    return rubric.audit(text)


@measure("audit", uses=(rubric.audit, rubric.english_share))
def audit_of_the_outcome(study: Study) -> Finding:
    """How many elements of the rubric are in the text that the user declares to be the outcome."""
    found = audited(study)["found"]
    there, wanted = int(found.sum()), len(found)
    evidence = f"{there} of {wanted} elements, in {line(Path(str(study.p.outcome_path)).name)}"
    return Finding(bool(found.all()), evidence, {"outcome_path": found.index}, (there, wanted))
