"""A ledger of one's own: read with its article, judged whole, refused with the place; the UN's key facts."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from helpers.claims import own
from helpers.claims.judgement import Verdict
from helpers.claims.ledger import read_claims
from helpers.data.package import open_package
from helpers.errors import UserError
from helpers.parameters import resolve
from helpers.study import Study

PACKAGE = open_package()
STUDY = Study(PACKAGE, resolve(PACKAGE))
FACTS = own.own_article(PACKAGE)
START = Path(__file__).parents[3] / "src/walkthrough/classroom/pages/claims.yaml"
CLAIM: dict[str, Any] = {
    "id": "page-4",
    "statement": "s",
    "as_of": 2017,
    "stated": 80,
    "unit": "million",
    "precision": 1,
    "measure": {"stock": {"to": "Asia"}},
}


def verdicts(claims: Any, study: Study = STUDY) -> dict[str, Verdict]:
    return {card.judgement.claim: card.judgement.verdict for card in own.cards(study, claims)}


def only(**changes: Any) -> Any:
    entry = {key: value for key, value in (CLAIM | changes).items() if value is not None}
    return read_claims(PACKAGE, yaml.safe_dump([entry]), "my.yaml")


def test_the_key_facts_are_judged_in_their_own_revision_and_none_is_left_out() -> None:
    found = verdicts(FACTS.claims)
    assert list(found) == [claim.id for claim in FACTS.claims] and len(found) > 30
    assert set(found.values()) == {Verdict.REPRODUCED, Verdict.HOLDS}
    assert FACTS.article is not None and FACTS.article.published == "2017-12-18"
    told = own.as_published(FACTS.claims, own.cards(STUDY, FACTS.claims))
    assert told == f"{len(found)} of {len(found)} claims come out as stated."


def test_later_revisions_do_not_have_all_of_their_figures() -> None:
    later = Study(PACKAGE, resolve(PACKAGE, revision=2024))
    found = verdicts(FACTS.claims, later)
    assert found["K1.1"] is Verdict.NO_DATA and found["K1.2"] is Verdict.CLOSE
    turns = own.what_turns(STUDY, FACTS.claims)
    assert "revision = 2024: close" in turns.loc["K1.2", "turned by"]
    assert "south = income: fails" in turns.loc["K4.4", "turned by"] and not turns.loc["K2.8", "turned by"]
    assert "some choice turns K1.2, K1.3, " in own.firm(turns)


def test_the_ledger_to_start_from_is_judged_as_it_is() -> None:
    article, claims = own.own_article(PACKAGE, START)
    assert article is not None and article.title == "The title of the article"
    assert verdicts(claims) == {"C1": Verdict.REPRODUCED, "C2": Verdict.HOLDS, "C3": Verdict.HOLDS}


def test_what_follows_from_the_measure_need_not_be_written() -> None:
    (claim,) = only()
    assert (claim.kind, claim.depends_on, claim.notebook) == (
        "quantity",
        ("revision", "year"),
        "your-article",
    )
    assert claim.readings[0].name == "migrants living in Asia" and claim.as_of == "2017"
    (compared,) = only(
        stated=None, unit=None, precision=None, measure={"more": CLAIM["measure"], "than": {"stock": None}}
    )
    assert compared.kind == "comparison" and compared.readings[0].left == "migrants living in Asia"


@pytest.mark.parametrize(
    ("bar", "stated", "verdict"),
    [
        ("more than", 75, Verdict.HOLDS),
        ("more than", 79.5, Verdict.TIE),
        ("more than", 90, Verdict.FAILS),
        ("less than", 90, Verdict.HOLDS),
        ("less than", 75, Verdict.FAILS),
    ],
)
def test_a_bar_is_passed_or_it_is_not(bar: str, stated: float, verdict: Verdict) -> None:
    claims = only(comparator=bar, stated=stated, precision=None)
    assert verdicts(claims) == {"page-4": verdict}
    assert claims[0].stated_text == f"{bar} {stated:g} million"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"measure": {"stock": {"to": "Asai"}}},
            "measure, stock, to: no set of countries 'Asai' here; did you",
        ),
        (
            {"unit": "per cent"},
            "unit 'per cent'; write one that fits the measure: persons or thousand or million",
        ),
        ({"unit": None}, "no unit; write one that fits"),
        ({"unit": "milion"}, "did you mean 'million'?"),
        ({"precison": 1, "precision": None}, "no key 'precison' here; did you mean 'precision'?"),
        ({"precision": None}, "a quantity needs a stated value and its precision"),
        ({"kind": "fact"}, "is a quantity, and no fact"),
        ({"id": "a/b"}, "id: String should match pattern"),
        ({"id": "x" * 21}, "id: String should match pattern"),
        ({"as_of": "then"}, "as_of: String should match pattern"),
    ],
    ids=str,
)
def test_a_fault_is_told_with_its_claim_its_place_and_its_line(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(UserError) as refused:
        only(**changes)
    assert said in str(refused.value) and str(refused.value).startswith("my.yaml: claim ")


def test_the_line_is_that_of_the_fault() -> None:
    text = START.read_text(encoding="utf-8").replace(
        "share: {stock: {from: Africa", "share: {stock: {from: Afrika"
    )
    number = next(n for n, line in enumerate(text.splitlines(), start=1) if "Afrika" in line)
    with pytest.raises(UserError, match=rf"claim C2, measure, share, stock, from: .*\(line {number}\)$"):
        read_claims(PACKAGE, text, "my.yaml")


def test_a_misspelt_function_is_answered_with_the_nearest() -> None:
    claims = only(measure="partnerships_al")
    with pytest.raises(UserError, match="claim page-4: .*did you mean 'partnerships_all'"):
        own.cards(STUDY, claims)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("claims: []", "no claims yet"),
        ("artcle: {}\nclaims: []", "no key 'artcle' beside the claims; allowed: article, claims"),
        ("article: {title: x}\nclaims: [@]", "article, author: Field required"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "my.yaml"
    path.write_text(text.replace("@", str(CLAIM)), encoding="utf-8")
    with pytest.raises(UserError) as refused:
        own.own_article(PACKAGE, path)
    assert str(refused.value).startswith(f"{path}: ") and said in str(refused.value)
