"""A verdict as schema.org ClaimReview, the form in which fact-checks are exchanged."""

from __future__ import annotations

from typing import Any

ARTICLE = {
    "@type": "Article",
    "headline": "Promoting Good Migration Governance through South-South Cooperation",
    "author": {"@type": "Person", "name": "Chris Richter"},
    "datePublished": "2018-09-12",
    "publisher": {"@type": "Organization", "name": "TerraViva United Nations"},
}


def claim_review(record: dict[str, Any]) -> dict[str, Any]:
    """JSON-LD of one verdict (schema.org/ClaimReview).

    The rating is the verdict's own word. No scale of numbers is made up, for the words are of
    three kinds and do not lie on one scale.
    """
    setting = ", ".join(f"{k} = {v}" for k, v in record["parameters"].items())
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": record["statement"],
        "itemReviewed": {"@type": "Claim", "name": record["claim"], "appearance": ARTICLE},
        "author": {"@type": "Organization", "name": "South-South walkthrough contributors"},
        "reviewRating": {
            "@type": "Rating",
            "alternateName": record["verdict"],
            "ratingExplanation": "; ".join(r["evidence"] for r in record["readings"])
            + (f" (with {setting})" if setting else ""),
        },
    }
