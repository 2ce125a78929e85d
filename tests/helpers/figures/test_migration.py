"""The square of the four directions, and the lines over the years."""

import pandas as pd

from helpers.analysis import migration, south
from helpers.data.package import open_package
from helpers.figures import migration as draw
from helpers.figures.picture import Skipped

PACKAGE = open_package()
NOBODY = pd.Series({"South": 0, "North": 0})


def test_labels_of_the_square_fit_their_rectangles() -> None:
    """The lowest rectangles and the narrowest columns that the definitions give."""
    for definition in south.DEFINITIONS:
        group = south.classify(PACKAGE.table("areas"), definition)
        row = migration.four_way(PACKAGE.table("od-2017"), group, "assign").loc[2017]
        for size in ((6.4, 5.6), (4.1, 4.7)):
            fig = draw.four_way_square(row, NOBODY, "A title", "a source", size).fig
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


def test_people_of_unknown_origin_are_in_the_square() -> None:
    row = pd.Series({"South-South": 40, "South-North": 30, "North-North": 10, "North-South": 5}) * 10**6
    unknown = pd.Series({"South": 5, "North": 10}) * 10**6
    picture = draw.four_way_square(row, unknown, "A title", "a source")
    texts = [text.get_text() for text in picture.fig.axes[0].texts]
    # 50 and 50 of a hundred, as of all migrants: 45 and 40 are not
    assert "living in the South\n50 per cent of all" in texts
    assert any("origin unknown" in text and "10.0 m" in text for text in texts)
    assert "Unknown-South 5.0" in picture.alt


LED = pd.DataFrame({"South-South": [5, 7], "South-North": [4, 8]}, index=[1995, 2000]) * 10**6


def test_a_crossing_lies_between_two_years() -> None:
    crossings = migration.crossings(LED["South-South"], LED["South-North"])
    picture = draw.four_way_over_time(LED, crossings, "A title", "a source")
    texts = [text.get_text() for text in picture.fig.axes[0].texts]
    assert "South-North overtakes\nbetween 1995 and 2000" in texts
    assert "cross is circled" in picture.alt
    assert "circled" not in draw.four_way_over_time(LED, crossings.head(0), "A title", "a source").alt


def test_one_year_makes_no_line() -> None:
    assert isinstance(draw.four_way_over_time(LED.head(1), LED.head(0), "A title", "a source"), Skipped)
    assert isinstance(draw.hosted_share(pd.Series({2015: 0.4}), 2015, "A title", "a source"), Skipped)
