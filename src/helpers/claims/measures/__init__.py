"""The measures that ``claims.yaml`` names, by topic: from a study to what is judged.

A quantity returns a `TracedNumber` in base units (persons, fractions, occurrences); a comparison a
pair of them (left, right); a fact, in `helpers.claims.facts`, a `Finding`. They raise `NoData`,
with the reason, where the data cannot answer. Their docstrings are what `walkthrough trace` shows.
"""

from __future__ import annotations

from helpers.claims import facts
from helpers.claims.ledger import Kind
from helpers.claims.measures import capacity, cooperation, displacement, migration, remittances, texts
from helpers.claims.registry import MEASURES, Measure
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


def find_measure(name: str, kind: Kind | None = None) -> Measure:
    """The measure that a ledger names. Raises UserError if there is none, or none of that kind.

    A fact, an audit and an open statement rest on a `Finding`, so a measure of one serves for the others.
    """
    if name not in MEASURES:
        raise UserError(f"the ledger of claims: no measure {name!r}")
    found, same = MEASURES[name], {"audit": "fact", "open": "fact"}
    if kind and same.get(found.kind, found.kind) != same.get(kind, kind):
        raise UserError(f"the ledger of claims: no measure {name!r} of the kind {kind}")
    return found
