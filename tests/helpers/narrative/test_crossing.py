"""Sentences on a line that moves."""

import pandas as pd

from helpers.analysis.crossing import MOVING
from helpers.figures import crossing as draw
from helpers.figures.picture import Skipped
from helpers.narrative import crossing as say

ROW = {"area": 1, "name": "Here", "to": "North", "first": 2e6, "last": 3e6, "abroad": 400}
AREAS = pd.DataFrame([ROW, ROW | {"area": 2, "name": "There", "to": "South", "last": 10}])
GROWTH = pd.DataFrame(
    {"South": [0.02, 0.01, -0.01], "North": [0.01, 0.02, 0.04]},
    index=["line of 2000 kept", "line of 2017 kept", MOVING],
)
YEARS = (2000, 2017)


def test_titles_say_which_way() -> None:
    assert (
        say.title(AREAS, YEARS)
        == "1 area crossed to the North between 2000 and 2017, with 3.0 million migrants"
    )
    assert say.title(AREAS.iloc[1:], YEARS) == "1 area crossed to the South between 2000 and 2017"
    assert say.title(AREAS.head(0), YEARS) == "No area crossed the line between 2000 and 2017"


def test_the_story_has_both_growths() -> None:
    text = say.story(AREAS, GROWTH, YEARS, "A rule", 2)
    assert "lived there in 2000 and 3.00 million in 2017, when 400 who were born there" in text
    assert "2 areas are not in the list of 2000" in text
    assert "with the line of 2000 kept 2.00 against 1.00 per cent a year" in text
    assert "**-1.00 against 4.00**" in text and "two *different* groups" in text
    assert "no growth of both sides" in say.story(AREAS, GROWTH * float("nan"), YEARS, "A rule", 0)
    assert "same either way" in say.story(AREAS.head(0), GROWTH, YEARS, "A rule", 0)


def test_the_figure_names_who_crossed() -> None:
    picture = draw.crossed(AREAS, GROWTH, "A title", "a source")
    names = [text.get_text() for text in picture.fig.axes[0].get_yticklabels()]
    assert names == ["Here", "There (to the South)"]
    assert isinstance(draw.crossed(AREAS.head(0), GROWTH, "A title", "a source"), Skipped)
