"""One year in every revision, against the publisher's figures and by hand."""

import pandas as pd
import pytest

from helpers.analysis import revisions
from helpers.data.package import open_package
from helpers.parameters import resolve
from helpers.study import Study

PACKAGE = open_package()


@pytest.fixture(scope="module")
def stocks() -> pd.DataFrame:
    return Study(PACKAGE, resolve(PACKAGE)).revisions


def test_one_year_in_five_revisions(stocks: pd.DataFrame) -> None:
    assert revisions.shared_year(stocks) == 2015
    same = revisions.in_every_revision(stocks, 2015)
    assert same.index.tolist() == PACKAGE.revisions == [2015, 2017, 2019, 2020, 2024]
    millions = (same / 1e6).round(1)
    assert millions["World"].tolist() == [243.7, 247.6, 248.9, 248.0, 250.0]
    assert millions["South-South"].tolist() == [90.2, 93.4, 95.1, 90.1, 91.8]
    assert millions["South-North"].tolist() == [85.3, 85.9, 87.4, 84.4, 78.5]
    assert (same["unknown"] > 0).tolist() == [False, False, False, True, True]
    assert same["published"].all()


def test_the_articles_year_by_the_later_revisions(stocks: pd.DataFrame) -> None:
    found = revisions.in_every_revision(stocks, 2017)
    assert found.index.tolist() == [2017, 2019, 2020, 2024]  # the first ends before
    assert found["published"].tolist() == [True, False, False, False]
    row = found.loc[2024]
    assert round(row["World"] / 1e6, 1) == 259.8 and round(row["South-South"] / 1e6, 1) == 97.2
    assert round(100 * row["South"] / row["World"], 1) == 43.5
    assert round(100 * row["South-South"] / row["South"], 1) == 86.0
    a, b = stocks.loc[(2024, 2015), "World"], stocks.loc[(2024, 2020), "World"]
    assert row["World"] == pytest.approx(a * (b / a) ** (2 / 5), abs=1)


def test_even_growth_by_hand() -> None:
    """Doubling in ten years: a factor of the square root of two in five; nobody stays nobody."""
    index = pd.MultiIndex.from_tuples([(1, 2000), (1, 2010), (2, 2010)], names=["revision", "year"])
    stocks = pd.DataFrame({"World": [100, 200, 7], "South": 0, "unknown": 0}, index=index)
    found = revisions.in_every_revision(stocks, 2005)
    assert found.index.tolist() == [1]
    assert found.loc[1].tolist() == [141, 0, 0, False]
    assert revisions.shared_year(stocks) == 2010
    assert revisions.in_every_revision(stocks, 1990).empty
