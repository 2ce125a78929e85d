"""Figures on refugees."""

from __future__ import annotations

import pandas as pd

from helpers.figures.picture import Picture, canvas, drawn_from, finish
from helpers.figures.style import BLUE, COLOURS, GREY, LINES, ORANGE, PURPLE, bare, grid, note, on_bar, side
from helpers.format import number


@drawn_from("shares")
def refugees_among_migrants(shares: pd.DataFrame, since: int | None, title: str, source: str) -> Picture:
    """Lines of refugees among migrants; ``shares`` has fractions, South and North, one row per year.

    ``since`` is the first year whose count has asylum seekers too, where the series has others
    before it: the lines are broken there.
    """
    broken = since is not None and shares.index[0] < since <= shares.index[-1]
    fig, ax = canvas(8, 4.2)
    for group in shares:
        series, colour = 100 * shares[group].dropna(), COLOURS[group]
        if series.empty:
            continue
        for part in (series[series.index < since], series[series.index >= since]) if broken else (series,):
            ax.plot(part.index, part, LINES[group], color=colour, linewidth=2.4, marker="o", markersize=5)
        for year, value in series.items():
            note(ax, f"{value:.0f}", (year, value), (0, 8), ha="center", size=9, color=colour)
        end = series.index[-1], series.iloc[-1]
        note(ax, group, end, (14, 0), va="center", color=colour, weight="bold")
    grid(ax)
    ax.set(ylim=(0, 1.15 * 100 * shares.max().max()), xticks=list(shares.index))
    ax.margins(x=0.09)
    bare(ax, "left")
    first, last = shares.index[0], shares.index[-1]
    alt = "Two lines"
    if broken:
        middle = (max(y for y in shares.index if y < since) + since) / 2
        ax.axvline(middle, color=GREY, linewidth=1, linestyle=":")
        place = {"transform": ax.get_xaxis_transform(), "ha": "right", "va": "top"}
        ax.text(middle, 0.98, f"from {since} on with \nasylum seekers ", color=GREY, size=9, **place)
        alt = f"Two lines, broken before {since}, when asylum seekers come in"
    parts = "; ".join(
        f"{g} {number(100 * shares.at[first, g], '%.0f per cent')} in {first}, "
        f"{number(100 * shares.at[last, g], '%.0f')} in {last}"
        for g in shares
    )
    subtitle = "Refugees by UN DESA's count, those in Palestine too, per cent of migrants living there"
    return finish(fig, title, source, f"{alt}. {parts}", shares, subtitle)


@drawn_from("shares")
def hosts(shares: pd.DataFrame, title: str, source: str) -> Picture:
    """Bars cut into South and North; ``shares`` has fractions, one row per counting rule, then residents."""
    fig, ax = canvas(8, 0.55 * len(shares) + 1.7)
    first = list(shares.isna().any(axis=1)).index(False)
    places = [y + 0.35 * (y == len(shares) - 1) for y in range(len(shares))]
    for y, (place, (_, row)) in enumerate(zip(places, shares.iterrows(), strict=True)):
        start = 0.0
        if row.isna().any():
            ax.text(1, place, "no data", va="center", color=GREY)
            continue
        for group, value in (100 * row).items():
            ax.barh(place, value, 0.7, left=start, **side(group))
            on_bar(ax, start + value / 2, place, f"{value:.0f}", COLOURS[group])
            if y == first:
                ax.text(start + value / 2, -0.46, group, ha="center", color=COLOURS[group], weight="bold")
            start += value
    ax.set_yticks(places, list(shares.index))
    ax.get_yticklabels()[-1].set_style("italic")
    ax.set(xticks=[], xlim=(0, 100), ylim=(len(shares) - 0.1, -0.85))
    bare(ax, "bottom", "left")
    parts = "; ".join(
        f"{n}: South {number(100 * r['South'], '%.0f')}, North {number(100 * r['North'], '%.0f')}"
        for n, r in shares.iterrows()
    )
    alt = f"Bars cut in two, in per cent. {parts}"
    return finish(
        fig, title, source, alt, shares, "Per cent of refugees, by three counting rules, and of residents"
    )


@drawn_from("shares")
def hosted_over_time(shares: pd.DataFrame, year: int, title: str, source: str) -> Picture:
    """Lines of the South's share of refugees.

    ``shares`` has fractions, one row per year, one column per counting rule
    (`displacement.share_hosted_by_year`); ``year`` is marked.
    """
    fig, ax = canvas(8, 4.4)
    looks = zip(shares, (GREY, ORANGE, BLUE), ("o", "-", "--"), (0, -4, 4), strict=True)
    hollow = {"markersize": 7, "markerfacecolor": "white", "markeredgewidth": 2}
    for rule, colour, style, shift in looks:
        series = 100 * shares[rule].dropna()
        ax.plot(series.index, series, style, color=colour, linewidth=2.2, label=rule, **hollow)
        if len(series) and shift:
            end = series.index[-1], series.iloc[-1]
            note(ax, f"{end[1]:.0f}", end, (10, shift), color=colour, va="center", weight="bold", size=9)
    ax.axvline(year, color=PURPLE, linewidth=1, linestyle=":")
    ax.text(year, 3, f" {year}", color=PURPLE, size=9)
    grid(ax)
    ax.set(ylim=(0, 100))
    ax.legend(loc="lower left", bbox_to_anchor=(0, 0.08))
    ax.spines["left"].set_visible(False)
    first, last = shares.index[0], shares.index[-1]
    parts = "; ".join(
        f"{rule}: {100 * s.iloc[0]:.0f} in {s.index[0]}, {100 * s.iloc[-1]:.0f} in {s.index[-1]}"
        for rule, s in ((r, shares[r].dropna()) for r in shares)
        if len(s)
    )
    alt = f"The South's share of refugees by three rules, {first} to {last}, in per cent. {parts}"
    return finish(fig, title, source, alt, shares, "South's share of the refugees counted, per cent")
