"""One country and its forums."""

import pandas as pd

from helpers.narrative import cooperation


def test_the_sentence_on_one_country() -> None:
    seats = pd.DataFrame(
        {
            "body": ["talk", "union"],
            "kind": ["consultative processes", "regional bodies"],
            "suspended": [False, True],
        }
    )
    corridors = pd.DataFrame({"stock": [70, 30], "cover": ["a consultative process", "no body at all"]})
    assert cooperation.focus("GMB", "Gambia", corridors, seats).startswith("**The Gambia** has a seat")
    assert "No country is chosen" in cooperation.focus(None, None, corridors, seats)
    text = cooperation.focus("ONE", "Oneland", corridors, seats)
    assert "consultative processes: talk; regional bodies: union (suspended)." in text
    assert "70.0 per cent share a consultative process" in text
    assert "not in the South" in cooperation.focus("ONE", "Oneland", corridors.head(0), seats)
    assert "none of the bodies" in cooperation.focus("ONE", "Oneland", corridors, seats.head(0))


def test_names_of_forums_and_countries_stand_with_their_articles() -> None:
    pairs = pd.DataFrame({"origin": [1], "destination": [2], "stock": [3_310_000]})
    names = pd.Series({1: "India", 2: "United Arab Emirates"})
    forums = {1: {"Bali Process", "SAARC"}, 2: {"Bali Process", "SAARC", "GCC"}}
    assert cooperation.largest_corridor(pairs, forums, names) == (
        "India to the United Arab Emirates, 3.31 million people: they share the Bali Process and SAARC."
    )
    assert cooperation.largest_corridor(pairs, {}, names).endswith("they share no forum.")
