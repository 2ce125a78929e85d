"""Numbers, shares, money, counts, names and lists as text: the one place where a value becomes words."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

_WITH_THE = (
    *("Bahamas", "Caribbean Netherlands", "Central African Republic", "Comoros", "Congo", "DR Congo"),
    *("Dominican Republic", "Gambia", "Isle of Man", "Maldives", "Netherlands", "Philippines", "Vatican"),
)


def missing(*values: Any) -> bool:
    """Whether one of these numbers is missing, so that no sentence can be made with it."""
    import pandas as pd  # as in helpers.data: only where there are tables

    return any(pd.isna(value) for value in values)


def listing(names: Iterable[str], last: str = "and") -> str:
    """Names as a list in a sentence: a, b and c; ``last`` is the word before the last of them."""
    *first, end = list(names) or [""]
    return f" {last} ".join(filter(None, [", ".join(first), end]))


def the(name: str) -> str:
    """A short name as it stands in a sentence: the Gambia, the Cook Islands, Kenya."""
    article = name in _WITH_THE or name.startswith("United ") or name.endswith(" Islands")
    return f"the {name}" if article else name


def capital(text: str) -> str:
    """A text with a capital first letter, as a sentence begins: The Gambia, Kenya."""
    return text[:1].upper() + text[1:]


def times(n: int) -> str:
    """A count of occasions: never, once, twice, 3 times."""
    return {0: "never", 1: "once", 2: "twice"}.get(n, f"{n} times")


def counted(n: float, one: str, more: str) -> str:
    """A number with its noun in the right form; "no" for none."""
    return f"1 {one}" if n == 1 else f"{n:,.0f} {more}" if n else f"no {more}"


def persons(n: float) -> str:
    """A number of people: 1 person, 12,345 people."""
    return "1 person" if n == 1 else f"{n:,.0f} people"


def millions(n: float, digits: int = 1) -> str:
    """A number in millions, without the word: 97.4."""
    return f"{n / 1e6:,.{digits}f}"


def stock(n: float, unit: str = " million") -> str:
    """A number of people: in millions with two decimals from a million on, else as it is."""
    return f"{millions(n, 2)}{unit}" if n >= 1e6 else f"{n:,.0f}"


def signed(n: int) -> str:
    """A difference with its sign: in millions with three decimals from a million on, else as it is."""
    return f"{n / 1e6:+,.3f} million" if abs(n) >= 1e6 else f"{n:+,d}"


def usd(n: float) -> str:
    """US dollars: whole ones, with cents below ten."""
    return f"US$ {n:,.2f}" if n < 10 else f"US$ {n:,.0f}"


def per_cent(share: float) -> str:
    """A fraction in per cent; one that rounds to nothing or to the whole without being it says so."""
    if math.isnan(share):
        return "an unknown share"
    if 0 < share < 0.0005:
        return "less than 0.1 per cent"
    if 0.9995 <= share < 1:
        return "more than 99.9 per cent"
    return f"{100 * share:.1f} per cent"


def small_per_cent(share: float, unknown: str = "no data", under: str = "<") -> str:
    """A fraction in per cent, without the unit: one decimal, two where one would leave nothing."""
    if math.isnan(share):
        return unknown
    if 0 < share < 0.00005:
        return f"{under}0.01"
    return f"{100 * share:.1f}" if share >= 0.001 or not share else f"{100 * share:.2f}"


def number(value: float, form: str) -> str:
    """A number as ``form % value``; a missing one is "no data"."""
    return "no data" if missing(value) else form % value


def quantity(value: float) -> str:
    """A number as a reader writes it: shares in per cent, large numbers in words."""
    if not value:
        return "0"
    if abs(value) >= 1e6:
        return f"{value / 1e6:,.2f} million"
    if abs(value) <= 1:
        return f"{100 * value:.2f} per cent"
    return f"{value:,.0f}" if abs(value) >= 10 else f"{value:.2f}"


def indicator(value: Any) -> str:
    """A value of a record: missing says so, large numbers have separators, years have none."""
    if value is None or value == "":
        return "no data" if value is None else "none"
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:,}" if abs(value) >= 10_000 else f"{value:.6g}"
