"""Figures of the country brief, small enough that two pages hold them."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes

from helpers.figures.style import (
    COLOURS,
    GREEN,
    GREY,
    HATCHES,
    Picture,
    canvas,
    drawn_from,
    gap,
    grid,
    label,
)

INK = "#333333"
PANELS = {"in": "came from", "out": "live in"}


def corridors(sides: dict[str, pd.DataFrame], title: str, source: str) -> Picture:
    """The largest corridors in and out, a panel each.

    Each table has name, group, stock (persons) and shared (bool: a body in common), largest first.
    """
    fig, axes = canvas(8.4, 3.3, ncols=2)
    for ax, (end, table) in zip(axes, sides.items(), strict=True):
        _bars(ax, table)
        ax.set_title(f"{'Migrants here' if end == 'in' else 'People from here'} {PANELS[end]} …")
    label(fig, title, f"{source}. Orange: South; blue, hatched: North. ○ no body in common")
    numbers = pd.concat(sides, names=["end", "place"]).rename(columns={"stock": "people"})
    texts = "; ".join(
        f"{PANELS[end]}: "
        + (
            ", ".join(f"{r.name} {r.stock:,}" for r in t[["name", "stock"]].head(4).itertuples(index=False))
            or "none named"
        )
        for end, t in sides.items()
    )
    return Picture(fig, f"Two panels of bars. {texts}. {title}.", numbers)


def _bars(ax: Axes, table: pd.DataFrame) -> None:
    names = [str(n) if s else f"○ {n}" for n, s in zip(table["name"], table["shared"], strict=True)]
    for y, (stock, group) in enumerate(zip(table["stock"], table["group"], strict=True)):
        bar = ax.barh(y, stock, 0.74, color=COLOURS[group], hatch=HATCHES[group], edgecolor="white")
        ax.bar_label(bar, labels=[_people(stock)], padding=3, fontsize=9)
    ax.set_yticks(range(len(table)), names)
    ax.set_xticks([])
    ax.set_ylim(max(len(table), 4) - 0.4, -0.6)
    ax.margins(x=0.24)
    ax.tick_params(length=0)
    ax.spines[["bottom", "left"]].set_visible(False)
    if table.empty:
        ax.text(0.02, 0.6, "no country is named", transform=ax.transAxes, color=GREY)


def _people(n: float) -> str:
    return f"{n / 1e6:.2f} m" if n >= 1e6 else f"{n:,.0f}"


@drawn_from("stock")
def over_time(stock: pd.DataFrame, year: int, title: str, source: str) -> Picture:
    """Migrants in the area (in) and people from there elsewhere (out) over the years, persons."""
    fig, ax = canvas(8.4, 2.7)
    lines = {"in": ("living here", GREEN, "-", "o"), "out": ("from here", INK, "--", "s")}
    unit = 1e6 if stock.max().max() >= 1e6 else 1e3 if stock.max().max() >= 1e4 else 1
    ends = {}
    for end, (_, colour, line, mark) in lines.items():
        series = stock[end].dropna() / unit
        ax.plot(series.index, series, line, color=colour, linewidth=2.2, marker=mark, markersize=4)
        if len(series):
            ends[end] = (series.index[-1], float(series.iloc[-1]))
    top = max((level for _, level in ends.values()), default=1) or 1
    low = float(stock.max().max()) / unit * 0.13 if len(ends) else top
    near = len(ends) == 2 and abs(ends["in"][1] - ends["out"][1]) < low
    for end, (x, level) in ends.items():
        first = near and level >= max(v for _, v in ends.values())
        shift = 0 if not near else 7 if first else -7
        ax.annotate(
            lines[end][0],
            (x, level),
            (8, shift),
            textcoords="offset points",
            va="center",
            color=lines[end][1],
            fontweight="bold",
        )
    grid(ax)
    years = list(stock.index)
    ax.axvline(year, color="#BBBBBB", linewidth=1, zorder=0)
    ax.set(xlim=(years[0] - 0.7, years[-1] + 4.5), ylim=(0, None), xticks=years)
    ax.spines["left"].set_visible(False)
    name = {1e6: "People, millions", 1e3: "People, thousands", 1: "People"}[unit]
    label(fig, title, source, name)
    alt = (
        f"Two lines, {years[0]} to {years[-1]}: migrants living in the area, and people born "
        f"there who live elsewhere. {title}."
    )
    return Picture(fig, alt, stock)


# Row of `country.beside`, its caption, the factor that makes it readable, its format.
MEASURES = [
    ("migrants", "Migrants,\n% of residents", 100.0, "{:.1f}"),
    ("growth", "Growth of migrants,\n% a year", 100.0, "{:+.1f}"),
    ("share_of_gdp", "Remittances,\n% of GDP*", 100.0, "{:.1f}"),
    ("per_head", "Remittances,\nUS$ a head*", 1.0, "{:,.0f}"),
]


def beside(table: pd.DataFrame, name: str, title: str, source: str) -> Picture:
    """The area beside South and North in four measures, each on an axis of its own."""
    fig, axes = canvas(8.4, 2.6, ncols=len(MEASURES))
    places = ["here", "South", "North"]
    colours = {"here": INK} | COLOURS
    for ax, (row, caption, factor, form) in zip(axes, MEASURES, strict=True):
        for x, place in enumerate(places):
            value = factor * float(table.at[row, place])
            if math.isnan(value):
                gap(ax, x)
                continue
            bar = ax.bar(x, value, 0.7, color=colours[place], hatch=HATCHES.get(place, ""), edgecolor="white")
            ax.bar_label(bar, labels=[_value(value, form)], padding=2)
        ax.set_xticks(range(3), places)
        ax.set(xlim=(-0.6, 2.6), yticks=[])
        ax.axhline(0, color="#888888", linewidth=0.8)
        ax.tick_params(length=0)
        ax.spines[["left", "bottom"]].set_visible(False)
        ax.margins(y=0.2)
        if table.loc[row, places].isna().all():
            ax.set_ylim(0, 1)
        ax.set_title(caption, fontsize=9.5)
    label(fig, title, f"{source}. *South, North: the median economy")
    parts = "; ".join(
        f"{caption.replace(chr(10), ' ').rstrip('*')}: "
        + ", ".join(f"{p} {_value(factor * float(table.at[row, p]), form)}" for p in places)
        for row, caption, factor, form in MEASURES
    )
    return Picture(
        fig, f"Four groups of three bars, {name} (here), South and North. {parts}. {title}.", table
    )


def _value(value: float, form: str) -> str:
    if math.isnan(value):
        return "no data"
    # A little is not nothing: 0.03 per cent would read 0.0.
    least = 0.5 if form.endswith("0f}") else 0.05
    return f"<{2 * least:g}" if 0 < value < least else form.format(value)
