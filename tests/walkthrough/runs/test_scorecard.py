"""The scorecard of a run in each of its forms, and the verdicts as data in its page."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixtures_verdicts import ARTICLE, BOTH, record
from helpers.claims.ledger import load_claims
from helpers.claims.review import claim_review
from helpers.claims.scorecard import COLUMNS
from helpers.claims.verdicts import judgement
from helpers.data.package import BUNDLED, Package
from helpers.parameters import resolve
from helpers.study import Study
from walkthrough.runs import scorecard
from walkthrough.runs.finished import FinishedRun

PACKAGE = Package(BUNDLED)
STUDY = Study(PACKAGE, resolve(PACKAGE))
RECORDS = [judgement(STUDY, claim) for claim in load_claims(PACKAGE)]
BREAKOUT = "</script><script>alert(1)</script><!-- <script> ]]> \u2028 & \" ' \\"


class Page(HTMLParser):
    """The elements of a page, and the text of its scripts, as a browser divides them."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.scripts, self.shown = [], [], ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "script":
            self.scripts.append([dict(attrs), ""])

    def handle_data(self, data):
        if self.tags[-1:] == ["script"] and self.cdata_elem == "script":
            self.scripts[-1][1] += data
        else:
            self.shown += data


def page_of(verdicts):
    return scorecard.as_html(verdicts, ARTICLE)


def reviewed(text):
    return record("A9.9", "Part", ("r", "holds", text), statement=text)


def test_as_a_table_for_a_spreadsheet() -> None:
    assert scorecard.as_csv(BOTH).splitlines() == [
        "claim,part,said_by,statement,stated,verdict,contested,reading,reading_verdict,value,other,evidence",
        "A2.1,Two,article,A2.1 is so.,258 million,reproduced,False,stock,reproduced,257.72,,"
        '"257.72 million, stated 258 million"',
        "R1.1,Rec,article,R1.1 is so.,,holds,True,a,holds,1.5,,x > y",
        "R1.1,Rec,article,R1.1 is so.,,holds,True,b,fails,1.5,2.5,y < x",
    ]


def test_as_markdown() -> None:
    assert scorecard.as_markdown(BOTH).splitlines() == [
        "# Scorecard",
        "",
        "| claim | who says it | statement | stated | verdict | what was found |",
        "|---|---|---|---|---|---|",
        "| A2.1 | article | A2.1 is so. | 258 million | ✓ reproduced "
        "| stock: 257.72 million, stated 258 million |",
        "| R1.1 | article | R1.1 is so. | - | ✓ holds ↔ | a: x > y \\[holds]; b: y \\< x \\[fails] |",
    ]


def test_as_a_page() -> None:
    page = page_of(BOTH)
    assert "<p>2 claims of the article: 1 reproduced, 1 holds.</p>" in page
    assert "<p>Parameters: south = undesa, year = 2017.</p>" in page
    assert page.index("<h2>Two</h2>") < page.index(">A2.1</th>") < page.index("<h2>Rec</h2>")
    assert page.count("<th scope='row'") == 2 and page.count("<table class='scorecard'") == 2
    assert "<li>b: y &lt; x [fails]</li></ul>" in page
    heads = [f">{name}</th>" for name in COLUMNS]
    assert all(page.count(head) == 2 for head in heads)
    assert page.startswith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name=')
    assert page.endswith("</body>\n</html>\n")
    assert "walkthrough trace A2.1" in page
    facts = page_of([record("I.1", "x", ("a", "confirmed", "e"), parameters={"text_path": "/home/someone"})])
    assert "walkthrough trace I.1" in facts and "someone" not in facts.split("<script")[0]


def test_what_is_written_is_what_was_judged(tmp_path: Path) -> None:
    scorecard.write(BOTH, ARTICLE, tmp_path)
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
    assert texts["scorecard.html"] == page_of(BOTH)
    assert texts["verdicts.json"].startswith('[\n  {\n    "claim": "A2.1",\n')


def test_the_scorecard_carries_every_verdict():
    page = Page(page_of(RECORDS))
    [[attributes, text]] = page.scripts
    assert attributes == {"type": "application/ld+json"}
    assert json.loads(text) == [claim_review(r, ARTICLE) for r in RECORDS]


@pytest.mark.parametrize("text", [BREAKOUT, "<!--<script>", "--></SCRIPT >", "\u202e\x00"])
def test_no_text_breaks_out_of_its_element(text):
    page = Page(page_of([reviewed(text)]))
    [[attributes, inside]] = page.scripts
    assert attributes == {"type": "application/ld+json"}
    assert json.loads(inside)[0]["claimReviewed"] == text
    shown = " ".join(page.shown.split())
    assert "alert(1)" not in shown or " ".join(BREAKOUT.split()) in shown
    assert page.tags.count("h1") == 1 and page.tags.count("script") == 1


@given(st.text())
def test_any_text_comes_back_as_it_was(text):
    [[_, inside]] = Page(page_of([reviewed(text)])).scripts
    assert json.loads(inside)[0]["claimReviewed"] == text


def test_the_scorecard_says_how_to_trace_a_number():
    shown = Page(page_of([r for r in RECORDS if r.claim > "A2"])).shown
    assert "walkthrough trace A2.1 shows its formula" in shown
    assert "walkthrough trace" not in Page(page_of([])).shown


def test_the_data_in_a_page_are_read_by_people_too():
    assert "\u00e9" in Page(page_of([reviewed("\u00e9")])).scripts[0][1]


def test_a_scorecard_escapes_what_it_shows(tmp_path):
    hostile = record("A2.1", "Two", ("r", "holds", "=cmd"), statement="<script>x</script> | =1+1")
    scorecard.write([hostile], ARTICLE, tmp_path)
    page, table, text = ((tmp_path / f"scorecard.{e}").read_text("utf-8") for e in ("html", "csv", "md"))
    assert "<script>x" not in page and ",=cmd" not in table and "\\|" in text


def test_a_run_tells_its_data(tmp_path: Path) -> None:
    assert FinishedRun(tmp_path).data_hash == "data unknown"
    said = {"data_files": {"datapackage.json": "0123456789abcdef"}}
    (tmp_path / "run.json").write_text(json.dumps(said))
    assert FinishedRun(tmp_path).data_hash == "data sha256:0123456789ab"
