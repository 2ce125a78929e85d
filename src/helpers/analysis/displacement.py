"""Refugees: their weight among migrants, and who hosts them, by three counting rules."""

from __future__ import annotations

import pandas as pd

from helpers.analysis.south import NORTH, SOUTH

ASYLUM_SEEKERS_SINCE: dict[int, int | None] = {2015: None, 2017: 2015}
"""Revision of UN DESA's table: the first year in which it has asylum seekers too; None for never.

The table of 2015 is headed "estimated refugee stock". That of 2017, headed "including asylum seekers",
has the same numbers up to 2005 and nearly the same in 2010. Of others the heading, which is the
second, is all that we know.
"""

NO_MIGRANTS = 275
"""Palestine: "Refugees are not part of the foreign-born migrant stock in the State of Palestine"

(UN DESA, International Migrant Stock, 2017 revision, note 12), but its table of refugees has them.
"""


def counts_asylum_seekers(revision: int, year: int) -> bool:
    """Whether UN DESA's count of refugees has asylum seekers too, in a year of a revision."""
    first = ASYLUM_SEEKERS_SINCE.get(revision, year)
    return first is not None and first <= year


def refugees_among_migrants(totals: pd.DataFrame, group: pd.Series, year: int) -> pd.Series:
    """Refugees / migrant stock, for South and North (fractions), by UN DESA's count of both.

    It has refugees under UNRWA, those in Palestine too (`NO_MIGRANTS`), and in some revisions and
    years asylum seekers (`counts_asylum_seekers`).
    """
    rows = totals[totals["year"] == year]
    sums = rows.groupby(rows["area"].map(group))[["refugees", "stock"]].sum()
    share = (sums["refugees"] / sums["stock"]).reindex([SOUTH, NORTH])
    return share.astype("float64").rename("share")


def refugees_who_are_migrants(totals: pd.DataFrame, group: pd.Series, year: int) -> pd.Series:
    """`refugees_among_migrants` without those whom the migrant stock leaves out (`NO_MIGRANTS`)."""
    outside = totals["area"] == NO_MIGRANTS
    return refugees_among_migrants(totals.assign(refugees=totals["refugees"].mask(outside)), group, year)


RULES = ("UN DESA, UNRWA included", "UNHCR's mandate", "UNHCR and UNRWA")


def refugees_hosted_by_year(
    totals: pd.DataFrame, by_asylum: pd.DataFrame, unrwa: pd.DataFrame, group: pd.Series
) -> pd.DataFrame:
    """Refugees hosted (persons): one row per year, columns (rule, South or North), see `RULES`.

    UN DESA's count at mid-year; UNHCR's mandate alone at the end of the year; UNHCR and UNRWA
    together. Areas without a group are left out; 0 where a source has no figure for the year.
    """

    def split(frame: pd.DataFrame) -> pd.DataFrame:
        sums = frame.groupby(["year", frame["area"].map(group)])["refugees"].sum().unstack()
        return sums.reindex(columns=[SOUTH, NORTH])

    mandate = split(by_asylum)
    both = mandate.add(split(unrwa), fill_value=0).loc[mandate.index]
    table = pd.concat(dict(zip(RULES, (split(totals), mandate, both), strict=True)), axis=1)
    return table.fillna(0).astype("int64").sort_index().rename_axis(columns=["rule", None])


def refugees_hosted(
    totals: pd.DataFrame,
    by_asylum: pd.DataFrame,
    unrwa: pd.DataFrame,
    group: pd.Series,
    year: int,
) -> pd.DataFrame:
    """One year of `refugees_hosted_by_year`: one row per rule, columns South and North."""
    table = refugees_hosted_by_year(totals, by_asylum, unrwa, group)
    return in_year(table, year)


def in_year(by_year: pd.DataFrame, year: int) -> pd.DataFrame:
    """One row of `refugees_hosted_by_year` as a table: one row per rule, columns South and North."""
    row = by_year.reindex([year], fill_value=0).iloc[0]
    return row.unstack()


def refugees_within(pairs: pd.DataFrame, group: pd.Series, side: str) -> pd.DataFrame:
    """The rows (origin, asylum, refugees) of those who fled from an area of a side to another of it."""
    ends = [pairs[end].map(group) == side for end in ("origin", "asylum")]
    return pairs[ends[0] & ends[1] & (pairs["refugees"] > 0)]


def year_counted(totals: pd.DataFrame, year: int) -> int:
    """The year nearest to ``year`` in which the totals count refugees; the earlier one of two.

    ``year`` itself if they never do.
    """
    counted = totals.groupby("year")["refugees"].sum()
    years = counted.index[counted > 0]
    return int(min(years, key=lambda y: (abs(y - year), y), default=year))


def refugees_among_migrants_by_year(totals: pd.DataFrame, group: pd.Series) -> pd.DataFrame:
    """`refugees_among_migrants` for every year that counts refugees: columns South and North."""
    counted = totals.groupby("year")["refugees"].sum()
    rows = {y: refugees_among_migrants(totals, group, y) for y in counted.index[counted > 0]}
    table = pd.DataFrame(rows, index=[SOUTH, NORTH]).T.astype("float64")
    return table.rename_axis(index="year", columns=None)


def share_hosted_by_year(
    totals: pd.DataFrame, by_asylum: pd.DataFrame, unrwa: pd.DataFrame, group: pd.Series
) -> pd.DataFrame:
    """The South's share of refugees hosted, one row per year, one column per rule (fractions).

    The rules of `refugees_hosted`. Missing where a source has no refugees in a year.
    """
    table = refugees_hosted_by_year(totals, by_asylum, unrwa, group)
    table = table.reindex(sorted(set(by_asylum["year"])), fill_value=0)
    south, north = (table.xs(side, axis=1, level=1)[list(RULES)] for side in (SOUTH, NORTH))
    return (south / (south + north)).rename_axis(index="year", columns=None)


def share_hosted_with_others(by_asylum: pd.DataFrame, group: pd.Series, year: int) -> pd.DataFrame:
    """UNHCR's refugees, and other people in need of international protection: one row per group.

    refugees and others (persons; most of the others are Venezuelans, counted since 2018); share: the
    group's share of refugees; share_with_others: of both.
    """
    rows = by_asylum[by_asylum["year"] == year]
    sums = rows.groupby(rows["area"].map(group))[["refugees", "other_protection"]].sum()
    sums = sums.reindex([SOUTH, NORTH], fill_value=0).set_axis(["refugees", "others"], axis=1)
    both = sums.sum(axis=1)
    return sums.assign(share=sums["refugees"] / sums["refugees"].sum(), share_with_others=both / both.sum())


def refugees_per_thousand(totals: pd.DataFrame, group: pd.Series, year: int) -> pd.DataFrame:
    """Refugees beside residents: one row per group, by UN DESA's count of both.

    refugees and residents (persons); share_of_residents: of the world's; per_thousand: refugees
    per 1,000 residents.
    """
    rows = totals[totals["year"] == year]
    sums = rows.groupby(rows["area"].map(group))[["refugees", "population_thousands"]].sum()
    sums = sums.reindex([SOUTH, NORTH]).astype("float64").rename_axis("group")
    people = 1000 * sums["population_thousands"]
    return pd.DataFrame(
        {
            "refugees": sums["refugees"],
            "residents": people,
            "share_of_residents": people / people.sum(),
            "per_thousand": 1000 * sums["refugees"] / people,
        }
    )
