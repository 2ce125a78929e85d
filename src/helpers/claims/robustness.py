"""The verdict on a claim under every combination of the parameters that it depends on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any, get_args

import pandas as pd

from helpers.analysis import migration
from helpers.analysis.south import DEFINITIONS
from helpers.claims.judgement import Judgement
from helpers.claims.ledger import Claim
from helpers.claims.verdicts import judgement
from helpers.data.package import Package
from helpers.errors import NotAllowed
from helpers.parameters import Parameters, resolve
from helpers.study import Study

RESIDUALS = get_args(Parameters.model_fields["residual"].annotation)
GROWTH = get_args(Parameters.model_fields["growth"].annotation)


def choices(package: Package, name: str) -> list[Any]:
    """The values of a parameter that robustness goes through."""
    axes: dict[str, Any] = {
        "revision": package.revisions,
        "south": DEFINITIONS,
        "residual": RESIDUALS,
        "growth": GROWTH,
        "remittance_vintage": package.vintages,
    }
    return list(axes.get(name, []))


class Studies:
    """Studies by their parameters, each made once: claims ask for the same ones again."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._known: dict[Parameters, Study] = {}
        self._judgements: dict[tuple[Parameters, Claim], Judgement] = {}

    def __call__(self, wanted: dict[str, Any]) -> Study:
        """The study under these parameters; the latest year if the revision lacks the year."""
        if wanted["year"] not in self.package.years(wanted["revision"]):
            wanted = wanted | {"year": "latest"}
        return self.under(resolve(self.package, **wanted))

    def under(self, p: Parameters) -> Study:
        """The study under checked parameters."""
        if p not in self._known:
            first = next(iter(self._known.values()), None)
            self._known[p] = first.under(p) if first else Study(self.package, p)
        return self._known[p]

    def judgement(self, study: Study, claim: Claim) -> Judgement:
        """The judgement on a claim in one of these studies."""
        key = study.p, claim
        if key not in self._judgements:
            self._judgements[key] = judgement(study, claim)
        return self._judgements[key]


def combinations(studies: Studies, claim: Claim, base: Parameters, years: bool = False) -> Iterator[Study]:
    """Studies under every combination of the parameters that a claim depends on.

    The others, and those without a list of choices, keep ``base``'s value. So does the year where
    the revision has it (elsewhere it is the latest); ``years`` goes through all of them instead.
    """
    package = studies.package
    axes = [n for n in Parameters.model_fields if n in claim.depends_on and choices(package, n)]
    for values in product(*(choices(package, n) for n in axes)):
        wanted = base.model_dump() | dict(zip(axes, values, strict=True))
        if "base_year" not in claim.depends_on:
            del wanted["base_year"]  # the first year of a revision has none before it
        try:
            study = studies(wanted)
        except NotAllowed:
            continue  # a revision without the base year: no such combination
        every = package.years(study.p.revision) if years and "year" in claim.depends_on else []
        if "base_year" in claim.depends_on:
            every = [y for y in every if y > study.p.base_year]
        for year in every or [study.p.year]:
            yield studies.under(study.p.model_copy(update={"year": year}))


def robustness(
    package: Package | Studies, claim: Claim, base: Parameters, years: bool = False
) -> pd.DataFrame:
    """One row per combination and reading: its parameters, reading, verdict, value, other.

    ``overall`` is the claim's verdict, which the readings share.

    ``years`` also goes through every year of each revision. Several claims are faster with one
    `Studies` for all than with the package.
    """
    studies = package if isinstance(package, Studies) else Studies(package)
    rows = []
    for study in combinations(studies, claim, base, years):
        judged = studies.judgement(study, claim)
        varied = {n: getattr(study.p, n) for n in claim.depends_on}
        for r in judged.readings:
            verdicts = {"overall": judged.verdict.value, "reading": r.reading, "verdict": r.verdict.value}
            rows.append(varied | verdicts | {"value": r.value, "other": r.other})
    return pd.DataFrame(rows)


def one_change_flips(table: pd.DataFrame, base: Parameters) -> pd.DataFrame:
    """Rows of a robustness table that differ from the base in one parameter and in the verdict.

    The claim's own verdict, not its readings'. Columns: parameter, value, verdict.
    """
    first = table[table["reading"] == table["reading"].iloc[0]]
    names = [n for n in first.columns if n in Parameters.model_fields and n != "year"]
    same = pd.DataFrame({n: first[n] == getattr(base, n) for n in names}, index=first.index)
    home = first[same.all(axis=1)]
    if home.empty:
        return pd.DataFrame(columns=["parameter", "value", "verdict"])
    once = first[(~same).sum(axis=1) == 1]
    rows = [
        (n, row[n], row["overall"])
        for n in names
        for _, row in once[~same.loc[once.index, n]].iterrows()
        if row["overall"] != home["overall"].iloc[0]
    ]
    return pd.DataFrame(rows, columns=["parameter", "value", "verdict"])


def one_change(package: Package, claims: list[Claim], base: Parameters) -> pd.DataFrame:
    """Verdicts of claims (rows) in the base and after one change of one parameter (columns).

    The first column is the base; the others are named like "south = income". Missing where a
    claim does not depend on the parameter, or needs the base year and the revision lacks it.
    """
    columns: dict[str, dict[str, Any]] = {"this run": {}} | {
        f"{name} = {value}": {name: value}
        for name in Parameters.model_fields
        for value in choices(package, name)
        if value != getattr(base, name)
    }
    studies = Studies(package)
    grid: dict[str, dict[str, str | None]] = {}
    for title, change in columns.items():
        wanted = base.model_dump() | change
        try:
            study, lacks = studies(wanted), False
        except NotAllowed:  # years of a revision that a user took in need not be those of another
            del wanted["base_year"]
            study, lacks = studies(wanted), True
        grid[title] = {
            c.id: judgement(study, c).verdict.value
            if set(change) <= set(c.depends_on) and not (lacks and "base_year" in c.depends_on)
            else None
            for c in claims
        }
    return pd.DataFrame(grid)


def areas_that_flip(studies: Studies, claim: Claim, base: Parameters) -> list[str]:
    """Areas that turn the verdict alone, by changing sides; the smallest change first.

    Only for the claim whose measure sets South-South against South-North stock: elsewhere a move
    changes more than one sum.
    """
    if claim.readings[0].measure != "south_south_and_south_north":
        return []
    study = studies(base.model_dump())
    moved = migration.lead_after_moving(study.od, study.group, study.p.year, study.p.residual)
    row = study.four_way.loc[study.p.year]
    lead = row["South-South"] - row["South-North"]
    turning = moved[(moved["lead"] < 0) != (lead < 0)]
    order = turning["moved"].abs().sort_values().index
    return list(turning.loc[order, "area"].map(study.names()))
