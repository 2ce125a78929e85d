"""What an edition lacks is said."""

import pandas as pd

from helpers.data.package import open_package
from helpers.narrative import remittances
from helpers.parameters import resolve


def test_a_missing_year_is_said_to_be_missing() -> None:
    p = resolve(open_package(), year=2010)
    receipts = pd.DataFrame({"economy": ["A"]})
    assert "What is missing" in remittances.inflow_note(receipts, p, 2017)
    assert "What is missing" not in remittances.inflow_note(receipts, p, 2010)


def test_dependence_is_not_said_of_both_sides_where_one_has_it() -> None:
    ranked = pd.DataFrame({"group": ["South"] * 5 + ["North"] * 3, "share_of_gdp": [0.3, 0.2] + [0.01] * 6})
    assert "Only the South" in remittances.dependence_note(ranked, 2)
    assert "a trait of some countries" in remittances.dependence_note(ranked, 3 + 5)


def test_countries_have_their_articles() -> None:
    measures = pd.DataFrame(
        {"usd_million": [2, 1], "share_of_world": [0.6, 0.4], "share_of_gdp": 0.1, "per_head": [1, 1]},
        index=["South", "North"],
    ).assign(median_share_of_gdp=0.1)
    receipts = pd.DataFrame({"area": [826, 840], "usd_million": [2, 1]})
    names = pd.Series({826: "United Kingdom", 840: "United States"})
    text = remittances.measures_note(measures, receipts, pd.Series("North", index=[826, 840]), names)
    assert "the United Kingdom and the United States most of all" in text
