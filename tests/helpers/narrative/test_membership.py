"""Sentences on bodies and who belongs to them."""

import pandas as pd

from helpers.narrative import membership


def test_the_median_is_told_of_the_south_whose_bodies_are_listed() -> None:
    title = membership.median_title(pd.Series({"South": 4.0, "North": 3.5}))
    assert title.startswith("Half of the South's areas sit at 4") and "3.5" not in title
    for nothing in (0, float("nan")):
        assert "no seat" in membership.median_title(pd.Series({"South": nothing, "North": 3.5}))


def test_short_names_are_spelt_out_once() -> None:
    bodies = pd.DataFrame({"body": ["Talks", "AU"], "name": ["Talks", "African Union"]})
    assert "**AU** African Union." in membership.full_names(bodies)
    assert "Talks" not in membership.full_names(bodies)
