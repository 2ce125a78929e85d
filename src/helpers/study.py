"""One choice of parameters and the frames it selects; everything is computed when first asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from helpers.analysis import (
    capacity,
    cooperation,
    displacement,
    migration,
    remittances,
    revisions,
    south,
    texts,
)
from helpers.data.compact import read_compact
from helpers.data.package import SOUTH, Package, open_package
from helpers.parameters import TEXTS, Parameters, resolve

# A share of nobody is missing, in numpy as in pandas: no reason for a warning on a page.
np.seterr(divide="ignore", invalid="ignore")


class NoData(Exception):
    """The data at hand cannot answer: the reason, as a sentence. Never a silent zero."""


def chosen_by(*parameters: str) -> Callable[[Callable[[Any], Any]], Any]:
    """A property computed once for each choice of the parameters that are named.

    They are all that it depends on besides the data package, so studies that agree in them share
    its value: a robustness map goes through hundreds of studies, and reads a table once.
    """

    def decorate(compute: Callable[[Any], Any]) -> Any:
        def get(study: Study) -> Any:
            key = (compute.__name__, *(getattr(study.p, name) for name in parameters))
            if key not in study.known:
                study.known[key] = compute(study)
            return study.known[key]

        get.parameters = parameters  # type: ignore[attr-defined]  # `across` asks
        return property(get, doc=compute.__doc__)

    return decorate


class Study:
    """The data package under one choice of parameters.

    Notebooks, claims and robustness maps all take their frames from here, so that one parameter
    means the same everywhere.
    """

    def __init__(self, package: Package, parameters: Parameters) -> None:
        self.package = package
        self.p = parameters
        self.known: dict[tuple[Any, ...], Any] = {}

    def under(self, parameters: Parameters) -> Study:
        """A study of the same package under other parameters, which shares what it can."""
        other = Study(self.package, parameters)
        other.known = self.known
        return other

    def across(self, areas: Iterable[int]) -> Study:
        """The same study with some areas (M49 codes) on the other side of the line."""
        other = Study(self.package, self.p)
        # What rests on the line is computed again, the rest is shared.
        other.known = {
            key: found
            for key, found in self.known.items()
            if "south" not in getattr(Study, key[0]).fget.parameters
        }
        line, moved = ("sides", self.p.revision, self.p.south), list(areas)
        other.known[line] = self.sides.apply(south.across, areas=moved)
        return other

    @chosen_by("revision")
    def areas(self) -> pd.DataFrame:
        """The revision's areas: codes, names, regions and what each definition says of them."""
        return self.package.areas(self.p.revision)

    @property
    def definitions(self) -> dict[str, str]:
        """The definitions of the South at hand: name and rule, as a sentence."""
        return south.DEFINITIONS | self.package.definitions

    @chosen_by("revision", "south")
    def sides(self) -> pd.DataFrame:
        """Sides by area and by the year from which they hold (`south.sides`)."""
        return south.sides(self.areas, self.p.south, self.listed)

    @property
    def listed(self) -> pd.DataFrame | None:
        """The table of sides of a definition that has one."""
        table = self.drawn_by(self.p.south)
        return self.package.table(table) if table.startswith(SOUTH) else None

    def drawn_by(self, definition: str) -> str:
        """The table that a definition of the South comes from."""
        return SOUTH + definition if definition in self.package.definitions else "areas"

    def borrowed(self, year: int) -> int:
        """How many areas have no side of their own in a year's list, and keep that of another year."""
        return 0 if self.listed is None else south.without_own_year(self.listed, year)

    @property
    def moves(self) -> bool:
        """Whether the line between South and North moves with the years."""
        return len(self.sides.columns) > 1

    @chosen_by("revision", "south", "year")
    def group(self) -> pd.Series:
        """ "South" or "North" by M49 code in the year, under the parameter ``south``."""
        return self.group_in(self.p.year)

    def group_in(self, year: int) -> pd.Series:
        """ "South" or "North" by M49 code, as the line is drawn in a year."""
        return self.sides[south.list_of(self.sides.columns, year)].rename("group")

    def by_year(
        self, compute: Callable[..., pd.DataFrame], *tables: pd.DataFrame, **options: Any
    ) -> pd.DataFrame:
        """``compute(*tables, group, **options)``, where each year has the group of its own line.

        The tables have a column ``year``, and what is computed has one row for each of its years.
        """
        if not self.moves:
            return compute(*tables, self.group, **options)
        # Years with one and the same line are computed together: it is what takes time.
        years = set().union(*(table["year"].unique() for table in tables))
        lines: dict[int, list[int]] = {}
        for year in sorted(years):
            lines.setdefault(south.list_of(self.sides.columns, year), []).append(year)
        parts = [
            compute(*(t[t["year"].isin(same)] for t in tables), self.sides[line], **options)
            for line, same in lines.items()
        ]
        return pd.concat([part for part in parts if len(part)]).sort_index()

    @property
    def groups(self) -> dict[str, pd.Series]:
        """The group of each definition, as its line is drawn in the year.

        One that moves is left out in a year in which it is drawn as another is.
        """
        found: dict[str, pd.Series] = {}
        for name in self.definitions:
            study = self.under(self.p.but(south=name))
            if not (study.moves and any(study.group.equals(other) for other in found.values())):
                found[name] = study.group
        return found

    def silent(self, definition: str) -> list[int]:
        """M49 codes of the areas on which a definition is silent, which follow UN DESA's split."""
        table = self.under(self.p.but(south=definition)).listed
        if table is None:
            return south.without_own_group(self.areas, definition)
        return sorted(set(self.areas["area"]) - set(table["area"]))

    @property
    def moving(self) -> Study:
        """The study under a line that moves: this one, or under the package's first such definition.

        This one too if the package has none.
        """
        for name in (self.p.south, *self.package.definitions):
            if (study := self.under(self.p.but(south=name))).moves:
                return study
        return self

    @chosen_by("revision")
    def od(self) -> pd.DataFrame:
        """Origin-destination stock of the revision, all its years."""
        return self.package.table(f"od-{self.p.revision}")

    @chosen_by("revision")
    def totals(self) -> pd.DataFrame:
        """Stock, population, refugees and type of data by area, all years of the revision.

        The stocks are the sums of the origins if the table gives none (`summed`).
        """
        table = self.package.table(f"totals-{self.p.revision}")
        if not table["stock"].isna().all():
            return table
        sums = self.od.groupby(["year", "destination"])["stock"].sum()
        stock = sums.reindex(pd.MultiIndex.from_frame(table[["year", "area"]]))
        return table.assign(stock=stock.astype("Int64").to_numpy())

    @chosen_by("revision")
    def summed(self) -> bool:
        """Whether the revision gives no stock by area."""
        return bool(self.package.table(f"totals-{self.p.revision}")["stock"].isna().all())

    @chosen_by("revision", "south", "residual")
    def four_way(self) -> pd.DataFrame:
        """Stock by year and direction (`migration.four_way`)."""
        return self.by_year(migration.four_way, self.od, residual=self.p.residual)

    @chosen_by("revision", "south")
    def hosted(self) -> pd.DataFrame:
        """Stock by year and group of residence (`migration.hosted`)."""
        return self.by_year(migration.hosted, self.totals)

    @chosen_by("south", "residual")
    def revisions(self) -> pd.DataFrame:
        """The most quoted stocks in every revision that the package has (`revisions.headline_stocks`).

        The index is revision, year.
        """
        studies = {r: self.under(self.p.but(revision=r)) for r in self.package.revisions}
        tables = {
            r: revisions.headline_stocks(s.four_way, s.hosted, s.unsplit_by_year.sum(axis=1))
            for r, s in studies.items()
        }
        return pd.concat(tables, names=["revision", "year"])

    @chosen_by("revision", "south", "year")
    def pairs(self) -> pd.DataFrame:
        """South-South corridors of the year (`migration.corridors`)."""
        return migration.corridors(self.od, self.group, self.p.year)

    @chosen_by()
    def economies(self) -> pd.DataFrame:
        """GDP and population by economy and year."""
        return self.package.table("economies")

    @chosen_by("remittance_vintage")
    def inflows(self) -> pd.DataFrame:
        """Remittance inflows in the vintage chosen, all years."""
        table = self.package.table("inflows")
        return table[table["vintage"] == self.p.remittance_vintage]

    @chosen_by("remittance_vintage", "year")
    def receipts(self) -> pd.DataFrame:
        """Remittances received in the year, by economy, in the vintage chosen."""
        vintage, year = self.p.remittance_vintage, self.p.year
        if not (self.inflows["year"] == year).any():
            raise NoData(f"the {vintage} vintage of remittances has no figures for {year}")
        return remittances.received(self.inflows, self.economies, vintage, year)

    @chosen_by("remittance_vintage", "revision", "south", "year")
    def remittances(self) -> pd.DataFrame:
        """Remittances by group and measure (`remittances.by_group`)."""
        return remittances.by_group(self.receipts, self.economies, self.group, self.p.year)

    @chosen_by("revision", "south")
    def refugees_by_year(self) -> pd.DataFrame:
        """Refugees hosted by rule and group in the revision's years.

        See `displacement.refugees_hosted_by_year`.
        """
        others = [self.package.table(name) for name in ("refugees-by-asylum", "unrwa")]
        others = [table[table["year"].isin(self.totals["year"].unique())] for table in others]
        return self.by_year(displacement.refugees_hosted_by_year, self.totals, *others)

    @chosen_by("revision", "south", "year")
    def refugees_hosted(self) -> pd.DataFrame:
        """Refugees hosted in the year by rule and group.

        The first rule's row is zero where the revision counts no refugees (`refugees_counted`).
        """
        return displacement.in_year(self.refugees_by_year, self.p.year)

    @chosen_by("revision", "south", "residual")
    def unknown_origin(self) -> pd.DataFrame:
        """Migrants of no known origin, by year and side of residence (`migration.unknown_origin`)."""
        return self.by_year(migration.unknown_origin, self.od, residual=self.p.residual)

    @property
    def unsplit_by_year(self) -> pd.DataFrame:
        """Migrants by year and side of residence whose origin is left out of both sides.

        Under ``upper`` those that are counted as from the South without being known to be.
        """
        residual = "assign" if self.p.residual == "upper" else self.p.residual
        return self.under(self.p.but(residual=residual)).unknown_origin

    @property
    def unsplit(self) -> pd.Series:
        """The row of the year of `unsplit_by_year`."""
        return self.unsplit_by_year.loc[self.p.year]

    @chosen_by("revision", "year")
    def refugees_counted(self) -> bool:
        """Whether the revision counts refugees in the year at all."""
        return bool(self.totals.loc[self.totals["year"] == self.p.year, "refugees"].sum())

    @chosen_by()
    def members(self) -> pd.DataFrame:
        """Who belongs to which body (`cooperation.belonging`)."""
        bodies, members = self.package.table("bodies"), self.package.table("memberships")
        return cooperation.belonging(bodies, members, any_role=False)

    @chosen_by("gcm_path")
    def compact(self) -> str | None:
        """The Global Compact's text, if the user has it."""
        return None if self.p.gcm_path is None else read_compact(Path(self.p.gcm_path))

    @chosen_by("gcm_path")
    def terms(self) -> pd.DataFrame:
        """Words in the Compact by paragraph: counted in the user's copy, or else as bundled."""
        if self.compact is not None:
            return texts.count_terms(self.compact)
        return self.package.table("gcm-terms")

    @property
    def terms_from(self) -> str:
        """Where `terms` comes from: a table of the package, or a parameter that names a text."""
        return "gcm-terms" if self.p.gcm_path is None else "gcm_path"

    @chosen_by("revision", "south", "year")
    def capacity(self) -> pd.DataFrame:
        """What kind of data areas have, by group (`capacity.data_capacity`)."""
        return capacity.data_capacity(self.totals, self.group, self.p.year)

    def source(self, *tables: str) -> str:
        """The source line of a figure drawn from these tables: publisher and edition."""
        own = {"producer": "your copy of the text"}
        entries = [own if t in TEXTS else self.package.resource(t) for t in tables]
        told = [[e.get(key) for key in ("producer", "edition")] for e in entries]
        return "; ".join(dict.fromkeys(", ".join(filter(None, one)) for one in told))

    def versions(self) -> pd.DataFrame:
        """What this notebook's numbers rest on: libraries as pinned, tables by sha256."""
        libraries = {name: version(name) for name in ("pandas", "matplotlib")}
        tables = {t: self.package.resource(t)["hash"][:19] for t in self.package.used}
        return pd.Series(libraries | tables, name="version").to_frame()

    def names(self) -> pd.Series:
        """Short English names by M49 code, for tables and figures."""
        return self.areas.set_index("area")["short_name"]


def open_study(**parameters: Any) -> Study:
    """The study that a notebook's parameters describe, checked against the data package."""
    package = open_package()
    return Study(package, resolve(package, **parameters))
