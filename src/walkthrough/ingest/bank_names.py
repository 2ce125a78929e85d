"""Economies as a table names them: by the Bank's or ISO's code, M49 number, or a name.

A name counts only as a whole, never by likeness ("South Asia" is like "South Africa"). Apart from
the spellings that the caller has, it may be the one of Unicode's CLDR, which Babel keeps. Case,
accents, punctuation and footnote marks do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global

from helpers.data.package import Package
from helpers.errors import UserError
from walkthrough.ingest.cell_values import clean
from walkthrough.ingest.csv_table import INSIDE, read_csv

AGGREGATE, WORLD, LMIC = "AGGREGATE", "WORLD", "LMIC"
NO_ECONOMY = (AGGREGATE, WORLD, LMIC)
ISO_CODE = re.compile(r"[A-Z]{3}")

# The Bank's codes of groups of economies (a WDI download's Metadata_Country, rows without a region).
GROUPS = frozenset(
    """AFE AFW ARB CEB CSS EAP EAR EAS ECA ECS EMU EUU FCS HIC HPC IBD IBT IDA IDB IDX INX LAC LCN LDC LIC
    LMC LMY LTE MEA MIC MNA NAC OED OSS PRE PSS PST SAS SSA SSF SST TEA TEC TLA TMN TSA TSS UMC WLD
    """.split()  # noqa: SIM905
)
# How names of groups begin; no economy's does, and "South Asia" and the like stand alone.
GROUP_NAME = re.compile(
    r"((all )?developing |africa |arab world|caribbean small|central europe|east asia|early demographic|"
    r"euro area|europe |european union|fragile |heavily indebted|high income|ibrd|ida |late demographic|"
    r"latin america|least developed|low (and|income|middle)|low middle|lower middle|middle (east|income)|"
    r"north america$|not classified|oecd|other small|pacific island small|post demographic|pre demographic|"
    r"small states|south asia|sub saharan|upper middle)"
)
# Spellings of the Bank since 2023 that neither CLDR nor its older lists have.
TODAY = {"Somalia, Fed. Rep.": "SOM", "Puerto Rico (US)": "PRI", "Naura": "NRU", "Türkiye, Rep.": "TUR"}
OBSOLETE = {"BUR", "ZAR", "DDR", "FXX", "TMP", "YMD"}


def simple(name: Any) -> str:
    """A name without what spellings of it differ in."""
    text = unicodedata.normalize("NFD", re.sub(r"[⁰¹²³⁴-⁹]+|\s\d{1,2}/$", "", clean(name)))
    text = "".join(c for c in text if not unicodedata.combining(c)).casefold().replace("&", " and ")
    return " ".join(re.sub(r"['’`]", "", text).replace("-", " ").translate(SIGNS).split())


SIGNS = {ord(sign): " " for sign in ".,()/:;*"}


@cache
def cldr() -> dict[str, str]:
    """CLDR's English names of countries and territories: {simple name: ISO alpha-3 code}."""
    names = Locale("en").territories
    codes = {
        new[0]: old
        for old, new in get_global("territory_aliases").items()
        if ISO_CODE.fullmatch(old) and old not in OBSOLETE and len(new) == 1
    } | {"XK": "XKX"}
    return {simple(names[two]): three for two, three in codes.items() if two in names}


class Spellings:
    """What the rows of a table of the Bank or of KNOMAD may be called."""

    def __init__(self, names: Mapping[str, str]) -> None:
        own = {simple(name): code for name, code in (TODAY | dict(names)).items()}
        self._names = cldr() | {code.lower(): code for code in own.values()} | own

    def find(self, cell: Any) -> str | None:
        """The Bank's code of an economy, one of `NO_ECONOMY`, or None for what nobody knows."""
        name = simple(cell)
        number = re.fullmatch(r"0*(\d+)( 0)?", name)  # 792.0
        name = number[1] if number else name
        if code := self._names.get(name):
            return code
        if name in ("world", "wld"):
            return WORLD
        if name in ("low and middle income countries", "lmic"):
            return LMIC
        return AGGREGATE if name.upper() in GROUPS or GROUP_NAME.match(name) else None


def spellings(package: Package, extra: Path | None = None) -> dict[str, str]:
    """Names and codes of a package's economies and areas, and of a csv name,code: {spelling: code}.

    ``code`` there is a code of the Bank or of ISO, or an M49 number.
    """
    areas, banks = package.table("areas"), package.table("bank-names")
    codes = areas["wb_code"].fillna(areas["iso3"])
    known: dict[str, str] = {}
    for column in ("area", "iso3", "short_name", "name"):
        known |= dict(zip(areas[column].astype(str), codes, strict=True))
    known |= dict(zip(banks["name"], banks["economy"], strict=True))
    if extra is None:
        return known
    frame, find = read_csv(extra, ["name", "code"]), Spellings(known).find
    given = {}
    for line, name, code in zip(frame.index, frame["name"], frame["code"], strict=True):
        economy = find(code)
        if economy is None or economy in NO_ECONOMY:
            raise UserError(f"{extra}, line {line}: {code!r} is no code; give ISO alpha-3 or M49")
        given[name] = economy
    return known | given


def economy_areas(package: Package) -> dict[str, int]:
    """The area of each economy, by the codes of ISO and of the Bank."""
    areas = package.table("areas")
    banks = areas.dropna(subset="wb_code")
    codes = dict(zip(areas["iso3"], areas["area"], strict=True))
    return codes | dict(zip(banks["wb_code"], banks["area"], strict=True)) | INSIDE
