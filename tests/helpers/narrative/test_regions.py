"""Nearness beside chance."""

from helpers.narrative import regions


def test_chance_is_only_praised_where_it_is_beaten() -> None:
    assert "stronger" in regions.chance_note(0.9, 0.6, {"major_area": 0.5, "region": 0.1})
    assert "stronger" not in regions.chance_note(0.9, 0.2, {"major_area": 0.3, "region": 0.1})
