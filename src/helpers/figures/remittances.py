"""Figures on remittances."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.figures.style import (
    COLOURS,
    GREY,
    HATCHES,
    Picture,
    canvas,
    drawn_from,
    gap,
    grid,
    label,
    shown,
)

# Column of `remittances.by_group`, its caption, and the factor that makes it readable.
MEASURES = [
    ("usd_million", "All of it\nbillion US$", 1e-3, "%.0f"),
    ("share_of_gdp", "Share of all GDP\nper cent", 100.0, "%.2f"),
    ("median_share_of_gdp", "Median economy\nper cent of GDP", 100.0, "%.2f"),
    ("per_head", "For each resident\nUS$", 1.0, "%.0f"),
]


@drawn_from("measures")
def measures_side_by_side(measures: pd.DataFrame, title: str, source: str) -> Picture:
    """South beside North in four measures (`remittances.by_group`), each on an axis of its own."""
    fig, axes = canvas(8.4, 3.9, ncols=len(MEASURES))
    for ax, (column, caption, factor, form) in zip(axes, MEASURES, strict=True):
        values = factor * measures[column]
        for x, group in enumerate(measures.index):
            if np.isnan(values[group]):
                gap(ax, x)
                continue
            bar = ax.bar(x, values[group], 0.7, color=COLOURS[group], hatch=HATCHES[group], edgecolor="white")
            ax.bar_label(bar, fmt=form, padding=2, fontsize=11)
        ax.set_xticks(range(len(measures)), list(measures.index))
        if values.isna().any():
            ax.set_xlim(-0.5, len(measures) - 0.5)
            ax.set_ylim(0, None if values.notna().any() else 1)
        ax.tick_params(length=0)
        ax.set_yticks([])
        ax.spines["left"].set_visible(False)
        ax.margins(y=0.12)
        ax.set_title(caption)
    label(fig, title, source)
    parts = "; ".join(
        f"{caption.replace(chr(10), ', ')}: "
        + ", ".join(f"{g} {shown(factor * measures.at[g, column], form)}" for g in measures.index)
        for column, caption, factor, form in MEASURES
    )
    return Picture(
        fig,
        f"Four pairs of bars, each on its own axis. {parts}. {title}.",
        measures[[m[0] for m in MEASURES]],
    )


@drawn_from("by_vintage")
def editions(by_vintage: pd.DataFrame, chosen: str, title: str, source: str) -> Picture:
    """One year's world total and the South's share of it, an edition a row; both from zero."""
    fig, axes = canvas(8, 0.42 * len(by_vintage) + 1.7, ncols=2, sharey=True)
    panels = [
        ("usd_million", "World total, billion US$", 1e-3, "%.0f"),
        ("share_in_south", "South's share, per cent", 100.0, "%.1f"),
    ]
    for ax, (column, caption, factor, form) in zip(axes, panels, strict=True):
        for vintage, value in (factor * by_vintage[column]).items():
            mine = vintage == chosen
            bar = ax.barh(str(vintage), value, 0.66, color=COLOURS["South"] if mine else GREY)
            ax.bar_label(bar, fmt=form, padding=3, fontweight="bold" if mine else "normal")
        ax.set_title(caption)
        ax.set_xticks([])
        ax.tick_params(length=0)
        ax.spines[["bottom", "left"]].set_visible(False)
        ax.margins(x=0.14)
    axes[0].set_yticks(
        range(len(by_vintage)), [f"{v} (this run)" if v == chosen else str(v) for v in by_vintage.index]
    )
    axes[0].invert_yaxis()
    label(fig, title, source)
    parts = "; ".join(
        f"{v}: {r['usd_million'] / 1e3:.0f} billion, {100 * r['share_in_south']:.1f} per cent"
        for v, r in by_vintage.iterrows()
    )
    return Picture(
        fig,
        f"Two bars for each edition, world total and the South's share of it: {parts}. {title}.",
        by_vintage,
    )


@drawn_from("table")
def dependence(
    table: pd.DataFrame, measures: pd.DataFrame, title: str, source: str, named: int = 12
) -> Picture:
    """Each economy's remittances / GDP as a dot, and the ``named`` largest as bars.

    ``table`` is what `remittances.dependence` returns, ``measures`` what `by_group` does.
    """
    fig, (left, right) = canvas(9.6, 5.2, ncols=2, width_ratios=[1.35, 1])
    lanes = {"South": 1.0, "North": 0.0}
    bins = (200 * table["share_of_gdp"]).astype(int)
    step = 0.7 / table.groupby(["group", bins]).size().max()
    for group, lane in lanes.items():
        dots = bins[table["group"] == group]
        rank = dots.groupby(dots).cumcount()
        left.plot(
            dots / 2 + 0.25,
            lane - 0.4 + step * (rank + 0.5),
            "o",
            markersize=4.4,
            color=COLOURS[group],
            markeredgecolor="white",
            markeredgewidth=0.4,
        )
        _marks(left, measures.loc[group], lane, group)
    left.set(ylim=(-0.5, 1.55), yticks=[])
    left.set_xlim(right=max(left.get_xlim()[1], 25))  # the words at 12 need the room
    left.spines["left"].set_visible(False)
    left.set_xlabel("remittances received, per cent of GDP")
    left.set_title("Every economy is a dot, in steps of half a point")
    top = table.head(named)
    for y, row in enumerate(top.itertuples()):
        bar = right.barh(
            y,
            100 * row.share_of_gdp,
            0.72,
            color=COLOURS[row.group],
            hatch=HATCHES[row.group],
            edgecolor="white",
        )
        right.bar_label(bar, fmt="%.0f", padding=3, fontsize=9)
    right.set_yticks(range(len(top)), list(top["name"]))
    right.set_xticks([])
    right.invert_yaxis()
    right.tick_params(length=0)
    right.spines[["bottom", "left"]].set_visible(False)
    right.set_title(f"The {len(top)} largest, per cent of GDP")
    label(fig, title, source)
    largest = ", ".join(
        f"{r.name} {100 * r.share_of_gdp:.0f}" for r in top[["name", "share_of_gdp"]].itertuples(index=False)
    )
    return Picture(
        fig,
        f"Two heaps of dots, South above North, one dot an economy, by remittances "
        f"as a share of GDP; most lie near zero. Bars of the largest, in per cent: "
        f"{largest}. {title}.",
        table,
    )


def _marks(ax: Axes, row: pd.Series, lane: float, group: str) -> None:
    """A group's name, and its median and aggregate as marks under and beside its dots."""
    for column, style, text in (
        ("median_share_of_gdp", "v", "median economy"),
        ("share_of_gdp", "D", "all economies together"),
    ):
        ax.plot(
            100 * row[column],
            lane - 0.43,
            style,
            color="black",
            markersize=6,
            markerfacecolor="black" if style == "v" else "white",
            clip_on=False,
            label=text if group == "South" else None,
        )
    ax.text(12, lane + 0.12, group, color=COLOURS[group], fontweight="bold", fontsize=13)
    said = (
        "no data"
        if np.isnan(row["share_of_gdp"])
        else (
            f"median {100 * row['median_share_of_gdp']:.1f}, together "
            f"{100 * row['share_of_gdp']:.1f} per cent"
        )
    )
    ax.text(12, lane, said, fontsize=9, color="#333333")
    grid(ax, "x")
    ax.legend(loc="upper right", fontsize=9, handletextpad=0.3)
