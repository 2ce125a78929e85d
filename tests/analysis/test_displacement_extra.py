"""Refugees over the years and beside residents, and how near migrants stay."""

import pandas as pd
import pytest

from helpers.analysis import displacement, regions

GROUP = pd.Series({1: "South", 2: "North"})
TOTALS = pd.DataFrame({
    "year": [2000, 2000, 2010, 2010, 2015, 2015], "area": [1, 2, 1, 2, 1, 2],
    "stock": [100, 100, 100, 200, 100, 100], "population_thousands": [3.0, 1.0, 3.0, 1.0, 4.0, 1.0],
    "refugees": [30, 10, 60, 20, None, None],
})
BY_ASYLUM = pd.DataFrame({"year": [2000, 2000, 2001], "area": [1, 2, 1], "refugees": [9, 1, 4]})
UNRWA = pd.DataFrame({"year": [2000], "area": [1], "refugees": [10]})


@pytest.mark.parametrize(("year", "counted"), [(2000, 2000), (2005, 2000), (2006, 2010),
                                               (2015, 2010), (1990, 2000)])
def test_the_nearest_year_with_refugees(year: int, counted: int) -> None:
    assert displacement.year_counted(TOTALS, year) == counted


def test_refugees_among_migrants_over_the_years() -> None:
    table = displacement.refugees_among_migrants_by_year(TOTALS, GROUP)
    assert table.index.tolist() == [2000, 2010]  # 2015 counts none, which is not zero
    assert table.loc[2010].tolist() == pytest.approx([0.6, 0.1])


def test_share_hosted_over_the_years() -> None:
    table = displacement.share_hosted_by_year(TOTALS, BY_ASYLUM, UNRWA, GROUP)
    assert table.loc[2000].tolist() == pytest.approx([0.75, 0.9, 0.95])
    assert table.loc[2001].tolist()[1:] == [1.0, 1.0]
    assert pd.isna(table.loc[2001].iloc[0])


def test_refugees_beside_residents() -> None:
    table = displacement.refugees_per_thousand(TOTALS, GROUP, 2010)
    assert table["share_of_residents"].tolist() == [0.75, 0.25]
    assert table["per_thousand"].tolist() == [20.0, 20.0]


AREAS = pd.DataFrame({"area": [1, 2, 3, 4], "major_area": ["M", "M", "M", "N"],
                      "region": ["a", "a", "b", "c"]})
PAIRS = pd.DataFrame({"origin": [1, 1, 1, 4], "destination": [2, 3, 4, 1],
                      "stock": [50, 30, 15, 5]})


def test_how_near_migrants_stay() -> None:
    table = regions.nearness(PAIRS, AREAS)
    assert table.loc["M"].tolist() == [50, 30, 15]
    assert table.loc["N"].tolist() == [0, 0, 5]
    assert list(table.index) == ["M", "N"]
    assert table.to_numpy().sum() == PAIRS["stock"].sum()


def test_staying_by_chance() -> None:
    major = AREAS.set_index("area")["major_area"]
    assert regions.within_by_chance(PAIRS, major) == pytest.approx(0.95 * 0.85 + 0.05 * 0.15)
    assert pd.isna(regions.within_by_chance(PAIRS.head(0), major))


def test_staying_by_direction() -> None:
    od = PAIRS.assign(year=2017)
    group = pd.Series({1: "South", 2: "South", 3: "North", 4: "North"})
    table = regions.within_by_direction(od, group, 2017, AREAS)
    assert table.loc["South-South"].tolist() == [1.0, 1.0]
    assert table.loc["South-North"].tolist() == pytest.approx([30 / 45, 0.0])
    assert table.loc["North-South"].tolist() == [0.0, 0.0]
    assert table.loc["North-North"].isna().all()  # nobody moved: no share, rather than zero
