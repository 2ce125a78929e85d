"""A scorecard of two verdicts made by hand, in each of its forms, and what is read back."""

import json
from pathlib import Path
from typing import Any

import pytest

from helpers.claims import cards, scorecard
from helpers.claims.judgement import Judgement, Verdict, judgements
from helpers.data.package import open_package
from helpers.errors import UserError
from helpers.parameters import resolve
from walkthrough.publish import compare
from walkthrough.runs.finished import FinishedRun


def record(claim: str, part: str, *readings: tuple[str, str, str], **more: Any) -> Judgement:
    found = [
        {"reading": name, "measure": "m", "verdict": word, "value": 1.5, "evidence": text}
        | ({"value": float(text.split()[0]), "difference": 1.0} if "stated" in text else {})
        | ({"other": 2.5} if name == "b" else {})
        for name, word, text in readings
    ]
    entry = {
        "claim": claim,
        "part": part,
        "statement": f"{claim} is so.",
        "kind": "fact",
        "stated": "-",
        "verdict": readings[0][1],
        "contested": len(readings) > 1,
        "readings": found,
        "parameters": {"year": 2017, "south": "undesa"},
    } | more
    return judgements([entry], "test")[0]


ONE = record(
    "A2.1",
    "Two",
    ("stock", "reproduced", "257.72 million, stated 258 million"),
    kind="quantity",
    stated="258 million",
)
TWO = record("R1.1", "Rec", ("a", "holds", "x > y"), ("b", "fails", "y < x"))
BOTH = [ONE, TWO]


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


def test_as_a_table_for_a_spreadsheet() -> None:
    assert scorecard.as_csv(BOTH).splitlines() == [
        "claim,part,statement,stated,verdict,contested,reading,reading_verdict,value,other,evidence",
        "A2.1,Two,A2.1 is so.,258 million,reproduced,False,stock,reproduced,257.72,,"
        '"257.72 million, stated 258 million"',
        "R1.1,Rec,R1.1 is so.,,holds,True,a,holds,1.5,,x > y",
        "R1.1,Rec,R1.1 is so.,,holds,True,b,fails,1.5,2.5,y < x",
    ]


def test_as_markdown() -> None:
    assert scorecard.as_markdown(BOTH).splitlines() == [
        "# Scorecard",
        "",
        "| claim | the article says | stated | verdict | what was found |",
        "|---|---|---|---|---|",
        "| A2.1 | A2.1 is so. | 258 million | ✓ reproduced | stock: 257.72 million, stated 258 million |",
        "| R1.1 | R1.1 is so. | - | ✓ holds | a: x > y \\[holds]; b: y \\< x \\[fails] |",
    ]


def test_as_a_page() -> None:
    page = scorecard.as_html(BOTH)
    assert "<p>2 claims: 1 reproduced, 1 holds.</p>" in page
    assert "<p>Parameters: south = undesa, year = 2017.</p>" in page
    assert page.index("<h2>Two</h2>") < page.index(">A2.1</th>") < page.index("<h2>Rec</h2>")
    assert page.count("<th scope='row'") == 2 and page.count("<table") == 2
    assert "<li>b: y &lt; x [fails]</li></ul>" in page
    heads = [f">{name}</th>" for name in scorecard.COLUMNS]
    assert all(page.count(head) == 2 for head in heads)
    assert page.startswith("<!doctype html><html lang='en'><head><meta charset='utf-8'><meta name=")
    assert page.endswith("</body></html>\n")
    assert "walkthrough trace A2.1" in page
    facts = scorecard.as_html(
        [record("I.1", "x", ("a", "confirmed", "e"), parameters={"text_path": "/home/someone"})]
    )
    assert "walkthrough trace I.1" in facts and "someone" not in facts.split("</head>")[1]


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


def test_what_is_written_is_what_was_judged(tmp_path: Path) -> None:
    scorecard.write(BOTH, tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "scorecard.csv",
        "scorecard.html",
        "scorecard.md",
        "verdicts.json",
    ]
    assert FinishedRun(tmp_path).verdicts == BOTH
    texts = {p.name: p.read_bytes().decode() for p in tmp_path.iterdir()}
    assert texts["scorecard.csv"] == scorecard.as_csv(BOTH) and "\r" not in texts["scorecard.csv"]
    assert texts["scorecard.md"] == scorecard.as_markdown(BOTH)
    assert texts["scorecard.html"] == scorecard.as_html(BOTH)
    assert texts["verdicts.json"].startswith('[\n  {\n    "claim": "A2.1",\n')


def test_a_card_says_claim_verdict_and_what_was_found() -> None:
    assert str(cards.VerdictCard(TWO)).splitlines() == [
        "R1.1  ✓ holds: R1.1 is so.",
        "  holds        a: x > y",
        "  fails        b: y < x",
    ]
    bundle = cards.VerdictCard(ONE)._repr_mimebundle_()
    assert bundle[cards.MIME] == ONE.as_json() and bundle["text/plain"] == str(cards.VerdictCard(ONE))
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


def test_the_first_thing_that_is_wrong_with_a_verdict_is_named() -> None:
    records = [judged.as_json() for judged in BOTH]
    with pytest.raises(UserError, match=r"^here: not a verdict written by this project \(1, claim: "):
        judgements([records[0], {**records[1], "claim": "x", "verdict": "perhaps"}], "here")
    half = {**records[0], "statement": "\ud800"}
    with pytest.raises(UserError, match="^here: a verdict contains text that is not valid Unicode"):
        judgements([half], "here")
    more = [{**records[0], "extra": [1]}, records[1]]
    assert [judged.as_json() for judged in judgements(more, "here")] == more


def notebook(path: Path, *judged: Judgement) -> None:
    stored(path, *(one.as_json() for one in judged))


def stored(path: Path, *records: dict[str, Any]) -> None:
    cells = [{"cell_type": "markdown"}] + [
        {"outputs": [{"output_type": "stream"}, {"data": {cards.MIME: r}}]} for r in records
    ]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")


def test_verdicts_are_collected_in_the_order_of_the_article(tmp_path: Path) -> None:
    intro = record("I.1", "Intro", ("a", "confirmed", "e"))
    notebook(tmp_path / "01.ipynb", TWO, ONE)
    notebook(tmp_path / "02.ipynb", intro)
    (tmp_path / "notes.txt").write_text("none")
    assert cards.collect(tmp_path) == [intro, ONE, TWO]
    stored(tmp_path / "03.ipynb", {"claim": "A1"})
    with pytest.raises(UserError, match=r"03\.ipynb: not a verdict written by this project \(0, "):
        cards.collect(tmp_path)


def test_verdicts_under_other_parameters_are_named() -> None:
    base = resolve(open_package())
    other = record(
        "A3.1",
        "x",
        ("a", "holds", "e"),
        parameters={"year": 2015, "south": "income", "text_path": "elsewhere"},
    )
    assert cards.mismatches([ONE, other], base) == ["A3.1 (year = 2015, south = income)"]


def test_each_change_is_a_row() -> None:
    third = record("A9.9", "x", ("c", "tie", "z"))
    later = record("A2.1", "Two", ("stock", "differs", "9 million, stated 258 million"), stated="258 million")
    same = {"claim": "R1.1", "change": ""}
    whole = {"reading": compare.CLAIM, "before": "-", "after": "-"}
    rows = compare.changes([ONE, TWO], [later, TWO, third])
    assert [dict(zip(compare.COLUMNS, row, strict=True)) for row in rows] == [
        whole
        | {"claim": "A2.1", "verdict before": "reproduced", "verdict after": "differs", "change": "flip"},
        {
            "claim": "A2.1",
            "reading": "stock",
            "before": "257.72 million",
            "after": "9.00 million",
            "verdict before": "reproduced",
            "verdict after": "differs",
            "change": "flip",
        },
        same | whole | {"verdict before": "holds", "verdict after": "holds"},
        same
        | {
            "reading": "a",
            "before": "x > y",
            "after": "x > y",
            "verdict before": "holds",
            "verdict after": "holds",
        },
        same
        | {
            "reading": "b",
            "before": "y < x",
            "after": "y < x",
            "verdict before": "fails",
            "verdict after": "fails",
        },
        {
            "claim": "A9.9",
            "reading": "c",
            "before": "-",
            "after": "z",
            "verdict before": "-",
            "verdict after": "tie",
            "change": "new",
        },
    ]
    (gone,) = compare.changes([third], [])
    assert (gone.before, gone.after, gone.verdict_after) == ("z", "-", "-")


def test_changes_as_markdown_and_as_a_page() -> None:
    rows = compare.changes([ONE], [])
    assert compare.as_markdown(rows, "a | b").splitlines() == [
        "# a \\| b",
        "",
        "| claim | reading | before | after | verdict before | verdict after | change |",
        "|---|---|---|---|---|---|---|",
        "| A2.1 | stock | 257.72 million | - | reproduced | - | gone |",
    ]
    page = compare.as_html(rows, "a < b")
    assert all(f"<th scope='col'>{name}</th>" in page for name in compare.COLUMNS)
    assert page.count("a &lt; b") == 2 and page.count("<tr>") == 2
    assert "<td>✓ reproduced</td>" in page and "<td>gone</td></tr>" in page


def test_a_run_tells_its_data(tmp_path: Path) -> None:
    assert FinishedRun(tmp_path).data_hash == "data unknown"
    said = {"data_files": {"datapackage.json": "0123456789abcdef"}}
    (tmp_path / "run.json").write_text(json.dumps(said))
    assert FinishedRun(tmp_path).data_hash == "data sha256:0123456789ab"
