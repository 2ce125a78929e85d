"""A ledger of one claim, and each way in which it can be wrong."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from toys import ledger_of

from helpers.claims.ledger import DEEPEST, LONGEST, Claim, load_claims, pick
from helpers.errors import UserError

ENTRY: dict[str, Any] = {
    "id": "A1.1", "part": "One", "notebook": "01", "statement": "It is so.", "kind": "comparison",
    "as_of": "2017", "cited_source": "none", "depends_on": ["year"],
    "readings": [{"name": "r", "measure": "m"}, {"name": "s", "measure": "n", "kind": "fact"}],
}


def test_a_claim_and_what_it_leaves_open(tmp_path: Path) -> None:
    (claim,) = load_claims(ledger_of(tmp_path, yaml.safe_dump([ENTRY])))
    assert (claim.stated, claim.unit, claim.precision, claim.notes) == (None, None, None, "")
    assert claim.depends_on == ("year",)
    first, second = claim.readings
    assert (first.left, first.right) == ("South", "North")
    assert [claim.kind_of(reading) for reading in claim.readings] == ["comparison", "fact"]
    assert load_claims(ledger_of(tmp_path, "")) == []


@pytest.mark.parametrize(("stated", "unit", "text"), [
    (None, None, "-"), (0.0, "million", "0 million"), (43.0, "per cent", "43 per cent"),
    (1.5, None, "1.5"),
])
def test_a_stated_value_as_it_is_written(stated: float | None, unit: str | None, text: str) -> None:
    claim = Claim.model_validate(ENTRY | {"stated": stated, "unit": unit})
    assert claim.stated_text == text


@pytest.mark.parametrize("missing", ["stated", "precision"])
def test_a_quantity_needs_a_value_and_its_precision(tmp_path: Path, missing: str) -> None:
    entry = ENTRY | {"kind": "quantity", "stated": 3.0, "precision": 1.0}
    assert load_claims(ledger_of(tmp_path, yaml.safe_dump([entry])))
    del entry[missing]
    with pytest.raises(UserError, match="claim A1.1: .*a quantity needs a stated value and its"):
        load_claims(ledger_of(tmp_path, yaml.safe_dump([entry])))


@pytest.mark.parametrize(("text", "said"), [
    ("{}\n- x", "cannot read the claims: "),
    ("a: 1", "not a list of claims"),
    ("- 3", "claim entry 1: "),
    ("- {id: 3}", "claim 3, id: Input should be a valid string"),
    (yaml.safe_dump([ENTRY | {"readings": [{"name": "x"}]}]),
     "claim A1.1, readings, 0, measure: Field required"),
    ("- {part: x}", "claim entry 1, id: Field required"),
    ("- {id: A1.1}", "claim A1.1, part: Field required"),
    (yaml.safe_dump([ENTRY, ENTRY]), "claim id used twice: A1.1"),
    (yaml.safe_dump([ENTRY | {"part": "<b>"}]), "'<b>' holds '<', which could be read as code"),
    (yaml.safe_dump([ENTRY | {"odd": "x"}]), "claim A1.1, odd: Extra inputs are not permitted"),
    (yaml.safe_dump([ENTRY | {"readings": []}]), "claim A1.1, readings: "),
    ("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
     "cannot read the claims: more than 20 levels of lists in lists"),
    ("- 2001-99-99", "cannot read the claims: "),
    ("#" * (LONGEST + 1), "more than 1 MB; name a smaller file"),
])
def test_a_ledger_that_is_wrong_is_refused_by_name(tmp_path: Path, text: str, said: str) -> None:
    package, path = ledger_of(tmp_path, text), tmp_path / "claims.yaml"
    with pytest.raises(UserError) as refused:
        load_claims(package)
    assert str(refused.value).startswith(f"{path}: {said}") and "\n" not in str(refused.value)


def test_the_limits_themselves_are_allowed(tmp_path: Path) -> None:
    deep = "[" * DEEPEST + "]" * DEEPEST
    with pytest.raises(UserError, match="claim entry 1"):  # deep enough to be read, and no claim
        load_claims(ledger_of(tmp_path, deep))
    assert load_claims(ledger_of(tmp_path, "#" * LONGEST)) == []


def test_a_ledger_that_is_not_there(tmp_path: Path) -> None:
    package = ledger_of(tmp_path, "")
    (tmp_path / "claims.yaml").unlink()
    with pytest.raises(UserError, match=r"claims\.yaml: missing; restore it"):
        load_claims(package)


def test_a_claim_is_picked_by_its_number() -> None:
    claims = [Claim.model_validate(ENTRY | {"id": i}) for i in ("A1.1", "R2.1")]
    assert pick(claims, "R2.1") is claims[1]
    with pytest.raises(UserError, match=r"^no claim 'R2\.11'; did you mean 'R2\.1'\? `walk"):
        pick(claims, "R2.11")
    with pytest.raises(UserError, match="^no claim 'zzz'; `walkthrough claims` lists them$"):
        pick(claims, "zzz")
