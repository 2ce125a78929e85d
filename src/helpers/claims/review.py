"""A verdict as schema.org ClaimReview, the form in which fact-checks are exchanged."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from helpers.claims.cards import BAD, GOOD

ARTICLE: dict[str, Any] = {
    "@type": "Article",
    "headline": "Promoting Good Migration Governance through South-South Cooperation",
    "author": {"@type": "Person", "name": "Chris Richter"},
    "datePublished": "2018-09-12",
    "publisher": {"@type": "Organization", "name": "TerraViva United Nations"},
}


BEST, MIDDLE, WORST = 3, 2, 1
"""What stands, what nearly does, what does not: the three colours of a scorecard."""

NO_RATING = {"unverified", "no data"}


def claim_review(record: dict[str, Any]) -> dict[str, Any]:
    """JSON-LD of one verdict (schema.org/ClaimReview).

    The rating is the verdict's own word, and its place among three: it stands, nearly, it does
    not. A verdict for want of evidence has no number. Address and date of the review are left out:
    nobody has published it yet.
    """
    setting = ", ".join(f"{k} = {v}" for k, v in record["parameters"].items())
    rating: dict[str, Any] = {
        "@type": "Rating",
        "alternateName": record["verdict"],
        "ratingExplanation": "; ".join(r["evidence"] for r in record["readings"])
        + (f" (with {setting})" if setting else ""),
    }
    if record["verdict"] not in NO_RATING:
        word = record["verdict"]
        value = BEST if word in GOOD else WORST if word in BAD else MIDDLE
        rating |= {"ratingValue": value, "bestRating": BEST, "worstRating": WORST}
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": record["statement"],
        "itemReviewed": {
            "@type": "Claim",
            "name": record["claim"],
            "author": ARTICLE["author"],
            "datePublished": ARTICLE["datePublished"],
            "appearance": ARTICLE,
        },
        "author": {"@type": "Organization", "name": "South-South walkthrough contributors"},
        "reviewRating": rating,
    }


def as_script(records: Iterable[dict[str, Any]]) -> str:
    """The reviews of a page as the HTML element that search engines read; nothing of it runs.

    Within the element only ``<`` could end it, so what HTML or a script would read as a mark is
    written as JSON writes any character by its number.
    """
    text = json.dumps([claim_review(record) for record in records], ensure_ascii=False)
    for mark in "<>&\u2028\u2029":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return f"<script type='application/ld+json'>{text}</script>"
