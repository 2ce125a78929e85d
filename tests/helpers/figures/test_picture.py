"""Pictures show themselves, the same bytes twice; of nothing, they say so and never write "nan"."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import matplotlib.text
import numpy as np
import pandas as pd
import pytest

from helpers import figures
from helpers.figures import capacity, displacement, migration, remittances
from helpers.figures.picture import Numbers, Picture

GAP = {"South": [0.1, 0.2], "North": [np.nan, np.nan]}
FLAGS = pd.DataFrame({k: [0.5, np.nan] for k in capacity.KINDS}, index=["South", "North"])
MEASURES = pd.DataFrame(
    {
        "usd_million": [5.0, np.nan],
        "share_of_gdp": [0.1, np.nan],
        "median_share_of_gdp": [0.1, np.nan],
        "per_head": [1.0, np.nan],
    },
    index=["South", "North"],
)
ECONOMY = pd.DataFrame({"economy": ["ALB"], "name": ["Albania"], "group": ["South"], "share_of_gdp": [0.002]})
HALF = [
    lambda: migration.growth_by_period(pd.DataFrame(GAP, index=["a-b", "a-c"]), "T", "S"),
    lambda: migration.four_way_square(
        pd.Series({"South-South": 5, "South-North": 0, "North-North": 0, "North-South": 0}),
        pd.Series({"South": 0, "North": 0}),
        "T",
        "S",
    ),
    lambda: capacity.compared({"areas": FLAGS}, "T", "S"),
    lambda: displacement.refugees_among_migrants(pd.DataFrame(GAP, index=[2010, 2017]), 2015, "T", "S"),
    lambda: displacement.hosts(
        pd.DataFrame({"South": [np.nan, 0.8], "North": [np.nan, 0.2]}, index=["one rule", "residents"]),
        "T",
        "S",
    ),
    lambda: remittances.measures_side_by_side(MEASURES, "T", "S"),
    lambda: remittances.dependence(ECONOMY, MEASURES, "T", "S"),
]


def picture() -> Picture:
    row = pd.Series({"South-South": 97_350_920, "South-North": 89, "North-North": 57, "North-South": 14})
    return migration.four_way_square(row, pd.Series({"South": 0, "North": 0}), "A title", "a source")


def test_a_picture_shows_itself_and_its_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[tuple[object, dict[str, object]]] = []
    monkeypatch.setattr("helpers.figures.picture.display", lambda x, **k: shown.append((x, k)))
    picture()._ipython_display_()
    (image, options), (numbers, _) = shown
    assert image["image/png"].startswith(b"\x89PNG")  # type: ignore[index]
    assert "South-South 97.4" in options["metadata"]["image/png"]["alt"]  # type: ignore[index]
    assert isinstance(numbers, Numbers) and "97350920" in repr(numbers)


def test_of_nothing_a_notebook_shows_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[object] = []
    monkeypatch.setattr("helpers.figures.picture.display", shown.append)
    nobody = pd.Series(0, index=["South-South", "South-North", "North-North", "North-South"])
    migration.four_way_square(nobody, nobody.head(0), "Nobody", "a source")._ipython_display_()
    (sentence,) = shown
    assert sentence.data == "*No figure: there is nothing to draw. Nobody.*"  # type: ignore[attr-defined]


def test_the_same_figure_has_the_same_bytes() -> None:
    assert picture().png() == picture().png()


def test_numbers_escape_what_they_show() -> None:
    html = Numbers(pd.DataFrame({"<b>": ["<script>"]}), "a < b")._repr_html_()
    assert "<script>" not in html and "<details>" in html and "<p>a &lt; b</p>" in html


def written(picture: Picture) -> Iterator[str]:
    yield picture.alt
    for artist in picture.fig.findobj(matplotlib.text.Text):
        yield artist.get_text()


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("number", range(len(HALF)))
def test_a_side_without_numbers_is_no_data(number: int) -> None:
    picture = HALF[number]()
    assert picture.png()
    texts = list(written(picture))
    assert not [text for text in texts if "nan" in text.lower()]


def drawing() -> dict[str, object]:
    """Every figure function that takes a title and a source."""
    found = {}
    for path in sorted(Path(figures.__file__).parent.glob("*.py")):
        module = import_module(f"helpers.figures.{path.stem}")
        for name, function in vars(module).items():
            if inspect.isfunction(function) and function.__module__ == module.__name__:
                parameters = inspect.signature(function).parameters
                if {"title", "source"} <= set(parameters) and path.stem != "picture":
                    found[f"{path.stem}.{name}"] = function
    return found


DRAWING = drawing()
# These have words of their own for what is missing, or draw the world whatever the data.
OWN = {"country.corridors", "country.compared", "south.definition_maps"}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("name", sorted(set(DRAWING) - OWN))
def test_a_figure_of_nothing_says_so(name: str) -> None:
    """Whatever it draws: it is given tables without a row."""
    empty = pd.DataFrame({"n": pd.Series(dtype=float)})
    given = dict.fromkeys(inspect.signature(DRAWING[name]).parameters, empty)
    picture = DRAWING[name](**given | {"title": "None of it", "source": "S"})
    assert "there is nothing to draw. None of it." in picture.alt
    assert any("nothing to draw" in text for text in written(picture))
    assert picture.png()
