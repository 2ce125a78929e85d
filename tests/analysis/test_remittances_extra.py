"""Editions of one number, years that an edition lacks, and who depends on remittances most."""

import pandas as pd
import pytest

from helpers.analysis import remittances

GROUP = pd.Series({1: "South", 2: "South", 3: "North"})
INFLOWS = pd.DataFrame({
    "vintage": ["wdi-2023-05", "2018-04", "2018-04", "2018-04", "2023-06", "2023-06"],
    "year": [2017, 2017, 2017, 2017, 2010, 2017],
    "economy": ["A", "A", "B", "X", "A", "C"],
    "area": [1, 1, 3, 9, 1, 3],
    "usd_million": [4.0, 6.0, 2.0, 50.0, 1.0, 5.0],
})


@pytest.mark.parametrize(("vintage", "year", "shown"), [
    ("2018-04", 2017, 2017), ("2018-04", 1990, 2017), ("2023-06", 2011, 2010),
    ("2023-06", 2016, 2017), ("2023-06", 2030, 2017),
])
def test_the_nearest_year_of_an_edition(vintage: str, year: int, shown: int) -> None:
    assert remittances.year_shown(INFLOWS, vintage, year) == shown


def test_of_two_years_as_near_the_earlier_one_is_shown() -> None:
    inflows = pd.DataFrame({"vintage": "v", "year": [2010, 2012]})
    assert remittances.year_shown(inflows, "v", 2011) == 2010


def test_editions_side_by_side() -> None:
    table = remittances.by_vintage(INFLOWS, GROUP, 2017)
    assert list(table.index) == ["2018-04", "wdi-2023-05", "2023-06"]  # by month of issue
    assert table.loc["2018-04"].tolist() == [2, 8.0, 0.75]  # area 9 is in no group
    assert table.loc["wdi-2023-05", "share_in_south"] == 1.0
    assert table.loc["2023-06", "share_in_south"] == 0.0
    assert list(remittances.by_vintage(INFLOWS, GROUP, 2010).index) == ["2023-06"]


def test_who_depends_most() -> None:
    receipts = pd.DataFrame({"economy": ["B", "A", "XKX", "D"], "area": [2, 1, 3, 2],
                             "share_of_gdp": [0.2, 0.2, 0.3, None]})
    table = remittances.dependence(receipts, GROUP, pd.Series({1: "Aland", 2: "Bland", 3: "Cland"}))
    assert table["name"].tolist() == ["Kosovo", "Aland", "Bland"]
    assert table["group"].tolist() == ["North", "South", "South"]
