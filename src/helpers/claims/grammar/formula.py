"""What a ledger makes of quantities, and the simplest of it: one quantity by itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pydantic import model_validator

from helpers.claims.grammar.places import EACH
from helpers.claims.grammar.quantities import Population, Refugees, Remittances, Stock, Sum
from helpers.claims.grammar.words import Entry
from helpers.claims.provenance import TracedNumber
from helpers.study import Study

FRACTION, AREAS, PLACE = "share", "areas", "place"
"""What a formula can be measured in, beside people and money."""


class Made(Entry):
    """What is made of quantities: their parameters and functions are its own."""

    @property
    def parts(self) -> tuple[Made, ...]:
        """What it is made of."""
        return ()

    @property
    def words(self) -> str:
        """It in words, which are its name on a card and in a trace."""
        raise NotImplementedError

    @property
    def sums(self) -> tuple[Sum, ...]:
        """The quantities in it."""
        return tuple(each for part in self.parts for each in part.sums)

    @property
    def depends_on(self) -> set[str]:
        """The parameters on which the value depends."""
        return set().union(*(part.depends_on for part in self.parts))

    @property
    def uses(self) -> tuple[Callable[..., Any], ...]:
        """What a trace says of it: what it is, what it counts, and the functions that this rests on."""
        return tuple(dict.fromkeys((type(self), *(each for part in self.parts for each in part.uses))))

    @property
    def has_each(self) -> bool:
        """Whether "each country" stands where nothing goes through the countries."""
        return any(part.has_each for part in self.parts)


class Formula(Made):
    """What comes to one number."""

    @property
    def dimension(self) -> str:
        """What it is measured in: people, money, share, areas, place."""
        raise NotImplementedError

    def at(self, year: int | str) -> Any:
        """The same in another year."""
        raise NotImplementedError

    def number(self, study: Study) -> TracedNumber:
        """The value in base units (persons, fractions, US$ million)."""
        raise NotImplementedError


class Of(Formula):
    """A quantity by itself: ``stock``, ``refugees``, ``population`` or ``remittances``."""

    stock: Stock | None = None
    refugees: Refugees | None = None
    population: Population | None = None
    remittances: Remittances | None = None

    @model_validator(mode="before")
    @classmethod
    def _bare(cls, entry: Any) -> Any:
        """``stock:`` with nothing behind it is that of the world."""
        return {name: {} if value is None else value for name, value in entry.items()}

    @model_validator(mode="after")
    def _one(self) -> Of:
        if len(self.model_fields_set) != 1:
            raise ValueError("one quantity only; two make a share (share: ..., of: ...) or a comparison")
        return self

    @property
    def sum(self) -> Sum:
        (name,) = self.model_fields_set
        found = getattr(self, name)
        assert isinstance(found, Sum)
        return found

    @property
    def dimension(self) -> str:
        return self.sum.dimension

    @property
    def sums(self) -> tuple[Sum, ...]:
        return (self.sum,)

    @property
    def depends_on(self) -> set[str]:
        return self.sum.depends_on

    @property
    def uses(self) -> tuple[Callable[..., Any], ...]:
        return self.sum.uses

    @property
    def has_each(self) -> bool:
        return (EACH,) in self.sum.sets.values()

    @property
    def words(self) -> str:
        return self.sum.words

    def at(self, year: int | str) -> Of:
        (name,) = self.model_fields_set
        return self.model_copy(update={name: self.sum.at(year)})

    def number(self, study: Study) -> TracedNumber:
        return self.sum.number(study)
