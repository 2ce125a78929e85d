"""Figures on the migrant stock: its directions, its growth, its corridors."""

from __future__ import annotations

import numpy as np
import pandas as pd
from matplotlib.patches import Rectangle

from helpers.figures.maps import Shapes, draw_land, equal_earth
from helpers.figures.picture import Picture, canvas, drawn_from, finish, nothing
from helpers.figures.style import COLOURS, GREY, LIGHT, LINES, bare, grid, growth_bars, note, side
from helpers.format import millions

UNKNOWN = "Unknown"
"""In place of an origin's side: of people whose origin has none."""


@drawn_from("row")
def four_way_square(
    row: pd.Series, unknown: pd.Series, title: str, source: str, size: tuple[float, float] = (6.4, 5.6)
) -> Picture:
    """A square whose rectangles are as large as the four directions of migration.

    ``row`` has one number (persons) for each direction, ``unknown`` one for each side of residence:
    migrants whose origin is on no side, a grey rectangle. Columns are destinations, their width the
    group's share of all migrants; within a column, height is the share of each origin; ``size``
    in inches.
    """
    unknown = unknown[unknown > 0].add_prefix(f"{UNKNOWN}-")
    row = pd.concat([row, unknown])
    if not row.sum():
        return nothing(row.to_frame("migrants"), title, source)
    fig, ax = canvas(*size)
    x = 0.0
    for destination in ("South", "North"):
        parts = row.reindex([f"{o}-{destination}" for o in ("South", "North", UNKNOWN)]).dropna()
        width, y = parts.sum() / row.sum(), 0.0
        if not width:  # a column that is not there has no name
            continue
        for direction, stock in parts.items():
            height, colour = stock / parts.sum(), COLOURS.get(str(direction), LIGHT)
            box = Rectangle((x, y), width, height, facecolor=colour, edgecolor="white", linewidth=3)
            ax.add_patch(box)
            if stock / row.sum() > 0.02:
                origin = str(direction).split("-")[0]
                low, narrow = height < 0.11, width * size[0] < 1.4
                name = f"from {origin}" if low or narrow else f"{origin} → {destination}"
                name = "origin unknown" if origin == UNKNOWN else name
                text = f"{name}{' ' if low else chr(10)}{millions(stock)} m"
                look = {
                    "color": "black" if origin == UNKNOWN else "white",
                    "weight": "bold",
                    "size": 9 if low else 11,
                }
                ax.text(x + width / 2, y + height / 2, text, ha="center", va="center", **look)
            y += height
        text = f"living in the {destination}\n{100 * width:.0f} per cent of all"
        ax.text(x + width / 2, -0.02, text, ha="center", va="top")
        x += width
    ax.set(xlim=(0, 1), ylim=(-0.1, 1))
    ax.set_axis_off()
    parts_text = ", ".join(f"{k} {v / 1e6:.1f}" for k, v in row.items())
    alt = f"A square cut into {len(row)} in proportion to migrants, in millions: {parts_text}"
    return finish(fig, title, source, alt, row.to_frame("migrants"))


@drawn_from("four_way")
def four_way_over_time(four_way: pd.DataFrame, crossings: pd.DataFrame, title: str, source: str) -> Picture:
    """Lines of the stock by direction over the years, with the crossings circled.

    ``four_way`` has persons, one row per year, one column per direction; ``crossings`` has after,
    before, year and leader, one row per crossing of South-South and South-North. A line needs two
    years.
    """
    if len(four_way) < 2:
        return nothing(four_way, title, source)
    fig, ax = canvas(8, 4.8)
    years = list(four_way.index)
    for direction in four_way:
        series, colour = four_way[direction] / 1e6, COLOURS[direction]
        ax.plot(years, series, LINES[direction], color=colour, linewidth=2.4, marker="o", markersize=4)
        look = {"va": "center", "color": colour, "weight": "bold"}
        note(ax, direction, (years[-1], series.iloc[-1]), (8, 0), **look)
    for _, c in crossings.iterrows():
        level = np.interp(c["year"], four_way.index, four_way["South-South"] / 1e6)
        ax.plot(c["year"], level, "o", markersize=16, fillstyle="none", color="black")
        text = f"{c['leader']} overtakes\nbetween {c['after']} and {c['before']}"
        note(ax, text, (c["year"], level), (-10, 16), ha="right", size=9)
    grid(ax)
    ax.set(xlim=(years[0] - 0.5, years[-1] + 6), ylim=(0, None), xticks=years)
    ax.spines["left"].set_visible(False)
    alt = f"Four lines, one a direction of migration, {years[0]} to {years[-1]}"
    if len(crossings):
        alt += "; where South-South and South-North cross is circled"
    return finish(fig, title, source, alt, four_way, "Migrants by origin and destination, millions")


@drawn_from("shares")
def hosted_share(shares: pd.Series, year: int, title: str, source: str) -> Picture:
    """A line of the South's share of all migrants (fractions, one a year); ``year`` is marked."""
    if shares.count() < 2:
        return nothing(shares.to_frame("share"), title, source)
    fig, ax = canvas(8, 3.6)
    values = 100 * shares.dropna()
    ax.plot(values.index, values, color=COLOURS["South"], linewidth=2.4, marker="o", markersize=5)
    for when, value in values.items():
        weight = "bold" if when == year else "normal"
        note(ax, f"{value:.1f}", (when, value), (0, 8), ha="center", size=9, weight=weight)
    grid(ax)
    ax.set(ylim=(0, min(100, 1.3 * values.max())), xticks=list(values.index))
    ax.spines["left"].set_visible(False)
    parts = ", ".join(f"{value:.1f} in {when}" for when, value in values.items())
    alt = f"A line, the South's share of all migrants in per cent: {parts}"
    return finish(
        fig, title, source, alt, shares.to_frame("share"), "Migrants living in the South, per cent of all"
    )


@drawn_from("growth")
def growth_by_period(growth: pd.DataFrame, title: str, source: str) -> Picture:
    """Pairs of bars of annual growth, South beside North.

    ``growth`` has fractions a year, columns South and North, one row per period, the last the whole.
    """
    fig, ax = canvas(8, 4.4)
    places = growth_bars(ax, growth)
    ax.axvline(len(growth) - 1.5, color=LIGHT, linewidth=1)
    ax.set_xticks(places, list(growth.index))
    grid(ax)
    ax.legend(loc="upper left", ncols=2)
    ax.margins(y=0.15)
    alt = f"Pairs of bars, South beside North, for {', '.join(growth.index)}; the last is the whole period"
    return finish(fig, title, source, alt, growth, "Average growth of migrants a year, per cent")


@drawn_from("pairs")
def ranked_corridors(pairs: pd.DataFrame, title: str, source: str) -> Picture:
    """Bars of corridors; ``pairs`` has corridor (its name) and stock (persons), largest first."""
    fig, ax = canvas(8, 0.32 * len(pairs) + 1.4)
    bars = ax.barh(pairs["corridor"], pairs["stock"] / 1e6, color=COLOURS["South-South"])
    ax.bar_label(bars, fmt="%.2f", padding=3, fontsize=9)
    ax.invert_yaxis()
    bare(ax, "bottom", "left")
    ax.set_xticks([])
    largest = ", ".join(f"{r.corridor} {r.stock / 1e6:.1f}" for r in pairs.head(5).itertuples())
    alt = f"Bars of {len(pairs)} corridors; the largest, in millions: {largest}"
    return finish(fig, title, source, alt, pairs[["corridor", "stock"]], "Migrants, millions")


@drawn_from("leads")
def lead_if_moved(leads: pd.DataFrame, lead: float, title: str, source: str) -> Picture:
    """Bars of South-South minus South-North if one area changed sides.

    ``leads`` has name, lead and moved (persons), one row per area; ``lead`` is the one as it stands.
    """
    fig, ax = canvas(8, 0.34 * len(leads) + 1.6)
    values = leads["lead"] / 1e6
    looks = [side("North" if v < 0 else "South") for v in values]
    colours, hatches = [s["color"] for s in looks], [s["hatch"] for s in looks]
    bars = ax.barh(leads["name"], values, color=colours, hatch=hatches, edgecolor="white")
    ax.bar_label(bars, fmt="%+.1f", padding=3, fontsize=9)
    ax.axvline(0, color="black", linewidth=1)
    ax.axvline(lead / 1e6, color=GREY, linestyle=":", linewidth=1.5, label=f"as it stands: {lead / 1e6:+.1f}")
    ax.legend(loc="center right")
    ax.invert_yaxis()
    ax.margins(x=0.12)
    bare(ax, "left", ticks="y")
    below = ", ".join(leads.loc[leads["lead"] < 0, "name"]) or "none"
    alt = f"Bars left and right of zero; left of it: {below}"
    subtitle = "South-South minus South-North, millions, if only this area changed sides"
    return finish(fig, title, source, alt, leads[["name", "lead", "moved"]], subtitle)


@drawn_from("pairs")
def corridor_map(
    shapes: Shapes, points: pd.DataFrame, pairs: pd.DataFrame, group: pd.Series, title: str, source: str
) -> Picture:
    """Corridors as arcs from origin (thin) to destination (dot), as wide as they are large.

    ``points`` has area, lon, lat, one row per area; ``pairs`` has origin, destination, corridor (its
    name) and stock (persons); ``group`` is the side of each area.
    """
    fig, ax = canvas(10, 5.4)
    land = {int(a): "#F3D9C8" if g == "South" else "#CFE0EC" for a, g in group.items()}
    draw_land(ax, shapes, land)
    x, y = equal_earth(points["lon"].to_numpy(), points["lat"].to_numpy())
    place = dict(zip(points["area"], zip(x, y, strict=True), strict=True))
    largest = max(pairs["stock"].max(), 1)
    t = np.linspace(0, 1, 40)
    bend = 0.36 * t * (1 - t)
    for row in pairs[::-1].itertuples():
        (x0, y0), (x1, y1) = place[row.origin], place[row.destination]
        xs, ys = x0 + (x1 - x0) * t - (y1 - y0) * bend, y0 + (y1 - y0) * t + (x1 - x0) * bend
        width = 0.4 + 6 * row.stock / largest
        ax.plot(xs, ys, color=COLOURS["South-South"], linewidth=width, alpha=0.65, solid_capstyle="round")
        ax.plot(x1, y1, "o", color="#5A2600", markersize=2 + width / 1.6)
    alt = (
        f"World map with arcs for {len(pairs)} corridors, as wide as they are large; a dot "
        "marks the destination"
    )
    return finish(fig, title, source, alt, pairs[["corridor", "stock"]])
