"""The ledger of claims: ``data/claims.yaml`` as typed objects."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from helpers.data.plain_yaml import plain_yaml
from helpers.data.schema import LEDGER_FILE
from helpers.errors import UserError
from helpers.parameters import check_names

if TYPE_CHECKING:
    from helpers.data.package import Package

Kind = Literal["quantity", "comparison", "fact", "open", "audit"]
"""``open``: a statement that sets no bar (often, may be best), so that nothing could count against it."""
Speaker = Literal["article", "bundle"]
"""Who makes a statement: the article, or this bundle, which puts a comparison of its own beside one."""
LONGEST = 1_000_000
"""Bytes of a ledger: some fifty times the bundled one."""
UNITS = {"persons": 1.0, "million": 1e6, "per cent": 0.01, "occurrences": 1.0}


def _parameters(names: tuple[str, ...]) -> tuple[str, ...]:
    try:
        check_names(names)
    except UserError as error:
        raise ValueError(str(error)) from None
    return names


class Reading(BaseModel):
    """One way to make a claim testable, or one part of a fact: a measure with its name."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    name: str
    measure: str = Field(description="a function of helpers.claims.measures or .facts")
    kind: Kind | None = None
    left: str = Field("South", description="a side's name; {year} and {base_year} are filled in")
    right: str = "North"


class Claim(BaseModel):
    """One claim of the article, or a finding of this bundle, in this project's words."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[IAR]\d{0,3}\.\d{1,3}[a-z]?$")
    part: str
    notebook: str = Field(pattern=r"^\w[\w.-]*$", description="without folder and .ipynb")
    statement: str
    kind: Kind
    said_by: Speaker = "article"
    stated: float | None = Field(None, allow_inf_nan=False)
    unit: Literal["persons", "million", "per cent", "occurrences"] | None = None
    precision: float | None = Field(
        None, gt=0, allow_inf_nan=False, description="rounding step of the stated value"
    )
    as_of: str = Field(pattern=r"^[12]\d{3}(-\d\d){0,2}$", description="a year, a month or a day")
    since: int | None = Field(None, description="the year that a growth is measured from")
    cited_source: str
    depends_on: Annotated[tuple[str, ...], AfterValidator(_parameters)] = Field((), strict=False)
    readings: tuple[Reading, ...] = Field(strict=False, min_length=1)
    notes: str = ""

    @model_validator(mode="after")
    def _can_be_judged(self) -> Claim:
        kinds = {self.kind_of(reading) for reading in self.readings}
        if "quantity" in kinds and (self.stated is None or self.precision is None):
            raise ValueError("a quantity needs a stated value and its precision")
        names = [reading.name for reading in self.readings]
        if twice := [name for name in names if names.count(name) > 1]:
            raise ValueError(f"two readings are called {twice[0]!r}; give each a name of its own")
        return self

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
        value = f"{self.stated:g}"
        return f"{value} {self.unit}" if self.unit else value


def load_claims(package: Package) -> list[Claim]:
    """Every claim of a package's ledger, in its order.

    Raises UserError, which names the first entry that is wrong.
    """
    try:
        return list(_claims(package.content(LEDGER_FILE, LONGEST).decode()))
    except ValueError as error:
        raise UserError(f"{package.path / LEDGER_FILE}: {error}") from None


@cache  # a notebook asks once a verdict
def _claims(text: str) -> tuple[Claim, ...]:
    """The claims of a ledger's text; a ValueError says what is wrong with it."""
    entries = plain_yaml(text, "claims")
    if not isinstance(entries or [], list):
        raise ValueError("not a list of claims")
    claims = []
    for n, entry in enumerate(entries or [], start=1):
        try:
            claims.append(Claim.model_validate(entry))
        except ValidationError as error:
            first = error.errors()[0]
            name = entry.get("id", f"entry {n}") if isinstance(entry, dict) else f"entry {n}"
            where = "".join(f", {part}" for part in first["loc"])  # none: the claim as a whole
            raise ValueError(f"claim {name}{where}: {first['msg']}") from None
    ids = [c.id for c in claims]
    twice = {i for i in ids if ids.count(i) > 1}
    if twice:
        raise ValueError(f"claim id used twice: {', '.join(sorted(twice))}")
    return tuple(claims)


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
