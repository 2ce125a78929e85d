"""Pictures: what is the same, what is nearly the same, and what is another."""

import base64
import io
import itertools

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image, ImageDraw

from walkthrough.checks.nbval_plugin import picture_differences
from walkthrough.notebook.io import read
from walkthrough.runs.select import ROOT


def differences(stored: list[dict[str, object]], fresh: list[dict[str, object]]) -> list[str]:
    return list(picture_differences(stored, fresh))


def encoded(image: Image.Image, mime: str = "png", **options: object) -> str:
    file = io.BytesIO()
    image.save(file, mime, **options)
    return base64.b64encode(file.getvalue()).decode()


def shown(*pictures: str) -> list[dict[str, object]]:
    return [{"output_type": "display_data", "data": {"image/png": p}} for p in pictures]


@pytest.fixture(scope="module")
def figures() -> list[Image.Image]:
    """The figures of notebook 02."""
    cells = read(ROOT / "notebooks/02-changing-migration.ipynb").cells
    stored = [
        o.data["image/png"] for c in cells for o in c.get("outputs", []) if "image/png" in o.get("data", {})
    ]
    return [Image.open(io.BytesIO(base64.b64decode(p))).convert("RGBA") for p in stored]


def test_other_bytes_of_the_same_pixels_are_the_same(figures: list[Image.Image]) -> None:
    for figure in figures:
        assert differences(shown(encoded(figure)), shown(encoded(figure, compress_level=1))) == []
        lines = encoded(figure).replace("A", "A\n")
        assert differences(shown(lines), shown(encoded(figure))) == []


def test_a_rounded_edge_is_the_same(figures: list[Image.Image]) -> None:
    rounded = figures[0].point(lambda level: level - 8 if level > 100 else level + 8)
    assert differences(shown(encoded(figures[0])), shown(encoded(rounded))) == []


def test_each_figure_is_another_than_each(figures: list[Image.Image]) -> None:
    for number, one in enumerate(figures):
        for other in figures[number + 1 :]:
            (said,) = differences(shown(encoded(one)), shown(encoded(other)))
            assert said.startswith("image/png 1: ")


def test_a_small_change_is_found_in_every_figure(figures: list[Image.Image]) -> None:
    """A bar longer by the hundredth part of the width of the figure."""
    for figure in figures:
        changed = figure.copy()
        width, height = figure.width // 100, figure.height // 40
        box = (figure.width // 2, figure.height // 2)
        ImageDraw.Draw(changed).rectangle([*box, box[0] + width, box[1] + height], fill="#d0007a")
        (said,) = differences(shown(encoded(figure)), shown(encoded(changed)))
        assert "of its pixels differ, 0.0" in said


@pytest.mark.parametrize("digits", [*itertools.combinations("0123456789", 2)], ids="".join)
def test_a_digit_of_the_smallest_label_is_found(digits: tuple[str, str]) -> None:
    one, other = (label(f"12{digit}.4 per cent") for digit in digits)
    assert "of its pixels differ" in differences(shown(encoded(one)), shown(encoded(other)))[0]


def label(text: str) -> Image.Image:
    figure = Figure(figsize=(2, 1), dpi=96)
    figure.text(0.1, 0.5, text, fontsize=8)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return Image.fromarray(np.asarray(canvas.buffer_rgba()))


def test_a_red_picture_is_found(figures: list[Image.Image]) -> None:
    red = Image.new("RGB", figures[0].size, "red")
    (said,) = differences(shown(encoded(red)), shown(encoded(figures[0])))
    assert int(said.split()[2].replace(",", "")) > 0.9 * red.width * red.height


def test_another_size_is_said() -> None:
    one, other = Image.new("RGB", (40, 30)), Image.new("RGB", (40, 31))
    assert differences(shown(encoded(one)), shown(encoded(other))) == [
        "image/png 1: has 40 by 30 pixels, a fresh one 40 by 31"
    ]


def test_more_and_fewer_are_said() -> None:
    one = encoded(Image.new("RGB", (40, 30)))
    assert differences(shown(one, one), shown(one)) == ["image/png 2: is stored only"]
    assert differences(shown(), shown(one)) == ["image/png 1: is shown by a fresh execution only"]


def test_a_changed_digit_is_damage(figures: list[Image.Image]) -> None:
    good = encoded(figures[0])
    middle = len(good) // 2
    bad = good[:middle] + ("A" if good[middle] != "A" else "B") + good[middle + 1 :]
    for text in (bad, "no base64", "", "AAAA"):
        assert differences(shown(text), shown(good)) == ["image/png 1: is damaged"]
