"""Editions of one number, years that an edition lacks, and who depends on remittances most."""

import pandas as pd
import pytest

from helpers.analysis import remittances
from helpers.data.package import open_package

PACKAGE = open_package()
THREE = pd.Series({1: "South", 2: "South", 3: "North"})
GROUP = pd.Series({1: "South", 2: "South", 3: "North"})
INFLOWS = pd.DataFrame(
    {
        "vintage": ["wdi-2023-05", "2018-04", "2018-04", "2018-04", "2023-06", "2023-06"],
        "year": [2017, 2017, 2017, 2017, 2010, 2017],
        "economy": ["A", "A", "B", "X", "A", "C"],
        "area": [1, 1, 3, 9, 1, 3],
        "usd_million": [4.0, 6.0, 2.0, 50.0, 1.0, 5.0],
    }
)


@pytest.mark.parametrize(
    ("vintage", "year", "shown"),
    [
        ("2018-04", 2017, 2017),
        ("2018-04", 1990, 2017),
        ("2023-06", 2011, 2010),
        ("2023-06", 2016, 2017),
        ("2023-06", 2030, 2017),
    ],
)
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
    receipts = pd.DataFrame(
        {"economy": ["B", "A", "XKX", "D"], "area": [2, 1, 3, 2], "share_of_gdp": [0.2, 0.2, 0.3, None]}
    )
    table = remittances.dependence(receipts, GROUP, pd.Series({1: "Aland", 2: "Bland", 3: "Cland"}))
    assert table["name"].tolist() == ["Kosovo", "Aland", "Bland"]
    assert table["group"].tolist() == ["North", "South", "South"]


def test_received_keeps_to_the_edition_and_year_and_to_economies_without_a_size() -> None:
    economies = pd.DataFrame(
        {
            "year": [2017, 2017, 2016],
            "economy": ["A", "B", "A"],
            "area": [1, 3, 1],
            "gdp_usd": [12e6, None, 1.0],
            "population": [6, 4, 1],
        }
    )
    table = remittances.received(
        pd.concat([INFLOWS, INFLOWS.assign(vintage="2018-04", year=2016)]), economies, "2018-04", 2017
    )
    assert table["economy"].tolist() == ["A", "B", "X"]
    assert table["share_of_gdp"].tolist() == pytest.approx([0.5, float("nan"), float("nan")], nan_ok=True)
    assert table["per_head"].tolist() == pytest.approx([1e6, 5e5, float("nan")], nan_ok=True)


def test_groups_by_hand_with_gaps() -> None:
    """Economies without GDP, without inflows, of another year: who counts in which measure."""
    economies = pd.DataFrame(
        {
            "year": [2017] * 4 + [2016],
            "economy": ["A", "B", "C", "D", "A"],
            "area": [1, 2, 3, 2, 1],
            "gdp_usd": [100e6, None, 50e6, 70e6, 1e6],
            "population": [10, 20, 5, 30, 999],
        }
    )
    inflows = pd.DataFrame(
        {
            "vintage": "v",
            "year": 2017,
            "economy": ["A", "B", "C"],
            "area": [1, 2, 3],
            "usd_million": [10.0, 6.0, 4.0],
        }
    )
    receipts = remittances.received(inflows, economies, "v", 2017)
    table = remittances.by_group(receipts, economies, GROUP, 2017)
    assert table.index.tolist() == ["South", "North"]
    assert table["usd_million"].tolist() == [16, 4]
    assert table["share_of_world"].tolist() == pytest.approx([0.8, 0.2])
    assert table["share_of_gdp"].tolist() == pytest.approx([0.1, 0.08])  # A alone has both
    assert table["median_share_of_gdp"].tolist() == pytest.approx([0.1, 0.08])
    assert table["per_head"].tolist() == pytest.approx([16e6 / 60, 4e6 / 5])  # D counts as people
    unknown = remittances.by_group(receipts.assign(population=None), economies, GROUP, 2017)
    assert unknown.equals(table)  # people are counted by the other table
    nobody = remittances.by_group(receipts, economies, GROUP.replace("North", "South"), 2017)
    assert nobody.loc["North"].isna().all()


def test_editions_without_a_side_and_their_counts() -> None:
    table = remittances.by_vintage(INFLOWS, GROUP, 2017)
    assert table.index.name == "vintage"
    assert table["economies"].tolist() == [2, 1, 1]
    assert table["usd_million"].tolist() == [8.0, 4.0, 5.0]
    assert remittances.by_vintage(INFLOWS, GROUP, 2010)["share_in_south"].tolist() == [1.0]
    north = INFLOWS[INFLOWS["area"] == 3].assign(note=None)
    assert remittances.by_vintage(north, GROUP, 2017)["share_in_south"].tolist() == [0.0, 0.0]


def test_dependence_names_economies_inside_another_area_apart() -> None:
    receipts = pd.DataFrame(
        {"economy": ["MAF", "A", "B"], "area": [3, 1, 2], "share_of_gdp": [0.1, 0.3, 0.1], "population": None}
    )
    table = remittances.dependence(receipts, GROUP, pd.Series({1: "Aland", 2: "Bland", 3: "C"}))
    assert table.to_dict("list") == {
        "economy": ["A", "B", "MAF"],
        "name": ["Aland", "Bland", "Saint Martin"],
        "group": ["South", "South", "North"],
        "share_of_gdp": [0.3, 0.1, 0.1],
    }
    assert table.index.tolist() == [0, 1, 2]


def test_remittances_by_hand() -> None:
    economies = pd.DataFrame(
        {
            "year": 2017,
            "economy": ["A", "B", "C"],
            "area": [1, 2, 3],
            "gdp_usd": [100e6, 300e6, 1000e6],
            "population": [10, 40, 50],
        }
    )
    inflows = pd.DataFrame(
        {
            "vintage": "v",
            "year": 2017,
            "economy": ["A", "B", "C"],
            "area": [1, 2, 3],
            "usd_million": [10.0, 10.0, 5.0],
        }
    )
    receipts = remittances.received(inflows, economies, "v", 2017)
    table = remittances.by_group(receipts, economies, THREE, 2017)
    assert table.loc["South", "usd_million"] == 20
    assert table.loc["South", "share_of_world"] == 0.8
    assert table.loc["South", "share_of_gdp"] == pytest.approx(0.05)
    assert table.loc["South", "median_share_of_gdp"] == pytest.approx((0.1 + 1 / 30) / 2)
    assert table.loc["South", "per_head"] == pytest.approx(20e6 / 50)
    assert table.loc["North", "per_head"] == pytest.approx(5e6 / 50)


@pytest.mark.parametrize(
    ("vintage", "world"),
    [
        ("2017-10", 595_694.7),
        ("2018-04", 613_465.8),
        ("2018-12", 624_836.8),
        ("2023-06", 640_303.6),
        ("wdi-2023-05", 586_480.3),
    ],
)
def test_five_editions_of_the_inflows_of_2017(vintage: str, world: float) -> None:
    table = PACKAGE.table("inflows").query("vintage == @vintage and year == 2017")
    assert table["usd_million"].sum() == pytest.approx(world, abs=0.1)
