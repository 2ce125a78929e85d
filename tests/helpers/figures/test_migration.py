"""The square of the four directions: its labels fit."""

import pandas as pd

from helpers.analysis import migration, south
from helpers.data.package import open_package
from helpers.figures import migration as draw

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
