"""Values as text: what rounds to nothing says so, what is missing too."""

import pytest

from helpers import format


def test_times() -> None:
    assert [format.times(n) for n in range(4)] == ["never", "once", "twice", "3 times"]


def test_listing() -> None:
    assert [format.listing(list(names)) for names in ("", "a", "ab", "abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert format.listing(["x", "y"], "or") == "x or y"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0.0 per cent"),
        (0.0004, "less than 0.1 per cent"),
        (0.5, "50.0 per cent"),
        (0.9999, "more than 99.9 per cent"),
        (1.0, "100.0 per cent"),
        (float("nan"), "an unknown share"),
    ],
)
def test_shares_never_round_to_nothing_or_all(share: float, text: str) -> None:
    assert format.per_cent(share) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.0, "0.0"), (0.00001, "<0.01"), (0.0005, "0.05"), (0.02, "2.0"), (float("nan"), "no data")],
)
def test_small_shares_keep_a_digit(share: float, text: str) -> None:
    assert format.small_per_cent(share) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (2.5e6, "2.50 million"), (0.1234, "12.34 per cent"), (1234.5, "1,234"), (3.14159, "3.14")],
)
def test_quantities(value: float, text: str) -> None:
    assert format.quantity(value) == text


def test_money_counts_and_differences() -> None:
    assert [format.usd(n) for n in (9.5, 1234.5)] == ["US$ 9.50", "US$ 1,234"]
    assert [format.counted(n, "body", "bodies") for n in (0, 1, 2)] == ["no bodies", "1 body", "2 bodies"]
    assert [format.stock(n) for n in (999, 2_345_678)] == ["999", "2.35 million"]
    assert [format.signed(n) for n in (-999, 2_345_678)] == ["-999", "+2.346 million"]


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
    assert format.the(name) == text
