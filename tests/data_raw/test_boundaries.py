"""The TopoJSON reader on shapes small enough to check by hand."""

import json

import pytest

import topology as topo
from boundaries import label_point, rounded, without_islets
from helpers.errors import UserError
from shapes import part_of, read_shapes

SQUARE = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0), (0.0, 0.0)]
# Two squares side by side: arc 0 is their common border (north), 1 and 2 the rest of each.
ARCS = [
    [(1.0, 0.0), (1.0, 1.0)],
    [(1.0, 1.0), (0.0, 1.0), (0.0, 0.0), (1.0, 0.0)],
    [(1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0)],
]
WEST, EAST = [[0, 1]], [[~0, 2]]


def test_decode_adds_steps_and_crosses_the_antimeridian():
    topology = {
        "transform": {"scale": [1, 1], "translate": [-180, 0]},
        "arcs": [[[359, 0], [-358, 1]]],
    }
    assert topo.decode_arcs(topology) == [[(179, 0), (181, 1)]]


def test_simplify_keeps_ends_and_corners():
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (2.0, 2.0)]
    assert topo.simplify(line, 0.1) == [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0)]
    assert topo.simplify(line, 0.0) == line


def test_an_island_stays_an_island():
    assert len(set(topo.simplify(SQUARE, 10.0))) == 3


def test_assemble_reads_an_arc_backwards():
    assert topo.assemble(EAST[0], ARCS)[:2] == [(1.0, 1.0), (1.0, 0.0)]


def test_dissolve_removes_the_common_border():
    (polygon,) = topo.dissolve([WEST, EAST], ARCS)
    assert sorted(polygon[0]) == [1, 2]
    assert abs(topo.area(topo.assemble(polygon[0], ARCS))) == pytest.approx(2, rel=1e-3)


def test_inside_knows_holes():
    hole = [(0.5, 0.5), (1.5, 0.5), (1.5, 1.5), (0.5, 1.5), (0.5, 0.5)]
    assert topo.inside((1.0, 1.0), [SQUARE])
    assert not topo.inside((1.0, 1.0), [SQUARE, hole])
    assert not topo.inside((3.0, 1.0), [SQUARE])


def test_split_at_antimeridian():
    ring = [(x + 179, y) for x, y in SQUARE]
    west, east = topo.split_at_antimeridian([ring])
    assert {x for x, _ in west[0]} == {179, 180}
    assert {x for x, _ in east[0]} == {-180, -179}
    (whole,) = topo.split_at_antimeridian([SQUARE])
    assert set(whole[0]) == set(SQUARE)


def test_clip_at_parallel():
    north = topo.clip_at_parallel([SQUARE], 1.5, north=True)
    assert min(y for _, y in north[0]) == 1.5
    assert topo.clip_at_parallel([SQUARE], 3, north=True) == []


def test_rounded_rings_are_closed_and_turn_as_geojson_wants():
    (ring,) = rounded([[(x + 0.001, y) for x, y in SQUARE[::-1]]])
    assert ring[0] == ring[-1]
    assert topo.area(ring[:-1]) > 0
    assert rounded([[(0.001, 0.0), (0.002, 0.0), (0.001, 0.001)]]) == []


def test_islets_go_unless_they_matter():
    islet = [[(x / 100 + 5, y / 100) for x, y in SQUARE]]
    assert without_islets([[SQUARE], islet]) == [[SQUARE]]
    assert without_islets([islet]) == [islet]


def test_label_point_lies_inside_a_bent_shape():
    bent = [(0, 0), (9, 0), (9, 9), (8, 9), (8, 1), (0, 1), (0, 0)]
    assert topo.inside(label_point([[bent]]), [bent])
    assert label_point([[SQUARE]]) == (1.0, 1.0)


def test_parts_drawn_inside_another_state():
    reunion = [(x / 10 + 55.4, y / 10 - 21.2) for x, y in SQUARE]
    assert part_of(250, reunion) == 638
    assert part_of(250, [(x + 2, y + 46) for x, y in SQUARE]) is None
    assert part_of(724, reunion) is None


def test_other_files_are_refused(tmp_path):
    path = tmp_path / "atlas.json"
    path.write_text("[]")
    with pytest.raises(UserError, match="not a TopoJSON"):
        read_shapes(path, {250}, 0.05)
    atlas = {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": [[[0, 0], [1, 0], [0, 1], [-1, -1]]],
        "objects": {"countries": {"geometries": [
            {"type": "Polygon", "id": "250", "arcs": [[0]], "properties": {"name": "France"}},
        ]}},
    }  # fmt: skip
    path.write_text(json.dumps(atlas))
    with pytest.raises(UserError, match="no polygons for areas"):
        read_shapes(path, {250}, 0.05)
