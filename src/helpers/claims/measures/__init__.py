"""The measures that ``claims.yaml`` names, by topic: from a study to what is judged.

A quantity returns a `TracedNumber` in base units (persons, fractions, occurrences); a comparison a
pair of them (left, right); a fact, in `helpers.claims.facts`, a `Finding`. They raise `NoData`,
with the reason, where the data cannot answer. Their docstrings are what `walkthrough trace` shows.
"""

from __future__ import annotations

import difflib

from helpers.analysis.south import NORTH, SOUTH
from helpers.claims import facts
from helpers.claims.grammar import Comparison, Formula, Made
from helpers.claims.grammar.quantities import Stock
from helpers.claims.kinds import Kind
from helpers.claims.measures import capacity, cooperation, displacement, migration, remittances, texts
from helpers.claims.registry import MEASURES, Bounded, Measure
from helpers.errors import UserError

__all__ = [
    "capacity",
    "cooperation",
    "displacement",
    "facts",
    "find_measure",
    "migration",
    "remittances",
    "texts",
]


UNIT = {
    "people": "persons",
    "share": "fraction",
    "money": "US$ million",
    "areas": "countries",
    "place": "place",
}
"""What a formula's number is in, by what it measures."""


def find_measure(measure: Made | str, kind: Kind | None = None) -> Measure:
    """The measure that a ledger writes, or names. Raises UserError if there is none, or none of that kind.

    A fact, an audit and an open statement rest on a `Finding`, so a measure of one serves for the others.
    """
    if isinstance(measure, Made):
        return _written(measure)
    if measure not in MEASURES:
        near = difflib.get_close_matches(measure, MEASURES, n=1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        raise UserError(f"the ledger of claims: no measure {measure!r}{hint}")
    found, same = MEASURES[measure], {"audit": "fact", "open": "fact"}
    if kind and same.get(found.kind, found.kind) != same.get(kind, kind):
        raise UserError(f"the ledger of claims: no measure {measure!r} of the kind {kind}")
    return found


def _written(formula: Made) -> Measure:
    """A formula as a measure."""
    if isinstance(formula, Formula):
        return Measure(formula.number, "quantity", UNIT[formula.dimension], formula.uses, _bounded(formula))
    assert isinstance(formula, Comparison)
    unit = UNIT[formula.sides[0].dimension]
    return Measure(formula.numbers, "comparison", unit, formula.uses, _bounded(formula))


def _bounded(formula: Made) -> Bounded:
    """Whether people of no known country make bounds of a formula's stocks, and in which words to say so."""
    stocks = [each for each in formula.sums if isinstance(each, Stock) and each.from_[0] in (SOUTH, NORTH)]
    ways = {(each.from_[0], each.to[0]) for each in stocks}
    if not ways:
        return ""
    if isinstance(formula, Comparison):
        if ways == {(SOUTH, SOUTH)} and len({each.year for each in stocks}) > 1:
            return "years"
        return "directions" if ways == {(SOUTH, SOUTH), (SOUTH, NORTH)} else "origins"
    return "stock" if ways == {(SOUTH, SOUTH)} else "origins"
