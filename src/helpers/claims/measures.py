"""The functions that ``claims.yaml`` names: from a study to the number, pair or finding judged.

A quantity returns a number in base units (persons, fractions, occurrences); a comparison a pair
(left, right); a fact a pair (True, False or None for "no evidence", and the evidence as a
sentence). `NoData` is raised, with the reason, where the data cannot answer.
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from helpers.analysis import cooperation, displacement, migration, texts
from helpers.analysis.south import NORTH, SOUTH
from helpers.claims.ledger import UNITS, load_claims
from helpers.study import NoData, Study

Pair = tuple[float, float]
Finding = tuple[bool | None, str]


def _pair(series: pd.Series) -> Pair:
    return float(series[SOUTH]), float(series[NORTH])


# Argument 2: the migrant stock

def migrants_world(study: Study) -> float:
    return float(study.hosted.loc[study.p.year].sum())


def share_hosted_by_south(study: Study) -> float:
    row = study.hosted.loc[study.p.year]
    return float(row[SOUTH] / row.sum())


def south_south_stock(study: Study) -> float:
    return float(study.four_way.loc[study.p.year, "South-South"])


def south_south_share(study: Study) -> float:
    """Denominator: all migrants living in the South, those of unknown origin included."""
    hosted = study.hosted.loc[study.p.year, SOUTH]
    if not hosted:
        raise NoData("under this definition nobody lives in the South")
    return south_south_stock(study) / float(hosted)


def south_south_and_south_north(study: Study) -> Pair:
    row = study.four_way.loc[study.p.year]
    return float(row["South-South"]), float(row["South-North"])


def growth_since_base_year(study: Study) -> Pair:
    stock, p = study.hosted, study.p
    rates = [
        migration.annual_growth_rate(
            stock.loc[p.base_year, g], stock.loc[p.year, g], p.year - p.base_year, p.growth
        )
        for g in (SOUTH, NORTH)
    ]
    if pd.isna(rates).any():
        raise NoData(f"no growth to compare between {p.base_year} and {p.year}")
    return rates[0], rates[1]


def product_of_stated_figures(study: Study) -> float:
    """The article's own figures multiplied: migrants x share in the South x share from there."""
    stated = {
        c.id: (c.stated or 0.0) * UNITS[c.unit or "persons"]
        for c in load_claims(study.package.path / "claims.yaml")
    }
    return stated["A2.1"] * stated["A2.2"] * stated["A2.4"]


# Argument 3: remittances, refugees, regions

def remittances_usd(study: Study) -> Pair:
    return _pair(study.remittances["usd_million"])


def remittances_share_of_gdp(study: Study) -> Pair:
    return _pair(study.remittances["share_of_gdp"])


def remittances_median_share_of_gdp(study: Study) -> Pair:
    return _pair(study.remittances["median_share_of_gdp"])


def remittances_per_head(study: Study) -> Pair:
    return _pair(study.remittances["per_head"])


def _refugees(study: Study) -> Study:
    if not study.refugees_counted:
        raise NoData(f"the {study.p.revision} revision has no refugees for {study.p.year}")
    return study


def refugees_among_migrants(study: Study) -> Pair:
    totals = _refugees(study).totals
    return _pair(displacement.refugees_among_migrants(totals, study.group, study.p.year))


def refugees_per_thousand_residents(study: Study) -> Pair:
    totals = _refugees(study).totals
    table = displacement.refugees_per_thousand(totals, study.group, study.p.year)
    return _pair(table["per_thousand"])


def refugees_hosted_undesa(study: Study) -> Pair:
    return _pair(_refugees(study).refugees_hosted.iloc[0])


def refugees_hosted_unhcr(study: Study) -> Pair:
    return _pair(study.refugees_hosted.iloc[1])


def refugees_hosted_with_unrwa(study: Study) -> Pair:
    return _pair(study.refugees_hosted.iloc[2])


def _within(study: Study, level: str) -> Pair:
    place = study.areas.set_index("area")[level]
    share = migration.within_share(study.pairs, place)
    return share, 1 - share


def within_major_area(study: Study) -> Pair:
    return _within(study, "major_area")


def within_region(study: Study) -> Pair:
    return _within(study, "region")


# Of these the data give bounds where the publisher does not split "Others".
BOUNDED = {"south_south_stock", "south_south_share", "south_south_and_south_north"}


def bound(study: Study, measure: str) -> str:
    """What kind of bound a value is, as an addition to its evidence; "" for a plain value."""
    if measure not in BOUNDED or not study.unsplit:
        return ""
    people = f"{study.unsplit / 1e6:.1f} million in the South of unknown origin"
    if study.p.residual == "upper":
        return f" (South-South is an upper bound: it counts {people})"
    return f" (South-South is a lower bound: it leaves out {people})"


# Arguments 1 and 4: texts and capacity

def partnerships_all(study: Study) -> float:
    return float(texts.partnership_counts(study.package.table("gcm-terms"))["all occurrences"])


def partnerships_in_objectives(study: Study) -> float:
    counts = texts.partnership_counts(study.package.table("gcm-terms"))
    return float(counts["the 23 objectives only"])


def partnerships_plural(study: Study) -> float:
    return float(texts.partnership_counts(study.package.table("gcm-terms"))["plural only"])


def _flags(study: Study) -> pd.DataFrame:
    if study.totals["type_of_data"].isna().all():
        raise NoData(f"the {study.p.revision} revision does not say what kind of data it rests on")
    return study.capacity


def imputed_areas(study: Study) -> Pair:
    return _pair(_flags(study)["imputed"])


def citizens_counted(study: Study) -> Pair:
    return _pair(_flags(study)["citizens"])


# Facts

def _milestone(study: Study, start: str) -> pd.Series:
    rows = study.package.table("milestones")
    return rows[rows["item"].str.startswith(start)].iloc[0]


def _body(study: Study, body: str) -> pd.Series:
    return study.package.table("bodies").set_index("body").loc[body]


def bapa_in_1978(study: Study) -> Finding:
    row = _milestone(study, "BAPA 1978")
    return row["date"].startswith("1978"), f"adopted {row['date']} ({row['status']})"


def partnership_principle_of_migof(study: Study) -> Finding:
    row = _milestone(study, "MiGOF")
    return "partnership" in row["finding"], f"{row['finding']} ({row['status']})"


def pages_of_the_compact(study: Study) -> Finding:
    return None, "the data package holds no edition of the text with its pages"


def objectives_of_the_compact(study: Study) -> Finding:
    terms = study.package.table("gcm-terms")
    n = int(terms["section"].str.startswith("Objective").sum())
    return n == 23, f"{n} objectives are listed, paragraph by paragraph"


def last_objective_on_partnerships(study: Study) -> Finding:
    terms = study.package.table("gcm-terms")
    last = terms[terms["section"].str.startswith("Objective")].iloc[-1]
    title = last["title"].lower()
    return "cooperation" in title and "partnerships" in title, f"{last['section']}: {last['title']}"


def targets_naming_migration(study: Study) -> Finding:
    targets = study.package.table("sdg-targets")
    named = targets.loc[targets["names_migration"], "target"]
    return len(named) > 0, f"targets {', '.join(named)} name migration or migrants"


def _cooperation_words(study: Study, column: str, label: str) -> Finding:
    terms = study.package.table("gcm-terms")
    where = terms.loc[terms[column] > 0, "paragraph"]
    return len(where) > 0, f"{label}: paragraph {', '.join(where)}"


def south_south_in_the_compact(study: Study) -> Finding:
    return _cooperation_words(study, "south_south", "South-South")


def triangular_in_the_compact(study: Study) -> Finding:
    return _cooperation_words(study, "triangular", "triangular")


def north_south_and_technical_in_the_compact(study: Study) -> Finding:
    return None, "the counts at hand do not cover these two words"


def _processes(study: Study) -> pd.DataFrame:
    return study.members[study.members["kind"] == "consultative processes"]


def processes_in_many_regions(study: Study) -> Finding:
    region = study.areas.set_index("area")["region"]
    reached = _processes(study)["area"].map(region).nunique()
    return reached > region.nunique() / 2, (
        f"consultative processes have members in {reached} of {region.nunique()} UN regions"
    )


def south_only_processes(study: Study) -> Finding:
    table = cooperation.composition(_processes(study), study.group)
    only = table.loc[table["type"] == "South only", "body"]
    return len(only) > 0, f"{len(only)} of {len(table)} processes have members in the South only"


def _covered(study: Study, kind: str) -> Pair:
    share = cooperation.coverage(study.pairs, study.members[study.members["kind"] == kind])
    return share, 1 - share


def covered_by_processes(study: Study) -> Pair:
    return _covered(study, "consultative processes")


def covered_by_regional_bodies(study: Study) -> Pair:
    return _covered(study, "regional bodies")


def mercosur_and_celac(study: Study) -> Finding:
    members = study.package.table("memberships")
    major = members["area"].map(study.areas.set_index("area")["major_area"])
    home = major[members["body"].isin(["MERCOSUR", "CELAC"])].dropna().unique()
    founded = [int(_body(study, b)["founded_year"]) for b in ("MERCOSUR", "CELAC")]
    there = list(home) == ["Latin America and the Caribbean"] and max(founded) <= 2018
    return there, f"founded {founded[0]} and {founded[1]}, members in {', '.join(home)} only"


def african_community_in_1991(study: Study) -> Finding:
    row = _milestone(study, "Abuja Treaty")
    return row["date"].startswith("1991"), f"{row['finding']} ({row['status']})"


def african_community_by_african_union(study: Study) -> Finding:
    treaty = int(_milestone(study, "Abuja Treaty")["date"][:4])
    union, before = _body(study, "AU"), _body(study, "OAU")
    existed = int(union["founded_year"]) <= treaty
    return existed, (
        f"the AU began in {union['founded_year']}, after the treaty of {treaty}; the OAU "
        f"({before['founded_year']}) was its predecessor"
    )


def compact_adopted_later(study: Study) -> Finding:
    row = _milestone(study, "GCM adopted")
    return row["date"] > "2018-09-12", f"{row['finding']} ({row['status']})"


def audit_of_the_text(study: Study) -> Finding:
    """Whether every element of the rubric is found in the text that the user supplies."""
    if study.p.text_path is None:
        raise NoData("the outcome's text is not bundled; supply one with text_path")
    table = texts.audit(Path(study.p.text_path).read_text(encoding="utf-8"))
    found = int(table["found"].sum())
    return bool(table["found"].all()), f"{found} of {len(table)} elements found"
