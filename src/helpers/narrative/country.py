"""Sentences of the country brief, made from its numbers; they hold for every area."""

from __future__ import annotations

import math

import pandas as pd

from helpers.analysis.coverage import COVERS
from helpers.analysis.south import DEFINITIONS
from helpers.claims.verdicts import comparison_verdict
from helpers.country_profile import Brief
from helpers.narrative.common import listing

_WITH_THE = {
    "Bahamas",
    "Caribbean Netherlands",
    "Central African Republic",
    "Comoros",
    "Congo",
    "DR Congo",
    "Dominican Republic",
    "Gambia",
    "Isle of Man",
    "Maldives",
    "Netherlands",
    "Philippines",
    "Vatican",
}
_MEASURES = ("measure with data", "measures with data")
_WITH = ("a common consultative process", "a common body of another kind only", "no common body")
_KINDS_OF_DATA = {
    "B": "people born in another country, as censuses, registers or surveys count them",
    "C": "foreign citizens, who stand in for people born abroad: who was naturalised is left out, "
    "who was born here without citizenship is in",
    "R": "refugees, added from the counts of UNHCR or UNRWA",
    "I": "no national data: the number is modelled by the publisher, and weak evidence",
}


def the(name: str) -> str:
    """A short name as it stands in a sentence: the Gambia, the Cook Islands, Kenya."""
    article = name in _WITH_THE or name.startswith("United ") or name.endswith(" Islands")
    return f"the {name}" if article else name


def per_cent(share: float) -> str:
    """A fraction in per cent; one that rounds to nothing or to the whole without being it says so."""
    if math.isnan(share):
        return "an unknown share"
    if 0 < share < 0.0005:
        return "less than 0.1 per cent"
    if 0.9995 <= share < 1:
        return "more than 99.9 per cent"
    return f"{100 * share:.1f} per cent"


def persons(n: float) -> str:
    """A number of people: 1 person, 12,345 people."""
    return "1 person" if n == 1 else f"{n:,.0f} people"


def counted(n: float, one: str, more: str) -> str:
    """A number with its noun in the right form; "no" for none."""
    return f"1 {one}" if n == 1 else f"{n:,.0f} {more}" if n else f"no {more}"


def heading(b: Brief) -> str:
    """Title of the page, and the choice behind it."""
    return (
        f"# {b.name}: one country's side\n\n{b.place}, on the **{b.group}** side of this run's "
        f"line. Migrant stock: {b.p.revision} revision, **{b.p.year}**. "
        f"{DEFINITIONS[b.p.south]}. A stock counts people who live outside their country of "
        "birth, whenever they moved."
    )


def people(b: Brief) -> str:
    """Migrants from and to: how many, which share, which rank, from which side."""
    return f"{_living_here(b)}\n\n{_living_elsewhere(b)}"


def _sides(row: pd.Series, verb: str) -> str:
    parts = [f"{per_cent(row[side])} {verb} the {side}" for side in ("South", "North")]
    if row["unknown"]:
        parts.append(f"{per_cent(row['unknown'])} with an origin that has no side in this run")
    return listing(parts)


def _living_here(b: Brief) -> str:
    n = b.stock["in"]
    if math.isnan(n):
        return f"**To.** The revision has no number of migrants in {the(b.name)} for {b.p.year}."
    if not n:
        return f"**To.** The revision counts no migrants in {the(b.name)} in {b.p.year}."
    place, among = b.rank("in")
    share = b.beside.at["migrants", "here"]
    of = (
        f"{per_cent(share)} of the population"
        if not math.isnan(share)
        else "this revision's tables have no population to divide by"
    )
    return (
        f"**To.** {persons(n)} in {the(b.name)} are counted as migrants ({of}); by number "
        f"that is place {place} of {among}. {_sides(b.shares.loc['in'], 'from')}."
    )


def _living_elsewhere(b: Brief) -> str:
    n = b.stock["out"]
    if not n > 0:
        return f"**From.** No destination names {the(b.name)} as a country of birth."
    place, among = b.rank("out")
    return (
        f"**From.** {persons(n)} born in {the(b.name)} live elsewhere (place {place} of "
        f"{among}): {_sides(b.shares.loc['out'], 'in')}. Destinations that do not publish this "
        "origin are missing from the number."
    )


def corridors_title(b: Brief) -> str:
    """The largest corridor in and out, with its share of that side."""
    parts = []
    for end, what in (("in", "origin"), ("out", "destination")):
        pairs = b.corridors[end]
        if len(pairs):
            largest = pairs.iloc[0]
            share = per_cent(largest["stock"] / b.split.loc[end].sum())
            parts.append(f"largest {what} {the(_name(b, largest['other']))} ({share})")
        else:
            parts.append(f"no {what} is named")
    text = ", ".join(parts)
    return f"{b.name}: {text}"


def _name(b: Brief, area: int) -> str:
    return str(b.study.names()[area])


def over_time_title(b: Brief) -> str:
    """How the two stocks changed between the first and the last year that each has."""
    parts = []
    for end, what in (("in", "migrants"), ("out", "people abroad")):
        years = b.over_time[end].loc[: b.p.year].dropna()
        if years.empty or not years.any():
            parts.append(f"{what}: no number")
        elif len(years) == 1:
            parts.append(f"{what}: {_short(years.iloc[0])} in {years.index[0]}, no other year")
        else:
            parts.append(
                f"{what} {_short(years.iloc[0])} in {years.index[0]}, "
                f"{_short(years.iloc[-1])} in {years.index[-1]}"
            )
    return f"{b.name}: {'; '.join(parts)}"


def _short(n: float) -> str:
    return f"{n / 1e6:,.2f} million" if n >= 1e6 else f"{n:,.0f}"


def money(b: Brief) -> str:
    """Remittances received, beside the median economies; or why there is no figure."""
    p, m = b.p, b.money
    if b.receipts.empty:
        return (
            f"**Remittances.** No data: the {p.remittance_vintage} edition has no figures for "
            f"{p.year}. `remittance_vintage` chooses another."
        )
    if math.isnan(m["usd_million"]):
        return (
            f"**Remittances.** No data: the {p.remittance_vintage} edition has no inflow of "
            f"{the(b.name)} in {p.year}. That is not a zero: the source lists only economies "
            "that report or can be estimated."
        )
    table = b.beside
    text = [
        f"**Remittances.** US$ {m['usd_million']:,.1f} million received in {p.year}, by the "
        f"{p.remittance_vintage} edition"
    ]
    for row, unit, form in (("share_of_gdp", " of GDP", per_cent), ("per_head", " a head", _usd)):
        here, south, north = (table.at[row, c] for c in ("here", "South", "North"))
        if math.isnan(here):
            text.append(f"no figure{unit}, since the divisor is missing")
        else:
            text.append(
                f"{form(here)}{unit} (median economy of the South {_or_none(south, form)}, "
                f"of the North {_or_none(north, form)})"
            )
    several = (
        f" In the Bank's tables this area is {m['economies'].replace(', ', ' and ')}, here added."
        if "," in m["economies"]
        else ""
    )
    return "; ".join(text) + f".{several} They are payments to a place, not its migrants' income."


def _usd(n: float) -> str:
    return f"US$ {n:,.2f}" if n < 10 else f"US$ {n:,.0f}"


def _or_none(n: float, form: object) -> str:
    return "no data" if math.isnan(n) else str(form(n))  # type: ignore[operator]


def refugees(b: Brief) -> str:
    """Refugees hosted and originating, by UNHCR's mandate, and UNRWA's beside them."""
    r = b.refugees
    rate = 1000 * r["hosted"] / b.residents if b.residents > 0 else float("nan")
    beside = f" ({rate:.1f} for 1,000 residents)" if rate >= 0.05 else ""
    parts = []
    if not math.isnan(r["hosted"]):
        parts.append(f"{counted(r['hosted'], 'refugee', 'refugees')} in {the(b.name)}{beside}")
    if not math.isnan(r["from"]):
        parts.append(f"{counted(r['from'], 'refugee', 'refugees')} from {the(b.name)}")
    text = "**Refugees.** "
    if parts:
        text += f"At the end of {b.p.year} UNHCR's tables list {listing(parts)}."
    missing = [side for side, column in (("asylum", "hosted"), ("origin", "from")) if math.isnan(r[column])]
    if missing:
        text += (
            f" No data: UNHCR's tables have no figure for {the(b.name)} as a country "
            f"of {' or '.join(missing)} in {b.p.year}. Some areas are counted with "
            "another."
        )
    if r["unrwa"] > 0:
        text += f" UNRWA registers {r['unrwa']:,.0f} more, whom UNHCR does not count."
    if r["hosted"] > 0:
        text += " Refugees are as a rule among the migrants above too: do not add the two."
    return text.replace("  ", " ")


def beside_title(b: Brief) -> str:
    """In how many of the measures with data the area is above its own group."""
    table = b.beside[["here", b.group]].dropna()
    above = int((table["here"] > table[b.group]).sum())
    if table.empty:
        return f"{b.name}: no measure to set beside the {b.group}"
    return f"{b.name}: above the {b.group} in {above} of {counted(len(table), *_MEASURES)}"


def bodies(b: Brief) -> str:
    """The bodies the area belongs to, and how far they cover its corridors."""
    seats = b.seats
    if seats.empty:
        text = (
            f"**Forums.** No seat of {the(b.name)} is listed. A seat that another area holds "
            "for it is not counted."
        )
    else:
        kinds = [f"{kind}: {listing(list(rows['body']))}" for kind, rows in seats.groupby("kind")]
        text = f"**Forums.** {the(b.name)[0].upper()}{the(b.name)[1:]} has a seat in "
        text += "; ".join(kinds) + "."
    lines = [
        text,
        _cover(b, "in", "people here whose country of birth is named", "come from"),
        _cover(b, "out", f"people born in {the(b.name)} who live elsewhere", "live in"),
    ]
    return " ".join(filter(None, lines)) + " A seat is not yet cooperation."


def _cover(b: Brief, end: str, who: str, verb: str) -> str:
    shares, pairs = b.covered[end], b.corridors[end]
    if pairs.empty:
        return ""
    kinds = [
        (per_cent(shares[cover]), words) for cover, words in zip(COVERS, _WITH, strict=True) if shares[cover]
    ]
    (first_share, first_words), *others = kinds
    there = verb.split()[-1]  # come from, live in: "in one with" the second time
    text = f"Of {who}, " + listing(
        [
            f"{first_share} {verb} a country with {first_words}",
            *(f"{share} {there} one with {w}" for share, w in others),
        ]
    )
    bare = pairs[pairs["cover"] == COVERS[2]]
    if bare.empty:
        return text + "."
    largest = bare.iloc[0]
    return text + f" (most of all {the(_name(b, largest['other']))}: {persons(largest['stock'])})."


def quality(b: Brief) -> str:
    """What the number of migrants rests on, in plain words."""
    if b.data_flags is None:
        return (
            f"**Data.** The {b.p.revision} revision does not say what the number for {the(b.name)} rests on."
        )
    parts = [_KINDS_OF_DATA[letter] for letter in b.data_flags.split() if letter in _KINDS_OF_DATA]
    return (
        f"**Data.** The publisher's letters for migrants in {the(b.name)} are "
        f"`{b.data_flags}`: {'; and '.join(parts)}. People from here are counted by their "
        "destinations, each in its own way."
    )


def born_here(b: Brief) -> str:
    """A2.5 from the area's side: where do people born there live?"""
    south, north = (int(b.split.at["out", g]) for g in ("South", "North"))
    part = (
        "They are a part of the sum that the claim is about"
        if b.group == "South"
        else "The claim is about people born in the South, so they are no part of its sum"
    )
    if not south + north:
        return f"**A2.5.** Nobody born in {the(b.name)} is counted elsewhere: nothing to compare."
    verdict = comparison_verdict(south, north)
    where = {
        "holds": "More live in the South than in the North",
        "fails": "More live in the North than in the South",
        "tie": "About as many live in the South as in the North",
    }[verdict]
    return (
        f"**A2.5. Do people born in {the(b.name)} live more in the South?** {where}: "
        f"{south:,} in the South, {north:,} in the North. {part}."
    )


def growth(b: Brief) -> str:
    """A2.6 from the area's side: did migrants there grow faster than in South and North?"""
    here, south, north = b.beside.loc["growth", ["here", "South", "North"]]
    span = f"{b.p.base_year}-{b.p.year}"
    if b.p.base_year == b.p.year:
        return "**A2.6.** This revision has one year only, so there is no growth to compare."
    if math.isnan(here):
        return (
            f"**A2.6.** No growth of migrants in {the(b.name)} in {span}: one of the two years "
            "has no number, or a zero."
        )
    text = f"**A2.6. Growing faster?** Migrants in {the(b.name)}: {100 * here:+.2f} per cent a year"
    text += f" in {span}"
    sides = {"the South": south, "the North": north}
    known = {side: rate for side, rate in sides.items() if not math.isnan(rate)}
    if not known:
        return f"{text}; there is nothing to set it beside."
    words = {"holds": "faster than in", "fails": "slower than in", "tie": "about as in"}
    return (
        f"{text}, "
        + " and ".join(
            f"{words[comparison_verdict(here, rate)]} {side} ({100 * rate:+.2f})"
            for side, rate in known.items()
        )
        + "."
    )


def moving(b: Brief) -> str:
    """What the world's balance would be if the area alone stood on the other side."""
    lead, after, turns = b.move
    other = "North" if b.group == "South" else "South"
    text = (
        f"**If the line moved.** South-South minus South-North is {_signed(lead)} for the "
        f"world in this run. With {the(b.name)} alone in the {other} it would be "
        f"{_signed(after)}: "
    )
    return text + ("**A2.5 would turn round.**" if turns else "A2.5 would keep its direction.")


def _signed(n: int) -> str:
    return f"{n / 1e6:+,.3f} million" if abs(n) >= 1e6 else f"{n:+,d}"
