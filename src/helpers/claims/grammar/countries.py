"""A quantity country by country: the place of one among all, and how many pass a mark."""

from __future__ import annotations

from typing import Any

import pandas as pd
from pydantic import model_validator

from helpers.claims.grammar.formula import AREAS, PLACE, Formula, Made, Of
from helpers.claims.grammar.places import EACH, Places, areas_of, told
from helpers.claims.grammar.quantities import Rows
from helpers.claims.provenance import TracedNumber, add_up, plain
from helpers.study import NoData, Study


def _each(entry: Any) -> Any:
    """Refuse what a rank or a count cannot go through, country by country."""
    if isinstance(entry, Of) and sum(words == (EACH,) for words in entry.sum.sets.values()) != 1:
        raise ValueError(f"write {EACH!r} at one end, such as `stock: {{to: {EACH}}}`")
    return entry


class _Countries(Formula):
    """Something of a quantity country by country."""

    @property
    def has_each(self) -> bool:
        return False

    @property
    def quantity(self) -> Of:
        raise NotImplementedError

    @property
    def parts(self) -> tuple[Made, ...]:
        return (self.quantity,)

    def _by_country(self, study: Study) -> tuple[Rows, str, pd.Series]:
        """The rows, the column that names a country in them, and the value of each (in base units)."""
        rows = self.quantity.sum.rows(study)
        key = "area" if "area" in rows.labels else rows.labels[self.quantity.sum.sets["to"] == (EACH,)]
        return rows, key, self.quantity.sum.factor * rows.frame.groupby(key)[rows.column].sum()

    def _counted(self, rows: Rows, key: str, name: str, areas: pd.Index) -> TracedNumber:
        """How many areas there are, by their rows."""
        frame = rows.frame[rows.frame[key].isin(areas)]
        labels = tuple(dict.fromkeys((*rows.labels, rows.column)) - {key: None}.keys())
        return add_up(name, rows.table, frame, key, how="nunique", labels=labels, computed=float(len(areas)))


class Rank(_Countries):
    """``rank``: the place of a country among all by a quantity, the largest first."""

    rank: Places
    by: Of

    @model_validator(mode="after")
    def _of_one(self) -> Rank:
        _each(self.by)
        if len(self.rank) != 1:
            raise ValueError("name one country, by its code")
        return self

    @property
    def quantity(self) -> Of:
        return self.by

    @property
    def dimension(self) -> str:
        return PLACE

    @property
    def words(self) -> str:
        return f"place of {told(self.rank)} by {self.by.words}"

    def at(self, year: int | str) -> Rank:
        return self.model_copy(update={"by": self.by.at(year)})

    def number(self, study: Study) -> TracedNumber:
        rows, key, values = self._by_country(study)
        (area, *others) = areas_of(study, self.rank)
        if others or area not in values.index:
            raise NoData(f"{self.rank[0]} is not one of the countries that the table {rows.table} counts")
        ahead = values.index[(values > values[area]) | (values.index == area)]
        return self._counted(rows, key, f"countries down to {self.rank[0]} by {self.by.words}", ahead)


class Count(_Countries):
    """``count``: how many countries have more than ``above`` of a quantity (persons, US$ million)."""

    count: Of
    above: float | int = 0

    @model_validator(mode="after")
    def _through_each(self) -> Count:
        _each(self.count)
        return self

    @property
    def quantity(self) -> Of:
        return self.count

    @property
    def dimension(self) -> str:
        return AREAS

    @property
    def words(self) -> str:
        return f"countries with more than {plain(self.above)} {self.count.words}"

    def at(self, year: int | str) -> Count:
        return self.model_copy(update={"count": self.count.at(year)})

    def number(self, study: Study) -> TracedNumber:
        rows, key, values = self._by_country(study)
        return self._counted(rows, key, self.words, values.index[values > self.above])
