"""Verdicts as ClaimReview: valid, true to the verdict, and data wherever they stand."""

import json
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.claims import scorecard
from helpers.claims.judgement import Judgement, ReadingResult, Standing, Verdict
from helpers.claims.ledger import load_claims
from helpers.claims.review import as_script, claim_review
from helpers.claims.verdicts import judgement
from helpers.data.package import BUNDLED, Package
from helpers.parameters import resolve
from helpers.study import Study

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


def record(word="holds", statement="It is so."):
    reading = ReadingResult(reading="r", measure="m", verdict=word, value=1.0, evidence=statement)
    return Judgement(
        claim="A9.9",
        part="Part",
        statement=statement,
        kind="quantity",
        stated="-",
        verdict=word,
        contested=False,
        readings=[reading],
        parameters={"south": "undesa"},
    )


@pytest.mark.parametrize("said", RECORDS, ids=[r.claim for r in RECORDS])
def test_has_what_schema_org_and_its_readers_ask_for(said):
    review = claim_review(said)
    assert (review["@context"], review["@type"]) == ("https://schema.org", "ClaimReview")
    assert review["claimReviewed"] == said.statement
    assert review["author"]["@type"] == "Organization" and review["author"]["name"]
    claim, rating = review["itemReviewed"], review["reviewRating"]
    assert (claim["@type"], claim["author"]["name"]) == ("Claim", "Chris Richter")
    assert claim["author"]["@type"] == "Person" and claim["datePublished"] == "2018-09-12"
    assert claim["appearance"]["headline"]
    assert (rating["@type"], rating["alternateName"]) == ("Rating", said.verdict)
    assert said.readings[0].evidence in rating["ratingExplanation"]
    assert not {"url", "datePublished"} & set(review)  # not published, so neither is known
    if "ratingValue" in rating:
        assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
    assert json.loads(json.dumps(review)) == review


@pytest.mark.parametrize("word", Verdict)
def test_the_number_follows_the_word(word):
    rating = claim_review(record(word))["reviewRating"]
    expected = {Standing.GOOD: 3, Standing.MIDDLING: 2, Standing.BAD: 1}.get(word.standing)
    assert rating.get("ratingValue") == expected
    assert ("bestRating" in rating) == ("worstRating" in rating) == ("ratingValue" in rating)


def test_the_setting_is_told_with_the_evidence():
    (reading,) = record().readings
    readings = tuple(reading.model_copy(update={"evidence": text}) for text in "ab")
    parameters = {"south": "undesa", "year": 2017}
    said = record().model_copy(update={"parameters": parameters, "readings": readings})
    review = claim_review(said)
    assert review["reviewRating"]["ratingExplanation"] == "a; b (with south = undesa, year = 2017)"
    plain = claim_review(said.model_copy(update={"parameters": {}}))
    assert plain["reviewRating"]["ratingExplanation"] == "a; b"
    assert review["itemReviewed"]["name"] == "A9.9"
    assert review["author"]["name"] == "South-South walkthrough contributors"
    assert "\u00e9" in as_script([record(statement="\u00e9")])  # read by people too


def test_the_scorecard_carries_every_verdict():
    page = Page(scorecard.as_html(RECORDS))
    [[attributes, text]] = page.scripts
    assert attributes == {"type": "application/ld+json"}
    assert json.loads(text) == [claim_review(r) for r in RECORDS]


@pytest.mark.parametrize("text", [BREAKOUT, "<!--<script>", "--></SCRIPT >", "\u202e\x00"])
def test_no_text_breaks_out_of_its_element(text):
    page = Page(scorecard.as_html([record(statement=text)]))
    [[attributes, inside]] = page.scripts
    assert attributes == {"type": "application/ld+json"}
    assert json.loads(inside)[0]["claimReviewed"] == text
    shown = " ".join(page.shown.split())
    assert "alert(1)" not in shown or " ".join(BREAKOUT.split()) in shown
    assert page.tags.count("h1") == 1 and page.tags.count("script") == 1


@given(st.text())
def test_any_text_comes_back_as_it_was(text):
    [[_, inside]] = Page(as_script([record(statement=text)])).scripts
    assert json.loads(inside)[0]["claimReviewed"] == text


def test_the_scorecard_says_how_to_trace_a_number():
    shown = Page(scorecard.as_html([r for r in RECORDS if r.claim > "A2"])).shown
    assert "walkthrough trace A2.1 shows its formula" in shown
    assert "walkthrough trace" not in Page(scorecard.as_html([])).shown
