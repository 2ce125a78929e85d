"""Figures as a notebook shows them: with a title, a source, alternative text and their numbers."""

from __future__ import annotations

import functools
import html
import inspect
import io
import textwrap
from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from IPython.display import Markdown, display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from helpers.figures.style import GREY

DPI = 120


def canvas(width: float = 8, height: float = 4.5, **layout: Any) -> tuple[Figure, Any]:
    """A figure and its axes (as `matplotlib.pyplot.subplots`) in the common look; inches."""
    return plt.subplots(figsize=(width, height), **layout)


def label(fig: Figure, title: str, source: str, subtitle: str = "") -> None:
    """Give a figure its finding (title), what is drawn (subtitle) and its source line."""
    width = int(fig.get_figwidth() * 9.2)
    fig.suptitle(textwrap.fill(title, width), x=0.01, ha="left", fontsize=13, fontweight="bold")
    note = textwrap.fill(f"Source: {source}", int(fig.get_figwidth() * 16))
    fig.supxlabel(note, x=0.01, ha="left", fontsize=8, color="#555555")
    if subtitle and fig.axes:
        fig.axes[0].set_title(subtitle)


class Picture:
    """A finished figure with its alternative text and the numbers behind it.

    As the last expression of a cell it shows itself: the picture, with its alternative text in the
    output's metadata, and then the numbers as a table. The table is folded away for the eye; its
    plain text is what a check of the stored outputs compares, since pictures differ from machine
    to machine.
    """

    def __init__(self, fig: Figure, alt: str, numbers: pd.DataFrame | pd.Series) -> None:
        self.fig, self.alt = fig, " ".join(alt.split())
        self.numbers = Numbers(numbers, self.alt)
        plt.close(fig)  # or the inline backend shows it a second time, without its text

    def png(self) -> bytes:
        """The picture's bytes: the same for the same figure, no date and no version in them."""
        # Not by savefig: it draws twice, once to find the layout, and the layout is found here too.
        self.fig.set_dpi(DPI)
        canvas = FigureCanvasAgg(self.fig)
        canvas.draw()  # type: ignore[no-untyped-call]
        pixels = np.asarray(canvas.renderer.buffer_rgba())[..., :3]  # nothing shines through
        buffer = io.BytesIO()
        Image.fromarray(pixels).save(buffer, "png", dpi=(DPI, DPI), compress_level=3)
        return buffer.getvalue()

    def _ipython_display_(self) -> None:
        metadata = {"image/png": {"alt": self.alt, "width": int(self.fig.get_figwidth() * 96)}}
        data = {"image/png": self.png(), "text/plain": f"Figure: {self.alt}"}
        display(data, metadata=metadata, raw=True)  # type: ignore[no-untyped-call]
        display(self.numbers)  # type: ignore[no-untyped-call]


def finish(
    fig: Figure, title: str, source: str, alt: str, numbers: pd.DataFrame | pd.Series, subtitle: str = ""
) -> Picture:
    """The picture of a figure that is drawn: `label` it; its alternative text ends with the title."""
    label(fig, title, source, subtitle)
    return Picture(fig, f"{alt}. {title}.", numbers)


class Skipped(Picture):
    """A figure for which there is nothing to draw: a notebook shows a sentence in its place."""

    def _ipython_display_(self) -> None:
        display(Markdown(f"*{self.alt}*"))  # type: ignore[no-untyped-call]


def nothing(numbers: pd.DataFrame | pd.Series, title: str, source: str) -> Picture:
    """In place of a figure for which there is nothing to draw: one that says so."""
    fig, ax = canvas(8, 1.7)
    ax.text(0.01, 0.5, "No data: there is nothing to draw.", va="center", color=GREY)
    ax.set_axis_off()
    label(fig, title, source)
    return Skipped(fig, f"No figure: there is nothing to draw. {title}.", numbers)


def drawn_from(name: str) -> Callable[[Callable[..., Picture]], Callable[..., Picture]]:
    """Decorate a function that draws the table (or tables by name) that its argument ``name`` is.

    Where that has no row, or numbers of which all are missing, `nothing` stands in for the figure:
    an axis without a mark looks like a result. The function has ``title`` and ``source`` too.
    """

    def decorate(draw: Callable[..., Picture]) -> Callable[..., Picture]:
        signature = inspect.signature(draw)

        @functools.wraps(draw)
        def drawn(*args: Any, **kwargs: Any) -> Picture:
            given = signature.bind(*args, **kwargs).arguments
            tables = given[name]
            tables = pd.concat(tables) if isinstance(tables, dict) else tables
            if _empty(tables):
                return nothing(tables, given["title"], given["source"])
            return draw(*args, **kwargs)

        return drawn

    return decorate


def _empty(table: pd.DataFrame | pd.Series) -> bool:
    frame = table.to_frame() if isinstance(table, pd.Series) else table
    numbers = frame.select_dtypes("number")
    return frame.empty or (numbers.shape[1] > 0 and bool(numbers.isna().to_numpy().all()))


class Numbers:
    """The numbers behind a figure: a folded table in HTML, the whole table in plain text.

    The alternative text stands above the folded table as well: JupyterLab and nbconvert know no
    place for it at the picture.
    """

    def __init__(self, numbers: pd.DataFrame | pd.Series, alt: str) -> None:
        self.alt = alt
        self.frame = numbers.to_frame() if isinstance(numbers, pd.Series) else numbers

    def __repr__(self) -> str:
        return str(self.frame.to_string(float_format=lambda x: f"{x:,.6g}"))

    def _repr_html_(self) -> str:
        table = self.frame.to_html(float_format=lambda x: f"{x:,.6g}", border=0)
        words = f"<p>{html.escape(self.alt)}</p>"
        return f"<details><summary>This figure in words and numbers</summary>{words}{table}</details>"
