"""A ledger of one claim, and each way in which it can be wrong."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from fixtures_toys import ledger_of
from helpers.claims.ledger import LONGEST, Claim, load_claims, pick
from helpers.data.plain_yaml import DEEPEST
from helpers.errors import UserError

ENTRY: dict[str, Any] = {
    "id": "A1.1",
    "part": "One",
    "notebook": "01",
    "statement": "It is so.",
    "kind": "comparison",
    "as_of": "2017",
    "cited_source": "none",
    "depends_on": ["year"],
    "readings": [{"name": "r", "measure": "m"}, {"name": "s", "measure": "n", "kind": "fact"}],
}
QUANTITY = ENTRY | {"kind": "quantity", "stated": 3.0, "precision": 1.0}


def test_a_claim_and_what_it_leaves_open(tmp_path: Path) -> None:
    (claim,) = load_claims(ledger_of(tmp_path, yaml.safe_dump([ENTRY])))
    assert (claim.stated, claim.unit, claim.precision, claim.notes) == (None, None, None, "")
    assert claim.depends_on == ("year",)
    first, second = claim.readings
    assert (first.left, first.right) == ("South", "North")
    assert [claim.kind_of(reading) for reading in claim.readings] == ["comparison", "fact"]
    assert load_claims(ledger_of(tmp_path, "")) == []


@pytest.mark.parametrize(
    ("stated", "unit", "text"),
    [
        (None, None, "-"),
        (0.0, "million", "0 million"),
        (43.0, "per cent", "43 per cent"),
        (1.5, None, "1.5"),
    ],
)
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


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}\n- x", "cannot read the claims: "),
        ("a: 1", "not a list of claims"),
        ("- 3", "claim entry 1: "),
        ("- {id: 3}", "claim 3, id: Input should be a valid string"),
        (
            yaml.safe_dump([ENTRY | {"readings": [{"name": "x"}]}]),
            "claim A1.1, readings, 0, measure: Field required",
        ),
        ("- {part: x}", "claim entry 1, id: Field required"),
        ("- {id: A1.1}", "claim A1.1, statement: Field required"),
        (yaml.safe_dump([ENTRY, deepcopy(ENTRY)]), "claim id used twice: A1.1"),
        (yaml.safe_dump([ENTRY | {"part": "<b>"}]), "'<b>' holds '<', which could be read as code"),
        (yaml.safe_dump([ENTRY | {"odd": "x"}]), "claim A1.1: no key 'odd' here; allowed: id, part, "),
        (yaml.safe_dump([ENTRY | {"readings": []}]), "claim A1.1, readings: "),
        (
            "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1),
            "cannot read the claims: more than 20 levels of lists in lists",
        ),
        ("- &a [*a]", "cannot read the claims: an anchor or alias, 'a'; write out what it stands for"),
        ("- &b x", "cannot read the claims: an anchor or alias, 'b'"),
        ("- {<<: &c {id: A1.1}, part: x}", "cannot read the claims: an anchor or alias, 'c'"),
        ("- &d {e: &f {}}\n- [*d, *f]", "cannot read the claims: an anchor or alias, 'd'"),
        *[
            (yaml.safe_dump([QUANTITY | {"stated": number}]), "claim A1.1, stated: Input should be a")
            for number in (float("nan"), float("inf"), -float("inf"))
        ],
        *[
            (yaml.safe_dump([QUANTITY | {"precision": number}]), "claim A1.1, precision: Input should")
            for number in (0.0, -1.0, float("nan"), float("inf"))
        ],
        *[
            (yaml.safe_dump([ENTRY | {"notebook": name}]), "claim A1.1, notebook: String should match")
            for name in ("../../x", "/x", "a/b", "..", "", ".hidden", "a b")
        ],
        (
            yaml.safe_dump([ENTRY | {"readings": [{"name": "r", "measure": m} for m in "mn"]}]),
            "claim A1.1: two readings are called 'r'; give each a name of its own",
        ),
        (
            yaml.safe_dump([ENTRY | {"depends_on": ["yaer"]}]),
            "claim A1.1, depends_on: unknown parameter 'yaer'; did you mean 'year'?",
        ),
        (yaml.safe_dump([ENTRY | {"depends_on": [3]}]), "claim A1.1, depends_on, 0: Input should be"),
        ("- {id: [1, 2]}", "claim [1, 2], id: Input should be a valid string"),
        ("- {id: null}", "claim None, id: Input should be a valid string"),
        ("- ? [a]\n  : b", "cannot read the claims: while constructing a mapping"),
        ("- !!python/name:os.system x", "cannot read the claims: could not determine a constructor"),
        ("- 2001-99-99", "cannot read the claims: "),
        ("#" * (LONGEST + 1), "more than 1 MB; name a smaller file"),
    ],
)
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


@pytest.mark.parametrize("date", ["mid-2017", "summer", "17", ""])
def test_a_date_begins_with_its_year(date: str) -> None:
    """Or a claim would be judged in any year."""
    with pytest.raises(ValidationError, match="as_of"):
        Claim.model_validate(ENTRY | {"as_of": date})


def test_a_ledger_that_is_not_there(tmp_path: Path) -> None:
    package = ledger_of(tmp_path, "")
    (tmp_path / "claims.yaml").unlink()
    with pytest.raises(UserError, match=r"claims\.yaml: missing; restore it"):
        load_claims(package)


def test_a_claim_is_picked_by_its_number() -> None:
    claims = [Claim.model_validate(ENTRY | {"id": i}) for i in ("A1.1", "R2.1")]
    assert pick(claims, "R2.1") is pick(claims, "r2.1") is claims[1]
    with pytest.raises(UserError, match=r"^no claim 'R2\.11'; did you mean 'R2\.1'\? `walk"):
        pick(claims, "R2.11")
    with pytest.raises(UserError, match="^no claim 'zzz'; `walkthrough claims` lists them$"):
        pick(claims, "zzz")
