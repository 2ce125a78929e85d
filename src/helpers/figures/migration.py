"""Figures on the migrant stock."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.patches import Rectangle

from helpers.figures.style import (
    COLOURS,
    GREY,
    HATCHES,
    LIGHT,
    LINES,
    Picture,
    canvas,
    drawn_from,
    gap,
    grid,
    label,
    nothing,
)


@drawn_from("row")
def four_way_square(
    row: pd.Series, title: str, source: str, size: tuple[float, float] = (6.4, 5.6)
) -> Picture:
    """A square whose four rectangles are as large as the four directions of migration.

    ``row`` has one number (persons) for each direction. Columns are destinations, their width the
    group's share of all migrants; within a column, height is the share of each origin; ``size``
    in inches.
    """
    if not row.sum():
        return nothing(row.to_frame("migrants"), title, source)
    fig, ax = canvas(*size)
    total, x = row.sum(), 0.0
    for destination in ("South", "North"):
        parts = row[[f"South-{destination}", f"North-{destination}"]]
        width, y = parts.sum() / total, 0.0
        if not width:  # a column that is not there has no name
            continue
        for direction, stock in parts.items():
            height = stock / parts.sum()
            ax.add_patch(
                Rectangle(
                    (x, y), width, height, facecolor=COLOURS[str(direction)], edgecolor="white", linewidth=3
                )
            )
            if stock / total > 0.02:
                origin = str(direction).split("-")[0]
                low, narrow = height < 0.11, width * size[0] < 1.4
                name = f"from {origin}" if low or narrow else f"{origin} → {destination}"
                text = f"{name}{' ' if low else chr(10)}{stock / 1e6:,.1f} m"
                ax.text(
                    x + width / 2,
                    y + height / 2,
                    text,
                    ha="center",
                    va="center",
                    color="white",
                    fontweight="bold",
                    fontsize=9 if low else 11,
                )
            y += height
        ax.text(
            x + width / 2,
            -0.02,
            f"living in the {destination}\n{100 * width:.0f} per cent of all",
            ha="center",
            va="top",
        )
        x += width
    ax.set(xlim=(0, 1), ylim=(-0.1, 1))
    ax.set_axis_off()
    label(fig, title, source)
    parts_text = ", ".join(f"{k} {v / 1e6:.1f}" for k, v in row.items())
    alt = f"A square cut into four in proportion to migrants, in millions: {parts_text}. {title}."
    return Picture(fig, alt, row.to_frame("migrants"))


@drawn_from("four_way")
def four_way_over_time(four_way: pd.DataFrame, crossings: pd.DataFrame, title: str, source: str) -> Picture:
    """Stock by direction over the years (persons), with the crossings marked."""
    fig, ax = canvas(8, 4.8)
    for direction in four_way:
        series = four_way[direction] / 1e6
        ax.plot(
            series.index,
            series,
            LINES[direction],
            color=COLOURS[direction],
            linewidth=2.4,
            marker="o",
            markersize=4,
        )
        ax.annotate(
            direction,
            (series.index[-1], series.iloc[-1]),
            (8, 0),
            va="center",
            textcoords="offset points",
            color=COLOURS[direction],
            fontweight="bold",
        )
    for _, c in crossings.iterrows():
        level = np.interp(c["year"], four_way.index, four_way["South-South"] / 1e6)
        ax.plot(c["year"], level, "o", markersize=16, fillstyle="none", color="black")
        ax.annotate(
            f"{c['leader']} ahead\nfrom about {c['year']:.0f}",
            (c["year"], level),
            (-10, 16),
            textcoords="offset points",
            ha="right",
            fontsize=9,
        )
    grid(ax)
    ax.set(
        xlim=(four_way.index[0] - 0.5, four_way.index[-1] + 6), ylim=(0, None), xticks=list(four_way.index)
    )
    ax.spines["left"].set_visible(False)
    label(fig, title, source, "Migrants by origin and destination, millions")
    alt = (
        f"Four lines, one a direction of migration, {four_way.index[0]} to "
        f"{four_way.index[-1]}; where South-South and South-North cross is circled. "
        f"{title}."
    )
    return Picture(fig, alt, four_way)


@drawn_from("growth")
def growth_by_period(growth: pd.DataFrame, title: str, source: str) -> Picture:
    """Annual growth (fractions) by period, South beside North."""
    fig, ax = canvas(8, 4.4)
    places = np.arange(len(growth))
    for offset, group in ((-0.2, "South"), (0.2, "North")):
        values = 100 * growth[group]
        for place in places[values.isna().to_numpy()]:
            gap(ax, place + offset)
        bars = ax.bar(
            places + offset,
            values,
            0.38,
            color=COLOURS[group],
            label=group,
            hatch=HATCHES[group],
            edgecolor="white",
        )
        ax.bar_label(bars, fmt="%.1f", padding=2, fontsize=9)
    ax.axhline(0, color=GREY, linewidth=0.8)
    ax.axvline(len(growth) - 1.5, color=LIGHT, linewidth=1)
    ax.set_xticks(places, list(growth.index))
    grid(ax)
    ax.legend(loc="upper left", ncols=2)
    ax.margins(y=0.15)
    label(fig, title, source, "Average growth of migrants a year, per cent")
    alt = f"Pairs of bars, South beside North, for {', '.join(growth.index)}. {title}."
    return Picture(fig, alt, growth)


@drawn_from("pairs")
def ranked_corridors(pairs: pd.DataFrame, title: str, source: str) -> Picture:
    """Largest corridors as bars; ``pairs`` has corridor and stock (persons), largest first."""
    fig, ax = canvas(8, 0.32 * len(pairs) + 1.4)
    bars = ax.barh(pairs["corridor"], pairs["stock"] / 1e6, color=COLOURS["South-South"])
    ax.bar_label(bars, fmt="%.2f", padding=3, fontsize=9)
    ax.invert_yaxis()
    ax.tick_params(length=0)
    ax.spines[["bottom", "left"]].set_visible(False)
    ax.set_xticks([])
    label(fig, title, source, "Migrants, millions")
    largest = ", ".join(
        f"{c} {s / 1e6:.1f}" for c, s in zip(pairs["corridor"].head(5), pairs["stock"].head(5), strict=True)
    )
    alt = f"Bars of {len(pairs)} corridors; the largest, in millions: {largest}. {title}."
    return Picture(fig, alt, pairs[["corridor", "stock"]])


@drawn_from("leads")
def lead_if_moved(leads: pd.DataFrame, lead: float, title: str, source: str) -> Picture:
    """The lead of South-South over South-North after moving one area; name and lead (persons)."""
    fig, ax = canvas(8, 0.34 * len(leads) + 1.6)
    values = leads["lead"] / 1e6
    colours = [COLOURS["South-North"] if v < 0 else COLOURS["South-South"] for v in values]
    hatches = [HATCHES["North"] if v < 0 else "" for v in values]
    bars = ax.barh(leads["name"], values, color=colours, hatch=hatches, edgecolor="white")
    ax.bar_label(bars, fmt="%+.1f", padding=3, fontsize=9)
    ax.axvline(0, color="black", linewidth=1)
    ax.axvline(lead / 1e6, color=GREY, linestyle=":", linewidth=1.5, label=f"as it stands: {lead / 1e6:+.1f}")
    ax.legend(loc="center right")
    ax.invert_yaxis()
    ax.margins(x=0.12)
    ax.spines["left"].set_visible(False)
    ax.tick_params(axis="y", length=0)
    label(fig, title, source, "South-South minus South-North, millions, if only this area changed sides")
    below = ", ".join(leads.loc[leads["lead"] < 0, "name"]) or "none"
    alt = f"Bars left and right of zero; left of it: {below}. {title}."
    return Picture(fig, alt, leads[["name", "lead", "moved"]])
