"""The grammar of a ledger: measures written as words in place of the name of a function.

``{share: {stock: {from: South, to: South}}, of: {stock: {to: South}}}`` is the part of the South's
migrants that was born in the South. Quantities (`quantities`) over sets of areas (`places`) make formulas
(`formula`, `formulas`, `countries`); each knows its rows, its words, and the parameters that it depends on.
"""

from __future__ import annotations

from helpers.claims.grammar.formula import Formula, Made
from helpers.claims.grammar.formulas import Comparison, Written
from helpers.claims.grammar.places import vocabulary
from helpers.claims.grammar.words import Entry, unknown

__all__ = ["Comparison", "Entry", "Formula", "Made", "Written", "unknown", "vocabulary"]
