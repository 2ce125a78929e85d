"""Sentences on the migrant stock: its directions, its growth, its corridors."""

from __future__ import annotations

import pandas as pd

from helpers.claims.verdicts import comparison_verdict
from helpers.format import listing, millions, missing, times

NO_CORRIDOR = "No South-South corridor is counted in this run"
FASTER = {"holds": "the South grew faster", "fails": "the South grew more slowly", "tie": "a tie"}


def one_in(migrants: float, people: float) -> str:
    """How common it is to live outside the country of birth (persons; people may be missing)."""
    if missing(people):
        return f"{migrants:,} people. This revision's tables have no population to divide by."
    return (
        f"{migrants:,} people: about **one person in {people / migrants:.0f}** lives outside "
        "the country of birth. Nearly everybody else lives where they were born."
    )


def parts_of(n: float, wholes: dict[str, float]) -> str:
    """South-South migrants as shares of several wholes (persons); empty wholes are left out."""
    if not n:
        return "This run counts no South-South migrants."
    shares = [f"**{100 * n / whole:.1f} per cent** of {name}" for name, whole in wholes.items() if whole]
    return f"The {millions(n)} million South-South migrants are " + ", ".join(shares) + "."


def home_title(now: pd.Series) -> str:
    """Where most migrants born in the South live; ``now`` has persons by direction."""
    south, north = now["South-South"], now["South-North"]
    if not south + north:
        return "Nobody born in the South is counted as a migrant"
    return f"Most migrants who were born in the South live in the {'South' if south > north else 'North'}"


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
            f"This revision gives origins for {first} only, so there is no history to tell: "
            "take another revision for that."
        )
    start = "ahead of" if left[first] > right[first] else "behind"
    turns = [f"{c.leader} took the lead between {c.after} and {c.before}" for c in crossings.itertuples()]
    rest = "; ".join(turns) or "the lead never changed in the years that we have"
    return f"In {first} {left.name} was **{start}** {right.name}; {rest}."


def lead_title(four_way: pd.DataFrame, crossings: pd.DataFrame) -> str:
    """How often the lead of South-South over South-North changed (one row per year, per crossing)."""
    if len(four_way) == 1:
        return f"One year with origins, {four_way.index[0]}: a point each, and no lines"
    if crossings.empty:
        return "The lead between South-South and South-North never changed hands"
    return f"The lead of South-South over South-North changed hands {times(len(crossings))}"


def lead_if_moved_title(areas: int) -> str:
    """How many areas, each alone, would turn the lead of South-South over South-North."""
    if areas == 1:
        return "One area is enough, alone, to turn the comparison round"
    return f"{areas or 'No'} areas are each enough, alone, to turn the comparison round"


BOUNDS = {"upper": "at most"}


def bound(residual: str) -> str:
    """What a number is where origins are unknown, under a rule for them: at least, at most."""
    return BOUNDS.get(residual, "at least")


def same_year_title(stocks: pd.DataFrame, year: int) -> str:
    """How far revisions are apart in one year (`helpers.analysis.migration.in_every_revision`)."""
    if len(stocks) == 1:
        return f"Only the {stocks.index[0]} revision is here: nothing to compare {year} with"
    apart = 100 * (stocks["World"].max() / stocks["World"].min() - 1)
    return f"One year, {len(stocks)} revisions: the world's migrants of {year} differ by {apart:.1f} per cent"


def same_year_story(stocks: pd.DataFrame, year: int, residual: str) -> str:
    """What revisions count in one year, and whether they agree on the lead of South-South.

    ``stocks`` is what `helpers.analysis.migration.in_every_revision` gives.
    """
    counts = [
        f"{name} {millions(stocks[column].min())} to {millions(stocks[column].max())} million"
        for name, column in (
            ("**in the world**", "World"),
            ("**South-South**", "South-South"),
            ("**South-North**", "South-North"),
        )
    ]
    ahead = int((stocks["South-South"] > stocks["South-North"]).sum())
    text = f"Revision by revision, {year} had {', '.join(counts)}. "
    if not ahead:
        text += "South-South is ahead in none of them."
    else:
        text += f"South-South is ahead in {ahead} of {len(stocks)}."
    unsplit = stocks.index[stocks["unknown"] > 0]
    if len(unsplit):
        one = len(unsplit) == 1
        text += (
            f" The {'revision' if one else 'revisions'} {listing(map(str, unsplit))} "
            f"{'does' if one else 'do'} not give every origin a side: {bound(residual)} "
            "so many went in each direction."
        )
    return text


def still_true(stocks: pd.DataFrame, year: int, stated: list[str], residual: str) -> str:
    """The article's four figures, by the latest revision that has years around theirs.

    ``stocks`` as in `same_year_story`; ``stated`` are the figures as the article gives them: migrants,
    share of the South, South-South migrants, their share of the South's.
    """
    ours = stocks[~stocks["published"]]
    if ours.empty:
        return f"No revision has years on both sides of {year} without having {year} itself."
    row = ours.iloc[-1]
    text = (
        f"The {ours.index[-1]} revision has no {year}. Between the years around it, growing evenly, "
        f"{year} would have **{millions(row['World'])} million** migrants"
    )
    if row["South"]:
        some = f"{bound(residual)} " if row["unknown"] else ""
        text += (
            f", **{100 * row['South'] / row['World']:.1f} per cent** of them in the South; "
            f"{some}**{millions(row['South-South'])} million** of these were born in the South, "
            f"{some}**{100 * row['South-South'] / row['South']:.1f} per cent**"
        )
    return f"{text}. (An estimate of ours: nobody publishes it.) The article has {listing(stated)}."


def growth_lines(periods: pd.DataFrame) -> str:
    """One bullet per period: who grew faster, and the two rates.

    ``periods`` has South and North, fractions a year; one row per period, the last the whole span.
    """
    first, _, last = str(periods.index[-1]).partition("-")
    if first == last:
        return "This revision has one year only, so there is no growth to compare."
    lines = []
    for name, row in periods.iterrows():
        if row.isna().any():
            lines.append(f"- **{name}**: nothing to compare")
            continue
        verdict = comparison_verdict(row["South"], row["North"])
        rates = f"{100 * row['South']:.2f} against {100 * row['North']:.2f} per cent a year"
        lines.append(f"- **{name}**: {FASTER[verdict]} ({rates})")
    return "\n".join(lines)


def growth_title(periods: pd.DataFrame, first: int) -> str:
    """In how many periods the South grew faster; ``periods`` as in `growth_lines`."""
    known, whole = periods.iloc[:-1].dropna(), periods.iloc[-1]
    if len(known):
        ahead = int((known["South"] > 1.01 * known["North"]).sum())
        return f"The South grew faster in {ahead} of {len(known)} periods since {first}"
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
