"""Which count of refugees is used, and what is missing."""

import pandas as pd

from helpers.data.package import open_package
from helpers.narrative import displacement
from helpers.parameters import resolve


def test_a_year_without_a_count_is_said_to_be_missing() -> None:
    p = resolve(open_package(), year=2010)
    totals = pd.DataFrame({"year": [2010, 2005], "refugees": [1000, 7]})
    assert displacement.refuge_note(totals, p, 2010, True).endswith("in 2010.")
    assert "no data" in displacement.refuge_note(totals, p, 2005, False)
