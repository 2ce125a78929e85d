"""Sentences made from numbers, so that a notebook's text holds under any parameters."""

from __future__ import annotations

import html
import re

import pandas as pd

from helpers.claims.judgement import Judgement
from helpers.claims.verdicts import comparison_verdict
from helpers.parameters import Parameters
from helpers.sanitize import markdown

ROWS, LONGEST = 500, 1000
"""Of a text that somebody supplies: sentences shown, and characters of one."""
FASTER = {"holds": "the South grew faster", "fails": "the South grew more slowly", "tie": "a tie"}


def times(n: int) -> str:
    """A count of occasions: never, once, twice, 3 times."""
    return {0: "never", 1: "once", 2: "twice"}.get(n, f"{n} times")


def crossing_story(left: pd.Series, crossings: pd.DataFrame, right: pd.Series) -> str:
    """How ``left`` fared against ``right``: where it began, and each change of the lead."""
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


def growth_lines(periods: pd.DataFrame) -> str:
    """One bullet a period: who grew faster, and the two rates (fractions a year)."""
    lines = []
    first, _, last = str(periods.index[-1]).partition("-")
    if first == last:
        return "This revision has one year only, so there is no growth to compare."
    for name, row in periods.iterrows():
        if row.isna().any():
            lines.append(f"- **{name}**: nothing to compare")
            continue
        verdict = comparison_verdict(row["South"], row["North"])
        lines.append(
            f"- **{name}**: {FASTER[verdict]} ({100 * row['South']:.2f} against "
            f"{100 * row['North']:.2f} per cent a year)"
        )
    return "\n".join(lines)


def flip_lines(flips: dict[str, pd.DataFrame]) -> str:
    """One bullet a claim: which single parameter changes turn its verdict.

    ``flips`` maps claim ids to what `helpers.claims.robustness.one_change_flips` returns.
    """
    lines = []
    for claim, table in flips.items():
        turns = [f"`{f.parameter} = {f.value}` makes it *{f.verdict}*" for f in table.itertuples()]
        lines.append(f"- **{claim}**: " + ("; ".join(turns) or "no single change turns it"))
    return "\n".join(lines)


def this_run(parameters: Parameters, group: pd.Series, rule: str) -> str:
    """The choice behind a run, in one sentence."""
    n = int((group == "South").sum())
    return (
        f"**This run** uses the {parameters.revision} revision for the year "
        f"**{parameters.year}**. {rule}: {n} of {len(group)} areas are South."
    )


def completeness(claims: list[str], verdicts: list[Judgement], elsewhere: list[str]) -> str:
    """Whether every claim was judged, and under the parameters of the page that asks."""
    missing = [c for c in claims if c not in {v.claim for v in verdicts}]
    text = (
        f"**{len(verdicts)} of {len(claims)} claims are judged.**"
        if not missing
        else f"**Not judged yet: {', '.join(missing)}.** Run the other notebooks first."
    )
    if elsewhere:
        text += f" Judged under other parameters than this page's: {'; '.join(elsewhere)}."
    return text


def ratio(left: float, right: float) -> str:
    """How the South's number compares with the North's, as the end of a sentence."""
    if missing(left, right):
        return "no data"
    if min(left, right) <= 0:
        return "one of the two is nothing"
    if max(left, right) / min(left, right) < 1.05:
        return "the two are about equal"
    if left > right:
        return f"the South's is {left / right:.1f} times the North's"
    return f"the North's is {right / left:.1f} times the South's"


def leaders(measures: dict[str, tuple[float, float]]) -> str:
    """Who is ahead by which measure: ``measures`` maps a name to (South, North)."""
    words = {"holds": "the South is ahead", "fails": "the North is ahead", "tie": "a tie"}
    found: dict[str, list[str]] = {}
    for name, pair in measures.items():
        who = "no data" if missing(*pair) else words[comparison_verdict(*pair)]
        found.setdefault(who, []).append(name)
    text = "; ".join(f"{who} by {listing(names)}" for who, names in found.items())
    return text[0].upper() + text[1:]


def missing(*values: float) -> bool:
    """Whether one of these numbers is missing, so that no sentence can be made with it."""
    return any(pd.isna(value) for value in values)


def listing(names: list[str]) -> str:
    """Names as a list in a sentence: a, b and c."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def shown_instead(asked: int, shown: int, what: str) -> str:
    """A sentence for a section whose data lack the run's year; empty if they have it."""
    if asked == shown:
        return ""
    return (
        f"**What is missing.** This run asks for {asked}, for which there is no {what}. The "
        f"section shows **{shown}**, the nearest year that there is; the verdict stays "
        "*no data*."
    )


def steady(grid: pd.DataFrame) -> str:
    """How many rows of a grid of verdicts have the same verdict in every column."""
    judged = grid[(grid != "no data").any(axis=1)]
    if judged.empty:
        return "no reading has data"
    n = int((judged.nunique(axis=1) == 1).sum())
    return f"{n} of {len(judged)} readings get the same verdict under every definition of the South"


def focus(code: str | None, name: str | None, corridors: pd.DataFrame, seats: pd.DataFrame) -> str:
    """One country's forums and how far they cover its South-South corridors.

    ``corridors`` are the country's own, with stock and cover; ``seats`` its own, with body, kind.
    """
    if code is None:
        return (
            "**No country is chosen**, so the chart below shows the whole South. To look at "
            "one, set `focus_country` above, or run "
            "`walkthrough run 05 -p focus_country=THA` with the code of your choice."
        )
    kinds = [f"{kind}: {listing(list(rows['body']))}" for kind, rows in seats.groupby("kind")]
    text = f"**{name}** has a seat in " + ("; ".join(kinds) or "none of the bodies listed") + ". "
    total = corridors["stock"].sum()
    if not total:
        return text + "It has no South-South corridor: in this run it is not in the South."
    parts = [
        f"{100 * stock / total:.1f} per cent share {cover}"
        for cover, stock in corridors.groupby("cover")["stock"].sum().items()
    ]
    return text + (
        f"Of the {total:,} people in its {len(corridors)} South-South corridors, in and "
        f"out, {listing(parts)}."
    )


def data_gap_title(by_area: pd.DataFrame) -> str:
    """Where areas with a gap in their data are more common; rows South and North, fractions."""
    sides = {"imputed": "Areas without data", "citizens": "areas that count citizens"}
    parts = []
    for column, name in sides.items():
        pair = by_area.loc["South", column], by_area.loc["North", column]
        if missing(*pair):
            return "What the numbers rest on is not said of both sides: nothing to compare"
        where = {"holds": "more in the South", "fails": "more in the North", "tie": "a tie"}[
            comparison_verdict(*pair)
        ]
        parts.append(f"{name}: {where}")
    return "; ".join(parts)


def data_gap_story(
    by_area: pd.DataFrame, by_migrant: pd.DataFrame, flags: pd.DataFrame, names: pd.Series
) -> str:
    """The gaps in migration data, one bullet each, by areas and by migrants (fractions).

    Names the areas without national data (``flags``, one row an area), and says where weighing by
    migrants turns the comparison round.
    """
    if flags.empty:
        return (
            "**No data.** This revision does not say what kind of data its numbers rest on, so "
            "nothing can be compared."
        )

    def line(name: str, column: str) -> str:
        pairs = [(t.loc["South", column], t.loc["North", column]) for t in (by_area, by_migrant)]
        of_areas, of_migrants = (
            f"{_per_cent(s)} per cent in the South and {_per_cent(n)} in the North" for s, n in pairs
        )
        known = not missing(*pairs[0], *pairs[1])
        turned = known and comparison_verdict(*pairs[0]) != comparison_verdict(*pairs[1])
        more = " Weighing by migrants gives **another answer**." if turned else ""
        return f"- **{name}.** Of the areas: {of_areas}. Of the migrants: {of_migrants}.{more}"

    imputed = sorted(names.reindex(flags.index[flags["imputed"]]))
    return "\n".join(
        [
            line("No national data", "imputed")
            + (
                f" Areas without any: {', '.join(imputed)}. That is {len(imputed)}, so one more or "
                "less changes the share of areas a good deal."
                if imputed
                else " No area is without."
            ),
            line("Citizens instead of the foreign-born", "citizens"),
            line("Refugees added", "refugees_added"),
        ]
    )


def _per_cent(share: float) -> str:
    """A fraction in per cent: one decimal, two where one would leave nothing."""
    if pd.isna(share):
        return "no known"
    if 0 < share < 0.00005:
        return "under 0.01"
    return f"{100 * share:.1f}" if share >= 0.001 or not share else f"{100 * share:.2f}"


def flags_over_time(parameters: Parameters, most: int) -> str:
    """Whether the letters on data change between years; ``most``: letter sets of one area."""
    if not most:
        return f"The {parameters.revision} revision gives no area a letter."
    start = f"In the {parameters.revision} revision an area has "
    if most > 1:
        return start + "letters that may change from year to year."
    return (
        start + "the same letters in every year: they describe its sources as a whole, and "
        f"not the state of its data in {parameters.year}."
    )


def marked_sentence(sentence: str, words: str) -> str:
    """A sentence in Markdown with the words that triggered in bold; ``words`` as an audit's.

    Longer words first, so that "migrants" is not marked as "migrant" with an s left over.
    """
    wanted = sorted(filter(None, words.split(", ")), key=len, reverse=True)
    if not wanted:
        return sentence
    pattern = "|".join(re.escape(w) for w in wanted)
    return re.sub(rf"(?<!\w)({pattern})(?!\w)", r"**\1**", sentence, flags=re.IGNORECASE)


def sentence_by_sentence(parts: list[str], matches: pd.DataFrame, only_found: bool = False) -> str:
    """A text as a Markdown table: number, sentence with its triggers in bold, elements found.

    ``matches`` has sentence, element, words (`helpers.analysis.texts.matches`). ``only_found``
    leaves out sentences without an element, for long texts.
    """
    if only_found and matches.empty:
        return "No sentence has an element of the rubric."
    lines = ["| | sentence | element found |", "|--:|:--|:--|"]
    for n, part in enumerate(parts, start=1):
        own = matches[matches["sentence"] == n]
        if only_found and own.empty:
            continue
        if len(lines) > ROWS:
            lines.append("| | *and more* | |")
            break
        shown = part if len(part) <= LONGEST else f"{part[:LONGEST]} ..."
        text = marked_sentence(markdown(html.escape(shown, quote=False)), ", ".join(own["words"]))
        lines.append(f"| {n} | {text} | {', '.join(own['element'])} |")
    return "\n".join(lines)


def smallest_change(flips: pd.DataFrame, areas: list[str]) -> str:
    """What turns a verdict, in one sentence: single parameters, and single areas if given."""
    parts = [f"{f.parameter} = {f.value} ({f.verdict})" for f in flips.itertuples()]
    if areas:
        parts.append(f"one area changing sides: {' or '.join(areas)}")
    return "; ".join(parts) or "nothing"


def enough(areas: int, purpose: str) -> str:
    """How many areas would each be enough, alone, for a purpose."""
    if areas == 1:
        return f"One area is enough, alone, {purpose}"
    return f"{areas or 'No'} areas are each enough, alone, {purpose}"


def bounds(low: float, high: float, whole: float, revision: int) -> str:
    """What a revision knows of South-South migration when origins are partly unknown (persons)."""
    if not whole:
        return "This run counts nobody who lives in the South: there is nothing to bound."
    if low == high:
        return (
            f"The {revision} revision gives every origin a side, so `assign` and `upper` agree to the person."
        )
    return (
        f"The {revision} revision does not say on which side the people filed under *Others* "
        f"were born. So South-South migrants are **at least {low / 1e6:,.1f} and at most "
        f"{high / 1e6:,.1f} million**, or {100 * low / whole:.1f} to {100 * high / whole:.1f} "
        "per cent of the South's migrants. A verdict on one number is then a verdict on a "
        "bound."
    )


def lead_title(four_way: pd.DataFrame, crossings: pd.DataFrame) -> str:
    """The finding of a figure of the four directions over time."""
    if len(four_way) == 1:
        return f"One year with origins, {four_way.index[0]}: a point each, and no lines"
    if crossings.empty:
        return "The lead between South-South and South-North never changed hands"
    return f"The lead of South-South over South-North changed hands {times(len(crossings))}"


def one_in(migrants: float, people: float) -> str:
    """How common it is to live outside the country of birth (persons; people may be missing)."""
    if pd.isna(people):
        return f"{migrants:,} people. This revision's tables have no population to divide by."
    return (
        f"{migrants:,} people: about **one person in {people / migrants:.0f}** lives outside "
        "the country of birth. Nearly everybody else lives where they were born."
    )


def coverage_title(history: pd.DataFrame) -> str:
    """How coverage changed over the years, by the seats of the time and by those of 2018."""
    first, last = history.index[0], history.index[-1]
    if first == last:
        return f"One year with origins, {first}: no change to show"
    change = 100 * (history.iloc[-1] - history.iloc[0])
    if change.isna().any():
        return "A year without South-South corridors: no change to show"
    return (
        f"{first}-{last}: {change['then']:+.0f} points of coverage under the forums of the "
        f"time, {change['today']:+.0f} under those of 2018"
    )


def citizens_title(places: pd.DataFrame) -> str:
    """Where most areas count citizens; ``places`` has citizens and areas, most first."""
    if places.empty:
        return "Of no area is it said whether it counts citizens"
    most = places.iloc[0]
    return f"Areas that count citizens: most in {most.name}, {most['citizens']} of {most['areas']}"


def vote_title(tally: pd.DataFrame) -> str:
    """In favour, of the votes that South and North cast (`texts.votes_by_group`)."""
    share = 100 * tally["yes"] / tally.sum(axis=1)
    south, north = ("none" if pd.isna(n) else f"{n:.0f}" for n in share[["South", "North"]])
    return f"In favour: {south} per cent of the South's votes, {north} of the North's"


def dates_title(events: pd.DataFrame) -> str:
    """How long after the article the Compact was adopted and BAPA+40 met; events in this order."""
    adopted, met = events["days"].iloc[[2, 4]]
    if missing(adopted, met):
        return "Not all of these events have a date"
    return f"The Compact was adopted {adopted} days after the article, BAPA+40 met after {met}"
