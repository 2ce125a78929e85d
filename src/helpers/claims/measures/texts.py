"""Measures of the Global Compact's text."""

from __future__ import annotations

from helpers.analysis import texts
from helpers.claims.provenance import TracedNumber, add_up
from helpers.claims.registry import measure
from helpers.study import Study


@measure("quantity", "occurrences", (texts.partnership_counts,))
def partnerships_all(study: Study) -> TracedNumber:
    """How often the Compact's agreed text says "partnership" or "partnerships", anywhere."""
    return _occurrences(study, "all occurrences", "partnership_all", '"partnership(s)" in the Compact')


@measure("quantity", "occurrences", (texts.partnership_counts,))
def partnerships_in_objectives(study: Study) -> TracedNumber:
    """How often the 23 objectives of the Compact say "partnership" or "partnerships"."""
    name = '"partnership(s)" in the Compact, objectives only'
    return _occurrences(study, "the 23 objectives only", "partnership_all", name, "Objective")


@measure("quantity", "occurrences", (texts.partnership_counts,))
def partnerships_plural(study: Study) -> TracedNumber:
    """How often the Compact's agreed text says "partnerships", in the plural."""
    return _occurrences(study, "plural only", "plural", '"partnerships" in the Compact')


def _occurrences(study: Study, rule: str, column: str, name: str, section: str = "") -> TracedNumber:
    table = study.terms
    rows = table[table["section"].str.startswith(section) & (table[column] > 0)]
    computed = float(texts.partnership_counts(table)[rule])
    labels = ("paragraph", "section", "evidence")
    return add_up(name, study.terms_from, rows, column, labels=labels, computed=computed)
