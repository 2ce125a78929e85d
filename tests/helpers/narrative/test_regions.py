"""Nearness beside chance."""

import pandas as pd

from helpers.narrative import regions


def test_chance_is_only_praised_where_it_is_beaten() -> None:
    assert "stronger" in regions.chance_note(0.9, 0.6, {"major_area": 0.5, "region": 0.1})
    assert "stronger" not in regions.chance_note(0.9, 0.2, {"major_area": 0.3, "region": 0.1})


def test_the_line_of_another_definition_is_not_blamed_on_un_desa() -> None:
    stays = pd.DataFrame({"major_area": [0.358, 0.341]}, index=["South-North", "North-South"])
    assert "by construction" in regions.between_note(stays, "undesa")
    text = regions.between_note(stays, "income")
    assert "35.8 and 34.1 per cent" in text and "by construction" not in text
    assert regions.between_note(stays * float("nan"), "hdi").endswith("of the North.")
