"""Figures on forums: when they began, and how many migrants move inside a common one."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from helpers.figures.style import (
    BLUE,
    GREEN,
    GREY,
    LIGHT,
    ORANGE,
    Picture,
    canvas,
    drawn_from,
    grid,
    label,
)

# Colour and hatch of what two countries share; hatching tells them apart without colour.
COVER = {
    "a consultative process": (GREEN, ""),
    "another body only": ("#A6DBC6", "///"),
    "no body at all": (ORANGE, "xx"),
}
LANES = {
    "frameworks": ("D", "black"),
    "regional bodies": ("s", BLUE),
    "consultative processes": ("o", GREEN),
    "interregional forums": ("^", ORANGE),
}
YEARS_PER_CHARACTER = 0.53  # width of the timeline's letters on its axis


def legend_below(ax: Axes, gap: float = 2.6) -> None:
    """A legend under the axis, where no bar can run into it; ``gap`` in widths of a letter."""
    ax.legend(
        loc="upper right",
        bbox_to_anchor=(1.03, 0),
        borderaxespad=gap,
        ncols=3,
        fontsize=9,
        columnspacing=1.4,
        handlelength=1.6,
    )


def pack(years: list[int], labels: list[str]) -> list[int]:
    """The row of each label, such that none runs into the next; years ascend."""
    free: list[float] = []
    rows = []
    for year, text in zip(years, labels, strict=True):
        row = next((r for r, end in enumerate(free) if end <= year - 0.4), len(free))
        free[row : row + 1] = [year + 1.2 + YEARS_PER_CHARACTER * len(text)]
        rows.append(row)
    return rows


@drawn_from("items")
def timeline(items: pd.DataFrame, title: str, source: str) -> Picture:
    """When bodies and frameworks began: items has year, label, lane (see `LANES`), sure.

    A hollow mark stands for one that is not sure: dormant, or of a disputed date.
    """
    rows = {lane: items[items["lane"] == lane].sort_values(["year", "label"]) for lane in LANES}
    places = {lane: pack(list(t["year"]), list(t["label"])) for lane, t in rows.items()}
    heights = {lane: max(p, default=-1) + 1 for lane, p in places.items()}
    fig, ax = canvas(10, 0.27 * (sum(heights.values()) + len(LANES)) + 1.3)
    top = 0.0
    for lane, (marker, colour) in LANES.items():
        ax.axhspan(top - 0.2, top + heights[lane] + 0.7, color="#F3F3F3", linewidth=0, zorder=-1)
        ax.text(
            1961.6, top + 0.2, lane.capitalize(), color=colour, fontweight="bold", va="center", fontsize=9
        )
        for row, place in zip(rows[lane].itertuples(), places[lane], strict=True):
            y = top + 0.8 + place
            ax.plot(
                row.year,
                y,
                marker,
                color=colour,
                markersize=6,
                markeredgewidth=1.4,
                markerfacecolor=colour if row.sure else "white",
            )
            ax.text(
                row.year + 0.65,
                y,
                f"{row.label}",
                va="center",
                fontsize=8.5,
                bbox={"facecolor": "#F3F3F3", "edgecolor": "none", "pad": 0.5},
            )
        top += heights[lane] + 1.1
    for year, name in ((1978, "BAPA, 1978"), (2018, "article, 2018")):
        ax.axvline(year, color=GREY, linewidth=0.9, linestyle=(0, (4, 3)), zorder=0)
        ax.text(
            year,
            -0.6,
            name,
            ha="center",
            fontsize=8.5,
            color=GREY,
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )
    ax.set(xlim=(1961, 2029), ylim=(top - 0.3, -1.0), yticks=[], xticks=range(1965, 2021, 5))
    ax.spines["left"].set_visible(False)
    label(fig, title, source)
    counts = ", ".join(f"{len(t)} {lane}" for lane, t in rows.items())
    alt = f"Timeline from {items['year'].min()} to {items['year'].max()} with {counts}. {title}."
    return Picture(
        fig, alt, pd.concat(rows.values())[["year", "label", "lane", "sure"]].reset_index(drop=True)
    )


@drawn_from("shares")
def coverage_bars(shares: pd.DataFrame, title: str, source: str) -> Picture:
    """Coverage (fractions) by kind of body: from well-attested seats, and what others add.

    ``shares`` has high, added and all.
    """
    fig, ax = canvas(8, 0.5 * len(shares) + 1.8)
    high, added = 100 * shares["high"], 100 * shares["added"]
    ax.barh(shares.index, high, 0.66, color=GREEN, label="seats of high confidence")
    ax.barh(
        shares.index,
        added,
        0.66,
        left=high,
        color="#A6DBC6",
        hatch="///",
        edgecolor="white",
        label="added by seats of medium or low confidence",
    )
    for y, (sure, whole) in enumerate(zip(high, 100 * shares["all"], strict=True)):
        doubt = f"{sure:.0f} without the hatched part" if whole - sure >= 0.5 else ""
        ax.text(whole + 1, y, f"{whole:.0f}", va="center", fontweight="bold")
        ax.text(whole + 7, y, doubt, va="center", fontsize=8.5, color=GREY)
    ax.invert_yaxis()
    ax.set(xlim=(0, 140), xticks=range(0, 101, 25))
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    legend_below(ax)
    label(fig, title, source, "South-South migrants whose two countries share a body of this kind, per cent")
    parts = ", ".join(f"{k} {v:.0f}" for k, v in (100 * shares["all"]).items())
    alt = f"Bars, per cent: {parts}; a hatched part hangs on doubtful memberships. {title}."
    return Picture(fig, alt, shares)


@drawn_from("pairs")
def corridors_by_cover(pairs: pd.DataFrame, title: str, source: str) -> Picture:
    """Corridors as bars, coloured by what the two ends share.

    ``pairs`` has corridor, stock (persons), cover and shared (names), in the order of the bars.
    """
    fig, ax = canvas(8, 0.31 * len(pairs) + 1.6)
    for cover, (colour, hatch) in COVER.items():
        part = pairs["stock"].where(pairs["cover"] == cover)
        if part.notna().any():
            ax.barh(
                pairs["corridor"],
                part / 1e6,
                color=colour,
                hatch=hatch,
                edgecolor="white",
                label=f"share {cover}",
            )
    for y, (stock, shared) in enumerate(zip(pairs["stock"], pairs["shared"], strict=True)):
        ax.annotate(
            f"{stock / 1e6:.2f}",
            (stock / 1e6, y),
            (4, 0),
            textcoords="offset points",
            va="center",
            fontsize=9,
        )
        ax.annotate(
            shared, (stock / 1e6, y), (33, 0), textcoords="offset points", va="center", fontsize=8, color=GREY
        )
    ax.invert_yaxis()
    ax.tick_params(length=0)
    ax.spines[["bottom", "left"]].set_visible(False)
    ax.set(
        xticks=[],
        xlim=(0, max(pairs["stock"].max() / 0.55e6, 0.1) if len(pairs) else 1),
        ylim=(max(len(pairs), 1) - 0.4, -0.6),
    )
    legend_below(ax, 0.6)
    label(fig, title, source, "Migrants, millions, and the bodies that both ends share")
    alt = (
        f"Bars of {len(pairs)} corridors, coloured by what their two ends share: "
        + "; ".join(
            f"{r.corridor} {r.stock / 1e6:.2f} million, {r.cover}" for r in pairs.head(4).itertuples()
        )
        + f". {title}."
    )
    return Picture(fig, alt, pairs[["corridor", "stock", "cover", "shared"]].reset_index(drop=True))


@drawn_from("table")
def coverage_by_place(table: pd.DataFrame, title: str, source: str) -> Picture:
    """Stacked bars: what migrants of each region of residence share with where they came from.

    ``table`` has migrants (persons) and a fraction for each kind of cover.
    """
    fig, ax = canvas(8, 0.34 * len(table) + 1.9)
    left = np.zeros(len(table))
    names = [
        f"{place} ({m / 1e6:.1f} m)" if m >= 95_000 else f"{place} ({round(m, -3):,})"
        for place, m in table["migrants"].items()
    ]
    for cover, (colour, hatch) in COVER.items():
        share = 100 * table[cover].to_numpy()
        ax.barh(
            names, share, 0.8, left=left, color=colour, hatch=hatch, edgecolor="white", label=f"share {cover}"
        )
        dark = cover == "a consultative process"
        for y, (start, value) in enumerate(zip(left, share, strict=True)):
            if value >= 6:
                ax.text(
                    start + value / 2,
                    y,
                    f"{value:.0f}",
                    ha="center",
                    va="center",
                    fontsize=9,
                    color="white" if dark else "black",
                    bbox=None
                    if dark
                    else {"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0.85},
                )
        left += share
    ax.invert_yaxis()
    ax.set(xlim=(0, 100), ylim=(len(table) - 0.5, -0.5))
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    legend_below(ax)
    label(fig, title, source, "South-South migrants by region of residence, per cent")
    alt = (
        f"Stacked bars for {len(table)} regions; a consultative process in common, per cent: "
        + ", ".join(f"{p} {100 * v:.0f}" for p, v in table[list(COVER)[0]].head(6).items())
        + f". {title}."
    )
    return Picture(fig, alt, table)


@drawn_from("table")
def coverage_over_time(table: pd.DataFrame, title: str, source: str) -> Picture:
    """Coverage by year (fractions): ``today``'s seats throughout, and those that existed then."""
    fig, ax = canvas(8, 4.3)
    styles = {
        "today": (GREY, "--", "s", "under the seats of 2018", 9),
        "then": (GREEN, "-", "o", "under the seats of the time", -14),
    }
    for column, (colour, line, marker, name, shift) in styles.items():
        values = (100 * table[column]).dropna()
        ax.plot(values.index, values, line, color=colour, marker=marker, linewidth=2.2)
        for year, value in values.items():
            ax.annotate(
                f"{value:.0f}",
                (year, value),
                (0, shift),
                textcoords="offset points",
                ha="center",
                va="center",
                fontsize=9,
                color=colour,
            )
        middle = values.index[len(values) // 2]
        ax.annotate(
            name,
            (middle, values[middle]),
            (16, 22 if column == "today" else -34),
            textcoords="offset points",
            color=colour,
            fontweight="bold",
        )
    grid(ax)
    ax.set(ylim=(-9, 108), yticks=range(0, 101, 25), xticks=list(table.index))
    ax.spines["left"].set_visible(False)
    label(
        fig,
        title,
        source,
        "South-South migrants of the year whose countries share a consultative process, per cent",
    )
    first, last = table.dropna().iloc[0], table.dropna().iloc[-1]
    alt = (
        f"Two lines, {table.index[0]} to {table.index[-1]}, per cent: under the seats of 2018 "
        f"{100 * first['today']:.0f} to {100 * last['today']:.0f}, under those of the time "
        f"{100 * first['then']:.0f} to {100 * last['then']:.0f}. {title}."
    )
    return Picture(fig, alt, table)


@drawn_from("table")
def coverage_if(table: pd.DataFrame, title: str, source: str) -> Picture:
    """Coverage (fractions) when weak seats do not count: process and any body, a row a rule."""
    fig, ax = canvas(8, 0.48 * len(table) + 1.7)
    process, whole = 100 * table["process"], 100 * table["any body"]
    places = np.arange(len(table))
    ax.hlines(places, process, whole, color=LIGHT, linewidth=4, zorder=1)
    for values, colour, marker, name in (
        (process, GREEN, "o", "a consultative process"),
        (whole, BLUE, "s", "any body"),
    ):
        ax.scatter(values, places, s=70, color=colour, marker=marker, label=name, zorder=2)
    for y, (p, w) in enumerate(zip(process, whole, strict=True)):
        ax.text(p - 1.7, y, f"{p:.0f}", ha="right", va="center", color=GREEN, fontweight="bold")
        ax.text(w + 1.7, y, f"{w:.0f}", va="center", color=BLUE, fontweight="bold")
    ax.axvline(50, color=GREY, linewidth=0.9, linestyle=":")
    ax.text(50, -0.72, "half", ha="center", fontsize=8.5, color=GREY)
    ax.set(xlim=(0, 106), yticks=places, ylim=(len(table) - 0.5, -0.9))
    ax.set_yticklabels(table.index)
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    legend_below(ax)
    label(fig, title, source, "South-South migrants whose countries share ..., per cent")
    alt = (
        "Pairs of points, per cent with a consultative process and with any body: "
        + ", ".join(f"{r} {100 * v.process:.0f} and {100 * v['any body']:.0f}" for r, v in table.iterrows())
        + f". {title}."
    )
    return Picture(fig, alt, table)
