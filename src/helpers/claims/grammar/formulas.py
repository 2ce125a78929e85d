"""What a ledger can make of quantities: shares, growth, ranks, counts, and comparisons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any, Literal, TypeAlias

import pandas as pd
from pydantic import AfterValidator, BeforeValidator, Discriminator, Tag, model_validator

from helpers.analysis import migration
from helpers.claims.grammar.countries import Count, Rank
from helpers.claims.grammar.formula import FRACTION, Formula, Made, Of
from helpers.claims.grammar.places import EACH
from helpers.claims.grammar.quantities import BASE_YEAR, Year, year_meant
from helpers.claims.grammar.words import Entry, unknown
from helpers.claims.provenance import TracedNumber
from helpers.study import NoData, Study


class Share(Formula):
    """One number / another of the same unit: what ``share`` names / what ``of`` names."""

    share: Quantity
    of: Quantity

    @model_validator(mode="after")
    def _alike(self) -> Share:
        if self.share.dimension != self.of.dimension:
            raise ValueError(f"a share of {self.of.dimension} cannot be {self.share.dimension}")
        return self

    @property
    def dimension(self) -> str:
        return FRACTION

    @property
    def parts(self) -> tuple[Made, ...]:
        return self.share, self.of

    @property
    def words(self) -> str:
        return f"{self.share.words} as a share of {self.of.words}"

    def at(self, year: int | str) -> Share:
        return self.model_copy(update={"share": self.share.at(year), "of": self.of.at(year)})

    def number(self, study: Study) -> TracedNumber:
        whole = self.of.number(study)
        if not whole.value:
            raise NoData(f"there are no {self.of.words}")
        return self.share.number(study) / whole


class Growth(Formula):
    """``growth`` of a quantity since a year.

    ``per: year``: the average annual rate, exponential or compound as the parameter ``growth`` says;
    ``per: period``: last / first - 1.
    """

    growth: Quantity
    since: Year = BASE_YEAR
    until: Year = None
    per: Literal["year", "period"] = "year"

    @property
    def dimension(self) -> str:
        return FRACTION

    @property
    def parts(self) -> tuple[Formula, Formula]:
        last = self.growth if self.until is None else self.growth.at(self.until)
        return last, self.growth.at(self.since or BASE_YEAR)

    @property
    def depends_on(self) -> set[str]:
        return super().depends_on | ({"growth"} if self.per == "year" else set())

    @property
    def uses(self) -> tuple[Callable[..., Any], ...]:
        return (*super().uses, migration.annual_growth_rate)

    @property
    def words(self) -> str:
        since = str(self.since or BASE_YEAR).replace("_", " ")
        until = "" if self.until is None else f" until {self.until}"
        rate = "average annual growth" if self.per == "year" else "growth"
        return f"{rate} of {self.growth.words} since {since}{until}"

    def at(self, year: int | str) -> Growth:
        return self.model_copy(update={"until": year})

    def number(self, study: Study) -> TracedNumber:
        p = study.p
        last_year, first_year = (year_meant(study, y) for y in (self.until, self.since or BASE_YEAR))
        years = last_year - first_year
        if years <= 0:
            raise NoData(f"{first_year} is not before {last_year}: no growth to compute")
        last, first = (self.growth.at(year).number(study) for year in (last_year, first_year))
        ratio = last / first
        if self.per == "period":
            forms, rate = "{} - 1", ratio.value - 1
        else:
            rate = migration.annual_growth_rate(first.value, last.value, years, p.growth)
            exponential, compound = f"ln({{}}) / {years} years", f"({{}}) ^ (1 / {years} years) - 1"
            forms = exponential if p.growth == "exponential" else compound
        if pd.isna(rate):
            raise NoData(f"no growth to compare between {first_year} and {last_year}")
        return TracedNumber(rate, forms.format(ratio.words), forms.format(ratio.figures), ratio.terms)


class Comparison(Made):
    """``more`` than another quantity of the same unit, or ``less``."""

    more: Quantity | None = None
    less: Quantity | None = None
    than: Quantity

    @model_validator(mode="after")
    def _alike(self) -> Comparison:
        if (self.more is None) == (self.less is None):
            raise ValueError("write `more: ..., than: ...` or `less: ..., than: ...`")
        one, other = self.sides
        if one.dimension != other.dimension:
            raise ValueError(f"{one.dimension} cannot be compared with {other.dimension}")
        return self

    @property
    def sides(self) -> tuple[Formula, Formula]:
        """What should be more, and what less."""
        if self.more is not None:
            return self.more, self.than
        assert self.less is not None
        return self.than, self.less

    @property
    def parts(self) -> tuple[Made, ...]:
        return self.sides

    @property
    def words(self) -> str:
        return f"{self.sides[0].words} against {self.sides[1].words}"

    def numbers(self, study: Study) -> tuple[TracedNumber, TracedNumber]:
        """The two sides, of which the first should be more."""
        one, other = self.sides
        return one.number(study), other.number(study)


_KEYS = (*Of.model_fields, "share", "growth", "rank", "count")
_COMPARED = ("more", "less")


def _tag(entry: Any, more: tuple[str, ...] = ()) -> str:
    """Which entry of the grammar a mapping is, by its keys. A ValueError names the nearest word."""
    if isinstance(entry, Entry):
        return f"<{type(entry).__name__.casefold()}>"
    if more and isinstance(entry, str):
        return "<function>"
    words = (*_KEYS, *more)
    if not isinstance(entry, dict) or not entry:
        raise ValueError(f"write a quantity, such as `stock: {{to: South}}`; words: {', '.join(words)}")
    known = [str(name) for name in entry if name in words]
    if not known:
        raise ValueError(unknown("quantity", next(iter(entry)), words))
    name = next((name for name in known if name not in Of.model_fields), "of")
    return "<comparison>" if name in more else f"<{name}>"


def _measure_tag(entry: Any) -> str:
    """`_tag` where a comparison, or the name of a function, may stand as well."""
    return _tag(entry, _COMPARED)


def _known(entry: Any) -> Any:
    _tag(entry)  # a discriminator cannot say what is wrong
    return entry


def _known_measure(entry: Any) -> Any:
    _measure_tag(entry)
    return entry


def _no_each(entry: Any) -> Any:
    """Refuse "each country" where nothing goes through the countries."""
    if isinstance(entry, Made) and entry.has_each:
        raise ValueError(f"{EACH!r} is for `rank` and `count`; say which countries")
    return entry


_Number: TypeAlias = (
    Annotated[Of, Tag("<of>")]
    | Annotated[Share, Tag("<share>")]
    | Annotated[Growth, Tag("<growth>")]
    | Annotated[Rank, Tag("<rank>")]
    | Annotated[Count, Tag("<count>")]
)
Quantity: TypeAlias = Annotated[_Number, Discriminator(_tag), BeforeValidator(_known)]
Written: TypeAlias = Annotated[
    _Number | Annotated[Comparison, Tag("<comparison>")] | Annotated[str, Tag("<function>")],
    Discriminator(_measure_tag),
    BeforeValidator(_known_measure),
    AfterValidator(_no_each),
]
"""A measure as a ledger writes it: a quantity, a comparison of two, or the name of a function."""

for _model in (Share, Growth, Comparison):  # each may hold the others
    _model.model_rebuild()
