"""The verdict on a claim under every combination of the parameters that it depends on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import pandas as pd

from helpers import parameters
from helpers.analysis import migration
from helpers.analysis.south import NORTH, SOUTH
from helpers.claims.grammar import Comparison
from helpers.claims.judgement import Judgement, Verdict
from helpers.claims.ledger import Claim
from helpers.claims.rules import comparison_verdict
from helpers.claims.verdicts import judgement, lacking
from helpers.data.package import Package
from helpers.parameters import NAMES, TEXTS, YEARS, Parameters
from helpers.study import Study

LEAD = Comparison.model_validate(
    {
        "more": {"stock": {"from": SOUTH, "to": SOUTH}},
        "than": {"stock": {"from": SOUTH, "to": NORTH}},
    }
)
"""The measure of who leads: South-South or South-North."""
OPEN = ("focus_country", *TEXTS)
"""Parameters without a list of choices."""


def axes(claim: Claim) -> list[str]:
    """The parameters that robustness varies for a claim."""
    return [name for name in NAMES if name in claim.depends_on and name not in OPEN]


def choices(package: Package, name: str, revision: int) -> list[Any]:
    """The values of a parameter that robustness goes through; years are those of the revision."""
    if name in OPEN:
        return []
    lists: dict[str, list[Any]] = {
        "revision": package.revisions,
        "year": package.years(revision),
        "base_year": package.total_years(revision),
        "south": parameters.souths(package),
        "remittance_vintage": package.vintages,
    }
    return lists.get(name) or list(parameters.choices(name))


class Studies:
    """Studies by their parameters, each made once: claims ask for the same ones again."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._known: dict[Parameters, Study] = {}
        self._judgements: dict[tuple[Parameters, Claim], Judgement] = {}

    def under(self, p: Parameters) -> Study:
        """The study under these parameters."""
        if p not in self._known:
            first = next(iter(self._known.values()), None)
            self._known[p] = first.under(p) if first else Study(self.package, p)
        return self._known[p]

    def judgement(self, p: Parameters, claim: Claim) -> Judgement:
        """The judgement on a claim under these parameters."""
        key = p, claim
        if key not in self._judgements:
            self._judgements[key] = judgement(self.under(p), claim)
        return self._judgements[key]


def combinations(
    package: Package, claim: Claim, base: Parameters, years: bool = False
) -> Iterator[Parameters]:
    """Every combination of the parameters that a claim depends on; the others keep ``base``'s value.

    So do the years, in a revision that lacks them too: there the verdict is *no data*. ``years``
    goes through every year of each revision as well.
    """
    fixed = [name for name in axes(claim) if name not in YEARS]
    varied = [name for name in axes(claim) if name in YEARS and years]
    for values in product(*(choices(package, name, base.revision) for name in fixed)):
        p = base.but(**dict(zip(fixed, values, strict=True)))
        every = [sorted({getattr(base, n), *choices(package, n, p.revision)}) for n in varied]
        for when in product(*every):
            other = p.but(**dict(zip(varied, when, strict=True)))
            if other == base or _is_a_period(other, claim):
                yield other


def _is_a_period(p: Parameters, claim: Claim) -> bool:
    """Whether there is time between base year and year, for a claim that depends on both."""
    return not set(YEARS) <= set(claim.depends_on) or p.base_year < p.year


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
    for p in combinations(studies.package, claim, base, years):
        judged = studies.judgement(p, claim)
        varied = {n: getattr(p, n) for n in claim.depends_on}
        for r in judged.readings:
            verdicts = {"overall": judged.verdict.value, "reading": r.reading, "verdict": r.verdict.value}
            rows.append(varied | verdicts | {"value": r.value, "other": r.other})
    return pd.DataFrame(rows)


CHANGE = ["parameter", "value", "now", "verdict", "turns", "lacks"]


def single_changes(studies: Studies, claim: Claim, base: Parameters) -> pd.DataFrame:
    """One row per other value that one parameter could have, everything else being as in ``base``.

    Columns: parameter, value; ``now``, the verdict in the base, and ``verdict``, the one after the
    change; ``turns``, whether both are verdicts (*no data* is none) and differ; ``lacks``, the year
    that the claim is then asked of and the revision does not have, 0 if there is none.
    """
    now = studies.judgement(base, claim).verdict
    rows = []
    for name in axes(claim):
        for value in choices(studies.package, name, base.revision):
            p = base.but(**{name: value})
            if value == getattr(base, name) or not _is_a_period(p, claim):
                continue
            then = studies.judgement(p, claim).verdict
            turns = then is not now and Verdict.NO_DATA not in (now, then)
            lacks = lacking(studies.under(p), claim) or 0
            rows.append((name, value, now.value, then.value, turns, lacks))
    return pd.DataFrame(rows, columns=CHANGE).astype({"turns": bool})


def one_change(package: Package, claims: list[Claim], base: Parameters) -> pd.DataFrame:
    """Verdicts of claims (rows) in the base and after one change of one parameter (columns).

    The first column is the base; the others are named like "south = income". Missing where a
    claim does not depend on the parameter, or where no time is left to grow in.
    """
    studies = Studies(package)
    names = ["this run"] + [
        f"{name} = {value}"
        for name in NAMES
        for value in choices(package, name, base.revision)
        if value != getattr(base, name)
    ]
    grid: dict[str, dict[str, str]] = {name: {} for name in names}
    for claim in claims:
        grid["this run"][claim.id] = studies.judgement(base, claim).verdict.value
        for change in single_changes(studies, claim, base).itertuples():
            grid[f"{change.parameter} = {change.value}"][claim.id] = change.verdict
    return pd.DataFrame(grid, index=[claim.id for claim in claims]).dropna(axis=1, how="all")


def areas_that_flip(studies: Studies, claim: Claim, base: Parameters) -> dict[str, Verdict]:
    """Areas that turn the verdict alone, by changing sides, and to what; the smallest change first.

    Only for the claim whose measure sets South-South against South-North stock: elsewhere a move
    changes more than one sum.
    """
    measure = claim.readings[0].measure
    if not isinstance(measure, Comparison) or measure.sides != LEAD.sides:
        return {}
    now = studies.judgement(base, claim).verdict
    if now is Verdict.NO_DATA:
        return {}
    study = studies.under(base)
    moved = migration.lead_after_moving(study.od, study.group, study.p.year, study.p.residual)
    turning = verdicts_if_moved(moved).sort_values("moved", key=abs).query("verdict != @now")
    return dict(zip(turning["area"].map(study.names()), turning["verdict"], strict=True))


def verdicts_if_moved(moved: pd.DataFrame) -> pd.DataFrame:
    """`migration.lead_after_moving` with the ``verdict`` of each row, by the rule for comparisons."""
    pairs = zip(moved["South-South"], moved["South-North"], strict=True)
    return moved.assign(verdict=[comparison_verdict(*pair) for pair in pairs])
