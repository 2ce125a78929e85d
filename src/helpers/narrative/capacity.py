"""Sentences on what countries' migration data rest on."""

from __future__ import annotations

import pandas as pd

from helpers.claims.chance import CHANCE, fisher_exact
from helpers.claims.rules import comparison_verdict
from helpers.format import listing, missing, small_per_cent, the
from helpers.parameters import Parameters

KINDS_OF_DATA = {
    "B": "people born in another country, as censuses, registers or surveys count them",
    "C": "foreign citizens, who stand in for people born abroad: who was naturalised is left out, "
    "who was born here without citizenship is in",
    "R": "refugees, added from the counts of UNHCR or UNRWA",
    "I": "no national data: the number is modelled by the publisher, and weak evidence",
}
"""The publisher's letters for what an area's number of migrants rests on."""
WHERE = {
    "holds": "a larger share of areas in the South",
    "fails": "a larger share of areas in the North",
    "tie": "equal shares of areas",
}


def gap_title(by_area: pd.DataFrame) -> str:
    """Where areas with a gap in their data are more common, if they are not too few to tell.

    ``by_area`` has the rows South and North, the number of areas, and fractions of it.
    """
    sides = {"imputed": "Areas without data", "citizens": "areas that count citizens"}
    pairs = {name: (by_area.at["South", c], by_area.at["North", c]) for c, name in sides.items()}
    if any(missing(*pair) for pair in pairs.values()):
        return "What the numbers rest on is not said of both sides: nothing to compare"
    south, north = by_area["areas"].loc[["South", "North"]].astype(int)
    told = []
    for name, (a, b) in pairs.items():
        by_chance = fisher_exact(round(a * south), south, round(b * north), north) >= CHANCE
        told.append(f"{name}: {'too few to tell' if by_chance else WHERE[comparison_verdict(a, b)]}")
    return "; ".join(told)


def gap_story(by_area: pd.DataFrame, by_migrant: pd.DataFrame, flags: pd.DataFrame, names: pd.Series) -> str:
    """The gaps in migration data, one bullet each, by areas and by migrants (fractions).

    Names the areas without national data (``flags``: one row per area), and says where weighing by
    migrants turns the comparison round.
    """
    if flags.empty:
        return (
            "**No data.** This revision does not say what kind of data its numbers rest on, so "
            "nothing can be compared."
        )
    imputed = sorted(names.reindex(flags.index[flags["imputed"]]))
    lines = [
        _gap_line(name, *(table.loc[["South", "North"], column] for table in (by_area, by_migrant)))
        for name, column in (
            ("No national data", "imputed"),
            ("Citizens instead of the foreign-born", "citizens"),
            ("Refugees added", "refugees_added"),
        )
    ]
    lines[0] += (
        f" Areas without any: {', '.join(imputed)}. That is {len(imputed)}, so one more or less changes the "
        "share of areas a good deal."
        if imputed
        else " No area is without."
    )
    return "\n".join(lines)


def _gap_line(name: str, of_areas: pd.Series, of_migrants: pd.Series) -> str:
    """One kind of gap: shares of South and North, by areas and by migrants."""
    areas, migrants = (
        "{} per cent in the South and {} in the North".format(
            *(small_per_cent(share, "no known", "under ") for share in pair)
        )
        for pair in (of_areas, of_migrants)
    )
    known = not missing(*of_areas, *of_migrants)
    turned = known and comparison_verdict(*of_areas) != comparison_verdict(*of_migrants)
    more = " Weighing by migrants gives **another answer**." if turned else ""
    return f"- **{name}.** Of the areas: {areas}. Of the migrants: {migrants}.{more}"


def flags_over_time(parameters: Parameters, most: int) -> str:
    """Whether the letters on data change between years; ``most``: sets of letters of one area."""
    if not most:
        return f"The {parameters.revision} revision gives no area a letter."
    start = f"In the {parameters.revision} revision an area has "
    if most > 1:
        return start + "letters that may change from year to year."
    return (
        start + "the same letters in every year: they describe its sources as a whole, and "
        f"not the state of its data in {parameters.year}."
    )


def kinds_of_data(flags: str) -> str:
    """What the letters of one area mean (``flags``: letters with blanks between them)."""
    return "; and ".join(KINDS_OF_DATA[letter] for letter in flags.split() if letter in KINDS_OF_DATA)


def counted_with(name: str, parts: list[str]) -> str:
    """Which places an area's numbers include (Kosovo in Serbia's), as a further sentence; "" for none."""
    if not parts:
        return ""
    name = the(name)
    return f" UN DESA counts {listing(parts)} with {name}, as this page does; seats are {name}'s own."


def citizens_title(places: pd.DataFrame) -> str:
    """Where the largest share of areas counts citizens, and where most do (`capacity.flags_by_place`)."""
    if places.empty:
        return "Of no area is it said whether it counts citizens"
    if not places["citizens"].any():
        return "No area counts citizens"
    share = (places["citizens"] / places["areas"]).idxmax()
    by_share, by_number = (
        f"{name}, {places.at[name, 'citizens']} of {places.at[name, 'areas']}"
        for name in (share, places["citizens"].idxmax())
    )
    if by_share == by_number:
        return f"Areas that count citizens: most, by share and by number, in {by_share}"
    return f"Areas that count citizens: by share most in {by_share}; by number in {by_number}"
