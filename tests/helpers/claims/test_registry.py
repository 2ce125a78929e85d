"""The register of measures: what may be named, and what each says of itself."""

import pytest

from helpers.claims.ledger import load_claims
from helpers.claims.measures import find_measure
from helpers.claims.registry import MEASURES
from helpers.data.package import open_package
from helpers.errors import UserError

CLAIMS = {c.id: c for c in load_claims(open_package())}


@pytest.mark.parametrize(
    "name",
    [
        "open",
        "pd",
        "Study",
        "_pair",
        "measure_not",
        "load_claims",
        "NoData",
        "Pair",
        "_milestone",
        "Finding2",
    ],
)
def test_only_measures_can_be_named(name: str) -> None:
    with pytest.raises(UserError, match=f"no measure '{name}'"):
        find_measure(name)


def test_every_measure_says_what_it_is() -> None:
    for name, found in MEASURES.items():
        assert find_measure(name, found.kind) is found and found.function.__name__ == name
        first = found.definition.split("\n")[0]
        assert len(first) > 20 and first.endswith(".")
        assert bool(found.unit) == (found.kind in ("quantity", "comparison"))
        assert all(function.__doc__ for function in found.uses)
    named = {r.measure for claim in CLAIMS.values() for r in claim.readings if isinstance(r.measure, str)}
    assert named == set(MEASURES)


def test_a_fact_may_be_audited_and_no_more() -> None:
    assert find_measure("bapa_in_1978", "audit").kind == "fact"
    assert find_measure("audit_of_the_outcome", "fact").kind == "audit"
    with pytest.raises(UserError, match="no measure 'bapa_in_1978' of the kind quantity"):
        find_measure("bapa_in_1978", "quantity")
