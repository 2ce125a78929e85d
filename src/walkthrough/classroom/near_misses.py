"""What goes wrong with a right number on its way to the page: unit, digits, the other part."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.exercises.canonical import number, roundings

THOUSANDS = "right number, wrong unit: you gave thousands, and the question asks for {}."
PERSONS = "right number, wrong unit: you gave persons, and the question asks for {}."
MILLIONS = "right number, wrong unit: you gave millions, and the question asks for {}."
SHARE = "right, but as a share of one; the question asks for per cent. Multiply by 100."
PER_CENT = "right, but in per cent; the question asks for a share between 0 and 1. Divide by 100."
REST = "that is the rest, what remains of the whole. The question asks for the other part."
UPSIDE_DOWN = "that is the fraction upside down: exchange what you divide and what you divide by."
DIGITS = "you are near, but rounded too far. Give {} digits, or do not round at all."
SIGN = "right size, wrong sign: you subtracted the other way round."


def near_misses(value: float, unit: str, digits: int) -> Iterator[tuple[str, str]]:
    """What is near a right number, spelled as `canonical` does, with what to say about it.

    `unit` is what the question asks for: per cent, a share, persons, millions, or a count, which is
    right or wrong.
    """
    others: list[tuple[float, str]] = []
    if unit == "per cent":
        others = [(value / 100, SHARE), (100 - value, REST), (1 - value / 100, REST)]
    elif unit == "a share":
        others = [(100 * value, PER_CENT), (1 - value, REST), (100 - 100 * value, REST)]
    elif unit == "persons":
        others = [(value / 1e3, THOUSANDS), (value / 1e6, MILLIONS)]
    elif unit == "millions":
        others = [(value * 1e3, THOUSANDS), (value * 1e6, PERSONS)]
    else:
        return
    if unit in ("per cent", "a share") and value:
        whole = 100 if unit == "per cent" else 1
        others += [(whole / value, UPSIDE_DOWN), (100 * whole / value, UPSIDE_DOWN)]
    others += [(-value, SIGN)]
    for other, said in others:
        for text in roundings(other, digits):
            yield text, said.format(unit)
    for fewer in range(digits - 1, 0, -1):
        for written in roundings(value, fewer):
            yield number(float(written), digits), DIGITS.format(_word(digits))


def _word(digits: int) -> str:
    return {2: "two", 3: "three", 4: "four"}.get(digits, str(digits))
