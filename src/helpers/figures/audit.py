"""Figures on the audit of texts."""

from __future__ import annotations

import textwrap

import pandas as pd
from matplotlib.patches import Rectangle

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

# Fill, sign and ink of a cell; the sign tells states apart without colour.
STATES = {
    "found": ("#CDEBDD", "✓", "#00573D"),
    "missing": ("#F6DACB", "✗", "#8A3A00"),
    "fragile": ("#FFF0C2", "!", "#6B4E00"),
}


@drawn_from("cells")
def element_grid(cells: pd.DataFrame, title: str, source: str, subtitle: str = "") -> Picture:
    """Elements of a rubric (rows) by text (columns), each cell with a sign and its reason.

    ``cells`` has element, text, state (see `STATES`) and reason; rows and columns keep their order.
    """
    rows, columns = list(cells["element"].unique()), list(cells["text"].unique())
    width = max(7.5, 2.1 + 2.5 * len(columns))
    letters = int((width - 2.1) / len(columns) * 14)
    fig, ax = canvas(width, 0.58 * len(rows) + 1.6)
    for cell in cells.itertuples():
        x, y = columns.index(cell.text), rows.index(cell.element)
        fill, sign, ink = STATES[cell.state]
        ax.add_patch(Rectangle((x + 0.01, y + 0.04), 0.98, 0.92, facecolor=fill, linewidth=0))
        ax.text(x + 0.055, y + 0.5, sign, va="center", fontsize=13, color=ink, fontweight="bold")
        reason = textwrap.shorten(cell.reason, 3 * (letters - 6), placeholder=" ...")
        ax.text(
            x + 0.055 + 0.055 * len(columns),
            y + 0.5,
            textwrap.fill(reason, letters - 4),
            va="center",
            fontsize=8.5,
            color="#222222",
        )
    ax.set(xlim=(0, len(columns)), ylim=(len(rows), 0))
    ax.set_xticks([x + 0.5 for x in range(len(columns))], columns, fontweight="bold")
    ax.set_yticks([y + 0.5 for y in range(len(rows))], rows)
    ax.xaxis.tick_top()
    ax.tick_params(length=0)
    ax.spines[["left", "bottom"]].set_visible(False)
    label(fig, title, source, subtitle)
    counts = cells[cells["state"] != "missing"].groupby("text", sort=False).size()
    parts = ", ".join(f"{t} {counts.get(t, 0)} of {len(rows)}" for t in columns)
    alt = f"Grid of {len(rows)} elements by {len(columns)} texts; elements found: {parts}. {title}."
    return Picture(fig, alt, cells.reset_index(drop=True))


@drawn_from("counts")
def found_by_rule(counts: pd.DataFrame, most: int, title: str, source: str) -> Picture:
    """How many of ``most`` elements each text (column) has under each rule (row)."""
    fig, ax = canvas(8, 0.56 * len(counts) + 1.9)
    styles = [(GREEN, "o"), (ORANGE, "s"), (BLUE, "^")]
    ax.hlines(range(len(counts)), 0, most, color=LIGHT, linewidth=1, zorder=0)
    for n, (name, column) in enumerate(counts.items()):
        colour, marker = styles[n % len(styles)]
        shift = 0.16 * (n - (len(counts.columns) - 1) / 2)
        ax.scatter(
            column,
            [y + shift for y in range(len(counts))],
            s=85,
            color=colour,
            marker=marker,
            label=name,
            zorder=2,
        )
    ax.set(xlim=(-0.3, most + 0.4), xticks=range(most + 1), ylim=(len(counts) - 0.5, -0.5))
    ax.set_yticks(range(len(counts)), list(counts.index))
    ax.tick_params(axis="y", length=0)
    ax.spines["left"].set_visible(False)
    grid(ax, "x")
    ax.legend(loc="upper right", bbox_to_anchor=(1.02, 0), borderaxespad=2.6, ncols=3, fontsize=9)
    label(fig, title, source, f"Elements found, of {most}")
    parts = "; ".join(
        f"{rule}: " + ", ".join(f"{t} {v}" for t, v in row.items()) for rule, row in counts.iterrows()
    )
    return Picture(fig, f"Points for each rule and text. {parts}. {title}.", counts)


@drawn_from("events")
def days_around(events: pd.DataFrame, title: str, source: str) -> Picture:
    """Events on a line of days before and after the article: label, date, days; those with a date."""
    events = events.dropna(subset="days").astype({"days": "int64"})
    fig, ax = canvas(8.5, 0.46 * len(events) + 1.5)
    colours = [GREY if d <= 0 else BLUE for d in events["days"]]
    ax.hlines(range(len(events)), 0, events["days"], color=colours, linewidth=3)
    ax.scatter(events["days"], range(len(events)), s=70, color=colours, zorder=2)
    for y, event in enumerate(events.itertuples()):
        text = f"{event.label}, {event.date}" + (f"  ({event.days:+d})" if event.days else "")
        ax.annotate(
            text, (max(event.days, 0), y), (10, 0), textcoords="offset points", va="center", fontsize=9
        )
    ax.axvline(0, color="black", linewidth=0.9)
    span = events["days"].max() - min(events["days"].min(), 0)
    ax.set(
        xlim=(min(events["days"].min(), 0) - 8, events["days"].max() + 0.9 * span),
        ylim=(len(events) - 0.5, -0.5),
        yticks=[],
    )
    ax.set_xticks(
        [t for t in range(-100, int(events["days"].max()) + 51, 50) if t >= events["days"].min() - 8]
    )
    ax.spines["left"].set_visible(False)
    label(fig, title, source, "Days before (-) and after (+) the article")
    parts = ", ".join(f"{e.label} {e.days:+d}" for e in events.itertuples())
    return Picture(fig, f"Events by days from the article: {parts}. {title}.", events.reset_index(drop=True))
