"""Sets of areas by the words of a ledger: a side, the world, regions, countries."""

from __future__ import annotations

import csv
import io
from typing import Annotated, Any

import pandas as pd
from pydantic import BeforeValidator, ValidationInfo

from helpers.analysis.south import NORTH, SOUTH, origin_groups
from helpers.claims.grammar.words import unknown
from helpers.format import listing, the
from helpers.study import NoData, Study

SIDES = (SOUTH, NORTH)
WORLD, OTHER, EACH = "world", "any other country", "each country"
FIXED = (*SIDES, WORLD, OTHER, EACH)
ALLOWED = ", ".join(
    (*FIXED, "a region or a country as the table `areas` names it, a code such as KEN, or a list")
)


def vocabulary(areas: bytes) -> frozenset[str]:
    """Every word for a region or a country in the file of the table ``areas``."""
    columns = ("major_area", "region", "short_name", "iso3")
    rows = csv.DictReader(io.StringIO(areas.decode()))
    return frozenset(row[column] for row in rows for column in columns if row.get(column))


def _checked(value: Any, info: ValidationInfo) -> tuple[str, ...]:
    """One word or a list of them, each known (``info.context``: the vocabulary, if there is one)."""
    words = [value] if isinstance(value, str) else value
    if not isinstance(words, list | tuple) or not words or not all(isinstance(w, str) for w in words):
        raise ValueError(f"write one of: {ALLOWED}")
    for word in words:
        if len(words) > 1 and word in FIXED:
            raise ValueError(f"{word!r} stands alone; a list has regions and countries only")
        if word not in FIXED and info.context is not None and word not in info.context:
            raise ValueError(unknown("set of countries", word, [*FIXED, *sorted(info.context)], ALLOWED))
    return tuple(words)


Places = Annotated[tuple[str, ...], BeforeValidator(_checked)]


def told(words: tuple[str, ...]) -> str:
    """A set in a sentence: "the South", "Asia", "KEN, UGA"."""
    if words[0] in SIDES or words == (WORLD,):
        return f"the {words[0]}"
    return listing(map(the, words)) if len(words) <= 4 else f"{len(words)} countries or regions"


def areas_of(study: Study, words: tuple[str, ...]) -> frozenset[int]:
    """M49 codes of regions and countries. Raises NoData for one that the study's revision does not count."""
    areas, found = study.areas, set[int]()
    for word in words:
        of_region = (areas["major_area"] == word) | (areas["region"] == word)
        of_country = (areas["iso3"] == word) | (areas["short_name"] == word)
        named = areas.loc[of_region if of_region.any() else of_country.fillna(False), "area"]
        if named.empty:
            raise NoData(f"the {study.p.revision} revision does not count {word}")
        found |= set(named)
    return frozenset(found)


def within(
    study: Study, codes: pd.Series, words: tuple[str, ...], others: tuple[str, ...], origins: bool, year: int
) -> pd.Series:
    """Which of some codes are in a set in a year; ``others`` is the set at the other end of the corridor.

    ``origins``: the codes may be those of people of no known country, whom ``residual`` assigns.
    """
    (word, *_), group = words, study.group_in(year)
    if word == WORLD and origins:
        return pd.Series(True, codes.index)
    if word in SIDES:
        groups = origin_groups(group, study.p.residual) if origins else group
        return codes.map(groups) == word
    country = codes.map(group).notna()
    if word in (WORLD, EACH) or (word == OTHER and others == (EACH,)):
        return country
    if word == OTHER:
        return country & ~within(study, codes, others, (), False, year)
    return codes.isin(areas_of(study, words))
