"""The register of measures: what each returns, in which unit, and what it uses."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, NamedTuple, TypeVar

from helpers.analysis.south import NORTH, SOUTH
from helpers.claims.kinds import Kind
from helpers.claims.provenance import TracedNumber
from helpers.study import Study


class Finding(NamedTuple):
    """Whether a fact is so (None: no evidence), the evidence as a sentence, and where it stands.

    ``rows`` are those that decide, by table: their places in it, from 0. An audit counts besides:
    how many elements it found, and of how many.
    """

    holds: bool | None
    evidence: str
    rows: Mapping[str, Sequence[int]] = MappingProxyType({})
    counted: tuple[int, int] | None = None


Pair = tuple[TracedNumber, TracedNumber]
Bounded = Literal["", "stock", "directions", "years", "origins"]
Result = TracedNumber | Pair | Finding
Function = TypeVar("Function", bound=Callable[[Study], Result])


@dataclass(frozen=True)
class Measure:
    """A function that the ledger may name.

    ``kind`` says what it returns: a quantity a number, a comparison a pair, a fact or an audit a
    finding. ``uses`` are the functions of `helpers.analysis` that it rests on; ``bounded``: whether
    the number is a bound where a publisher does not split the origins, and of what; ``cases``: both
    sides are shares of counted cases (one count / another), which may be too few to compare.
    """

    function: Callable[[Study], Result]
    kind: Kind
    unit: str
    uses: tuple[Callable[..., Any], ...]
    bounded: Bounded
    cases: bool = False

    @property
    def definition(self) -> str:
        """Formula or rule and source: the docstring, one line per paragraph, without code marks."""
        return definition(self.function)


MEASURES: dict[str, Measure] = {}


def measure(
    kind: Kind,
    unit: str = "",
    uses: tuple[Callable[..., Any], ...] = (),
    bounded: Bounded = "",
    cases: bool = False,
) -> Callable[[Function], Function]:
    """Register the decorated function under its name; it must have a docstring."""

    def register(function: Function) -> Function:
        unique = tuple(dict.fromkeys(uses))
        MEASURES[function.__name__] = Measure(function, kind, unit, unique, bounded, cases)
        return function

    return register


def measure_of_sides(
    unit: str, uses: tuple[Callable[..., Any], ...] = (), cases: bool = False
) -> Callable[[Callable[[Study, str], TracedNumber]], Callable[[Study], Pair]]:
    """Register a comparison of the South with the North, by a function of a study and a side."""

    def register(function: Callable[[Study, str], TracedNumber]) -> Callable[[Study], Pair]:
        @functools.wraps(function)
        def pair(study: Study) -> Pair:
            return function(study, SOUTH), function(study, NORTH)

        return measure("comparison", unit, uses, cases=cases)(pair)

    return register


def definition(function: Callable[..., Any]) -> str:
    """A function's docstring, one line per paragraph, without the marks for code."""
    paragraphs = (inspect.getdoc(function) or "").replace("``", "").split("\n\n")
    return "\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
