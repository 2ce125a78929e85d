"""Flags on data, weighted by areas, by migrants and by place: hand-made cases."""

import numpy as np
import pandas as pd
import pytest

from helpers.analysis import capacity

THREE = pd.Series({1: "South", 2: "South", 3: "North"})
GROUP = pd.Series({1: "South", 2: "South", 3: "North"})
TOTALS = pd.DataFrame(
    {
        "year": [2017, 2017, 2017, 1990],
        "area": [1, 2, 3, 1],
        "type_of_data": ["B R", "C", None, "I"],
        "stock": [30, 10, 5, 7],
    }
)


def test_flags_of_one_year() -> None:
    flags = capacity.data_flags(TOTALS, 2017)
    assert flags.loc[1].tolist() == [False, False, True]
    assert flags.loc[2].tolist() == [False, True, False]
    assert not flags.loc[3].any()  # no letter at all is no flag


def test_migrants_weigh_what_they_are() -> None:
    shares = capacity.migrants_by_data(TOTALS, GROUP, 2017)
    assert shares.loc["South", "citizens"] == pytest.approx(0.25)
    assert shares.loc["South", "refugees_added"] == pytest.approx(0.75)
    assert shares.loc["North"].sum() == 0


def test_flags_by_place_count_areas() -> None:
    place = pd.Series({1: "here", 2: "here", 3: "there"}, name="region")
    table = capacity.flags_by_place(TOTALS, place, 2017)
    assert table.loc["here"].tolist() == [2, 0, 1, 1]
    assert table.loc["there", "areas"] == 1
    assert table.columns.tolist() == ["areas", "imputed", "citizens", "refugees_added"]
    assert set(table.dtypes) == {np.dtype("int64")} and table.index.name == "region"


def test_both_sides_are_there_and_the_south_is_first() -> None:
    for table in (
        capacity.data_capacity(TOTALS, GROUP, 2017),
        capacity.migrants_by_data(TOTALS, GROUP, 2017),
    ):
        assert table.index.tolist() == ["South", "North"] and table.index.name is None
    table = capacity.data_capacity(TOTALS, GROUP, 2017)
    assert table.columns.tolist() == ["areas", "imputed", "citizens", "refugees_added"]
    assert capacity.data_capacity(TOTALS, GROUP, 1990).loc["North"].isna().all()
    assert capacity.migrants_by_data(TOTALS, GROUP, 1990).loc["North"].isna().all()


def test_data_capacity_by_hand() -> None:
    totals = pd.DataFrame({"year": 2017, "area": [1, 2, 3], "type_of_data": ["B R", "C", "I"]})
    table = capacity.data_capacity(totals, THREE, 2017)
    assert table.loc["South", ["areas", "imputed", "citizens", "refugees_added"]].tolist() == [2, 0, 0.5, 0.5]
    assert table.loc["North", "imputed"] == 1
