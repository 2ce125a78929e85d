"""The article's argument as a diagram."""

from __future__ import annotations

import textwrap

import pandas as pd

from helpers.figures.style import BLUE, GREEN, GREY, LIGHT, Picture, canvas, drawn_from, label


@drawn_from("claims")
def argument_map(claims: pd.DataFrame, title: str, source: str) -> Picture:
    """Parts of the argument on the left, the claims that hang from each on the right.

    ``claims`` has id, part, statement, in order.
    """
    fig, ax = canvas(10, 0.30 * len(claims) + 1.8)
    y = 0.0
    for part, rows in claims.groupby("part", sort=False):
        top = y
        for _, claim in rows.iterrows():
            text = textwrap.shorten(claim["statement"], 92, placeholder=" ...")
            ax.plot([0.27, 0.30], [y, y], color=LIGHT, linewidth=1.5)
            ax.text(0.31, y, f"{claim['id']}", va="center", fontsize=9, fontweight="bold")
            ax.text(0.365, y, text, va="center", fontsize=9)
            y += 1
        colour = BLUE if part.startswith("Arg") else GREEN if part.startswith("Rec") else GREY
        ax.plot([0.27, 0.27], [top, y - 1], color=LIGHT, linewidth=1.5)
        ax.text(
            0.255,
            (top + y - 1) / 2,
            part.replace(": ", "\n"),
            va="center",
            ha="right",
            color="white",
            fontsize=9.5,
            fontweight="bold",
            bbox={"boxstyle": "round,pad=0.4", "facecolor": colour, "edgecolor": "none"},
        )
        y += 0.7
    ax.set(xlim=(0, 1), ylim=(y - 0.5, -0.8))
    ax.set_axis_off()
    label(fig, title, source)
    alt = f"Diagram: {claims['part'].nunique()} parts, each with its claims. {title}."
    return Picture(fig, alt, claims.set_index("id"))
