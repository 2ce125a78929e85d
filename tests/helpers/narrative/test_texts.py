"""Sentences on what was counted in the Compact, and in whose copy."""

import pandas as pd

from fixtures_texts import COMPACT
from helpers.analysis.texts import count_terms, counts_by_evidence
from helpers.data.package import open_package
from helpers.narrative import texts


def test_counts_rest_on_memory_or_on_the_copy_that_was_given() -> None:
    bundled = texts.evidence_story(counts_by_evidence(open_package().table("gcm-terms")))
    assert "6 of the 10 rules" in bundled and "1 occurrence in a paragraph" in bundled
    assert "the literal count is 29" in bundled and "*the 23 objectives*, with 24" in bundled
    own = texts.evidence_story(counts_by_evidence(count_terms(COMPACT)))
    assert own.startswith("All of the 10 rules") and "memory" not in own


def test_four_kinds_of_cooperation() -> None:
    bundled = {"North-South": None, "South-South": True, "triangular": True, "technical": None}
    said = texts.four_kinds(bundled, own=False)
    assert said.startswith("Found: South-South and triangular. Never counted: North-South and technical;")
    assert texts.four_kinds(dict.fromkeys(bundled, True), own=True).endswith("in the copy that you named.")
    lacking = texts.four_kinds(dict.fromkeys(bundled, False), own=True)
    assert lacking.startswith("Found: none. Not found: North-South, South-South, triangular and technical.")
    assert "every zero is a zero" in texts.seen_story(own=True) and "`?`" in texts.seen_story(own=False)


def test_dates_without_a_date() -> None:
    assert "Not all" in texts.dates_title(pd.DataFrame({"days": [1, 2, None, 4, 5]}))
