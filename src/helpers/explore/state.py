"""What one selection shows: the four directions and the verdicts on the claims of argument 2."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from helpers.claims.judgement import Judgement
from helpers.claims.ledger import load_claims
from helpers.claims.robustness import Studies
from helpers.claims.verdicts import judgement
from helpers.data.package import Package
from helpers.figures.migration import four_way_square
from helpers.figures.picture import Picture
from helpers.narrative.migration import home_title
from helpers.parameters import resolve
from helpers.study import Study

NOTEBOOK = "02-changing-migration"
"""The claims that the ledger assigns to this notebook are the ones to explore."""


@dataclass(frozen=True)
class Selection:
    """What a reader can change. ``moved``: areas across the line (M49 codes), in that order."""

    revision: int
    year: int
    south: str
    residual: str
    moved: tuple[int, ...] = ()


class View:
    """One selection with its numbers. `Views` makes them."""

    def __init__(self, selection: Selection, base: Study, judgements: dict[str, Judgement]) -> None:
        self.selection = selection
        self.study = base.across(selection.moved) if selection.moved else base
        self.judgements = judgements
        """Judgements by claim."""

    @cached_property
    def names(self) -> pd.Series:
        """Short names of the revision's areas by M49 code, in alphabetical order."""
        return self.study.names().sort_values()

    @property
    def row(self) -> pd.Series:
        """Stock of the year by direction (persons)."""
        return self.study.four_way.loc[self.selection.year]

    @property
    def lead(self) -> int:
        """South-South minus South-North (persons)."""
        return int(self.row["South-South"] - self.row["South-North"])

    def side(self, area: int) -> str:
        """Where an area is now: "South" or "North"."""
        return str(self.study.group[area])

    def picture(self) -> Picture:
        """The four directions as a square; the source line names the areas that were moved."""
        unknown = self.study.unknown_origin.loc[self.selection.year]
        source = f"{self.study.source(f'od-{self.selection.revision}')}, {self.selection.year}"
        moved = ", ".join(f"{self.names[a]} in the {self.side(a)}" for a in self.selection.moved)
        source += f"; moved by you: {moved}" if moved else ""
        return four_way_square(self.row, unknown, home_title(self.row, unknown), source, (4.1, 4.7))


class Views:
    """Views of one data package: studies and claims are read once and kept."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.studies = Studies(package)
        claims = load_claims(package)
        self.claims = [claim for claim in claims if claim.notebook == NOTEBOOK]
        self._fixed: dict[str, Judgement] = {}

    def __call__(self, selection: Selection) -> View:
        """The view of a selection. Where the revision lacks the year, it is the latest one, and the
        list of years shows it; areas that the revision does not know are not moved."""
        wanted = {n: getattr(selection, n) for n in ("revision", "year", "south", "residual")}
        years = self.package.years(selection.revision)
        if selection.year not in years:
            wanted["year"] = max(years)
        base = self.studies.under(resolve(self.package, **wanted))
        known = tuple(a for a in selection.moved if a in base.group.index)
        view = View(replace(selection, year=base.p.year, moved=known), base, {})
        view.judgements.update({c.id: self._judged(view.study, c) for c in self.claims})
        return view

    def _judged(self, study: Study, claim: Any) -> Judgement:
        if claim.depends_on:
            return judgement(study, claim)
        if claim.id not in self._fixed:  # no selection changes it
            self._fixed[claim.id] = judgement(study, claim)
        return self._fixed[claim.id]
