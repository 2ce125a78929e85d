"""A claim without growth is judged in a revision's first year too, where no base year exists."""

from helpers.claims.ledger import load_claims
from helpers.claims.robustness import robustness
from helpers.data.package import open_package
from helpers.parameters import resolve


def test_first_year_of_a_revision() -> None:
    package = open_package()
    claims = {c.id: c for c in load_claims(package)}
    base = resolve(package, year=1990)
    table = robustness(package, claims["A3.3"], base)
    assert set(table.loc[table["revision"] == 2017, "year"]) == {1990}
    assert set(table["south"]) == {"undesa", "income", "hdi", "g77", "oecd"}
