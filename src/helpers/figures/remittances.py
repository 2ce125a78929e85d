"""Figures on remittances."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.figures.picture import Picture, canvas, drawn_from, finish
from helpers.figures.style import COLOURS, GREY, bare, gap, grid, side
from helpers.format import number

# Column of `remittances.by_group`, its caption, the factor that makes it readable, its format.
MEASURES = [
    ("usd_million", "All of it\nbillion US$", 1e-3, "%.0f"),
    ("share_of_gdp", "Share of all GDP\nper cent", 100.0, "%.2f"),
    ("median_share_of_gdp", "Median economy\nper cent of GDP", 100.0, "%.2f"),
    ("per_head", "For each resident\nUS$", 1.0, "%.0f"),
]
EDITION_PANELS = [
    ("usd_million", "World total, billion US$", 1e-3, "%.0f"),
    ("share_in_south", "South's share, per cent", 100.0, "%.1f"),
]


@drawn_from("measures")
def measures_side_by_side(measures: pd.DataFrame, title: str, source: str) -> Picture:
    """South beside North in four measures, each on an axis of its own.

    ``measures`` has the columns of `MEASURES`, rows South and North (`remittances.by_group`).
    """
    fig, axes = canvas(8.4, 3.9, ncols=len(MEASURES))
    for ax, (column, caption, factor, form) in zip(axes, MEASURES, strict=True):
        values = factor * measures[column]
        for x, group in enumerate(measures.index):
            if np.isnan(values[group]):
                gap(ax, x)
                continue
            ax.bar_label(ax.bar(x, values[group], 0.7, **side(group)), fmt=form, padding=2, fontsize=11)
        ax.set_xticks(range(len(measures)), list(measures.index))
        if values.isna().any():
            ax.set_xlim(-0.5, len(measures) - 0.5)
            ax.set_ylim(0, None if values.notna().any() else 1)
        ax.set_yticks([])
        bare(ax, "left")
        ax.margins(y=0.12)
        ax.set_title(caption)
    parts = "; ".join(
        f"{caption.replace(chr(10), ', ')}: "
        + ", ".join(f"{g} {number(factor * measures.at[g, column], form)}" for g in measures.index)
        for column, caption, factor, form in MEASURES
    )
    alt = f"Four pairs of bars, each on its own axis. {parts}"
    return finish(fig, title, source, alt, measures[[m[0] for m in MEASURES]])


@drawn_from("by_vintage")
def editions(by_vintage: pd.DataFrame, chosen: str, title: str, source: str) -> Picture:
    """Bars of one year's world total and the South's share of it; both from zero.

    ``by_vintage`` has usd_million and share_in_south (fraction), one row per edition
    (`remittances.by_vintage`); ``chosen`` is the run's.
    """
    fig, axes = canvas(8, 0.42 * len(by_vintage) + 1.7, ncols=2, sharey=True)
    for ax, (column, caption, factor, form) in zip(axes, EDITION_PANELS, strict=True):
        for vintage, value in (factor * by_vintage[column]).items():
            mine = vintage == chosen
            bar = ax.barh(str(vintage), value, 0.66, color=COLOURS["South"] if mine else GREY)
            ax.bar_label(bar, fmt=form, padding=3, fontweight="bold" if mine else "normal")
        ax.set_title(caption)
        ax.set_xticks([])
        bare(ax, "bottom", "left")
        ax.margins(x=0.14)
    names = [f"{v} (this run)" if v == chosen else str(v) for v in by_vintage.index]
    axes[0].set_yticks(range(len(by_vintage)), names)
    axes[0].invert_yaxis()
    parts = "; ".join(
        f"{v}: {r['usd_million'] / 1e3:.0f} billion, {100 * r['share_in_south']:.1f} per cent"
        for v, r in by_vintage.iterrows()
    )
    alt = f"Two bars for each edition, world total and the South's share of it: {parts}"
    return finish(fig, title, source, alt, by_vintage)


@drawn_from("table")
def dependence(
    table: pd.DataFrame, measures: pd.DataFrame, title: str, source: str, named: int = 12
) -> Picture:
    """Each economy's remittances / GDP as a dot, and the ``named`` largest as bars.

    ``table`` has name, group and share_of_gdp (fraction), one row per economy, largest first
    (`remittances.dependence`); ``measures`` as in `measures_side_by_side`.
    """
    fig, (left, right) = canvas(9.6, 5.2, ncols=2, width_ratios=[1.35, 1])
    bins = (200 * table["share_of_gdp"]).astype(int)
    step = 0.7 / table.groupby(["group", bins]).size().max()
    for group, lane in {"South": 1.0, "North": 0.0}.items():
        dots = bins[table["group"] == group]
        heights = lane - 0.4 + step * (dots.groupby(dots).cumcount() + 0.5)
        look = {"markersize": 4.4, "markeredgecolor": "white", "markeredgewidth": 0.4}
        left.plot(dots / 2 + 0.25, heights, "o", color=COLOURS[group], **look)
        _marks(left, measures.loc[group], lane, group)
    left.set(ylim=(-0.5, 1.55), yticks=[])
    left.set_xlim(right=max(left.get_xlim()[1], 25))  # the words at 12 need the room
    left.spines["left"].set_visible(False)
    left.set_xlabel("remittances received, per cent of GDP")
    left.set_title("Every economy is a dot, in steps of half a point")
    top = table.head(named)
    for y, row in enumerate(top.itertuples()):
        bar = right.barh(y, 100 * row.share_of_gdp, 0.72, **side(row.group))
        right.bar_label(bar, fmt="%.0f", padding=3, fontsize=9)
    right.set_yticks(range(len(top)), list(top["name"]))
    right.set_xticks([])
    right.invert_yaxis()
    bare(right, "bottom", "left")
    right.set_title(f"The {len(top)} largest, per cent of GDP")
    largest = ", ".join(f"{r.name} {100 * r.share_of_gdp:.0f}" for r in top.itertuples())
    alt = (
        "Two heaps of dots, South above North, one dot an economy, by remittances as a share of GDP; most "
        f"lie near zero. Bars of the largest, in per cent: {largest}"
    )
    return finish(fig, title, source, alt, table)


def _marks(ax: Axes, row: pd.Series, lane: float, group: str) -> None:
    """A group's name, and its median and aggregate as marks under and beside its dots."""
    look: dict[str, Any] = {"color": "black", "markersize": 6, "clip_on": False}
    for column, style, face, text in (
        ("median_share_of_gdp", "v", "black", "median economy"),
        ("share_of_gdp", "D", "white", "all economies together"),
    ):
        name = text if group == "South" else None
        ax.plot(100 * row[column], lane - 0.43, style, markerfacecolor=face, label=name, **look)
    ax.text(12, lane + 0.12, group, color=COLOURS[group], weight="bold", size=13)
    median, together = 100 * row["median_share_of_gdp"], 100 * row["share_of_gdp"]
    text = f"median {median:.1f}, together {together:.1f} per cent"
    ax.text(12, lane, "no data" if np.isnan(together) else text, size=9, color="#333333")
    grid(ax, "x")
    ax.legend(loc="upper right", fontsize=9, handletextpad=0.3)
