"""One country and its forums."""

import pandas as pd

from helpers.narrative import cooperation


def test_the_sentence_on_one_country() -> None:
    seats = pd.DataFrame({"body": ["talk", "union"], "kind": ["consultative processes", "regional bodies"]})
    corridors = pd.DataFrame({"stock": [70, 30], "cover": ["a consultative process", "no body at all"]})
    assert cooperation.focus("GMB", "Gambia", corridors, seats).startswith("**The Gambia** has a seat")
    assert "No country is chosen" in cooperation.focus(None, None, corridors, seats)
    text = cooperation.focus("ONE", "Oneland", corridors, seats)
    assert "consultative processes: talk; regional bodies: union." in text
    assert "70.0 per cent share a consultative process" in text
    assert "not in the South" in cooperation.focus("ONE", "Oneland", corridors.head(0), seats)
    assert "none of the bodies" in cooperation.focus("ONE", "Oneland", corridors, seats.head(0))


def test_the_largest_corridor_and_what_its_ends_share() -> None:
    pairs = pd.DataFrame({"origin": [356], "destination": [784], "stock": [3_310_419]})
    names = pd.Series({356: "India", 784: "United Arab Emirates"})
    forums = {
        356: {"Bali Process", "Abu Dhabi Dialogue", "SAARC"},
        784: {"Abu Dhabi Dialogue", "Bali Process"},
    }
    text = cooperation.largest_corridor(pairs, forums, names)
    assert text.startswith("From India to the United Arab Emirates, 3.31 million people.")
    assert text.endswith("Forums in common: Abu Dhabi Dialogue, Bali Process.")
    assert cooperation.largest_corridor(pairs, {}, names).endswith("in common: none.")
