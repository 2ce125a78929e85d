"""The scorecard in a notebook: counted, in a paragraph, as a table."""

from fixtures_verdicts import BOTH, ONE, TWO, record
from helpers.claims import scorecard


def test_verdicts_are_counted_in_the_order_of_their_signs() -> None:
    assert list(scorecard.summary([TWO, ONE, TWO]).items()) == [("reproduced", 1), ("holds", 2)]


def test_fair_review_counts_and_hedges() -> None:
    text = scorecard.fair_review(
        [
            record("A1", "p", ("a", "holds", "e"), contested=True),
            record("A2", "p", ("a", "close", "e")),
            record("A3", "p", ("a", "contradicted", "e")),
            record("A4", "p", ("a", "no data", "e")),
        ]
    )
    for part in (
        "Of 4 claims, 1 stand",
        "nearly do (A2)",
        "do not (A3)",
        "settled with the data at hand (A4)",
        "(A1): quote them",
    ):
        assert part in text


def test_readings_that_disagree_are_marked() -> None:
    assert ONE.shown_readings == ["stock: 257.72 million, stated 258 million"]
    assert TWO.shown_readings == ["a: x > y [holds]", "b: y < x [fails]"]


def test_in_a_notebook() -> None:
    shown = scorecard.Scorecard(BOTH)
    assert repr(shown).splitlines() == [
        "A2.1   ✓ reproduced     258 million     A2.1 is so.",
        "R1.1   ✓ holds        ↔ -               R1.1 is so.",
    ]
    html = shown._repr_html_()
    assert all(f">{name}</th>" in html for name in scorecard.COLUMNS)
    assert html.startswith("<table><thead><tr><th ") and html.endswith("</td></tr></tbody></table>")
    assert html.count("<tr>") == 3 and html.count(" ↔</td>") == 1
    assert "a: x &gt; y [holds]<br>b: y &lt; x [fails]</td>" in html
