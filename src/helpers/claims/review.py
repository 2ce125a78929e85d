"""A verdict as schema.org ClaimReview, the form in which fact-checks are exchanged."""

from __future__ import annotations

from typing import Any

from helpers.claims.article import Article
from helpers.claims.judgement import Judgement, Standing

RATINGS = {Standing.GOOD: 3, Standing.MIDDLING: 2, Standing.BAD: 1}
"""A verdict for want of evidence has none."""


def claim_review(judgement: Judgement, article: Article | None) -> dict[str, Any]:
    """JSON-LD of one verdict (schema.org/ClaimReview).

    The rating is the verdict's own word, and its place among three: it stands, nearly, it does
    not. A verdict for want of evidence has no number. A finding of this bundle is its own claim, and
    appears in no article. Address and date of the review are left out:
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
    ours = {"@type": "Organization", "name": "South-South walkthrough contributors"}
    claim: dict[str, Any] = {"@type": "Claim", "name": judgement.claim}
    if judgement.said_by == "bundle":
        claim["author"] = ours
    if article and judgement.said_by == "article":
        by = {"@type": "Person", "name": article.author}
        published = {"datePublished": article.published}
        claim |= {"author": by} | published
        claim["appearance"] = {
            "@type": "Article",
            "headline": article.title,
            "author": by,
            **published,
            "publisher": {"@type": "Organization", "name": article.publisher},
        } | ({"url": article.url} if article.url else {})
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "claimReviewed": judgement.statement,
        "itemReviewed": claim,
        "author": ours,
        "reviewRating": rating,
    }
