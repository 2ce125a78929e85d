"""Refugees over the years and beside residents, and how near migrants stay."""

import numpy as np
import pandas as pd
import pytest

from helpers.analysis import displacement, regions, south
from helpers.data.package import open_package

PACKAGE = open_package()
BUNDLED_AREAS = PACKAGE.areas(2017)
UNDESA = south.classify(BUNDLED_AREAS, "undesa")
GROUP = pd.Series({1: "South", 2: "North"})
TOTALS = pd.DataFrame(
    {
        "year": [2000, 2000, 2010, 2010, 2015, 2015],
        "area": [1, 2, 1, 2, 1, 2],
        "stock": [100, 100, 100, 200, 100, 100],
        "population_thousands": [3.0, 1.0, 3.0, 1.0, 4.0, 1.0],
        "refugees": [30, 10, 60, 20, None, None],
    }
)
BY_ASYLUM = pd.DataFrame({"year": [2000, 2000, 2001], "area": [1, 2, 1], "refugees": [9, 1, 4]})
UNRWA = pd.DataFrame({"year": [2000], "area": [1], "refugees": [10]})


@pytest.mark.parametrize(
    ("year", "counted"), [(2000, 2000), (2005, 2000), (2006, 2010), (2015, 2010), (1990, 2000)]
)
def test_the_nearest_year_with_refugees(year: int, counted: int) -> None:
    assert displacement.year_counted(TOTALS, year) == counted


def test_a_year_with_a_single_refugee_is_counted() -> None:
    one = TOTALS.assign(refugees=pd.array([1, 0, 0, 0, None, None], "Int64"))
    assert displacement.year_counted(one, 2015) == 2000
    table = displacement.refugees_among_migrants_by_year(one, GROUP)
    assert table.index.tolist() == [2000] and table.loc[2000].tolist() == [0.01, 0.0]
    assert set(table.dtypes) == {np.dtype("float64")}
    beside = displacement.refugees_per_thousand(one, GROUP, 2000)
    assert set(beside.dtypes) == {np.dtype("float64")}
    assert beside["refugees"].tolist() == [1, 0]


def test_refugees_among_migrants_over_the_years() -> None:
    table = displacement.refugees_among_migrants_by_year(TOTALS, GROUP)
    assert table.index.tolist() == [2000, 2010]  # 2015 counts none, which is not zero
    assert table.loc[2010].tolist() == pytest.approx([0.6, 0.1])
    assert table.index.name == "year" and table.columns.name is None
    assert set(table.dtypes) == {np.dtype("float64")}


def test_share_hosted_over_the_years() -> None:
    table = displacement.share_hosted_by_year(TOTALS, BY_ASYLUM, UNRWA, GROUP)
    assert table.loc[2000].tolist() == pytest.approx([0.75, 0.9, 0.95])
    assert table.loc[2001].tolist()[1:] == [1.0, 1.0]
    assert pd.isna(table.loc[2001].iloc[0])
    assert table.index.name == "year" and table.columns.name is None


def test_refugees_hosted_by_hand() -> None:
    table = displacement.refugees_hosted_by_year(
        TOTALS, pd.concat([BY_ASYLUM, BY_ASYLUM.assign(area=9)]), UNRWA, GROUP
    )
    assert table.columns.names == ["rule", None] and table.index.name == "year"
    assert table.index.tolist() == [2000, 2001, 2010, 2015]
    assert table.loc[2000].tolist() == [30, 10, 9, 1, 19, 1]
    assert table.loc[2001].tolist() == [0, 0, 4, 0, 4, 0]
    assert table.loc[2010].tolist() == [60, 20, 0, 0, 0, 0]
    assert set(table.dtypes) == {np.dtype("int64")}


def test_unrwa_alone_makes_no_year() -> None:
    """Its figures begin before UNHCR's do: the sum of both would be one of them."""
    early = pd.DataFrame({"year": [1950], "area": [1], "refugees": [8]})
    table = displacement.refugees_hosted_by_year(TOTALS, BY_ASYLUM, early, GROUP)
    assert 1950 not in table.index
    assert table.loc[2000, "UNHCR and UNRWA"].tolist() == [9, 1]


def test_one_year_of_refugees_hosted_is_one_row_a_rule() -> None:
    table = displacement.refugees_hosted(TOTALS, BY_ASYLUM, UNRWA, GROUP, 2000)
    assert table.index.tolist() == list(displacement.RULES)
    assert table.columns.tolist() == ["South", "North"]
    assert table.to_numpy().tolist() == [[30, 10], [9, 1], [19, 1]]
    nowhere = displacement.refugees_hosted(TOTALS, BY_ASYLUM, UNRWA, GROUP, 1990)
    assert nowhere.to_numpy().tolist() == [[0, 0]] * 3


def test_refugees_among_migrants_by_hand() -> None:
    share = displacement.refugees_among_migrants(TOTALS, GROUP, 2010)
    assert share.to_dict() == pytest.approx({"South": 0.6, "North": 0.1}) and share.name == "share"
    alone = displacement.refugees_among_migrants(TOTALS[TOTALS["area"] == 2], GROUP, 2010)
    assert pd.isna(alone["South"]) and alone.index.tolist() == ["South", "North"]


def test_refugees_beside_residents() -> None:
    table = displacement.refugees_per_thousand(TOTALS, GROUP, 2010)
    assert table["share_of_residents"].tolist() == [0.75, 0.25]
    assert table["per_thousand"].tolist() == [20.0, 20.0]
    assert table["refugees"].tolist() == [60, 20] and table["residents"].tolist() == [3000, 1000]
    assert table.index.tolist() == ["South", "North"] and table.index.name == "group"


AREAS = pd.DataFrame(
    {"area": [1, 2, 3, 4], "major_area": ["M", "M", "M", "N"], "region": ["a", "a", "b", "c"]}
)
PAIRS = pd.DataFrame({"origin": [1, 1, 1, 4], "destination": [2, 3, 4, 1], "stock": [50, 30, 15, 5]})


def test_how_near_migrants_stay() -> None:
    table = regions.nearness(PAIRS, AREAS)
    assert table.loc["M"].tolist() == [50, 30, 15]
    assert table.loc["N"].tolist() == [0, 0, 5]
    assert list(table.index) == ["M", "N"] and table.index.name == "major_area"
    assert list(table.columns) == regions.NEARNESS and table.columns.name is None
    assert set(table.dtypes) == {np.dtype("int64")}
    assert table.to_numpy().sum() == PAIRS["stock"].sum()


def test_staying_by_chance() -> None:
    major = AREAS.set_index("area")["major_area"]
    assert regions.within_by_chance(PAIRS, major) == pytest.approx(0.95 * 0.85 + 0.05 * 0.15)
    assert pd.isna(regions.within_by_chance(PAIRS.head(0), major))
    leaving = PAIRS[PAIRS["origin"] == 4]  # from N to M: nobody could have stayed
    assert regions.within_by_chance(leaving, major) == 0


def test_staying_by_direction() -> None:
    od = PAIRS.assign(year=2017)
    group = pd.Series({1: "South", 2: "South", 3: "North", 4: "North"})
    table = regions.within_by_direction(od, group, 2017, AREAS)
    assert table.loc["South-South"].tolist() == [1.0, 1.0] and table.index.name == "direction"
    assert table.loc["South-North"].tolist() == pytest.approx([30 / 45, 0.0])
    assert table.loc["North-South"].tolist() == [0.0, 0.0]
    assert table.loc["North-North"].isna().all()  # nobody moved: no share, rather than zero


def test_refugees_by_three_rules() -> None:
    table = displacement.refugees_hosted(
        PACKAGE.table("totals-2017"),
        PACKAGE.table("refugees-by-asylum"),
        PACKAGE.table("unrwa"),
        UNDESA,
        2017,
    )
    assert table.sum(axis=1).iloc[0] == 25_911_084
    assert table.loc[displacement.RULES[0], "South"] == 21_366_726
    assert table.sum(axis=1).iloc[1] == pytest.approx(19_940_566, abs=20_000)
    assert table.iloc[2]["South"] > table.iloc[1]["South"]


def test_refugees_among_migrants() -> None:
    share = displacement.refugees_among_migrants(PACKAGE.table("totals-2017"), UNDESA, 2017)
    assert share["South"] == pytest.approx(21_366_726 / 111_731_595)
    assert share["North"] == pytest.approx(4_544_358 / 145_983_830)


def test_asylum_seekers_are_counted_from_2015_on_in_the_2017_revision() -> None:
    old, new = (PACKAGE.table(f"totals-{r}").groupby("year")["refugees"].sum() for r in (2015, 2017))
    assert (old - new).loc[[1990, 1995, 2000, 2005, 2010, 2015]].tolist() == [0, 0, 0, 0, 10_019, -5_724_618]
    counted = displacement.counts_asylum_seekers
    assert [counted(2017, y) for y in (2010, 2015, 2017)] == [False, True, True]
    assert not counted(2015, 2015) and counted(2020, 1990)


def test_refugees_in_palestine_are_no_migrants() -> None:
    totals = PACKAGE.table("totals-2017")
    share = displacement.refugees_among_migrants(totals, UNDESA, 2017)
    inside = displacement.refugees_who_are_migrants(totals, UNDESA, 2017)
    assert (100 * share).round(1).to_dict() == {"South": 19.1, "North": 3.1}
    assert (100 * inside).round(1).to_dict() == {"South": 17.2, "North": 3.1}


def test_with_venezuelans_the_south_hosts_more() -> None:
    both = displacement.share_hosted_with_others(PACKAGE.table("refugees-by-asylum"), UNDESA, 2024)
    assert (both["others"] / 1e6).round(1).to_dict() == {"South": 5.9, "North": 0.0}
    assert (100 * both.loc["South", ["share", "share_with_others"]]).round().tolist() == [69, 74]
