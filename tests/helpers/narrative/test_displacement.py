"""Which count of refugees is used, and what is missing."""

import pandas as pd
import pytest

from helpers.data.package import open_package
from helpers.narrative import displacement
from helpers.parameters import resolve


def test_a_year_without_a_count_is_said_to_be_missing() -> None:
    p = resolve(open_package(), year=2010)
    totals = pd.DataFrame({"year": [2010, 2005], "refugees": [1000, 7]})
    assert displacement.refuge_note(totals, p, 2017, 2010, True).endswith("1,000 refugees in 2010.")
    missing = displacement.refuge_note(totals, p, 2017, 2005, False)
    # what the card has all the same is of another year than the section
    assert "no data" in missing and missing.endswith("another publisher's, and of 2010.")


def test_what_is_counted_follows_revision_and_year() -> None:
    assert displacement.who_fled(2015, 2015) == displacement.who_fled(2017, 2010) == "refugees"
    assert displacement.who_fled(2017, 2015) == "refugees and asylum seekers"
    assert "breaks at 2015" in displacement.break_note(2017)
    assert "refugees only" in displacement.break_note(2015)
    assert "not known" in displacement.break_note(2020)


def test_a_numerator_outside_its_denominator_is_said() -> None:
    share = pd.Series({"South": 0.191, "North": 0.03})
    text = displacement.inside_note(share, share - [0.019, 0], 2017)
    assert "19.1 per cent of the South in 2017" in text and "**17.2 per cent**" in text
    assert displacement.inside_note(share, share, 2017).startswith("In these tables every refugee")


@pytest.mark.parametrize("counted", [True, False])
def test_the_card_is_only_pointed_at_where_it_counts_the_same_year(counted: bool) -> None:
    residents = pd.DataFrame(
        {"share_of_residents": [0.8, 0.2], "per_thousand": [3.47, 3.34]}, index=["South", "North"]
    )
    text = displacement.residents_note(residents, "refugees", counted)
    assert ("The card above" in text) is counted
    assert "the South's is 1.04 times the North's" in text  # as the card, which says "holds"


def test_venezuelans_have_a_size() -> None:
    both = pd.DataFrame(
        {"others": [5.9e6, 0], "share": [0.69, 0.31], "share_with_others": [0.74, 0.26]},
        index=["South", "North"],
    )
    text = displacement.others_note(both, 2024)
    assert "In 2024 it has 5.9 million in the South. " in text and "**74** per cent, not 69" in text
    assert "nobody" in displacement.others_note(both.assign(others=0), 2010)
