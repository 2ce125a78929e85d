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
        "Of the article's 4 claims, 1 stands as",
        "1 nearly does (A2)",
        "1 does not (A3)",
        "settled with the data at hand (A4)",
        "on A1: quote it with",
    ):
        assert part in text


def test_findings_of_ours_are_counted_apart() -> None:
    ours = record("A4.3c", "p", ("a", "too few cases", "e"), said_by="bundle", contested=True)
    parts = record("R1.3", "p", ("a", "confirmed", "e"), ("b", "contradicted", "e"), contested=False)
    text = scorecard.fair_review([ONE, ours, parts])
    assert "Of the article's 2 claims, 2 stand" in text and "on A4.3c" not in text
    assert "Findings of this bundle, which the article does not state: A4.3c too few cases." in text
    assert "quote the part of R1.3 that you mean" in text
    assert scorecard.tally([ONE, ours]) == (
        "1 claim of the article: 1 reproduced; beside them, 1 finding of this bundle"
    )


def test_readings_that_disagree_are_marked() -> None:
    assert ONE.shown_readings == ["stock: 257.72 million, stated 258 million"]
    assert TWO.shown_readings == ["a: x > y [holds]", "b: y < x [fails]"]


def test_in_a_notebook() -> None:
    shown = scorecard.Scorecard(BOTH)
    assert repr(shown).splitlines() == [
        "A2.1   ✓ reproduced      258 million     the article says: A2.1 is so.",
        "R1.1   ✓ holds         ↔ -               the article says: R1.1 is so.",
    ]
    html = shown._repr_html_()
    assert all(f">{name}</th>" in html for name in scorecard.COLUMNS)
    assert html.startswith("<table><thead><tr><th ") and html.endswith("</td></tr></tbody></table>")
    assert html.count("<tr>") == 3 and html.count(" ↔</td>") == 1
    assert "a: x &gt; y [holds]<br>b: y &lt; x [fails]</td>" in html
