"""What chance alone would do to a difference between two small counts."""

from __future__ import annotations

from math import comb

CHANCE = 0.05
"""A difference that chance makes at least this often is no difference to build a verdict on."""


def fisher_exact(left: int, of_left: int, right: int, of_right: int) -> float:
    """The two-sided p of Fisher's exact test: ``left`` of ``of_left`` cases against ``right`` of the others.

    Deal the cases that have the property to the two groups at random: how often is the outcome as
    improbable as the one seen, or more so? Countries are no sample, so this is a yardstick, not
    an inference. Source: R. A. Fisher, The Logic of Inductive Inference, Journal of the Royal
    Statistical Society 98 (1935), pp. 39-82, doi 10.2307/2342435.
    """
    with_it = left + right

    def ways(k: int) -> int:
        return comb(of_left, k) * comb(of_right, with_it - k)

    every = [ways(k) for k in range(max(0, with_it - of_right), min(of_left, with_it) + 1)]
    return sum(w for w in every if w <= ways(left)) / sum(every)
