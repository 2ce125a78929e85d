"""The unit of an amount of money, as a header, title or note says it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from helpers.errors import UserError

DOLLARS = re.compile(r"US\s?\$|\$|\bUSD\b|\bU\.?S\.? dollars?\b", re.IGNORECASE)
MULTIPLES = {
    1e-3: re.compile(r"\bthousands?\b|\b000s?\b|\bUS\$\s?'000\b", re.IGNORECASE),
    1.0: re.compile(r"\bmillions?\b|\bmn\b|\bmln\b", re.IGNORECASE),
    1e3: re.compile(r"\bbillions?\b|\bbn\b", re.IGNORECASE),
}
NOT_MONEY = re.compile(r"%|\bper ?cent|\bshare of|\bgrowth\b", re.IGNORECASE)
SHORT = 120  # characters: a longer text is prose about amounts, not a statement of the unit
LARGEST = 500_000  # US$ million: several times what any economy has received in a year


def multiple(text: str) -> float | None:
    """Millions of US$ in one unit that a text states; None where it states none."""
    if not DOLLARS.search(text) or NOT_MONEY.search(text):
        return None
    found = [size for size, words in MULTIPLES.items() if words.search(text)]
    return found[0] if len(found) == 1 else 1e-6 if not found else None


def unit(label: str, others: Iterable[str], where: object) -> float:
    """Millions of US$ in one unit of a table, by the label of its header or else its other lines."""
    if NOT_MONEY.search(label):
        raise UserError(f"{where}: give the file with amounts in US$; this one has {label[:60]!r}")
    stated = multiple(label)
    lines = [line for line in others if len(line) < SHORT]
    sizes = {size for line in lines if (size := multiple(line))}
    if stated is None or stated == 1e-6:
        sizes |= {stated} if stated else set()
        if len(sizes) != 1:
            problem = "two units are stated" if sizes else "no unit is stated"
            raise UserError(
                f"{where}: write the unit into the header, such as 'Remittance inflows (US$ million)', "
                f"or (US$), (US$ thousand), (US$ billion); {problem}"
            )
        return sizes.pop()
    return stated
