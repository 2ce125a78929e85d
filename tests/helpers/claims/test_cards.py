"""Verdicts as a notebook shows them."""

import pytest

from fixtures_verdicts import ONE, TWO, record
from helpers.claims import cards
from helpers.claims.judgement import MIME, Verdict


def test_a_card_says_claim_verdict_and_what_was_found() -> None:
    assert str(cards.VerdictCard(TWO)).splitlines() == [
        "R1.1  ✓ holds, the article says: R1.1 is so.",
        "  holds         a: x > y",
        "  fails         b: y < x",
    ]
    bundle = cards.VerdictCard(ONE)._repr_mimebundle_()
    assert bundle[MIME] == ONE.as_json() and bundle["text/plain"] == str(cards.VerdictCard(ONE))
    one, two = cards.card(ONE), cards.card(TWO)
    assert one.count("reproduced</span>") == 1  # a single reading does not repeat its verdict
    assert two.count("holds</span>") == 2 and two.count("fails</span>") == 1
    assert "Another reading" in two and "Another reading" not in one
    assert "<em>the article says:</em> R1.1 is so." in two
    assert "y &lt; x" in two


def test_a_card_of_ours_says_so_and_parts_are_called_parts() -> None:
    ours = cards.card(record("R1.1c", "Rec", ("a", "holds", "e"), said_by="bundle"))
    assert "<em>this bundle says:</em>" in ours and "the article says" not in ours
    parts = cards.card(
        record("R1.3", "Rec", ("a", "confirmed", "e"), ("b", "contradicted", "e"), kind="fact")
    )
    assert "weakest part" in parts and "reading" not in parts


def test_a_card_links_its_sources_and_nothing_that_is_no_address() -> None:
    sources = [
        ["UN DESA", "https://www.un.org/x"],
        ["A <b>", "javascript:alert(1)"],
        ["Text, A/RES/70/1", None],
    ]
    shown = cards.card(
        record("A1", "p", ("r", "holds", "e"), cited_source="the A/RES/73/195", sources=sources)
    )
    assert "<a href='https://undocs.org/A/RES/73/195'>A/RES/73/195</a>." in shown
    assert (
        "<a href='https://www.un.org/x'>UN DESA</a>; A &lt;b&gt;; Text, <a href='https://undocs.org/A/RES/70/1'>"
        in shown
    )
    assert "javascript" not in shown


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
        ("unverified", "#595959"),
        ("too few cases", "#595959"),
        ("not testable", "#595959"),
        ("no data", "#595959"),
    ],
)
def test_colours(verdict: str, colour: str) -> None:
    assert Verdict(verdict).colour == colour
    assert f"background:{colour};" in cards.badge(Verdict(verdict))
    assert f"{colour};padding" in cards.card(record("A1", "p", ("r", verdict, "e")))
