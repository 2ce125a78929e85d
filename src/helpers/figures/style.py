"""One look for all figures: colours, second channels, and marks that several of them have.

Colours are Okabe and Ito's, told apart by colour-blind readers; every figure also uses a second
channel (line style, hatching, a label).
"""

from __future__ import annotations

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#6E6E6E"
YELLOW, SKY, PURPLE, LIGHT = "#E69F00", "#56B4E9", "#CC79A7", "#D9D9D9"
COLOURS = {
    "South": ORANGE,
    "North": BLUE,
    "South-South": ORANGE,
    "South-North": BLUE,
    "North-North": GREY,
    "North-South": GREEN,
}
LINES = {
    "South-South": "-",
    "South-North": "--",
    "North-North": ":",
    "North-South": "-.",
    "South": "-",
    "North": "--",
}
HATCHES = {"South": "", "North": "///"}

RC = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 10,
    "axes.titlecolor": "#444444",
    "axes.edgecolor": "#888888",
    "axes.grid": False,
    "xtick.color": "#333333",
    "ytick.color": "#333333",
    "legend.frameon": False,
    "hatch.linewidth": 0.6,
    "figure.constrained_layout.use": True,
    "savefig.facecolor": "white",
    "figure.facecolor": "white",
    "axes.axisbelow": True,
}
plt.rcParams.update(RC)  # type: ignore[arg-type]  # its stubs list every name


def side(group: str) -> dict[str, Any]:
    """The look of a bar of South or North: colour, and a hatch that tells them apart without it."""
    return {"color": COLOURS[group], "hatch": HATCHES[group], "edgecolor": "white"}


def note(ax: Axes, text: str, point: tuple[Any, Any], offset: tuple[float, float], **look: Any) -> None:
    """Write beside a point of the data; ``offset`` in printer's points."""
    ax.annotate(text, point, offset, textcoords="offset points", **look)


def gap(ax: Axes, x: float) -> None:
    """Write "no data" where a bar would stand on the axis at ``x``."""
    note(ax, "no\ndata", (x, 0), (0, 3), ha="center", size=9, color=GREY)


def growth_bars(ax: Axes, growth: pd.DataFrame) -> np.ndarray:
    """Pairs of bars, South beside North, in per cent; returns where they stand.

    ``growth`` has fractions, columns South and North, one row a pair.
    """
    places = np.arange(len(growth))
    for offset, group in ((-0.2, "South"), (0.2, "North")):
        values = 100 * growth[group]
        for place in places[values.isna().to_numpy()]:
            gap(ax, place + offset)
        bars = ax.bar(places + offset, values, 0.38, label=group, **side(group))
        ax.bar_label(bars, fmt="%.1f", padding=2, fontsize=9)
    ax.axhline(0, color=GREY, linewidth=0.8)
    return places


def on_bar(ax: Axes, x: float, y: float, text: str, fill: str, ink: str = "white", **look: Any) -> None:
    """Write in the middle of a part of a bar, on a patch of its own colour where hatching would disturb."""
    box = {"facecolor": fill, "edgecolor": "none", "pad": 1.5}
    ax.text(x, y, text, va="center", ha="center", color=ink, weight="bold", bbox=box, **look)


def grid(ax: Axes, axis: str = "y") -> None:
    """Faint lines behind the data, along one axis."""
    ax.grid(axis=axis, color="#E5E5E5", linewidth=0.8)  # type: ignore[arg-type]


def bare(ax: Axes, *spines: str, ticks: str = "both") -> None:
    """Take away the lines at these edges of the axes, and the marks of ticks along ``ticks``."""
    ax.spines[list(spines)].set_visible(False)
    ax.tick_params(axis=ticks, length=0)  # type: ignore[arg-type]


def legend_below(ax: Axes, distance: float = 2.6) -> None:
    """A legend under the axes, where no bar can run into it; ``distance`` in widths of a letter."""
    place: dict[str, Any] = {"loc": "upper right", "bbox_to_anchor": (1.03, 0), "borderaxespad": distance}
    ax.legend(**place, ncols=3, fontsize=9, columnspacing=1.4, handlelength=1.6)
