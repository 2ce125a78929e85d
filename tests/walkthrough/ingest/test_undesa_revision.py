"""What is written in one of UN DESA's layouts is read back: tables in, the same tables out."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import fixtures_layouts as layouts
from fixtures_layouts import NAMES, Style, World
from helpers.data.package import open_package
from helpers.errors import UserError
from walkthrough.ingest.undesa_revision import read_revision

PACKAGE = open_package()
MATRICES = [layouts.flat_matrix, layouts.yearly_matrices]
CODES = sorted(NAMES)
COUNT = st.integers(0, 5_000_000)


@st.composite
def worlds(draw: Callable, residuals: tuple[int, ...]) -> World:
    """A few areas and years; some pairs have no figure, some have none in any year."""
    years = draw(st.lists(st.sampled_from(range(1990, 2051)), min_size=1, max_size=3, unique=True))
    areas = draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=5, unique=True))
    origins = [*draw(st.lists(st.sampled_from(CODES), min_size=1, max_size=4, unique=True)),
               *residuals]  # fmt: skip
    slots = [(y, d, o) for y in years for d in areas for o in origins]
    pairs = draw(st.dictionaries(st.sampled_from(slots), COUNT, min_size=1, max_size=40))
    held = sorted({(y, d) for y, d, _ in pairs})
    thousands = st.integers(1, 2_000_000_000).map(lambda n: n / 1000)
    return World(
        pairs,
        population=draw(st.dictionaries(st.sampled_from(held), thousands)),
        refugees=draw(st.dictionaries(st.sampled_from(held), COUNT)),
        types=draw(st.dictionaries(st.sampled_from(areas), st.sampled_from(["B", "B R", "I"]))),
    )


STYLES = st.builds(
    Style,
    text=st.booleans(),
    world=st.sampled_from(["World", "WORLD", "World*"]),
    notes=st.booleans(),
    twice=st.booleans(),
    sexes=st.booleans(),
    turned=st.booleans(),
    gap=st.sampled_from(["..", "~", None, "-"]),
    noise=st.booleans(),
    uncoded=st.booleans(),
)


def in_folder(write: Callable[[Path], list[Path]], wanted: int | None = None):
    with tempfile.TemporaryDirectory() as folder:
        return read_revision(write(Path(folder)), wanted, PACKAGE)


def expected_totals(world: World) -> list[tuple]:
    rows = []
    for year in world.years:
        for area in world.destinations:
            stock = world.total(year, area)
            held = (world.population.get((year, area)), world.refugees.get((year, area)))
            if stock is not None or held != (None, None):
                rows.append((year, area, world.types.get(area), stock, *held))
    return rows


def found_totals(frame: pd.DataFrame) -> list[tuple]:
    return [
        tuple(None if v is None or v is pd.NA or (isinstance(v, float) and math.isnan(v)) else v
              for v in row)
        for row in frame.itertuples(index=False)
    ]  # fmt: skip


@pytest.mark.parametrize("write", MATRICES, ids=lambda w: w.__name__)
@settings(max_examples=80, deadline=None)
@given(world=worlds((2001, 2002)), style=STYLES)
def test_a_matrix_comes_back(write, world, style):
    read = in_folder(lambda folder: [write(folder / "od.xlsx", world, 2031, style)])
    pd.testing.assert_frame_equal(read.pairs, world.od())
    assert read.number == 2031
    totals = {(y, a): s for y, a, _, s, _, _ in found_totals(read.totals)}
    assert totals == {(y, a): world.total(y, a) for y, a, _ in world.pairs}


@settings(max_examples=80, deadline=None)
@given(world=worlds((2003,)), style=STYLES)
def test_a_long_table_comes_back(world, style):
    read = in_folder(lambda folder: [layouts.long_table(folder / "od.xlsx", world, 2031, style)])
    pd.testing.assert_frame_equal(read.pairs, world.od())


@pytest.mark.parametrize("write", [layouts.old_totals, layouts.new_totals],
                         ids=lambda w: w.__name__)  # fmt: skip
@settings(max_examples=80, deadline=None)
@given(world=worlds((2003,)), style=STYLES)
def test_totals_come_back(write, world, style):
    read = in_folder(lambda folder: [write(folder / "totals.xlsx", world, 2031, style)])
    assert read.pairs is None
    assert found_totals(read.totals) == expected_totals(world)


@settings(max_examples=20, deadline=None)
@given(world=worlds((2003,)), titled=st.booleans())
def test_a_table_by_origin_agrees_and_is_never_taken_for_one_by_destination(world, titled):
    style = Style(world="World", titled=titled)

    def write(folder):
        return [
            layouts.long_table(folder / "od.xlsx", world, 2031),
            layouts.by_origin(folder / "origin.xlsx", world, 2031, style),
        ]

    read = in_folder(write)
    assert [n for n in read.notes if "by origin" in n] == []
    assert read.totals["stock"].sum() == read.pairs["stock"].sum()
    with pytest.raises(UserError, match="migrants by origin alone"):
        in_folder(lambda folder: [layouts.by_origin(folder / "origin.xlsx", world, 2031, style)])


def test_a_table_by_origin_that_differs_is_a_note(tmp_path):
    world = World({(2024, 4, 8): 5, (2024, 8, 4): 7})
    files = [layouts.long_table(tmp_path / "od.xlsx", world, 2031)]
    world.pairs[2024, 8, 4] = 8
    files.append(layouts.by_origin(tmp_path / "origin.xlsx", world, 2031))
    notes = read_revision(files, None, PACKAGE).notes
    assert any("1 origins differ from the table by origin, the first is 4 in 2024" in n
               for n in notes)  # fmt: skip


def test_the_workbook_says_what_it_is(tmp_path):
    world = World({(2024, 4, 8): 5})
    old = read_revision([layouts.flat_matrix(tmp_path / "a.xlsx", world, 2031)], None, PACKAGE)
    assert old.statement.edition == "POP/DB/MIG/Stock/Rev.2031"
    assert old.statement.citation.startswith("United Nations, Department")
    assert old.statement.entry("a")["licenses"][0]["title"].endswith("All rights reserved")
    new = read_revision([layouts.long_table(tmp_path / "b.xlsx", world, 2031)], None, PACKAGE)
    assert new.statement.entry("b")["licenses"][0]["name"] == "CC-BY-3.0-IGO"
    none = read_revision([layouts.flat_matrix(tmp_path / "c.xlsx", world)], 2032, PACKAGE)
    assert none.number == 2032
    entry = none.statement.entry("c.xlsx")
    assert entry["producer"] == entry["citation"] == "as given by the user"


def test_areas_that_nobody_knows_are_told_in_one_line(tmp_path):
    world = World({(2024, d, 4): 5 for d in (4, 896, 897, 898)}, names=NAMES | {896: "A", 897: "B", 898: "C"})
    with pytest.raises(
        UserError, match=r"3 areas are unknown \(896 A; 897 B; 898 C\); add them to your package"
    ):
        read_revision([layouts.long_table(tmp_path / "od.xlsx", world, 2031)], None, PACKAGE)
