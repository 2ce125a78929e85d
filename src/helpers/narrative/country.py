"""Sentences of the country brief, made from its numbers; they hold for every area."""

from __future__ import annotations

import math
from collections.abc import Callable

import pandas as pd

from helpers.analysis.coverage import COVERS
from helpers.analysis.displacement import NO_MIGRANTS
from helpers.claims.rules import comparison_verdict
from helpers.country_profile import CountryProfile
from helpers.format import capital, counted, listing, per_cent, persons, signed, stock, the, usd
from helpers.narrative.capacity import counted_with, kinds_of_data
from helpers.narrative.cooperation import seats_by_kind

_SHARING = ("a common consultative process", "a common body of another kind only", "no common body")


def heading(b: CountryProfile) -> str:
    """Title of the page, and the choice behind it."""
    return (
        f"# {b.name}: one country's side\n\n{b.place}, on the **{b.group}** side of this run's line. Migrant "
        f"stock: {b.p.revision} revision, **{b.p.year}**. {b.study.definitions[b.p.south]}. A stock counts "
        f"people who live outside their country of birth, whenever they moved.{counted_with(b.name, b.parts)}"
    )


def people(b: CountryProfile) -> str:
    """Migrants from and to: how many, which share, which rank, from which side."""
    return f"{_living_here(b)}\n\n{_living_elsewhere(b)}"


def _sides(row: pd.Series, verb: str) -> str:
    parts = [f"{per_cent(row[side])} {verb} the {side}" for side in ("South", "North")]
    if row["unknown"]:
        parts.append(f"{per_cent(row['unknown'])} with an origin that has no side in this run")
    return listing(parts)


def _living_here(b: CountryProfile) -> str:
    n = b.stock["in"]
    if math.isnan(n):
        return f"**To.** The revision has no number of migrants in {the(b.name)} for {b.p.year}."
    if not n:
        return f"**To.** The revision counts no migrants in {the(b.name)} in {b.p.year}."
    place, among = b.rank("in")
    share = b.compared.at["migrants", "here"]
    lacking = "the data at hand have no population of this revision to divide by"
    of = lacking if math.isnan(share) else f"{per_cent(share)} of the population"
    return (
        f"**To.** {persons(n)} in {the(b.name)} are counted as migrants ({of}); by number "
        f"that is place {place} of {among}. {_sides(b.shares.loc['in'], 'from')}."
    )


def _living_elsewhere(b: CountryProfile) -> str:
    n = b.stock["out"]
    if not n > 0:
        return f"**From.** No destination names {the(b.name)} as a country of birth."
    place, among = b.rank("out")
    return (
        f"**From.** {persons(n)} born in {the(b.name)} live elsewhere (place {place} of {among}): "
        f"{_sides(b.shares.loc['out'], 'in')}. Destinations that do not publish this origin are missing "
        "from the number."
    )


def corridors_title(b: CountryProfile) -> str:
    """The largest corridor in and out, with its share of that side."""
    parts = []
    for end, what in (("in", "origin"), ("out", "destination")):
        pairs = b.corridors[end]
        if pairs.empty:
            parts.append(f"no {what} is named")
            continue
        largest = pairs.iloc[0]
        share = per_cent(largest["stock"] / b.by_side.loc[end].sum())
        parts.append(f"largest {what} {the(b.names[largest['other']])} ({share})")
    return f"{b.name}: {', '.join(parts)}"


def over_time_title(b: CountryProfile) -> str:
    """How the two stocks changed between the first and the last year that each has."""
    parts = []
    for end, what in (("in", "migrants"), ("out", "people abroad")):
        years = b.over_time[end].loc[: b.p.year].dropna()
        ends = [f"{stock(n)} in {year}" for year, n in years.iloc[[0, -1]].items()] if len(years) else []
        if not years.any():
            parts.append(f"{what}: no number")
        elif len(years) == 1:
            parts.append(f"{what}: {ends[0]}, no other year")
        else:
            parts.append(f"{what} {', '.join(ends)}")
    return f"{b.name}: {'; '.join(parts)}"


def remittances(b: CountryProfile) -> str:
    """Remittances received, beside the median economies; or why there is no figure."""
    p, received = b.p, b.remittances
    edition = f"the {p.remittance_vintage} edition"
    lacking = f"**Remittances.** No data: {edition} has no"
    if b.receipts.empty:
        return f"{lacking} figures for {p.year}. Another edition may have: see `remittance_vintage`."
    if math.isnan(received["usd_million"]):
        return (
            f"{lacking} inflow of {the(b.name)} in {p.year}. That is not a zero: the source lists only "
            "economies that report or can be estimated."
        )
    text = [f"**Remittances.** US$ {received['usd_million']:,.1f} million received in {p.year}, by {edition}"]
    text += [_ratio(b.compared.loc["share_of_gdp"], " of GDP", per_cent)]
    text += [_ratio(b.compared.loc["per_head"], " a head", usd)]
    economies = received["economies"].replace(", ", " and ")
    added = f" In the Bank's tables this area is {economies}, here added." if " and " in economies else ""
    return "; ".join(text) + f".{added} They are payments to a place, not its migrants' income."


def _ratio(row: pd.Series, unit: str, form: Callable[[float], str]) -> str:
    """A ratio of the area (here), and the medians of both sides."""
    if math.isnan(row["here"]):
        return f"no figure{unit}, since the divisor is missing"
    south, north = ("no data" if math.isnan(n) else form(n) for n in row[["South", "North"]])
    return f"{form(row['here'])}{unit} (median economy of the South {south}, of the North {north})"


def refugees(b: CountryProfile) -> str:
    """Refugees hosted and originating, by UNHCR's mandate, and UNRWA's beside them."""
    r, name = b.refugees, the(b.name)
    rate = 1000 * r["hosted"] / b.residents if b.residents > 0 else float("nan")
    beside = f" ({rate:.1f} for 1,000 residents)" if rate >= 0.05 else ""
    places = {"hosted": f"in {name}{beside}", "from": f"from {name}"}
    known = {column: place for column, place in places.items() if not math.isnan(r[column])}
    parts = [f"{counted(r[column], 'refugee', 'refugees')} {place}" for column, place in known.items()]
    text = "**Refugees.**"
    if parts:
        text += f" At the end of {b.p.year} UNHCR's tables list {listing(parts)}."
    missing = [side for side, column in (("asylum", "hosted"), ("origin", "from")) if column not in known]
    if missing:
        text += (
            f" No data: UNHCR's tables have no figure for {name} as a country of {' or '.join(missing)} in "
            f"{b.p.year}. Some areas are counted with another."
        )
    if r["unrwa"] > 0:
        text += f" UNRWA registers {r['unrwa']:,.0f} more, whom UNHCR does not count"
        text += " and who are not among the migrants above." if b.area == NO_MIGRANTS else "."
    if r["hosted"] > 0:
        text += " Refugees are as a rule among the migrants above too: do not add the two."
    return text


def compared_title(b: CountryProfile) -> str:
    """In how many of the measures with data the area is above its own group."""
    table = b.compared[["here", b.group]].dropna()
    above = int((table["here"] > table[b.group]).sum())
    if table.empty:
        return f"{b.name}: no measure to set beside the {b.group}"
    measures = counted(len(table), "measure with data", "measures with data")
    return f"{b.name}: above the {b.group} in {above} of {measures}"


def bodies(b: CountryProfile) -> str:
    """The bodies the area belongs to, and how far they cover its corridors."""
    name = the(b.name)
    text = f"**Forums.** {capital(name)} has a seat in {seats_by_kind(b.memberships)}."
    if b.memberships.empty:
        text = (
            f"**Forums.** No seat of {name} is listed. A seat that another area holds for it is not counted."
        )
    here = _cover(b, "in", "people here whose country of birth is named", "come from")
    elsewhere = _cover(b, "out", f"people born in {name} who live elsewhere", "live in")
    return " ".join(filter(None, [text, here, elsewhere])) + " A seat is not yet cooperation."


def _cover(b: CountryProfile, end: str, who: str, verb: str) -> str:
    shares, pairs = b.covered[end], b.corridors[end]
    if pairs.empty:
        return ""
    kinds = [(per_cent(shares[c]), words) for c, words in zip(COVERS, _SHARING, strict=True) if shares[c]]
    (share, words), *others = kinds
    there = verb.split()[-1]  # come from, live in: "in one with" the second time
    parts = [f"{share} {verb} a country with {words}", *(f"{s} {there} one with {w}" for s, w in others)]
    text = f"Of {who}, {listing(parts)}"
    for largest in pairs[pairs["cover"] == COVERS[2]].head(1).itertuples():
        text += f" (most of all {the(b.names[largest.other])}: {persons(largest.stock)})"
    return text + "."


def quality(b: CountryProfile) -> str:
    """What the number of migrants rests on, in plain words."""
    if b.data_flags is None:
        return (
            f"**Data.** The {b.p.revision} revision does not say what the number for {the(b.name)} rests on."
        )
    return (
        f"**Data.** The publisher's letters for migrants in {the(b.name)} are `{b.data_flags}`: "
        f"{kinds_of_data(b.data_flags)}. People from here are counted by their destinations, each in its own "
        "way."
    )


def born_here(b: CountryProfile) -> str:
    """A2.5 from the area's side: do those who left it live more in the South?"""
    south, north = (int(b.by_side.at["out", g]) for g in ("South", "North"))
    if not south + north:
        return f"**A2.5.** Nobody born in {the(b.name)} is counted elsewhere: nothing to compare."
    where = {
        "holds": "More live in the South than in the North",
        "fails": "More live in the North than in the South",
        "tie": "About as many live in the South as in the North",
    }[comparison_verdict(south, north)]
    inside = "They are a part of the sum that the claim is about"
    outside = "The claim is about migrants from the South, so they are no part of its sum"
    return (
        f"**A2.5. Do migrants from {the(b.name)} live more in the South?** {where}: "
        f"{south:,} in the South, {north:,} in the North. {inside if b.group == 'South' else outside}."
    )


def growth(b: CountryProfile) -> str:
    """A2.6 from the area's side: did migrants there grow faster than in South and North?"""
    here, south, north = b.compared.loc["growth", ["here", "South", "North"]]
    span = f"{b.p.base_year}-{b.p.year}"
    if b.p.base_year == b.p.year:
        return "**A2.6.** This revision has one year only, so there is no growth to compare."
    if math.isnan(here):
        return (
            f"**A2.6.** No growth of migrants in {the(b.name)} in {span}: one of the two years has no "
            "number, or a zero."
        )
    text = f"**A2.6. Growing faster?** Migrants in {the(b.name)}: {100 * here:+.2f} per cent a year in {span}"
    words = {"holds": "faster than in", "fails": "slower than in", "tie": "about as in"}
    parts = [
        f"{words[comparison_verdict(here, rate)]} the {side} ({100 * rate:+.2f})"
        for side, rate in (("South", south), ("North", north))
        if not math.isnan(rate)
    ]
    return f"{text}, {' and '.join(parts)}." if parts else f"{text}; there is nothing to set it beside."


def switching(b: CountryProfile) -> str:
    """What the world's balance would be if the area alone stood on the other side."""
    lead, after, turns = b.effect_of_switching
    other = "North" if b.group == "South" else "South"
    end = "**The lead would change hands.**" if turns else "The lead would not change hands."
    return (
        f"**If the line moved.** South-South minus South-North is {signed(lead)} for the world in this run. "
        f"With {the(b.name)} alone in the {other} it would be {signed(after)}: {end}"
    )
