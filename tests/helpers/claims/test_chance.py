"""Fisher's exact test, against values worked out by hand or published."""

import pytest

from helpers.claims.chance import fisher_exact


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((3, 4, 1, 4), 34 / 70),  # Fisher's tea: 1 + 16 of 70 ways at each end
        ((4, 4, 0, 4), 2 / 70),
        ((2, 4, 2, 4), 1.0),
        ((0, 10, 0, 3), 1.0),
        ((0, 0, 1, 1), 1.0),
        ((1, 20, 9, 20), 0.00836),
    ],
)
def test_how_often_chance_does_as_much(counts, expected):
    assert fisher_exact(*counts) == pytest.approx(expected, rel=1e-3)


def test_it_does_not_matter_which_group_stands_first():
    assert fisher_exact(4, 176, 2, 56) == fisher_exact(2, 56, 4, 176) == pytest.approx(0.63, abs=0.005)
