"""The ledger of claims: ``data/claims.yaml``, or a file like it, as typed objects."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator

from helpers.claims.grammar import Comparison, Entry, Formula, Written, vocabulary
from helpers.claims.kinds import HERE, ID, UNITS_OF, Kind, Speaker, Unit
from helpers.claims.refusals import refusal
from helpers.data.contents import check_rows
from helpers.data.plain_yaml import plain_yaml
from helpers.data.schema import LEDGER_FILE
from helpers.errors import UserError
from helpers.parameters import NAMES, check_names

if TYPE_CHECKING:
    from helpers.data.package import Package

LONGEST = 1_000_000
"""Bytes of a ledger: some fifty times the bundled one."""


def _parameters(names: tuple[str, ...]) -> tuple[str, ...]:
    try:
        check_names(names)
    except UserError as error:
        raise ValueError(str(error)) from None
    return names


def _text(value: Any) -> Any:
    """A year or a day as text; YAML reads one without quotes as a number or a date."""
    return str(value) if type(value) in (int, datetime.date) else value


def _name(measure: Any) -> str:
    """What a reading is called without a name of its own; a card tells the sides of a comparison anyway."""
    return "compared" if isinstance(measure, Comparison) else getattr(measure, "words", "")


def _side(data: dict[str, Any], n: int) -> str:
    """The name of a side of a comparison: of a formula its words."""
    measure = data.get("measure")
    return measure.sides[n].words if isinstance(measure, Comparison) else ("South", "North")[n]


class Reading(Entry):
    """One way to make a claim testable, or one part of a fact: a measure with its name.

    ``measure`` is a formula (`helpers.claims.grammar`), or the name of a function of
    `helpers.claims.measures` or `helpers.claims.facts`.
    """

    measure: Written
    name: str = Field(default_factory=lambda data: _name(data.get("measure")))
    kind: Kind | None = None
    left: str = Field(
        default_factory=lambda data: _side(data, 0),
        description="a side's name; {year} and {base_year} are filled in",
    )
    right: str = Field(default_factory=lambda data: _side(data, 1))

    @property
    def measured_by(self) -> str:
        """The measure as a record names it: a function's name, or a formula's words."""
        return self.measure if isinstance(self.measure, str) else self.measure.words

    @property
    def depends_on(self) -> set[str]:
        """The parameters that a formula depends on; a function does not tell."""
        return set() if isinstance(self.measure, str) else self.measure.depends_on


def _depends_on(data: dict[str, Any]) -> tuple[str, ...]:
    found = {name for reading in data.get("readings", ()) for name in reading.depends_on}
    return tuple(name for name in NAMES if name in found)


def _kind(data: dict[str, Any]) -> Kind:
    first = next(iter(data.get("readings", ())), None)
    return "comparison" if first and isinstance(first.measure, Comparison) else "quantity"


class Claim(Entry):
    """One claim of an article, or a finding of this bundle, in this project's words.

    ``kind`` and ``depends_on`` follow from the measure where it is a formula.
    """

    id: str = Field(pattern=ID)
    part: str = "Claims"
    notebook: str = Field(HERE, pattern=r"^\w[\w.-]*$", description="without folder and .ipynb")
    statement: str
    readings: tuple[Reading, ...] = Field(strict=False, min_length=1)
    kind: Kind = Field(default_factory=_kind)
    said_by: Speaker = "article"
    stated: float | None = Field(None, allow_inf_nan=False)
    unit: Unit | None = None
    precision: float | None = Field(
        None, gt=0, allow_inf_nan=False, description="rounding step of the stated value"
    )
    comparator: Literal["more than", "less than"] | None = Field(
        None, description="of a stated value that is a bar, and not a figure"
    )
    as_of: Annotated[str, BeforeValidator(_text)] = Field(
        pattern=r"^[12]\d{3}(-\d\d){0,2}$", description="a year, a month or a day"
    )
    since: int | None = Field(None, description="the year that a growth is measured from")
    cited_source: str = ""
    depends_on: Annotated[tuple[str, ...], AfterValidator(_parameters)] = Field(
        default_factory=_depends_on, strict=False
    )
    notes: str = ""

    @model_validator(mode="after")
    def _can_be_judged(self) -> Claim:
        kinds = {self.kind_of(reading) for reading in self.readings}
        if "quantity" in kinds and (self.stated is None or not (self.precision or self.comparator)):
            raise ValueError("a quantity needs a stated value and its precision")
        names = [reading.name for reading in self.readings]
        if twice := [name for name in names if names.count(name) > 1]:
            raise ValueError(f"two readings are called {twice[0]!r}; give each a name of its own")
        for reading in self.readings:
            self._fits(reading)
        return self

    def _fits(self, reading: Reading) -> None:
        """Raise ValueError unless a formula is of the reading's kind and can be stated in the unit."""
        if isinstance(measure := reading.measure, str):
            return
        kind = "comparison" if isinstance(measure, Comparison) else "quantity"
        if self.kind_of(reading) != kind:
            raise ValueError(
                f"{measure.words} is a {kind}, and no {self.kind_of(reading)}; leave out the kind"
            )
        units = UNITS_OF[measure.dimension] if isinstance(measure, Formula) else (self.unit,)
        if self.unit not in units:
            stated = f"unit {self.unit!r}" if self.unit else "no unit"
            raise ValueError(f"{stated}; write one that fits the measure: {' or '.join(map(str, units))}")

    def kind_of(self, reading: Reading) -> Kind:
        """What a reading is: its own kind where it states one, else the claim's."""
        return reading.kind or self.kind

    @property
    def years(self) -> dict[str, int]:
        """The years that the claim is read as of, by the parameter that chooses another."""
        spoken = {"year": int(self.as_of[:4]), "base_year": self.since}
        return {name: found for name, found in spoken.items() if found and name in self.depends_on}

    @property
    def stated_text(self) -> str:
        """The stated value as a reader writes it, or "-"."""
        if self.stated is None:
            return "-"
        bar = f"{self.comparator} " if self.comparator else ""
        if self.unit == "place":
            return f"{bar}place {self.stated:g}"
        return f"{bar}{self.stated:g}" + (f" {self.unit}" if self.unit else "")


def load_claims(package: Package) -> list[Claim]:
    """Every claim of a package's ledger, in its order.

    Raises UserError, which names the first entry that is wrong.
    """
    return read_claims(package, text_of(package, LEDGER_FILE), package.path / LEDGER_FILE)


def text_of(package: Package, name: str) -> str:
    """The text of a ledger of the package. Raises UserError if it is not UTF-8."""
    try:
        return package.content(name, LONGEST).decode()
    except UnicodeDecodeError as error:
        raise UserError(f"{package.path / name}: {error}") from None


def read_claims(package: Package, text: str, source: object) -> list[Claim]:
    """Every claim of a ledger's text, whose words for areas are those of the package's table ``areas``.

    Raises UserError, which names the source and the first entry that is wrong.
    """
    areas = b""
    if "areas" in package.names:
        areas = package.content(package.resource("areas")["path"])
        check_rows(areas, package.file("areas"))
    try:
        return list(_claims(text, areas))
    except ValueError as error:
        raise UserError(f"{source}: {error}") from None


@cache  # a notebook asks once a verdict
def _claims(text: str, areas: bytes) -> tuple[Claim, ...]:
    """The claims of a ledger's text; a ValueError says what is wrong with it."""
    content, above = plain_yaml(text, "claims"), []
    if isinstance(content, dict) and "claims" in content:
        if more := [key for key in content if key not in ("article", "claims")]:
            raise ValueError(f"no key {more[0]!r} beside the claims; allowed: article, claims")
        content, above = content["claims"], ["claims"]
    if not isinstance(content or [], list):
        raise ValueError("not a list of claims")
    words, claims = vocabulary(areas), []
    for n, entry in enumerate(content or [], start=1):
        try:
            claims.append(Claim.model_validate(_whole(entry), context=words))
        except ValidationError as error:
            raise ValueError(refusal(error, entry, n, text, above)) from None
    ids = [c.id.casefold() for c in claims]
    if twice := next((claim.id for n, claim in enumerate(claims) if ids[n] in ids[:n]), ""):
        raise ValueError(f"claim id used twice: {twice}")
    return tuple(claims)


def _whole(entry: Any) -> Any:
    """An entry with ``measure`` in place of ``readings`` is short for a claim of one reading."""
    if not isinstance(entry, dict) or "measure" not in entry or "readings" in entry:
        return entry
    short = {key: value for key, value in entry.items() if key != "measure"}
    return short | {"readings": [{"measure": entry["measure"]}]}


def pick(claims: Iterable[Claim], wanted: str) -> Claim:
    """The claim with an id, in capitals or not; a UserError names the closest one there is."""
    by_id = {claim.id.casefold(): claim for claim in claims}
    if found := by_id.get(wanted.casefold()):
        return found
    near = difflib.get_close_matches(wanted.casefold(), by_id, n=1, cutoff=0.7)
    hint = f"did you mean {by_id[near[0]].id!r}? " if near else ""
    raise UserError(f"no claim {wanted!r}; {hint}`walkthrough claims` lists them")


CITED_STOCK = ("A2.1", "A2.2", "A2.3", "A2.4")
"""The claims that the article's sentence on the migrant stock makes."""


def cited_stock(claims: Iterable[Claim]) -> tuple[int, list[str]]:
    """The article's sentence on the migrant stock: its year, and its four figures as stated."""
    cited = [pick(claims, name) for name in CITED_STOCK]
    return int(cited[0].as_of[:4]), [claim.stated_text for claim in cited]
