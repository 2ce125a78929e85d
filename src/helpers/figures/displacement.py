"""Figures on refugees."""

from __future__ import annotations

import pandas as pd

from helpers.figures.style import (
    BLUE,
    COLOURS,
    GREY,
    HATCHES,
    LINES,
    ORANGE,
    PURPLE,
    Picture,
    canvas,
    drawn_from,
    grid,
    label,
    shown,
)


@drawn_from("shares")
def refugees_among_migrants(shares: pd.DataFrame, title: str, source: str) -> Picture:
    """Refugees as a share of migrants (fractions) over the years, South and North."""
    fig, ax = canvas(8, 4.2)
    for group in shares:
        series = 100 * shares[group].dropna()
        if series.empty:
            continue
        ax.plot(
            series.index, series, LINES[group], color=COLOURS[group], linewidth=2.4, marker="o", markersize=5
        )
        for year, value in series.items():
            ax.annotate(
                f"{value:.0f}",
                (year, value),
                (0, 8),
                textcoords="offset points",
                ha="center",
                fontsize=9,
                color=COLOURS[group],
            )
        ax.annotate(
            group,
            (series.index[-1], series.iloc[-1]),
            (14, 0),
            va="center",
            textcoords="offset points",
            color=COLOURS[group],
            fontweight="bold",
        )
    grid(ax)
    ax.set(ylim=(0, 1.15 * 100 * shares.max().max()), xticks=list(shares.index))
    ax.margins(x=0.09)
    ax.tick_params(length=0)
    ax.spines["left"].set_visible(False)
    label(fig, title, source, "Refugees and asylum seekers, per cent of migrants living there")
    first, last = shares.index[0], shares.index[-1]
    parts = "; ".join(
        f"{g} {shown(100 * shares.at[first, g], '%.0f per cent')} in {first}, "
        f"{shown(100 * shares.at[last, g], '%.0f')} in {last}"
        for g in shares
    )
    return Picture(fig, f"Two lines. {parts}. {title}.", shares)


@drawn_from("shares")
def hosts(shares: pd.DataFrame, title: str, source: str) -> Picture:
    """Bars cut into South and North (fractions), one a counting rule, the last one residents."""
    fig, ax = canvas(8, 0.55 * len(shares) + 1.7)
    first = list(shares.isna().any(axis=1)).index(False)
    for y, (_, row) in enumerate(shares.iterrows()):
        start, shift = 0.0, 0.35 * (y == len(shares) - 1)
        if row.isna().any():
            ax.text(1, y + shift, "no data", va="center", color=GREY)
            continue
        for group, value in (100 * row).items():
            ax.barh(
                y + shift,
                value,
                0.7,
                left=start,
                color=COLOURS[group],
                hatch=HATCHES[group],
                edgecolor="white",
            )
            ax.text(
                start + value / 2,
                y + shift,
                f"{value:.0f}",
                va="center",
                ha="center",
                color="white",
                fontweight="bold",
                bbox={"facecolor": COLOURS[group], "edgecolor": "none", "pad": 1.5},
            )
            if y == first:
                ax.text(start + value / 2, -0.46, group, ha="center", color=COLOURS[group], fontweight="bold")
            start += value
    places = [y + 0.35 * (y == len(shares) - 1) for y in range(len(shares))]
    ax.set_yticks(places, list(shares.index))
    ax.get_yticklabels()[-1].set_style("italic")
    ax.set(xticks=[], xlim=(0, 100), ylim=(len(shares) - 0.1, -0.85))
    ax.tick_params(length=0)
    ax.spines[["bottom", "left"]].set_visible(False)
    label(fig, title, source, "Per cent of refugees, by three counting rules, and of residents")
    parts = "; ".join(
        f"{n}: South {shown(100 * r['South'], '%.0f')}, North {shown(100 * r['North'], '%.0f')}"
        for n, r in shares.iterrows()
    )
    return Picture(fig, f"Bars cut in two, in per cent. {parts}. {title}.", shares)


@drawn_from("shares")
def hosted_over_time(shares: pd.DataFrame, year: int, title: str, source: str) -> Picture:
    """The South's share of refugees (fractions) over the years, a line for each counting rule."""
    fig, ax = canvas(8, 4.4)
    looks = zip(shares, (GREY, ORANGE, BLUE), ("o", "-", "--"), (0, -4, 4), strict=True)
    for rule, colour, style, shift in looks:
        series = 100 * shares[rule].dropna()
        ax.plot(
            series.index,
            series,
            style,
            color=colour,
            linewidth=2.2,
            markersize=7,
            markerfacecolor="white",
            markeredgewidth=2,
            label=rule,
        )
        if len(series) and shift:
            ax.annotate(
                f"{series.iloc[-1]:.0f}",
                (series.index[-1], series.iloc[-1]),
                (10, shift),
                textcoords="offset points",
                color=colour,
                va="center",
                fontweight="bold",
                fontsize=9,
            )
    ax.axvline(year, color=PURPLE, linewidth=1, linestyle=":")
    ax.text(year, 3, f" {year}", color=PURPLE, fontsize=9)
    grid(ax)
    ax.set(ylim=(0, 100))
    ax.legend(loc="lower left", bbox_to_anchor=(0, 0.08))
    ax.spines["left"].set_visible(False)
    label(fig, title, source, "South's share of the refugees counted, per cent")
    first, last = shares.index[0], shares.index[-1]
    parts = "; ".join(
        f"{rule}: {100 * s.iloc[0]:.0f} in {s.index[0]}, {100 * s.iloc[-1]:.0f} in {s.index[-1]}"
        for rule, s in ((r, shares[r].dropna()) for r in shares)
        if len(s)
    )
    return Picture(
        fig,
        f"The South's share of refugees by three rules, {first} to {last}, in per cent. {parts}. {title}.",
        shares,
    )
