"""Figures of the country brief, small enough that two pages hold them."""

from __future__ import annotations

import math

import pandas as pd
from matplotlib.axes import Axes

from helpers.figures.picture import Picture, canvas, drawn_from, finish
from helpers.figures.style import GREEN, GREY, bare, gap, grid, note, side
from helpers.format import stock as people

INK = "#333333"
PANELS = {"in": ("Migrants here", "came from"), "out": ("People from here", "live in")}
# Row of `country.compare_with_groups`, its caption, the factor that makes it readable, its format.
MEASURES = [
    ("migrants", "Migrants,\n% of residents", 100.0, "{:.1f}"),
    ("growth", "Growth of migrants,\n% a year", 100.0, "{:+.1f}"),
    ("share_of_gdp", "Remittances,\n% of GDP*", 100.0, "{:.1f}"),
    ("per_head", "Remittances,\nUS$ a head*", 1.0, "{:,.0f}"),
]


def corridors(sides: dict[str, pd.DataFrame], title: str, source: str) -> Picture:
    """Bars of the largest corridors, a panel for in and one for out.

    Each table has name, group, stock (persons) and shared (bool: a body in common), one row per
    corridor, largest first.
    """
    fig, axes = canvas(8.4, 3.3, ncols=2)
    parts = []
    for ax, (end, table) in zip(axes, sides.items(), strict=True):
        who, verb = PANELS[end]
        _bars(ax, table)
        ax.set_title(f"{who} {verb} …")
        largest = [f"{r.name} {r.stock:,}" for r in table.head(4).itertuples()]
        parts.append(f"{verb}: {', '.join(largest) or 'none named'}")
    numbers = pd.concat(sides, names=["end", "place"]).rename(columns={"stock": "people"})
    source += ". Orange: South; blue, hatched: North. ○ no body in common"
    return finish(fig, title, source, f"Two panels of bars. {'; '.join(parts)}", numbers)


def _bars(ax: Axes, table: pd.DataFrame) -> None:
    names = [str(n) if s else f"○ {n}" for n, s in zip(table["name"], table["shared"], strict=True)]
    for y, (stock, group) in enumerate(zip(table["stock"], table["group"], strict=True)):
        ax.bar_label(
            ax.barh(y, stock, 0.74, **side(group)), labels=[people(stock, " m")], padding=3, fontsize=9
        )
    ax.set_yticks(range(len(table)), names)
    ax.set_xticks([])
    ax.set_ylim(max(len(table), 4) - 0.4, -0.6)
    ax.margins(x=0.24)
    bare(ax, "bottom", "left")
    if table.empty:
        ax.text(0.02, 0.6, "no country is named", transform=ax.transAxes, color=GREY)


@drawn_from("stock")
def over_time(stock: pd.DataFrame, year: int, title: str, source: str) -> Picture:
    """Lines of migrants in the area (in) and people from there elsewhere (out).

    ``stock`` has persons, one row per year (`country.stock_over_time`); ``year`` is marked.
    """
    fig, ax = canvas(8.4, 2.7)
    lines = {"in": ("living here", GREEN, "-", "o"), "out": ("from here", INK, "--", "s")}
    most = float(stock.max().max())
    unit, name = (1e6, ", millions") if most >= 1e6 else (1e3, ", thousands") if most >= 1e4 else (1, "")
    ends = {}
    for end, (_, colour, line, mark) in lines.items():
        series = stock[end].dropna() / unit
        ax.plot(series.index, series, line, color=colour, linewidth=2.2, marker=mark, markersize=4)
        if len(series):
            ends[end] = (series.index[-1], float(series.iloc[-1]))
    # Two names that would run into each other are moved apart, the higher line's up.
    near = len(ends) == 2 and abs(ends["in"][1] - ends["out"][1]) < 0.13 * most / unit
    top = max(level for _, level in ends.values())
    for end, (x, level) in ends.items():
        shift = 0 if not near else 7 if level >= top else -7
        note(ax, lines[end][0], (x, level), (8, shift), va="center", color=lines[end][1], weight="bold")
    grid(ax)
    years = list(stock.index)
    ax.axvline(year, color="#BBBBBB", linewidth=1, zorder=0)
    ax.set(xlim=(years[0] - 0.7, years[-1] + 4.5), ylim=(0, None), xticks=years)
    ax.spines["left"].set_visible(False)
    alt = (
        f"Two lines, {years[0]} to {years[-1]}: migrants living in the area, and people born "
        "there who live elsewhere"
    )
    return finish(fig, title, source, alt, stock, f"People{name}")


def compared(table: pd.DataFrame, name: str, title: str, source: str) -> Picture:
    """The area beside South and North in four measures, each on an axis of its own.

    ``table`` has columns here, South, North, one row per measure (`country.compare_with_groups`).
    """
    fig, axes = canvas(8.4, 2.6, ncols=len(MEASURES))
    places, parts = ["here", "South", "North"], []
    for ax, (row, caption, factor, form) in zip(axes, MEASURES, strict=True):
        values = [factor * float(table.at[row, place]) for place in places]
        texts = [_value(value, form) for value in values]
        for x, (place, value) in enumerate(zip(places, values, strict=True)):
            if math.isnan(value):
                gap(ax, x)
                continue
            look = {"color": INK, "edgecolor": "white"} if place == "here" else side(place)
            ax.bar_label(ax.bar(x, value, 0.7, **look), labels=[texts[x]], padding=2)
        ax.set_xticks(range(3), places)
        ax.set(xlim=(-0.6, 2.6), yticks=[])
        ax.axhline(0, color="#888888", linewidth=0.8)
        bare(ax, "left", "bottom")
        ax.margins(y=0.2)
        if table.loc[row, places].isna().all():
            ax.set_ylim(0, 1)
        ax.set_title(caption, fontsize=9.5)
        shown = ", ".join(f"{place} {text}" for place, text in zip(places, texts, strict=True))
        parts.append(f"{caption.replace(chr(10), ' ').rstrip('*')}: {shown}")
    alt = f"Four groups of three bars, {name} (here), South and North. {'; '.join(parts)}"
    return finish(fig, title, f"{source}. *South, North: the median economy", alt, table)


def _value(value: float, form: str) -> str:
    """A measure as text; a little is not nothing: 0.03 per cent would read 0.0."""
    if math.isnan(value):
        return "no data"
    least = 0.5 if form.endswith("0f}") else 0.05
    return f"<{2 * least:g}" if 0 < value < least else form.format(value)
