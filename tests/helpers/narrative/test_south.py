"""How South and North compare: ties and nothing included."""

import pytest

from helpers.narrative import south


@pytest.mark.parametrize(
    ("pair", "text"),
    [
        ((4.0, 2.0), "the South's is 2.0 times the North's"),
        ((2.0, 3.0), "the North's is 1.5 times the South's"),
        ((2.6, 2.5), "the South's is 1.04 times the North's"),
        ((1.02, 1.0), "the South's is 1.02 times the North's"),
        ((1.01, 1.0), "the two are about equal"),
        ((0.0, 1.0), "one of the two is nothing"),
    ],
)
def test_how_two_numbers_compare(pair: tuple[float, float], text: str) -> None:
    assert south.ratio(*pair) == text


def test_who_leads_by_which_measure() -> None:
    text = south.leaders({"a": (2, 1), "b": (3, 1), "c": (1, 2), "d": (1, 1)})
    assert text == "The South is ahead by a and b; the North is ahead by c; a tie by d"
