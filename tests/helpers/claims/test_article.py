"""The article statement by statement: nothing silent, nothing named in vain."""

from pathlib import Path

import pytest
import yaml

from fixtures_toys import recorded
from fixtures_verdicts import ARTICLE, ONE, record
from helpers.claims.article import Article, WholeArticle, load_article, silences
from helpers.claims.ledger import load_claims
from helpers.data.package import BUNDLED, Package
from helpers.errors import UserError

LEDGER = load_claims(Package(BUNDLED))
NOTEBOOKS = [path.stem for path in (BUNDLED.parent / "notebooks").glob("*.ipynb")]
ENTRY = {"title": "T", "author": "A", "publisher": "P", "published": "2018-09-12"}


def of(folder: Path, *statements: dict, **more: str) -> Article:
    (folder / "claims.yaml").write_text((BUNDLED / "claims.yaml").read_text())
    (folder / "article.yaml").write_text(yaml.safe_dump(ENTRY | {"statements": list(statements)} | more))
    (folder / "datapackage.json").write_text('{"resources": []}')
    found = load_article(recorded(folder))
    assert found is not None
    return found


def test_every_claim_has_its_statement_and_every_name_is_there() -> None:
    assert silences(ARTICLE, LEDGER, NOTEBOOKS) == []
    assert all(statement.says for statement in ARTICLE.statements)


def test_what_one_file_has_and_the_other_has_not_is_told(tmp_path: Path) -> None:
    article = of(tmp_path, {"part": "p", "says": "s", "claims": ["A9.9"], "notebook": "99-none"})
    told = silences(article, LEDGER[:1], ["01-one"])
    assert [line.partition("; ")[0] for line in told] == [
        "article.yaml: no notebook 99-none",
        "article.yaml: no claim A9.9 in the ledger",
        "article.yaml: I.1 judges no statement",
    ]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ({"part": "p", "says": "s"}, "statements, 0: .*name claims or a notebook, or say why"),
        ({"part": "p", "why": "w"}, "statements, 0: .*say what the article says"),
        ({"part": "p", "says": "s", "because": "w"}, "statements, 0, because: "),
    ],
)
def test_silence_is_refused(tmp_path: Path, statement: dict, said: str) -> None:
    with pytest.raises(UserError, match=f"article.yaml: {said}"):
        of(tmp_path, statement)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "example.org", "https://x y"])
def test_an_address_is_one(tmp_path: Path, url: str) -> None:
    with pytest.raises(UserError, match=r"article.yaml: url: "):
        of(tmp_path, url=url)


def test_a_statement_that_claims_state_is_not_written_twice(tmp_path: Path) -> None:
    (statement,) = of(tmp_path, {"part": "p", "claims": ["A2.3", "A2.4", "A2.7"]}).statements
    said = {claim.id: claim.statement for claim in LEDGER}
    assert statement.says == f"{said['A2.3']} {said['A2.4']}"  # A2.7 is ours


def test_it_is_cited_with_its_address_where_that_is_known(tmp_path: Path) -> None:
    assert of(tmp_path).citation == "A: *T*, P, 12 September 2018."
    assert of(tmp_path, url="https://x.org/1").citation.endswith("2018. <https://x.org/1>")


def test_a_package_may_name_no_article(tmp_path: Path) -> None:
    (tmp_path / "datapackage.json").write_text('{"resources": []}')
    assert load_article(recorded(tmp_path)) is None
    assert "does not list" in WholeArticle(None, [ONE]).counted


def test_the_slip_is_noted_kindly() -> None:
    assert any("perambulatory" in s.why and "slip" in s.why for s in ARTICLE.statements)


def test_the_table_has_every_statement_and_its_verdicts() -> None:
    whole = WholeArticle(ARTICLE, [ONE])
    html, text = whole._repr_html_(), repr(whole)
    assert html.count("<tr role='row'>") == 1 + len({s.part for s in ARTICLE.statements}) + len(
        ARTICLE.statements
    )
    assert "A2.1 <span" in html and "A2.2 not judged" in html and "A2.1 reproduced | " in text
    ours = repr(WholeArticle(ARTICLE, [record("A2.7", "Two", ("r", "holds", "e"), said_by="bundle")]))
    assert "A2.7 holds (ours)" in ours
    assert len(text.splitlines()) == len(ARTICLE.statements)
    counts = [int(word) for word in whole.counted.split() if word.isdigit()]
    assert counts[0] == len(ARTICLE.statements) == sum(counts[1:])
