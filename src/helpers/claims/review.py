"""A verdict as schema.org ClaimReview, the form in which fact-checks are exchanged."""

from __future__ import annotations

from typing import Any

from helpers.claims.judgement import Judgement, Standing

ARTICLE: dict[str, Any] = {
    "@type": "Article",
    "headline": "Promoting Good Migration Governance through South-South Cooperation",
    "author": {"@type": "Person", "name": "Chris Richter"},
    "datePublished": "2018-09-12",
    "publisher": {"@type": "Organization", "name": "TerraViva United Nations"},
}


RATINGS = {Standing.GOOD: 3, Standing.MIDDLING: 2, Standing.BAD: 1}
"""A verdict for want of evidence has none."""


def claim_review(judgement: Judgement) -> dict[str, Any]:
    """JSON-LD of one verdict (schema.org/ClaimReview).

    The rating is the verdict's own word, and its place among three: it stands, nearly, it does
    not. A verdict for want of evidence has no number. Address and date of the review are left out:
    nobody has published it yet.
    """
    setting = ", ".join(f"{k} = {v}" for k, v in judgement.parameters.items())
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": judgement.verdict.value,
        "ratingExplanation": "; ".join(r.evidence for r in judgement.readings)
        + (f" (with {setting})" if setting else ""),
    }
    if judgement.verdict.standing in RATINGS:
        value = RATINGS[judgement.verdict.standing]
        rating |= {"ratingValue": value, "bestRating": 3, "worstRating": 1}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": judgement.statement,
        "itemReviewed": {
            "@type": "Claim",
            "name": judgement.claim,
            "author": ARTICLE["author"],
            "datePublished": ARTICLE["datePublished"],
            "appearance": ARTICLE,
        },
        "author": {"@type": "Organization", "name": "South-South walkthrough contributors"},
        "reviewRating": rating,
    }
