"""Figures on how many migrants move between countries that share a body."""

from __future__ import annotations

import numpy as np
import pandas as pd

from helpers.figures.picture import Picture, canvas, drawn_from, finish
from helpers.figures.style import BLUE, GREEN, GREY, LIGHT, ORANGE, bare, grid, legend_below, note
from helpers.format import millions

PALE_GREEN = "#A6DBC6"
# Colour and hatch of what two countries share; hatching tells them apart without colour.
COVER = {
    "a consultative process": (GREEN, ""),
    "another body only": (PALE_GREEN, "///"),
    "no body at all": (ORANGE, "xx"),
}


@drawn_from("shares")
def by_confidence(shares: pd.DataFrame, title: str, source: str) -> Picture:
    """Bars of coverage by kind of body: from well-attested seats, and what others add.

    ``shares`` has high, added and all (fractions), one row per kind (`coverage.by_confidence`).
    """
    fig, ax = canvas(8, 0.5 * len(shares) + 1.8)
    high, added, whole = (100 * shares[c] for c in ("high", "added", "all"))
    ax.barh(shares.index, high, 0.66, color=GREEN, label="seats of high confidence")
    look = {"color": PALE_GREEN, "hatch": "///", "edgecolor": "white"}
    doubtful = "added by seats of medium or low confidence"
    ax.barh(shares.index, added, 0.66, left=high, label=doubtful, **look)
    for y, (sure, total) in enumerate(zip(high, whole, strict=True)):
        doubt = f"{sure:.0f} without the hatched part" if total - sure >= 0.5 else ""
        ax.text(total + 1, y, f"{total:.0f}", va="center", weight="bold")
        ax.text(total + 7, y, doubt, va="center", size=8.5, color=GREY)
    ax.invert_yaxis()
    ax.set(xlim=(0, 140), xticks=range(0, 101, 25))
    bare(ax, "left", ticks="y")
    legend_below(ax)
    parts = ", ".join(f"{k} {v:.0f}" for k, v in whole.items())
    alt = f"Bars, per cent: {parts}; a hatched part hangs on doubtful memberships"
    subtitle = "South-South migrants whose two countries share a body of this kind, per cent"
    return finish(fig, title, source, alt, shares, subtitle)


@drawn_from("pairs")
def corridors(pairs: pd.DataFrame, title: str, source: str) -> Picture:
    """Corridors as bars, coloured by what the two ends share.

    ``pairs`` has corridor (its name), stock (persons), cover and shared (names of bodies), one row per
    corridor, in the order of the bars.
    """
    fig, ax = canvas(8, 0.31 * len(pairs) + 1.6)
    for cover, (colour, hatch) in COVER.items():
        part = pairs["stock"].where(pairs["cover"] == cover) / 1e6
        if part.notna().any():
            look = {"color": colour, "hatch": hatch, "edgecolor": "white"}
            ax.barh(pairs["corridor"], part, label=f"share {cover}", **look)
    for y, (stock, shared) in enumerate(zip(pairs["stock"], pairs["shared"], strict=True)):
        note(ax, f"{stock / 1e6:.2f}", (stock / 1e6, y), (4, 0), va="center", size=9)
        note(ax, shared, (stock / 1e6, y), (33, 0), va="center", size=8, color=GREY)
    ax.invert_yaxis()
    bare(ax, "bottom", "left")
    ax.set(xticks=[], xlim=(0, max(pairs["stock"].max() / 0.55e6, 0.1)), ylim=(len(pairs) - 0.4, -0.6))
    legend_below(ax, 0.6)
    largest = "; ".join(
        f"{r.corridor} {r.stock / 1e6:.2f} million, {r.cover}" for r in pairs.head(4).itertuples()
    )
    alt = f"Bars of {len(pairs)} corridors, coloured by what their two ends share: {largest}"
    numbers = pairs[["corridor", "stock", "cover", "shared"]].reset_index(drop=True)
    return finish(fig, title, source, alt, numbers, "Migrants, millions, and the bodies that both ends share")


@drawn_from("table")
def by_place(table: pd.DataFrame, title: str, source: str) -> Picture:
    """Stacked bars: what migrants of each region of residence share with where they came from.

    ``table`` has migrants (persons) and a fraction for each kind of cover, one row per region
    (`coverage.by_place`).
    """
    fig, ax = canvas(8, 0.34 * len(table) + 1.9)
    left = np.zeros(len(table))
    names = [
        f"{place} ({millions(m)} m)" if m >= 95_000 else f"{place} ({round(m, -3):,})"
        for place, m in table["migrants"].items()
    ]
    for cover, (colour, hatch) in COVER.items():
        share = 100 * table[cover].to_numpy()
        look = {"color": colour, "hatch": hatch, "edgecolor": "white"}
        ax.barh(names, share, 0.8, left=left, label=f"share {cover}", **look)
        box = {"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0.85}
        ink = {"color": "black", "bbox": box} if hatch else {"color": "white"}
        for y, (start, value) in enumerate(zip(left, share, strict=True)):
            if value >= 6:
                ax.text(start + value / 2, y, f"{value:.0f}", ha="center", va="center", size=9, **ink)
        left += share
    ax.invert_yaxis()
    ax.set(xlim=(0, 100), ylim=(len(table) - 0.5, -0.5))
    bare(ax, "left", ticks="y")
    legend_below(ax)
    parts = ", ".join(f"{p} {100 * v:.0f}" for p, v in table[list(COVER)[0]].head(6).items())
    alt = f"Stacked bars for {len(table)} regions; a consultative process in common, per cent: {parts}"
    return finish(fig, title, source, alt, table, "South-South migrants by region of residence, per cent")


@drawn_from("table")
def over_time(table: pd.DataFrame, title: str, source: str) -> Picture:
    """Lines of coverage by year.

    ``table`` has fractions, one row per year: ``today``, by the seats of 2018 throughout, and ``then``,
    by those that existed in the year (`coverage.over_time`).
    """
    fig, ax = canvas(8, 4.3)
    styles = {
        "today": (GREY, "--", "s", "under the seats of 2018", 9, 22),
        "then": (GREEN, "-", "o", "under the seats of the time", -14, -34),
    }
    for column, (colour, line, marker, name, shift, drop) in styles.items():
        values = (100 * table[column]).dropna()
        ax.plot(values.index, values, line, color=colour, marker=marker, linewidth=2.2)
        for year, value in values.items():
            note(
                ax, f"{value:.0f}", (year, value), (0, shift), ha="center", va="center", size=9, color=colour
            )
        middle = values.index[len(values) // 2]
        note(ax, name, (middle, values[middle]), (16, drop), color=colour, weight="bold")
    grid(ax)
    ax.set(ylim=(-9, 108), yticks=range(0, 101, 25), xticks=list(table.index))
    ax.spines["left"].set_visible(False)
    first, last = 100 * table.dropna().iloc[0], 100 * table.dropna().iloc[-1]
    alt = (
        f"Two lines, {table.index[0]} to {table.index[-1]}, per cent: under the seats of 2018 "
        f"{first['today']:.0f} to {last['today']:.0f}, under those of the time "
        f"{first['then']:.0f} to {last['then']:.0f}"
    )
    subtitle = "South-South migrants of the year whose countries share a consultative process, per cent"
    return finish(fig, title, source, alt, table, subtitle)


@drawn_from("table")
def under_rules(table: pd.DataFrame, title: str, source: str) -> Picture:
    """Pairs of points: coverage when weak seats do not count.

    ``table`` has process and any body (fractions), one row per rule (`coverage.under_rules`).
    """
    fig, ax = canvas(8, 0.48 * len(table) + 1.7)
    process, whole = 100 * table["process"], 100 * table["any body"]
    places = np.arange(len(table))
    ax.hlines(places, process, whole, color=LIGHT, linewidth=4, zorder=1)
    ax.scatter(process, places, s=70, color=GREEN, marker="o", label="a consultative process", zorder=2)
    ax.scatter(whole, places, s=70, color=BLUE, marker="s", label="any body", zorder=2)
    for y, (p, w) in enumerate(zip(process, whole, strict=True)):
        ax.text(p - 1.7, y, f"{p:.0f}", ha="right", va="center", color=GREEN, weight="bold")
        ax.text(w + 1.7, y, f"{w:.0f}", va="center", color=BLUE, weight="bold")
    ax.axvline(50, color=GREY, linewidth=0.9, linestyle=":")
    ax.text(50, -0.72, "half", ha="center", size=8.5, color=GREY)
    ax.set(xlim=(0, 106), yticks=places, ylim=(len(table) - 0.5, -0.9))
    ax.set_yticklabels(table.index)
    bare(ax, "left", ticks="y")
    legend_below(ax)
    parts = ", ".join(
        f"{rule} {p:.0f} and {w:.0f}" for rule, p, w in zip(table.index, process, whole, strict=True)
    )
    alt = f"Pairs of points, per cent with a consultative process and with any body: {parts}"
    return finish(fig, title, source, alt, table, "South-South migrants whose countries share ..., per cent")
