"""One look for all figures, and the one way to show them.

Colours are Okabe and Ito's, told apart by colour-blind readers; every figure also uses a second
channel (line style, hatching, a label). The title states the finding, the last line the source.
"""

from __future__ import annotations

import io
import textwrap
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
from IPython.display import display
from matplotlib.axes import Axes
from matplotlib.figure import Figure

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#6E6E6E"
YELLOW, SKY, PURPLE, LIGHT = "#E69F00", "#56B4E9", "#CC79A7", "#D9D9D9"
COLOURS = {"South": ORANGE, "North": BLUE, "South-South": ORANGE, "South-North": BLUE,
           "North-North": GREY, "North-South": GREEN}
LINES = {"South-South": "-", "South-North": "--", "North-North": ":", "North-South": "-.",
         "South": "-", "North": "--"}
HATCHES = {"South": "", "North": "///"}

RC = {
    "font.family": "DejaVu Sans", "font.size": 10, "axes.spines.top": False,
    "axes.spines.right": False, "axes.titlelocation": "left", "axes.titlesize": 10,
    "axes.titlecolor": "#444444", "axes.edgecolor": "#888888", "axes.grid": False,
    "xtick.color": "#333333", "ytick.color": "#333333", "legend.frameon": False,
    "hatch.linewidth": 0.6, "figure.constrained_layout.use": True, "savefig.facecolor": "white",
    "figure.facecolor": "white", "svg.hashsalt": "walkthrough",
}


def canvas(width: float = 8, height: float = 4.5, **layout: Any) -> tuple[Figure, Any]:
    """A figure and its axes (as `matplotlib.pyplot.subplots`) in the common look; inches."""
    with plt.rc_context(RC):
        return plt.subplots(figsize=(width, height), **layout)


def label(fig: Figure, title: str, source: str, subtitle: str = "") -> Figure:
    """Give a figure its finding (title), what is drawn (subtitle) and its source line."""
    width = int(fig.get_figwidth() * 10.5)
    fig.suptitle(textwrap.fill(title, width), x=0.01, ha="left", fontsize=13, fontweight="bold")
    note = textwrap.fill(f"Source: {source}", int(fig.get_figwidth() * 16))
    fig.supxlabel(note, x=0.01, ha="left", fontsize=8, color="#555555")
    if subtitle and fig.axes:
        fig.axes[0].set_title(subtitle)
    return fig


def grid(ax: Axes, axis: str = "y") -> None:
    """Faint lines behind the data, along one axis."""
    ax.grid(axis=axis, color="#E5E5E5", linewidth=0.8)  # type: ignore[arg-type]
    ax.set_axisbelow(True)


def show(fig: Figure, alt: str, numbers: pd.DataFrame | pd.Series | None = None) -> None:
    """Show a figure with its alternative text, and then the numbers behind it as a table.

    The table is folded away for the eye; its plain text is what a check of the stored outputs
    compares, since pictures differ from machine to machine.
    """
    buffer = io.BytesIO()
    fig.savefig(buffer, format="png", dpi=120, metadata={"Software": None})
    plt.close(fig)
    metadata = {"image/png": {"alt": alt, "width": int(fig.get_figwidth() * 96)}}
    data = {"image/png": buffer.getvalue(), "text/plain": f"Figure: {alt}"}
    display(data, metadata=metadata, raw=True)  # type: ignore[no-untyped-call]
    if numbers is not None:
        display(Numbers(numbers))  # type: ignore[no-untyped-call]


class Numbers:
    """The numbers behind a figure: a folded table in HTML, the whole table in plain text."""

    def __init__(self, numbers: pd.DataFrame | pd.Series) -> None:
        self.frame = numbers.to_frame() if isinstance(numbers, pd.Series) else numbers

    def __repr__(self) -> str:
        return str(self.frame.to_string(float_format=lambda x: f"{x:,.6g}"))

    def _repr_html_(self) -> str:
        table = self.frame.to_html(float_format=lambda x: f"{x:,.6g}", border=0)
        return f"<details><summary>The numbers behind this figure</summary>{table}</details>"

