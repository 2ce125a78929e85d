"""Pictures: alternative text, numbers beside them, the same bytes twice, a true projection."""

import numpy as np
import pandas as pd
import pytest

from helpers.analysis import migration, south
from helpers.data.package import open_package
from helpers.figures import maps
from helpers.figures import migration as draw
from helpers.figures.style import Numbers, Picture

PACKAGE = open_package()
GROUP = south.classify(PACKAGE.table("areas"), "undesa")
FOUR = migration.four_way(PACKAGE.table("od-2017"), GROUP, "assign")


def picture() -> Picture:
    return draw.four_way_square(FOUR.loc[2017], "A title", "a source")


def test_labels_of_the_square_fit_their_rectangles() -> None:
    """The lowest rectangles and the narrowest columns that the definitions give."""
    for definition in south.DEFINITIONS:
        group = south.classify(PACKAGE.table("areas"), definition)
        row = migration.four_way(PACKAGE.table("od-2017"), group, "assign").loc[2017]
        for size in ((6.4, 5.6), (4.1, 4.7)):
            fig = draw.four_way_square(row, "A title", "a source", size).fig
            fig.draw_without_rendering()
            inside = [t for t in fig.axes[0].texts if t.get_va() == "center"]
            for text in inside:
                box, at = text.get_window_extent(), text.get_position()
                (home,) = (
                    p for p in fig.axes[0].patches if p.contains_point(fig.axes[0].transData.transform(at))
                )
                around = home.get_window_extent()
                assert around.x0 < box.x0 and box.x1 < around.x1, (definition, text.get_text())
                assert around.y0 < box.y0 and box.y1 < around.y1, (definition, text.get_text())
            assert len(inside) == 4


def test_a_picture_shows_itself_and_its_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[object, dict[str, object]]] = []
    monkeypatch.setattr("helpers.figures.style.display", lambda x, **k: shown.append((x, k)))
    picture()._ipython_display_()
    (image, options), (numbers, _) = shown
    assert image["image/png"].startswith(b"\x89PNG")  # type: ignore[index]
    assert "South-South 97.4" in options["metadata"]["image/png"]["alt"]  # type: ignore[index]
    assert isinstance(numbers, Numbers) and "97350920" in repr(numbers)


def test_the_same_figure_has_the_same_bytes() -> None:
    assert picture().png() == picture().png()


def test_numbers_escape_what_they_show() -> None:
    html = Numbers(pd.DataFrame({"<b>": ["<script>"]}))._repr_html_()
    assert "<script>" not in html and "<details>" in html


def test_equal_earth_keeps_areas() -> None:
    """Cells of one degree: their area on the map is proportional to that on the sphere."""
    lon0 = maps.CENTRE
    ratios = []
    for lat in (0.0, 30.0, 60.0, 80.0):
        x, y = maps.equal_earth(
            np.array([lon0, lon0 + 0.1, lon0 + 0.1, lon0]), np.array([lat, lat, lat + 0.1, lat + 0.1])
        )
        plane = 0.5 * abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1)))
        sphere = np.radians(0.1) * (np.sin(np.radians(lat + 0.1)) - np.sin(np.radians(lat)))
        ratios.append(plane / sphere)
    assert max(ratios) / min(ratios) == pytest.approx(1, abs=0.002)


def test_every_area_has_an_outline_or_a_point() -> None:
    drawn = {area for area, _ in PACKAGE.shapes()}
    assert set(PACKAGE.table("points")["area"]) == set(GROUP.index)
    assert len(set(GROUP.index) - drawn) <= 2


def test_only_two_small_islands_are_torn_by_the_maps_edge() -> None:
    torn = []
    for area, rings in PACKAGE.shapes():
        for ring in rings:
            x, _ = maps.equal_earth(np.array(ring)[:, 0], np.array(ring)[:, 1])
            if np.ptp(x) >= 3:
                torn.append(area)
    assert torn == [840, 840]  # St Lawrence and Umnak, at the Bering Strait
