"""Names of areas as they stand in a sentence."""

import pytest

from helpers.narrative import country


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Kenya", "Kenya"),
        ("Gambia", "the Gambia"),
        ("Cook Islands", "the Cook Islands"),
        ("United States", "the United States"),
        ("South Sudan", "South Sudan"),
    ],
)
def test_names_in_a_sentence(name: str, text: str) -> None:
    assert country.the(name) == text
