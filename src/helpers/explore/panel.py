"""The controls of the explorer, and what they move. Everything works by keyboard."""

from __future__ import annotations

import base64
import html
from dataclasses import replace
from typing import Any

import ipywidgets as w

from helpers.data.package import open_package
from helpers.explore.live_region import LiveRegion
from helpers.explore.sentences import FALLBACK, RESIDUALS, Verdicts, change, opening, trials
from helpers.explore.state import Selection, View, Views
from helpers.parameters import resolve

WIDE = w.Layout(width="auto", flex="1 1 30em")
NARROW = w.Layout(width="15em")
STYLE = {"description_width": "7em"}


class Explorer:
    """A selection, its view, and the controls that change it.

    As the last expression of a cell it shows the controls; without a kernel, what to do.
    """

    def __init__(self, views: Views, start: Selection) -> None:
        self.views = views
        self.start = self.now = views(start)
        self.alone: dict[str, int] = {}
        selected, package = self.now.selection, views.package
        self.revision = _dropdown("Revision", package.revisions, selected.revision, NARROW)
        self.year = _dropdown("Year", package.years(selected.revision), selected.year, NARROW)
        south, residual = (
            [(text, name) for name, text in d.items()] for d in (self.now.study.definitions, RESIDUALS)
        )
        self.south = _dropdown("The South", south, selected.south, WIDE)
        self.residual = _dropdown("Other origins", residual, selected.residual, WIDE)
        # Not with every letter: a value then arrives when it is finished, by Enter or by choosing.
        self.area = w.Combobox(
            description="Move",
            continuous_update=False,
            style=STYLE,
            placeholder="an area's name or three-letter code, then Enter",
            layout=WIDE,
        )
        self.moved = w.Select(description="Moved", rows=2, style=STYLE, layout=WIDE)
        self.back = w.Button(description="Move back", layout=w.Layout(width="14em"))
        self.again = w.Button(description="Start again", layout=w.Layout(width="14em"))
        self.tried, self.figure, self.table = w.HTML(), w.HTML(), w.HTML()
        self.announcement = LiveRegion()
        self.box = self._laid_out()
        self._set = False
        for control in (self.revision, self.year, self.south, self.residual):
            control.observe(self._chosen, "value")
        self.area.observe(self._named, "value")
        self.back.on_click(lambda _: self._back())
        self.again.on_click(lambda _: self._go(self.start.selection))
        self._show(opening(self.now), None)

    def _repr_mimebundle_(self, **options: Any) -> dict[str, Any]:
        """Controls where a kernel runs; a stored notebook keeps the texts."""
        shown: dict[str, Any] = self.box._repr_mimebundle_(**options)
        return shown | {"text/plain": FALLBACK, "text/html": f"<p><em>{FALLBACK}</em></p>"}

    def _laid_out(self) -> w.VBox:
        wrap = w.Layout(flex_flow="row wrap", align_items="flex-start")
        self.figure.layout = w.Layout(flex="0 1 auto", max_width="100%")
        self.table.layout = w.Layout(flex="1 1 22em")
        return w.VBox(
            [
                w.HBox([self.revision, self.south], layout=wrap),
                w.HBox([self.year, self.residual], layout=wrap),
                w.HBox([self.area], layout=wrap),
                w.HBox([self.moved, w.VBox([self.back, self.again])], layout=wrap),
                self.announcement,
                w.HBox([self.figure, self.table], layout=wrap),
                self.tried,
            ]
        )

    def _chosen(self, _: Any) -> None:
        """A new value in one of the four lists. Another line starts with every area in place."""
        if self._set:
            return
        wanted = Selection(
            self.revision.value,
            self.year.value,
            self.south.value,
            self.residual.value,
            self.now.selection.moved,
        )
        same_line = wanted.south == self.now.selection.south
        self._go(wanted if same_line else replace(wanted, moved=()))

    def _named(self, _: Any) -> None:
        """Move the area that the field names; one that was moved goes back."""
        name = self.area.value.strip()
        if self._set or not name:
            return
        area = self._area(name)
        if area is None:
            self.announcement.text = (
                f"No area is called “{name}”. Write a name from the list, or a three-letter code such as KEN."
            )
            return
        self._move(area)

    def _move(self, area: int) -> None:
        """Move an area across the line, or back."""
        moved = self.now.selection.moved
        others = tuple(a for a in moved if a != area)
        self._go(replace(self.now.selection, moved=others if area in moved else (*moved, area)))

    def _area(self, name: str) -> int | None:
        """The area with this name or three-letter code, in any case of letters."""
        codes = self.now.study.areas.set_index("area")["iso3"]
        for names in (self.now.names, codes):
            found = names.index[names.str.casefold() == name.casefold()]
            if len(found):
                return int(found[0])
        return None

    def _back(self) -> None:
        if self.moved.value is None:
            self.announcement.text = "No area is on the other side of the line."
            return
        self._move(self.moved.value)

    def _go(self, selection: Selection) -> None:
        """Make a selection the present one, and show it beside the one before."""
        before, self.now = self.now, self.views(selection)
        if replace(before.selection, moved=()) != replace(self.now.selection, moved=()):
            self.alone = {}
        if len(self.now.selection.moved) == 1:
            self.alone[self.now.names[self.now.selection.moved[0]]] = self.now.lead
        self._show(change(before, self.now), before)

    def _show(self, sentence: str, before: View | None) -> None:
        now = self.now
        self._set = True  # what is set here is no choice of the reader
        selected = now.selection
        self.year.options = self.views.package.years(selected.revision)
        for name in ("revision", "year", "south", "residual"):
            getattr(self, name).value = getattr(selected, name)
        self.area.options, self.area.value = tuple(now.names), ""
        self.moved.options = [(f"{now.names[a]}: now {now.side(a)}", a) for a in selected.moved]
        self.moved.value = selected.moved[-1] if selected.moved else None
        self._set = False
        picture = now.picture()
        code = base64.b64encode(picture.png()).decode()
        self.figure.value = (
            f"<img alt='{html.escape(picture.alt)}' style='max-width:100%' "
            f"width='{int(picture.fig.get_figwidth() * 96)}' "
            f"src='data:image/png;base64,{code}'>"
        )
        self.table.value = Verdicts(now, before)._repr_html_()
        self.tried.value = f"<p>{html.escape(trials(self.alone))}</p>"
        self.announcement.text = sentence


def explorer(**parameters: Any) -> Explorer:
    """The explorer of the data package, starting with a notebook's parameters."""
    package = open_package()
    p = resolve(package, **parameters)
    return Explorer(Views(package), Selection(p.revision, p.year, p.south, p.residual))


def _dropdown(label: str, options: Any, value: Any, layout: w.Layout) -> w.Dropdown:
    return w.Dropdown(description=label, options=options, value=value, style=STYLE, layout=layout)
