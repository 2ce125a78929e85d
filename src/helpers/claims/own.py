"""An article of one's own: a ledger like `claims.yaml` that a user names, or the bundled example."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from helpers.claims.article import Article, article_of_ledger
from helpers.claims.cards import VerdictCard
from helpers.claims.judgement import Verdict
from helpers.claims.ledger import Claim, load_claims, read_claims, text_of
from helpers.claims.robustness import Studies, axes, single_changes
from helpers.claims.verdicts import judgement
from helpers.data.package import Package
from helpers.data.plain_text import read_plain_text
from helpers.data.schema import KEY_FACTS_FILE
from helpers.errors import UserError
from helpers.format import counted, listing
from helpers.parameters import YEARS
from helpers.study import Study


class OwnArticle(NamedTuple):
    """A ledger that names its article, and needs none."""

    article: Article | None
    claims: Sequence[Claim]


def own_article(package: Package, claims_path: str | Path | None = None) -> OwnArticle:
    """The ledger of a file, or else the data package's own example. Raises UserError for a fault in it."""
    source = Path(claims_path) if claims_path else package.path / KEY_FACTS_FILE
    if claims_path:
        text = read_plain_text(source)
    elif KEY_FACTS_FILE in package.files:
        text = text_of(package, KEY_FACTS_FILE)
    else:
        raise UserError("name a ledger with --claims FILE: this data package brings no example along")
    claims = read_claims(package, text, source)
    if not claims:
        raise UserError(
            f"{source}: no claims yet; write one, or `walkthrough claims new DIR` for three to start from"
        )
    return OwnArticle(article_of_ledger(text, source), claims)


def claims_of(package: Package, claims_path: str | Path | None = None) -> list[Claim]:
    """The claims of a user's ledger, or those of the package's."""
    return list(own_article(package, claims_path).claims) if claims_path else load_claims(package)


def every_claim(package: Package, claims_path: str | Path | None = None) -> list[Claim]:
    """The claims of a user's ledger; or those of the package's, and of its example if it brings one along."""
    claims = claims_of(package, claims_path)
    example = not claims_path and KEY_FACTS_FILE in package.files
    return [*claims, *own_article(package).claims] if example else claims


def cards(study: Study, claims: Sequence[Claim]) -> list[VerdictCard]:
    """A verdict card for every claim, none left out: shown, each hands its verdict in."""
    return [VerdictCard(judgement(study, claim)) for claim in claims]


def what_turns(study: Study, claims: Sequence[Claim]) -> pd.DataFrame:
    """For each claim: its verdict, what it depends on, and which single changes turn it.

    One parameter changes at a time, and not the year, which a claim names. The index is the claim's id.
    """
    studies, rows = Studies(study.package), []
    for claim in claims:
        changes = single_changes(studies, claim, study.p)
        changes = changes[~changes["parameter"].isin(YEARS)]
        turning = changes[changes["turns"]]
        told = [f"{c.parameter} = {c.value}: {c.verdict}" for c in turning.itertuples()]
        verdict = studies.judgement(study.p, claim).verdict.value
        rows.append((claim.id, verdict, ", ".join(n for n in axes(claim) if n not in YEARS), "; ".join(told)))
    columns = ["claim", "verdict", "depends on", "turned by"]
    return pd.DataFrame(rows, columns=columns).set_index("claim")


def firm(turns: pd.DataFrame) -> str:
    """One sentence on `what_turns`: how many verdicts no single choice turns."""
    turned = turns.index[turns["turned by"] != ""]
    told = f"No single choice turns the verdict on {len(turns) - len(turned)} of {len(turns)} claims"
    return f"{told}; some choice turns {listing(turned)}." if len(turned) else f"{told}."


def as_published(claims: Sequence[Claim], found: Sequence[VerdictCard]) -> str:
    """One sentence: how many claims come out as stated, and which do not."""
    verdicts = {card.judgement.claim: card.judgement.verdict for card in found}
    fine = (Verdict.REPRODUCED, Verdict.HOLDS, Verdict.CONFIRMED)
    rest = [f"{claim.id} ({verdicts[claim.id]})" for claim in claims if verdicts[claim.id] not in fine]
    told = f"{len(claims) - len(rest)} of {counted(len(claims), 'claim', 'claims')} come out as stated"
    return f"{told}. These do not: {listing(rest)}." if rest else f"{told}."
