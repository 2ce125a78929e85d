"""The parameters of a run: one catalogue, read by notebooks and by the command line alike.

A value is accepted only if its type, its range and the data package allow it, and a refusal is one
line that names the parameter, the value and what is allowed. Nothing here imports pandas, so that
a mistyped parameter is refused before anything slow starts.
"""

from __future__ import annotations

import difflib
import re
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal, NoReturn, Protocol, get_args

from pydantic import BaseModel, ConfigDict, Field

from helpers.data.compact import read_compact
from helpers.data.plain_text import read_plain_text
from helpers.errors import NotAllowed, UserError


class Holdings(Protocol):
    """What `resolve` asks of a data package (`helpers.data.package.Package` has all of it)."""

    @property
    def revisions(self) -> list[int]: ...
    @property
    def vintages(self) -> list[str]: ...
    @property
    def definitions(self) -> Mapping[str, str]: ...
    def years(self, revision: int) -> list[int]: ...
    def total_years(self, revision: int) -> list[int]: ...
    def areas(self, revision: int) -> Any: ...


class Parameters(BaseModel):
    """One checked choice. `year` is a number here: "latest" has been looked up."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")

    revision: int = Field(2017, description="edition of UN DESA's migrant stock")
    year: int = Field(description="year of the stock, or latest")
    base_year: int = Field(2000, description="start of the growth period, before year")
    south: str = Field("undesa", description="definition of the South")
    residual: Literal["assign", "lower", "upper"] = Field(
        "assign", description="what becomes of origins published only as 'other'"
    )
    growth: Literal["exponential", "compound"] = Field(
        "exponential", description="formula of the average annual growth rate"
    )
    remittance_vintage: str = Field("2018-04", description="edition of the remittance data")
    focus_country: str | None = Field(None, description="a country to look at more closely")
    text_path: str | None = Field(None, description="a text of yours to audit, whatever it is")
    outcome_path: str | None = Field(None, description="your copy of the BAPA+40 outcome, A/RES/73/291")
    gcm_path: str | None = Field(None, description="your copy of the Global Compact, A/RES/73/195")
    claims_path: str | None = Field(None, description="claims of yours, in a ledger like claims.yaml")
    asked: frozenset[str] = Field(
        frozenset(), exclude=True, description="those of year and base_year that were asked for"
    )

    def given(self, name: str) -> Any:
        """A parameter as another `resolve` should get it: a year that came by itself is "latest"."""
        return LATEST if name == "year" and name not in self.asked else getattr(self, name)

    def but(self, **values: Any) -> Parameters:
        """The same choice with other values, which are asked for. Unchecked."""
        changed = {name for name in YEARS if values.get(name, getattr(self, name)) != getattr(self, name)}
        return self.model_copy(update=values | {"asked": self.asked | changed})


LATEST = "latest"
SOUTHS = ("undesa", "income", "hdi", "g77", "oecd")
"""Definitions of the South that every package has: its table of areas says what they say."""
RENAMED = {("residual", "drop"): "lower"}
"""Values of earlier versions, still accepted, and what they are called now."""
TEXTS = ("text_path", "outcome_path", "gcm_path", "claims_path")
"""Parameters that name a file of the user's: a text."""

NAMES = tuple(name for name, field in Parameters.model_fields.items() if not field.exclude)
YEARS = ("year", "base_year")
DEFAULTS: dict[str, Any] = {
    name: LATEST if field.is_required() else field.default
    for name, field in Parameters.model_fields.items()
    if name in NAMES
}


def resolve(package: Holdings, /, **values: Any) -> Parameters:
    """Check `values` (Python values, or the strings of a command line) and fill in the rest.

    Raises UserError, one line, for an unknown name, a wrong type, a value out of range or one that
    the package does not hold.
    """
    check_names(values)
    given = {name: _renamed(name, _plain(value)) for name, value in values.items()}
    chosen = DEFAULTS | given
    revision = _whole("revision", chosen["revision"], package.revisions, "")
    year = _year(package, revision, chosen["year"])
    return Parameters(
        revision=revision,
        year=year,
        base_year=_base_year(package, revision, year, chosen["base_year"], "base_year" in given),
        south=_one_of("south", chosen["south"], souths(package)),
        residual=_one_of("residual", chosen["residual"], choices("residual")),
        growth=_one_of("growth", chosen["growth"], choices("growth")),
        remittance_vintage=_one_of("remittance_vintage", chosen["remittance_vintage"], package.vintages),
        focus_country=_focus(package, revision, chosen["focus_country"]),
        asked=frozenset(name for name in YEARS if given.get(name, LATEST) != LATEST),
        **{name: _text(name, chosen[name]) for name in TEXTS},
    )


def assignments(texts: Iterable[str]) -> dict[str, str]:
    """The values of ``NAME=VALUE`` texts, as a command line gives them; unchecked."""
    values: dict[str, str] = {}
    for text in texts:
        name, sign, value = text.partition("=")
        name = name.strip()
        if not sign or not name:
            raise UserError(f"-p {text}: write -p name=value; see `walkthrough params`")
        if name in values:
            raise UserError(f"parameter {name!r} is given twice: {values[name]} and {value}")
        values[name] = value.strip()
    return values


def check_names(names: Iterable[str]) -> None:
    """Refuse a name that is not in the catalogue, and suggest the closest that is."""
    for name in names:
        if name not in NAMES:
            near = difflib.get_close_matches(name, NAMES, n=1)
            hint = f"did you mean {near[0]!r}? " if near else ""
            raise UserError(f"unknown parameter {name!r}; {hint}allowed: {', '.join(NAMES)}")


def souths(package: Holdings) -> list[str]:
    """The definitions of the South that a package has: `SOUTHS`, and those with a table of their own."""
    return [*SOUTHS, *package.definitions]


def choices(name: str) -> tuple[str, ...]:
    """The values of a parameter that has a fixed list of them."""
    return get_args(Parameters.model_fields[name].annotation)


def catalogue(package: Holdings) -> list[Mapping[str, str]]:
    """One row per parameter, for `walkthrough params`: name, values, default, meaning."""
    revision = DEFAULTS["revision"]
    revision = revision if revision in package.revisions else package.revisions[-1]
    values = {
        "revision": _listed(package.revisions),
        "year": f"{LATEST}, {_listed(package.years(revision))} "
        f"(revision {revision}{_early(package, revision)})",
        "base_year": f"{_listed(package.total_years(revision))} (revision {revision})",
        "south": _listed(souths(package)),
        "remittance_vintage": _listed(package.vintages),
        "focus_country": "an ISO 3166 alpha-3 code, none",
    } | dict.fromkeys(TEXTS, "a text file, none")
    return [
        {
            "name": name,
            "values": values.get(name) or _listed(choices(name)),
            "default": "none" if DEFAULTS[name] is None else str(DEFAULTS[name]),
            "meaning": Parameters.model_fields[name].description or "",
        }
        for name in NAMES
    ]


def _early(package: Holdings, revision: int) -> str:
    """Which year leaves no room for a base year, as an addition to the list of years."""
    years, earliest = package.years(revision), min(package.total_years(revision))
    if earliest not in years or len(years) == 1:
        return ""
    return f"; {earliest} only where there is no base_year"


def _year(package: Holdings, revision: int, value: Any) -> int:
    years = package.years(revision)
    if value == LATEST:
        return max(years)
    return _whole("year", value, years, f" in revision {revision}", first=LATEST)


def _base_year(package: Holdings, revision: int, year: int, value: Any, given: bool) -> int:
    """Checked against the years of the totals, of which a revision may have more than of flows.

    Only a base year that was given is refused. A notebook that declares none computes no growth,
    and must run for an early `year` too: there an unfit default gives way to the last year before
    `year`, or to `year` itself if the revision starts with it. In a revision of one year there is
    no growth to compute from anything: whatever the base year, the verdict is "no data".
    """
    every = package.total_years(revision)
    earlier = [y for y in every if y < year]
    if every == [year] or (not given and value not in earlier):
        return max(earlier, default=year)
    if not earlier:
        _refuse("year", year, "a year with an earlier one in the revision, to start growth from")
    scope = f" with year={year} of revision {revision}"
    return _whole("base_year", value, earlier, scope)


def _focus(package: Holdings, revision: int, value: Any) -> str | None:
    if value is None:
        return None
    areas = package.areas(revision).dropna(subset="iso3")
    codes = dict(zip(areas["iso3"], areas["short_name"].str.casefold(), strict=True))
    if value in codes:
        return str(value)
    named = [code for code, name in codes.items() if name == str(value).casefold()]
    near = named or difflib.get_close_matches(str(value).upper(), sorted(codes), n=3)
    hint = f", such as {_listed(near)}" if near else ""
    allowed = f"none, or the ISO 3166 alpha-3 code of an area{hint}"
    _refuse("focus_country", value, allowed, f" in revision {revision}")


def _text(name: str, value: Any) -> str | None:
    """The text as an absolute path, because a notebook runs in a folder of its own."""
    if value is None:
        return None
    if not isinstance(value, str | Path):
        _refuse(name, value, "none, or the path of a plain text")
    try:
        path = Path(value).expanduser().absolute()
        (read_compact if name == "gcm_path" else read_plain_text)(path)
    except (UserError, RuntimeError) as error:  # a RuntimeError: no such home
        raise NotAllowed(f"{name}={value} is not allowed: {error}", name) from None
    return str(path)


def _plain(value: Any) -> Any:
    """ "none" and the empty string of a command line are None; anything else stays as it is."""
    return None if isinstance(value, str) and value.strip().lower() in ("", "none") else value


def _renamed(name: str, value: Any) -> Any:
    """A value under today's name; an earlier one is accepted with a word on stderr."""
    if not isinstance(value, str) or (name, value) not in RENAMED:
        return value
    _say_once(f"{name}={value} is called {name}={RENAMED[name, value]} now, and is run as that")
    return RENAMED[name, value]


@cache
def _say_once(text: str) -> None:
    """A line on stderr; a batch checks the same value many times."""
    print(text, file=sys.stderr)


def _whole(name: str, value: Any, allowed: list[int], scope: str, first: str = "") -> int:
    """A whole number among `allowed`; a bool, 2017.0 and "abc" are not."""
    number = value
    if isinstance(value, str) and re.fullmatch("[0-9]{1,9}", value):
        number = int(value)
    if type(number) is int and number in allowed:
        return number
    _refuse(name, value, ", ".join(filter(None, [first, _listed(allowed)])), scope)


def _one_of(name: str, value: Any, allowed: Iterable[str]) -> Any:
    if isinstance(value, str) and value in allowed:
        return value
    _refuse(name, value, _listed(allowed))


def _refuse(name: str, value: Any, allowed: str, scope: str = "") -> NoReturn:
    shown = "none" if value is None else value
    raise NotAllowed(f"{name}={shown} is not allowed{scope}; allowed: {allowed}", name)


def _listed(values: Iterable[Any]) -> str:
    return ", ".join(str(value) for value in values)
