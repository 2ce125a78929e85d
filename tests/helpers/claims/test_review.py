"""Verdicts as ClaimReview: valid, and true to the verdict."""

import json

import pytest

from fixtures_verdicts import ARTICLE
from helpers.claims.judgement import Judgement, ReadingResult, Standing, Verdict
from helpers.claims.ledger import load_claims
from helpers.claims.review import claim_review
from helpers.claims.verdicts import judgement
from helpers.data.package import BUNDLED, Package
from helpers.parameters import resolve
from helpers.study import Study

PACKAGE = Package(BUNDLED)
STUDY = Study(PACKAGE, resolve(PACKAGE))
RECORDS = [judgement(STUDY, claim) for claim in load_claims(PACKAGE)]


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
    review = claim_review(said, ARTICLE)
    assert (review["@context"], review["@type"]) == ("https://schema.org", "ClaimReview")
    assert review["claimReviewed"] == said.statement
    assert review["author"]["@type"] == "Organization" and review["author"]["name"]
    claim, rating = review["itemReviewed"], review["reviewRating"]
    assert claim["@type"] == "Claim" and ("appearance" in claim) == (said.said_by == "article")
    if said.said_by == "article":
        assert claim["author"] == {"@type": "Person", "name": ARTICLE.author}
        assert (
            claim["datePublished"] == ARTICLE.published and claim["appearance"]["headline"] == ARTICLE.title
        )
    else:
        assert claim["author"] == review["author"]
    assert (rating["@type"], rating["alternateName"]) == ("Rating", said.verdict)
    assert said.readings[0].evidence in rating["ratingExplanation"]
    assert not {"url", "datePublished"} & set(review)  # not published, so neither is known
    if "ratingValue" in rating:
        assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
    assert json.loads(json.dumps(review)) == review


@pytest.mark.parametrize("word", Verdict)
def test_the_number_follows_the_word(word):
    rating = claim_review(record(word), ARTICLE)["reviewRating"]
    expected = {Standing.GOOD: 3, Standing.MIDDLING: 2, Standing.BAD: 1}.get(word.standing)
    assert rating.get("ratingValue") == expected
    assert ("bestRating" in rating) == ("worstRating" in rating) == ("ratingValue" in rating)


def test_the_articles_address_is_told_once_it_is_known():
    assert "url" not in claim_review(record(), ARTICLE)["itemReviewed"]["appearance"]
    known = ARTICLE.model_copy(update={"url": "https://x.org/1"})
    assert claim_review(record(), known)["itemReviewed"]["appearance"]["url"] == "https://x.org/1"


def test_the_setting_is_told_with_the_evidence():
    (reading,) = record().readings
    readings = tuple(reading.model_copy(update={"evidence": text}) for text in "ab")
    parameters = {"south": "undesa", "year": 2017}
    said = record().model_copy(update={"parameters": parameters, "readings": readings})
    review = claim_review(said, ARTICLE)
    assert review["reviewRating"]["ratingExplanation"] == "a; b (with south = undesa, year = 2017)"
    plain = claim_review(said.model_copy(update={"parameters": {}}), ARTICLE)
    assert plain["reviewRating"]["ratingExplanation"] == "a; b"
    assert review["itemReviewed"]["name"] == "A9.9"
    assert review["author"]["name"] == "South-South walkthrough contributors"
