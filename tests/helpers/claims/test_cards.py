"""Verdicts as a notebook shows them."""

import pytest

from fixtures_verdicts import ONE, TWO, record
from helpers.claims import cards
from helpers.claims.judgement import MIME, Verdict


def test_a_card_says_claim_verdict_and_what_was_found() -> None:
    assert str(cards.VerdictCard(TWO)).splitlines() == [
        "R1.1  ✓ holds: R1.1 is so.",
        "  holds        a: x > y",
        "  fails        b: y < x",
    ]
    bundle = cards.VerdictCard(ONE)._repr_mimebundle_()
    assert bundle[MIME] == ONE.as_json() and bundle["text/plain"] == str(cards.VerdictCard(ONE))
    one, two = cards.card(ONE), cards.card(TWO)
    assert one.count("reproduced</span>") == 1  # a single reading does not repeat its verdict
    assert two.count("holds</span>") == 2 and two.count("fails</span>") == 1
    assert "Another reading" in two and "Another reading" not in one
    assert "y &lt; x" in two


@pytest.mark.parametrize(
    ("verdict", "colour"),
    [
        ("holds", "#1b7837"),
        ("reproduced", "#1b7837"),
        ("confirmed", "#1b7837"),
        ("fails", "#b2182b"),
        ("differs", "#b2182b"),
        ("contradicted", "#b2182b"),
        ("tie", "#7a6100"),
        ("close", "#7a6100"),
        ("unverified", "#7a6100"),
        ("no data", "#7a6100"),
    ],
)
def test_colours(verdict: str, colour: str) -> None:
    assert Verdict(verdict).colour == colour
    assert f"background:{colour};" in cards.badge(Verdict(verdict))
    assert f"{colour};padding" in cards.card(record("A1", "p", ("r", verdict, "e")))
