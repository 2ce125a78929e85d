"""Quantities that a ledger can name, each a sum over rows of one table of the data package."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

import pandas as pd
from pydantic import BeforeValidator, Field, model_validator

from helpers.analysis import displacement, migration, remittances, south
from helpers.claims import terms
from helpers.claims.grammar.places import EACH, OTHER, SIDES, WORLD, Places, told, within
from helpers.claims.grammar.words import Entry
from helpers.claims.provenance import TracedNumber, add_up
from helpers.study import NoData, Study

BASE_YEAR = "base_year"
PEOPLE, MONEY = "people", "money"


def _year(value: Any) -> Any:
    if value is None or value == BASE_YEAR or type(value) is int:
        return value
    raise ValueError(f"write a year, such as 2015, or {BASE_YEAR}; without one it is the parameter year")


Year = Annotated[int | str | None, BeforeValidator(_year)]


class Rows(NamedTuple):
    """Rows of a table: the columns that name them, and the one that counts."""

    table: str
    frame: pd.DataFrame
    column: str
    labels: tuple[str, ...]


class Sum(Entry):
    """What the quantities have in common: a year, a value, and the rows that it adds up."""

    dimension: ClassVar[str] = PEOPLE
    factor: ClassVar[float] = 1.0
    unit: ClassVar[str] = ""
    rests_on: ClassVar[tuple[Callable[..., Any], ...]] = ()

    year: Year = None

    def at(self, year: int | str) -> Sum:
        """The same quantity in another year."""
        return self.model_copy(update={"year": year})

    @property
    def sets(self) -> dict[str, tuple[str, ...]]:
        """The sets of the quantity by the end of the corridor that they describe."""
        names = {"from_": "from", "to": "to", "in_": "in"}
        return {text: getattr(self, name) for name, text in names.items() if name in type(self).model_fields}

    @property
    def by_side(self) -> bool:
        """Whether South or North are among the sets."""
        return any(words[0] in SIDES for words in self.sets.values())

    @property
    def uses(self) -> tuple[Callable[..., Any], ...]:
        """What a trace says of the value: what is counted, and the line between South and North."""
        return (type(self), *terms.GROUPS, *self.rests_on) if self.by_side else (type(self),)

    @property
    def depends_on(self) -> set[str]:
        """The parameters on which the value depends."""
        found = {"revision", "year"} if self.year is None else {"revision"}
        found |= {BASE_YEAR} if self.year == BASE_YEAR else set()
        return found | ({"south"} if self.by_side else set())

    def when(self, study: Study) -> int:
        """The year that is meant. Raises NoData if the revision has no such year."""
        return _available(study, self.year, study.package.total_years(study.p.revision))

    def rows(self, study: Study) -> Rows:
        """The rows that are added up, in the year that is meant."""
        raise NotImplementedError

    def number(self, study: Study) -> TracedNumber:
        """The value in persons, or in US$ million."""
        found = self.rows(study)
        total = add_up(self.words + self.unit, found.table, found.frame, found.column, labels=found.labels)
        return total if self.factor == 1 else self.factor * total

    @property
    def words(self) -> str:
        """The quantity in words, which are its name in a trace."""
        raise NotImplementedError

    @property
    def _in_year(self) -> str:
        return "" if self.year is None else f" in {str(self.year).replace('_', ' ')}"


def year_meant(study: Study, year: int | str | None) -> int:
    """The year that a ledger writes: the parameter base_year, a year, or without one that of the run."""
    return study.p.base_year if year == BASE_YEAR else int(year or study.p.year)


def _available(study: Study, year: int | str | None, years: list[int]) -> int:
    when = year_meant(study, year)
    if when not in years:
        raise NoData(
            f"the {study.p.revision} revision has no {when} here; it has {', '.join(map(str, years))}"
        )
    return when


class _Corridors(Sum):
    """A quantity between two ends."""

    from_: Places = Field((WORLD,), alias="from")
    to: Places = (WORLD,)

    @model_validator(mode="after")
    def _other_than_what(self) -> _Corridors:
        if OTHER in self.from_ + self.to and (self.from_ == self.to or WORLD in self.from_ + self.to):
            raise ValueError(f"{OTHER!r} than which? name a side, a region or a country at the other end")
        if self.from_ == self.to == (EACH,):
            raise ValueError(f"{EACH!r} stands at one end only")
        return self

    def _between(
        self, study: Study, frame: pd.DataFrame, origin: str, destination: str, when: int
    ) -> pd.DataFrame:
        there = within(study, frame[destination], self.to, self.from_, origins=False, year=when)
        frame = frame[there]
        return frame[within(study, frame[origin], self.from_, self.to, origins=True, year=when)]

    def _named(self, people: str, lived: str) -> str:
        born = "" if self.from_ == (WORLD,) else f" from {told(self.from_)}"
        there = "" if self.to == (WORLD,) else f" {lived} {told(self.to)}"
        return f"{people}{born}{there}{self._in_year}"


class Stock(_Corridors):
    """International migrants: people born in ``from`` who live in ``to`` (persons, at mid-year).

    Source: UN DESA, International Migrant Stock; a migrant is foreign-born or, where an area has no
    such data, a foreign citizen. Without ``from`` they are all who live there, those of unknown origin
    included. Of people born on one side of the line those of no known country
    count as the parameter ``residual`` says.
    """

    rests_on = (migration.hosted, migration.four_way, south.origin_groups)

    @property
    def depends_on(self) -> set[str]:
        return super().depends_on | ({"residual"} if self.from_[0] in SIDES else set())

    def rows(self, study: Study) -> Rows:
        when, revision = self.when(study), study.p.revision
        if self.from_ == (WORLD,) and not study.summed:
            frame = terms.in_year(study.totals, when)
            frame = frame[within(study, frame["area"], self.to, (), origins=False, year=when)]
            return Rows(f"totals-{revision}", frame, "stock", terms.AREA)
        if when not in study.package.years(revision):
            raise NoData(f"the {revision} revision has no origins for {when}")
        frame = self._between(study, terms.in_year(study.od, when), "origin", "destination", when)
        return Rows(f"od-{revision}", frame, "stock", terms.ENDS)

    def number(self, study: Study) -> TracedNumber:
        """As the bundle's own measures have it where both ends are sides or the world: from shared sums."""
        (born, *_), (lived, *_) = self.from_, self.to
        year = 0 if self.year is None else year_meant(study, self.year)
        if born == WORLD and lived in (*SIDES, WORLD):
            if (year or study.p.year) not in study.hosted.index:
                raise NoData(f"the {study.p.revision} revision has no {year or study.p.year}")
            return terms.living(study, None if lived == WORLD else lived, year)
        if born in SIDES and lived in SIDES:
            return terms.moved(study, born, lived, year)
        return super().number(study)

    @property
    def words(self) -> str:
        return self._named("migrants", "living in")


class Refugees(_Corridors):
    """Refugees who live in ``to`` (persons).

    ``by`` undesa: with asylum seekers from 2015 on and those of UNRWA, at mid-year; unhcr: under its mandate,
    at the end of the year; unhcr and unrwa: both. With ``from``: UNHCR's tables of origins, in the
    years of which there is one.
    Sources: UN DESA, International Migrant Stock; UNHCR, Refugee Population Statistics; UNRWA.
    """

    rests_on = (displacement.refugees_hosted_by_year,)

    by: Literal["undesa", "unhcr", "unhcr and unrwa"] = "undesa"

    @model_validator(mode="after")
    def _who_knows_origins(self) -> Refugees:
        if self.from_ != (WORLD,) and self.by != "unhcr":
            raise ValueError("only UNHCR knows where refugees came from; write `by: unhcr` beside `from`")
        return self

    def when(self, study: Study) -> int:
        if self.by == "undesa":
            return super().when(study)
        return year_meant(study, self.year)

    def rows(self, study: Study) -> Rows:
        when = self.when(study)
        if self.from_ != (WORLD,):
            if (table := f"refugees-{when}") not in study.package.names:
                raise NoData(f"the data at hand have no refugees by origin and asylum for {when}")
            frame = self._between(study, study.package.table(table), "origin", "asylum", when)
            return Rows(table, frame, "refugees", ("origin", "asylum"))
        if self.by == "undesa":
            return self._hosted(study, f"totals-{study.p.revision}", study.totals, when)
        return self._hosted(study, "refugees-by-asylum", study.package.table("refugees-by-asylum"), when)

    def _hosted(self, study: Study, table: str, frame: pd.DataFrame, when: int) -> Rows:
        frame = terms.in_year(frame, when)
        if not frame["refugees"].sum():
            raise NoData(f"the table {table} has no refugees for {when}")
        frame = frame[within(study, frame["area"], self.to, (), origins=False, year=when)]
        return Rows(table, frame, "refugees", terms.AREA)

    def number(self, study: Study) -> TracedNumber:
        found = super().number(study)
        if self.by != "unhcr and unrwa":
            return found
        when = self.when(study)
        frame = terms.in_year(study.package.table("unrwa"), when)
        frame = frame[within(study, frame["area"], self.to, (), origins=False, year=when)]
        return found + add_up(f"{self.words}: UNRWA's", "unrwa", frame, "refugees")

    @property
    def words(self) -> str:
        whose = {
            "undesa": "UN DESA's count",
            "unhcr": "UNHCR's mandate",
            "unhcr and unrwa": "UNHCR and UNRWA",
        }
        return self._named(f"refugees ({whose[self.by]})", "hosted by")


class Population(Sum):
    """People who live in ``in``, migrants or not (persons, at mid-year).

    Source: UN DESA, the column of population in the tables of migrant stock.
    """

    factor, unit = 1000.0, " (thousands)"

    in_: Places = Field((WORLD,), alias="in")

    def rows(self, study: Study) -> Rows:
        when, table = self.when(study), f"totals-{study.p.revision}"
        frame = terms.in_year(study.totals, when)
        if frame["population_thousands"].isna().all():
            raise NoData(f"the {study.p.revision} revision comes without the population")
        frame = frame[within(study, frame["area"], self.in_, (), origins=False, year=when)]
        return Rows(table, frame, "population_thousands", terms.AREA)

    @property
    def words(self) -> str:
        where = "in the world" if self.in_ == (WORLD,) else f"in {told(self.in_)}"
        return f"people {where}{self._in_year}"


class Remittances(Sum):
    """Personal remittances that the economies of ``to`` receive in the year (US$ million).

    Personal transfers and compensation of employees (IMF, Balance of Payments Manual, 6th edition,
    appendix 5); source: World Bank, KNOMAD.
    """

    dimension, unit = MONEY, " (US$ million)"
    rests_on = (remittances.received,)

    to: Places = (WORLD,)

    @property
    def depends_on(self) -> set[str]:
        return (super().depends_on | {"remittance_vintage"}) - {"revision"}

    def rows(self, study: Study) -> Rows:
        when = year_meant(study, self.year)
        frame = terms.in_year(study.inflows, when)
        if frame.empty:
            raise NoData(f"the {study.p.remittance_vintage} vintage of remittances has no figures for {when}")
        frame = frame[within(study, frame["area"], self.to, (), origins=False, year=when)]
        return Rows("inflows", frame, "usd_million", ("economy", "area"))

    @property
    def words(self) -> str:
        return f"remittances to {told(self.to)}{self._in_year}"
