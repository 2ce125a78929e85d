"""The rules by which numbers, facts and texts get their verdicts."""

from __future__ import annotations

from helpers.claims.chance import CHANCE, fisher_exact
from helpers.claims.judgement import Verdict
from helpers.claims.provenance import TracedNumber

CLOSE, TIE, RARE = 0.05, 0.01, 0.001


def quantity_verdict(value: float, stated: float, precision: float) -> Verdict:
    """``reproduced`` if value rounds to stated at the stated precision, ``close`` within 5 %.

    All three in the stated unit; a value exactly between two steps rounds to either.
    """
    if abs(value - stated) <= precision / 2 * (1 + 1e-9):
        return Verdict.REPRODUCED
    return Verdict.CLOSE if abs(value - stated) <= CLOSE * abs(stated) else Verdict.DIFFERS


def bounded_verdict(value: float, other: float, stated: float, precision: float) -> Verdict:
    """`quantity_verdict` of a value that is only a bound; ``other`` is the bound on the other side.

    ``close`` also where the stated figure lies between the two: such a bound cannot say *differs*.
    """
    word, (low, high) = quantity_verdict(value, stated, precision), sorted((value, other))
    between = low - precision / 2 <= stated <= high + precision / 2
    return Verdict.CLOSE if word is Verdict.DIFFERS and between else word


def comparison_verdict(left: float, right: float) -> Verdict:
    """``holds`` if left is more than right, ``tie`` within 1 % of the larger, else ``fails``."""
    if abs(left - right) <= TIE * max(abs(left), abs(right)):
        return Verdict.TIE
    return Verdict.HOLDS if left > right else Verdict.FAILS


def cases_verdict(left: TracedNumber, right: TracedNumber) -> tuple[Verdict, str]:
    """A comparison of two shares of cases, and the counts in words.

    As `comparison_verdict`, but ``too few cases`` where chance makes a difference like this one in
    five of a hundred trials or more (`fisher_exact`, p >= 0.05).
    """
    counts = [round(term.value) for number in (left, right) for term in number.terms]
    p, word = fisher_exact(*counts), comparison_verdict(left.value, right.value)
    told = "{} of {} against {} of {}".format(*counts)
    if word is not Verdict.TIE and p >= CHANCE:
        word = Verdict.TOO_FEW
    often = f"{100 * p:.{0 if p >= 0.1 else 1}f}" if p >= RARE else f"less than {100 * RARE:g}"
    return word, f" ({told}; chance alone does as much {often} times in 100)"


def fact_verdict(holds: bool | None) -> Verdict:
    """``confirmed``, ``contradicted``, or ``unverified`` where there is no evidence."""
    return {True: Verdict.CONFIRMED, False: Verdict.CONTRADICTED, None: Verdict.UNVERIFIED}[holds]


def audit_verdict(found: int, wanted: int) -> Verdict:
    """``complete``, ``in part`` or ``absent``: how many of the elements wanted a text has."""
    if found == wanted:
        return Verdict.COMPLETE
    return Verdict.IN_PART if found else Verdict.ABSENT
