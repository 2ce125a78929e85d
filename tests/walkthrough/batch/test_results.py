"""What is written about a batch: the table, and the page that leads to all others."""

import csv
import io
import json
from html.parser import HTMLParser

from helpers import country_profile
from helpers.claims import cards
from walkthrough.batch import index, results
from walkthrough.batch.combinations import Combination
from walkthrough.batch.page import page
from walkthrough.runs.result import Outcome


def notebook(*bundles: dict[str, object]) -> str:
    outputs = [
        {"output_type": "display_data", "metadata": {}, "data": {"text/plain": "", **bundle}}
        for bundle in bundles
    ]
    code = {
        "cell_type": "code",
        "id": "a",
        "metadata": {},
        "source": "",
        "outputs": outputs,
        "execution_count": 1,
    }
    link = {
        "cell_type": "markdown",
        "id": "b",
        "metadata": {},
        "source": "[other](02-x.ipynb) [out](https://example.org/a.ipynb)",
    }
    whole = {"cells": [code, link], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole)


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_briefs_give_their_rows_and_no_cell_is_a_formula() -> None:
    record = {"iso3": "KEN", "name": "=cmd()", "migrants_in": -5, "bodies": "@x", "group": None}
    found = {"a": results.rows(notebook({country_profile.MIME: record}))}
    (row,) = rows(results.as_csv([Combination("a", {"focus_country": "+KEN"})], found))
    assert row["run"] == "a" and row["focus_country"] == "'+KEN"
    assert (row["name"], row["migrants_in"], row["bodies"]) == ("'=cmd()", "-5", "'@x")
    assert row["group"] == ""
    assert list(row) == ["run", "focus_country", *country_profile.COLUMNS]


def test_other_notebooks_give_a_row_a_claim_and_run() -> None:
    def verdict(claim: str, word: str) -> dict[str, object]:
        reading = {"reading": "r", "verdict": word, "value": 1.5, "evidence": "-1 of 2"}
        return {
            cards.MIME: {
                "claim": claim,
                "verdict": word,
                "part": "p",
                "statement": "s",
                "stated": "1",
                "contested": False,
                "parameters": {},
                "readings": [reading],
            }
        }

    items = [Combination(south, {"south": south}) for south in ("undesa", "hdi", "oecd")]
    found = {
        "undesa": results.rows(notebook(verdict("A1", "holds"), verdict("A2", "fails"))),
        "hdi": results.rows(notebook(verdict("A1", "tie"))),
    }  # oecd failed
    table = rows(results.as_csv(items, found))
    assert [(r["run"], r["south"], r["claim"], r["verdict"]) for r in table] == [
        *(("undesa", "undesa", "A1", "holds"), ("undesa", "undesa", "A2", "fails")),
        ("hdi", "hdi", "A1", "tie"),
    ]
    assert table[0]["evidence"] == "'-1 of 2" and table[0]["value"] == "1.5"


class Found(HTMLParser):
    """Links, headings and text of a page; fails on a tag that is not closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links, self.open, self.text = [], [], ""
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.links += [v for k, v in attrs if k == "href"]
        if tag not in ("meta", "input"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def test_the_index_leads_to_every_page_and_says_what_failed() -> None:
    items = [
        Combination("KEN", {"focus_country": "KEN"}),
        Combination("VAT", {"focus_country": "VAT"}),
        Combination("FRA", {"focus_country": "FRA"}),
    ]
    outcomes = {
        "KEN": Outcome("KEN", "ok", 1, 3),
        "VAT": Outcome("VAT", "failed", 1, 3, 2, "<b>!"),
        "FRA": Outcome("FRA", "failed", 0, 0, None, "the worker died"),
    }
    found = {"KEN": [{"name": "Kenya <i>", "migrants_in": 1078572}]}
    text = index.page("t & t", items, outcomes, found, frozenset({"KEN", "VAT"}))
    page = Found(text)
    assert set(page.links) == {"results.csv", "run.json", "html/KEN.html", "html/VAT.html"}
    assert "3 runs, 2 failed" in page.text
    assert "VAT, cell 2: <b>!" in page.text and "FRA: the worker died" in page.text
    assert "Kenya <i>" in page.text and "1,078,572" in page.text
    assert "://" not in text and "focus_country" not in page.text


def test_a_page_has_a_title_and_no_link_that_leads_nowhere() -> None:
    text = page(notebook(), "brief: KEN")
    assert "<title>brief: KEN</title>" in text
    assert "02-x.ipynb" not in text and "other" in text and "https://example.org/a.ipynb" in text
