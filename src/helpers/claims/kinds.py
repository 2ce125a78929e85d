"""Kinds of claims, ids and units: what records of verdicts and the ledger have in common.

Nothing here imports pandas: who only reads verdicts needs no table.
"""

from __future__ import annotations

import re
from typing import Literal

Kind = Literal["quantity", "comparison", "fact", "open", "audit"]
"""``open``: a statement that sets no bar (often, may be best), so that nothing could count against it."""
Speaker = Literal["article", "bundle"]
"""Who makes a statement: the article, or this bundle, which puts a comparison of its own beside one."""
ID = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,19}$"
"""A claim's id: letters and digits of ASCII, and what may stand between them in an address."""
OF_THE_WALK = re.compile(r"[IAR]\d{0,3}\.\d{1,3}[a-z]?")
"""The ids of the bundled ledger: the article's introduction, arguments, recommendations."""
UNITS = {
    **{"US$ million": 1.0, "US$ billion": 1e3, "persons": 1.0, "thousand": 1e3, "million": 1e6},
    **{"per cent": 0.01, "occurrences": 1.0, "countries": 1.0, "place": 1.0},
}
"""What one of a unit is in base units (persons, fractions, US$ million)."""
UNITS_OF = {
    "people": ("persons", "thousand", "million"),
    "share": ("per cent",),
    "money": ("US$ million", "US$ billion"),
    "areas": ("countries",),
    "place": ("place",),
}
"""The units that a formula's result can be stated in."""
Unit = Literal[
    "US$ million",
    "US$ billion",
    "persons",
    "thousand",
    "million",
    "per cent",
    "occurrences",
    "countries",
    "place",
]
HERE = "your-article"
"""The notebook of claims that name none: that of an article of one's own."""
