"""Sentences on the migrant stock: its directions, its growth, its corridors."""

from __future__ import annotations

import pandas as pd

from helpers.claims.judgement import Verdict
from helpers.claims.rules import comparison_verdict
from helpers.format import listing, millions, missing, times

NO_CORRIDOR = "No South-South corridor is counted in this run"
AHEAD = {"holds": "ahead of", "fails": "behind", "tie": "about level with"}
FASTER = {"holds": "the South grew faster", "fails": "the South grew more slowly", "tie": "a tie"}


def one_in(migrants: float, people: float) -> str:
    """How common it is to live outside the country of birth (persons; people may be missing)."""
    if missing(people):
        return f"{migrants:,} people. The data at hand have no population of this revision to divide by."
    return (
        f"{migrants:,} people: about **one person in {people / migrants:.0f}** lives outside "
        "the country of birth. Nearly everybody else lives where they were born."
    )


def parts_of(now: pd.Series, in_south: float, world: float, unknown: pd.Series) -> str:
    """South-South migrants as shares of several wholes (persons); empty wholes are left out.

    ``now`` and ``unknown`` as in `home_title`; the wholes are those who live in the South, and all.
    """
    n = now["South-South"]
    if not n:
        return "This run counts no South-South migrants."
    born = f"the migrants {_known(unknown)}born in the South"
    wholes = {
        "the migrants living in the South": in_south,
        "all migrants": world,
        born: n + now["South-North"],
    }
    shares = [f"**{100 * n / whole:.1f} per cent** of {name}" for name, whole in wholes.items() if whole]
    return f"The {millions(n)} million South-South migrants are " + ", ".join(shares) + "."


def home_title(now: pd.Series, unknown: pd.Series) -> str:
    """Where migrants born in the South live; ``now`` has persons by direction.

    ``unknown`` has persons by side of residence (`helpers.analysis.migration.unknown_origin`).
    """
    south, north = now["South-South"], now["South-North"]
    if not south + north:
        return "Nobody born in the South is counted as a migrant"
    home, n = ("South", south) if south > north else ("North", north)
    share = f"{100 * n / (south + north):.0f} per cent"
    return f"Of migrants {_known(unknown)}born in the South, {share} live in the {home}"


def _known(unknown: pd.Series) -> str:
    return "known to be " if unknown.any() else ""


def left_out(unknown: pd.Series, residual: str) -> str:
    """How many migrants have no side of origin in this run, and what that makes of the others.

    ``unknown`` as in `home_title`; ``residual`` is the run's rule.
    """
    if not unknown.any():
        return "Every migrant of this run has a side of origin, so the four rectangles are all of them."
    why = (
        "`lower` counts people without a country of origin on neither side"
        if residual == "lower"
        else "the publisher does not say where they were born"
    )
    return (
        f"The grey parts are {millions(unknown.sum())} million people on neither side: {why}. "
        f"{millions(unknown['South'])} million of them live in the South, {millions(unknown['North'])} "
        "million in the North. So **South-South and South-North are both lower bounds.**"
    )


def hosted_note(shares: pd.Series, year: int) -> str:
    """How the South's share of all migrants moved up to ``year`` (fractions, one a year)."""
    shares = shares.loc[:year].dropna()
    if len(shares) < 2:
        return "One year only: this run cannot say whether the share has changed."
    first, lowest, highest = shares.index[0], shares.idxmin(), shares.idxmax()
    path = listing(f"**{100 * shares[y]:.1f}** in {y}" for y in sorted({first, lowest, highest, year}))
    than = {"holds": "larger in {} than", "fails": "smaller in {} than", "tie": "about as large in {} as"}
    verdict, turned = comparison_verdict(shares[year], shares[first]), not {lowest, highest} <= {first, year}
    return (
        f"Per cent of all migrants who lived in the South: {path}. The share was "
        f"**{than[verdict].format(year)} in {first}**"
        + (", and did not move one way in between" if turned else "")
        + f". *Changing* it was{'' if turned or verdict != 'tie' else ' not'}."
    )


def residents_note(shares: pd.DataFrame, year: int) -> str:
    """Migrants for every 100 residents up to ``year`` (`helpers.analysis.migration.per_resident`)."""
    known = shares.loc[:year].dropna()
    if year not in known.index:
        return "The data at hand have no population of both sides to divide by."
    years = sorted({known.index[0], known["South"].idxmin(), year})
    south, north = (listing(f"**{100 * known.at[y, s]:.1f}**" for y in years) for s in ("South", "North"))
    return (
        f"Of every 100 residents of the South, {south} were migrants in {listing(map(str, years))}; of the "
        f"North {north}. The South had {100 * known.at[year, 'people']:.0f} per cent of all people in {year}."
        " No sum tells whether *many countries* were *unaccustomed to being a destination*."
    )


def hosted_title(shares: pd.Series, year: int) -> str:
    """The South's share of all migrants at the first year, its lowest and ``year`` (fractions)."""
    shares = shares.loc[:year].dropna()
    if len(shares) < 2:
        return "The South's share of all migrants: one year only"
    years = sorted({shares.index[0], shares.idxmin(), year})
    path = listing(f"{100 * shares[y]:.0f} in {y}" for y in years)
    return f"Per cent of all migrants who live in the South: {path}"


def bounds(low: float, high: float, whole: float, revision: int) -> str:
    """What a revision knows of South-South migration when origins are partly unknown (persons)."""
    if not whole:
        return "This run counts nobody who lives in the South: there is nothing to bound."
    if low == high:
        return (
            f"The {revision} revision gives every origin a side, so `assign` and `upper` agree to the person."
        )
    return (
        f"The {revision} revision does not say on which side the people filed under *Others* were born. "
        f"So South-South migrants are **at least {millions(low)} and at most {millions(high)} million**, or "
        f"{100 * low / whole:.1f} to {100 * high / whole:.1f} per cent of the South's migrants. A verdict "
        "on one number is then a verdict on a bound."
    )


def crossing_story(left: pd.Series, crossings: pd.DataFrame, right: pd.Series) -> str:
    """How ``left`` fared against ``right``: where it began, and each change of the lead.

    Two named series by year, and what `helpers.analysis.migration.crossings` returns for them.
    """
    first = left.index[0]
    if len(left) == 1:
        return (
            f"The data at hand have origins for {first} only of this revision, so there is no history to "
            "tell: take another revision for that."
        )
    start = AHEAD[comparison_verdict(left[first], right[first])]
    turns = [
        f"{c.leader} took the lead between {c.after} and {c.before}{_barely(left[c.before], right[c.before])}"
        for c in crossings.itertuples()
    ]
    rest = "; ".join(turns) or "the lead never changed in the years that we have"
    return f"In {first} {left.name} was **{start}** {right.name}; {rest}."


def _barely(left: float, right: float) -> str:
    """A remark on a lead that the rule for comparisons calls a tie; "" for any other."""
    return ", barely: a tie by our rule" if comparison_verdict(left, right) is Verdict.TIE else ""


def soviet_note(inside: pd.Series, four: pd.DataFrame, apart: pd.DataFrame, year: int) -> str:
    """What migration between the states that were the Soviet Union does to the lead.

    ``inside`` has its persons by year; ``four`` the stock by direction with it, ``apart`` without it.
    """
    if not inside.any():
        return "No corridor of this run joins two of the states that were the Soviet Union."
    first, only = inside.index[0], len(inside) == 1
    lead = [table["South-South"] - table["South-North"] for table in (four, apart)]
    south, north = (
        f"{millions((four - apart).at[year, d])} of the {millions(four.at[year, d])} million {d} migrants"
        for d in ("South-South", "South-North")
    )
    with_, without = (millions(float(table[year])) for table in lead)
    text = (
        f"{millions(inside[first])} million people are counted in {first} who were born in one of the "
        "fifteen states that were the Soviet Union, and lived in another. "
        + ("" if only else "There is no jump after 1991; the *level* is higher in every year. ")
        + f"In {year} such people are {north} and {south}. South-South minus South-North is {with_} million "
        f"with them and **{without} million** without."
    )
    if only:
        return text
    behind = lead[1][lead[1] < 0]
    if len(behind) == len(lead[1]):
        return f"{text} Without them South-North is ahead in every year."
    if behind.empty:
        return f"{text} Without them South-North is never ahead."
    gaps = listing(
        f"{year} (by {millions(-gap, 2)} million{_barely(*apart.loc[year, ['South-South', 'South-North']])})"
        for year, gap in behind.items()
    )
    return f"{text} Without them South-North is ahead only in {gaps}."


def lead_title(four_way: pd.DataFrame, crossings: pd.DataFrame) -> str:
    """How often the lead of South-South over South-North changed (one row per year, per crossing)."""
    if len(four_way) == 1:
        return f"Directions over the years: origins for {four_way.index[0]} only"
    if crossings.empty:
        return "The lead between South-South and South-North never changed hands"
    return f"The lead of South-South over South-North changed hands {times(len(crossings))}"


def lead_if_moved_title(verdicts: list[Verdict]) -> str:
    """How many areas, each alone, would turn the comparison, and to what: one verdict an area."""
    if not verdicts:
        return "No area alone turns the comparison"
    words = sorted(set(verdicts), key=list(Verdict).index, reverse=True)
    turned = listing(f"{verdicts.count(word)} to “{word}”" for word in words)
    return f"Areas that turn the comparison, each alone: {turned}"


def growth_lines(periods: pd.DataFrame) -> str:
    """One bullet per period: who grew faster, and the two rates.

    ``periods`` has South and North, fractions a year; one row per period, the last the whole span.
    """
    first, _, last = str(periods.index[-1]).partition("-")
    if first == last:
        return "This revision has one year only, so there is no growth to compare."
    lines = []
    names = [*map(str, periods.index[:-1]), f"{periods.index[-1]}, the period of this run"]
    for name, (_, row) in zip(names, periods.iterrows(), strict=True):
        if row.isna().any():
            lines.append(f"- **{name}**: nothing to compare")
            continue
        verdict = comparison_verdict(row["South"], row["North"])
        rates = f"{100 * row['South']:.2f} against {100 * row['North']:.2f} per cent a year"
        lines.append(f"- **{name}**: {FASTER[verdict]} ({rates})")
    return "\n".join(lines)


def growth_title(periods: pd.DataFrame, first: int) -> str:
    """In how many periods the South grew faster; of one, whether; ``periods`` as in `growth_lines`."""
    known, whole = periods.iloc[:-1].dropna(), periods.iloc[-1]
    if len(known) > 1:
        ahead = [comparison_verdict(*pair) for pair in zip(known["South"], known["North"], strict=True)]
        return f"The South grew faster in {ahead.count(Verdict.HOLDS)} of {len(known)} periods since {first}"
    if whole.isna().any():
        return "No growth of both sides to compare"
    return f"{whole.name}: {FASTER[comparison_verdict(whole['South'], whole['North'])]}"


def corridors_title(pairs: pd.DataFrame, top: pd.DataFrame) -> str:
    """How much the largest corridors (``top``) hold of all of them (stock: persons)."""
    if not pairs["stock"].sum():
        return NO_CORRIDOR
    if len(pairs) <= len(top):
        return f"All South-South corridors of this run: {len(pairs)}"
    share = 100 * top["stock"].sum() / pairs["stock"].sum()
    largest = "Fifteen" if len(top) == 15 else len(top)
    return f"{largest} of {len(pairs):,} corridors hold {share:.0f} per cent of South-South migrants"


def near_title(top: pd.DataFrame, near: float) -> str:
    """Which part (``near``, a fraction) of those in the largest corridors stay in their sub-region."""
    if missing(near):
        return NO_CORRIDOR
    largest = {40: "forty largest corridors", 1: "largest corridor"}
    which = largest.get(len(top), f"{len(top)} largest corridors")
    return f"Of migrants in the {which}, {100 * near:.0f} per cent stay in their sub-region"
