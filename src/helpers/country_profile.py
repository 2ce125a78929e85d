"""One country's profile: all that its page shows, and the row of indicators that it hands on.

The row travels in the page's own outputs, under a media type of its own, as verdicts do: a batch
of pages is read back into one table, and no other file is needed.
"""

from __future__ import annotations

import math
from functools import cached_property
from typing import Any

import pandas as pd

from helpers.analysis import cooperation, country, remittances
from helpers.analysis.coverage import COVERS
from helpers.claims.verdicts import round_significant
from helpers.errors import UserError
from helpers.format import indicator
from helpers.study import Study, open_study

MIME = "application/vnd.walkthrough.row+json"
PARAMETERS = ("revision", "year", "base_year", "south", "residual", "growth", "remittance_vintage")
COLUMNS = (
    *("iso3", "name", "group", "migrants_in", "share_from_south", "migrants_out"),
    *("share_to_south", "in_per_cent_of_population", "remittances_usd_million"),
    *("remittances_share_of_gdp", "refugees_hosted", "refugees_from", "refugees_unrwa"),
    *("bodies", "covered_share_in", "turns_a25", "data_flags", *PARAMETERS),
)
"""Columns of a row, in this order: stored notebooks do not keep the order of a record."""


class Row:
    """One tidy row of indicators: as a table for the eye, as plain text, as a record to collect."""

    def __init__(self, record: dict[str, Any]) -> None:
        self.record = {name: _plain(value) for name, value in record.items()}

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {MIME: self.record, "text/plain": str(self), "text/html": self._html()}

    def __str__(self) -> str:
        width = max(map(len, self.record))
        return "\n".join(f"{name:<{width}}  {indicator(v)}" for name, v in self.record.items())

    __repr__ = __str__

    def _html(self) -> str:
        table = pd.Series({k: indicator(v) for k, v in self.record.items()}, name="value").to_frame()
        summary = "The key indicators of this page, as one row of a table"
        return f"<details><summary>{summary}</summary>{table.to_html(border=0)}</details>"


class CountryProfile:
    """What the page of one area shows, computed when first asked (`helpers.analysis.country`).

    Raises UserError if the parameter ``focus_country`` names no area.
    """

    def __init__(self, study: Study) -> None:
        code = study.p.focus_country
        if code is None:
            raise UserError("focus_country=none: a brief is about one area; name its code")
        areas = study.areas.set_index("iso3")
        self.study, self.p, self.iso3, self.names = study, study.p, code, study.names()
        self.area = int(areas.at[code, "area"])
        self.name = str(areas.at[code, "short_name"])
        self.group = str(study.group[self.area])
        self.place = f"{areas.at[code, 'region']}"

    @cached_property
    def over_time(self) -> pd.DataFrame:
        """Migrants in and out (persons), one row per year."""
        return country.stock_over_time(self.study.od, self.study.totals, self.area)

    @property
    def stock(self) -> pd.Series:
        """Migrants in and out in the year (persons)."""
        return self.over_time.loc[self.p.year]

    @cached_property
    def totals_this_year(self) -> pd.DataFrame:
        """The totals of the year, one row per area; missing for an area that the revision leaves out."""
        totals = self.study.totals
        rows = totals[totals["year"] == self.p.year].set_index("area")
        return rows.reindex(self.study.group.index)

    @property
    def residents(self) -> float:
        """Population in the year (persons); missing where the revision has none."""
        return 1000 * float(self.totals_this_year.at[self.area, "population_thousands"])

    @cached_property
    def by_side(self) -> pd.DataFrame:
        """Migrants in and out (rows) by the side of the other end (persons; `country.by_side`)."""
        s = self.study
        return country.by_side(s.od, s.group, self.area, self.p.year, self.p.residual)

    @property
    def shares(self) -> pd.DataFrame:
        """`by_side` as fractions of each row's sum, people of unknown side included."""
        return self.by_side.div(self.by_side.sum(axis=1).where(lambda n: n > 0), axis=0)

    @property
    def parts(self) -> list[str]:
        """Places that UN DESA counts in the area, and that other publishers list apart."""
        economies = self.study.economies
        own = economies.loc[economies["area"] == self.area, "economy"]
        return [remittances.APART[code] for code in remittances.APART if code in set(own)]

    def rank(self, end: str) -> tuple[int, int]:
        """The area's place by size on one side, and among how many (`country.rank`)."""
        if end == "in":
            return country.rank(self.totals_this_year["stock"], self.area)
        out = country.emigrants(self.study.od, self.study.group.index, self.p.year)
        return country.rank(out, self.area)

    @cached_property
    def corridors(self) -> dict[str, pd.DataFrame]:
        """The area's corridors in and out, largest first (`country.corridors`)."""
        s, year = self.study, self.p.year
        return {
            end: country.corridors(s.od, s.members, s.group.index, self.area, year, end)
            for end in country.ENDS
        }

    @cached_property
    def covered(self) -> dict[str, pd.Series]:
        """Shares of the people in and out by what the two ends have in common (`country.covered`)."""
        return {end: country.covered(pairs) for end, pairs in self.corridors.items()}

    def largest(self, rows: int = 6) -> dict[str, pd.DataFrame]:
        """The largest corridors of each side as a figure takes them: name, group, stock, shared."""
        names, group = self.names, self.study.group
        tops = {end: pairs.head(rows) for end, pairs in self.corridors.items()}
        return {
            end: pd.DataFrame(
                {
                    "name": top["other"].map(names),
                    "group": top["other"].map(group),
                    "stock": top["stock"],
                    "shared": top["cover"] != COVERS[-1],
                }
            )
            for end, top in tops.items()
        }

    @property
    def memberships(self) -> pd.DataFrame:
        """The bodies that the area belongs to, one row per body (`cooperation.belonging`)."""
        members = self.study.members
        return members[members["area"] == self.area].sort_values(["kind", "body"])

    @cached_property
    def receipts(self) -> pd.DataFrame:
        """Remittances of all economies in the year (`remittances.received`)."""
        s = self.study
        return remittances.received(s.inflows, s.economies, self.p.remittance_vintage, self.p.year)

    @cached_property
    def remittances(self) -> pd.Series:
        """The area's remittances: economies, usd_million, share_of_gdp, per_head (`country.received`)."""
        return country.received(self.receipts, self.area)

    @cached_property
    def refugees(self) -> pd.Series:
        """Refugees hosted, from, unrwa (persons; `country.refugees`)."""
        table = self.study.package.table
        asylum, origin, unrwa = (
            table(name) for name in ("refugees-by-asylum", "refugees-by-origin", "unrwa")
        )
        return country.refugees(asylum, origin, unrwa, self.area, self.p.year)

    @cached_property
    def compared(self) -> pd.DataFrame:
        """The area beside South and North in four measures (`country.compare_with_groups`)."""
        s, years = self.study, (self.p.base_year, self.p.year)
        return country.compare_with_groups(
            s.totals, s.hosted, s.group, self.receipts, self.area, years, self.p.growth
        )

    @cached_property
    def effect_of_switching(self) -> tuple[int, int, bool]:
        """South-South's lead, the lead if the area alone changed sides (persons), and whether it turns."""
        s = self.study
        return country.effect_of_switching(s.od, s.group, self.p.year, self.p.residual, self.area)

    @property
    def data_flags(self) -> str | None:
        """The publisher's letters for the kind of data; None if the revision has none."""
        flags = self.totals_this_year.at[self.area, "type_of_data"]
        return None if pd.isna(flags) else str(flags)

    def row(self) -> Row:
        """The key indicators: counts in persons, shares as fractions, then the parameters."""
        return Row(
            {
                "iso3": self.iso3,
                "name": self.name,
                "group": self.group,
                "migrants_in": self.stock["in"],
                "share_from_south": self.shares.at["in", "South"],
                "migrants_out": self.stock["out"],
                "share_to_south": self.shares.at["out", "South"],
                "in_per_cent_of_population": 100 * self.compared.at["migrants", "here"],
                "remittances_usd_million": self.remittances["usd_million"],
                "remittances_share_of_gdp": self.remittances["share_of_gdp"],
                "refugees_hosted": self.refugees["hosted"],
                "refugees_from": self.refugees["from"],
                "refugees_unrwa": self.refugees["unrwa"],
                "bodies": "; ".join(cooperation.seat_names(self.memberships)),
                "covered_share_in": 1 - self.covered["in"].iloc[-1],
                "turns_a25": self.effect_of_switching[2],
                "data_flags": self.data_flags,
            }
            | {name: getattr(self.p, name) for name in PARAMETERS}
        )


def open_profile(**parameters: Any) -> CountryProfile:
    """The profile that a notebook's parameters describe, checked against the data package."""
    return CountryProfile(open_study(**parameters))


def _plain(value: Any) -> Any:
    """A value as JSON has it: missing is null, whole numbers whole, others to ten digits."""
    if value is None or isinstance(value, bool | str):
        return value
    number = float(value)
    if math.isnan(number):
        return None
    return int(number) if number.is_integer() else round_significant(number)
