"""What an edition lacks is said."""

import pandas as pd

from helpers.data.package import open_package
from helpers.narrative import remittances
from helpers.parameters import resolve


def test_a_missing_year_is_said_to_be_missing() -> None:
    p = resolve(open_package(), year=2010)
    receipts = pd.DataFrame({"economy": ["A"]})
    assert "What is missing" in remittances.inflow_note(receipts, p, 2017)
    assert "What is missing" not in remittances.inflow_note(receipts, p, 2010)
