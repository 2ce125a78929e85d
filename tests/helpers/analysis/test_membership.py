"""Memberships as marks and counts: hand-made cases."""

import numpy as np
import pandas as pd

from helpers.analysis import membership
from helpers.analysis.south import DEFINITIONS, classify

BODIES = pd.DataFrame({"body": ["x", "y", "old"], "kind": ["rcp", "regional_body", "predecessor"]})
ROWS = pd.DataFrame(
    {
        "body": ["x", "x", "y", "y", "old"],
        "area": pd.array([1, 2, 1, None, 1], dtype="Int64"),
        "role": ["partner", "observer_destination", "member_suspended", "member", "member"],
        "confidence": ["high", "medium", "high", "high", "high"],
    }
)
AREAS = pd.DataFrame({"area": [1, 2, 3], "short_name": ["A", "B", "C"], "region": "r", "major_area": "m"})


def test_marks() -> None:
    wanted = {
        "member": "member",
        "participating": "takes part",
        "participating_silk_routes": "associate or observer",
        "associate_in_accession": "associate or observer",
        "member_disputed": "disputed, later or uncertain",
        "member_later": "disputed, later or uncertain",
        "member_suspended": "suspended member",
        "member_origin": "member",
        "member_destination": "member",
        "partner": "takes part",
        "participant": "takes part",
        "participant_steering_committee": "takes part",
        "observer": "associate or observer",
    }
    assert {role: membership.mark(role) for role in wanted} == wanted


def test_matrix_leaves_out_ended_bodies_and_unknown_areas() -> None:
    table = membership.matrix(BODIES, ROWS.assign(since_year=None), AREAS)
    assert table["body"].tolist() == ["y", "x", "x"]
    assert table["mark"].tolist() == ["suspended member", "takes part", "associate or observer"]
    assert table["sure"].tolist() == [True, True, False]


def test_areas_without_a_body_count_as_zero() -> None:
    belongs = pd.DataFrame({"body": ["x", "y", "x"], "area": [1, 1, 2]})
    counts = membership.bodies_per_area(belongs, AREAS)
    assert counts.to_dict() == {1: 2, 2: 1, 3: 0}
    assert counts.name == "bodies" and counts.index.name == "area"
    table = membership.tally(counts, pd.Series({1: "South", 2: "North", 3: "South"}))
    assert table["South"].tolist() == [1, 0, 1]
    assert table["North"].tolist() == [0, 1, 0]
    assert table.index.name == "bodies" and table.columns.name is None


def test_a_tally_has_no_gaps_and_both_sides() -> None:
    table = membership.tally(pd.Series({1: 3, 2: 0}), pd.Series({1: "South", 2: "South"}))
    assert table.index.tolist() == [0, 1, 2, 3] and table.columns.tolist() == ["South", "North"]
    assert table.to_numpy().tolist() == [[1, 0], [0, 0], [0, 0], [1, 0]]


def test_matrix_is_read_by_kind_size_and_place() -> None:
    kinds = {"p": "rcp", "wide": "regional_body", "small": "regional_body", "f": "interregional_forum"}
    bodies = pd.DataFrame({"body": list(kinds), "kind": list(kinds.values())})
    rows = pd.DataFrame(
        [
            (b, a, "member", "high")
            for b, a in [("f", 1), ("p", 1), ("small", 2), ("wide", 3), ("wide", 1), ("wide", 2), ("p", 9)]
        ],
        columns=["body", "area", "role", "confidence"],
    )
    areas = pd.DataFrame(
        {
            "area": [1, 2, 3],
            "short_name": ["C", "B", "A"],
            "region": ["r", "q", "r"],
            "major_area": ["m", "m", "m"],
        }
    )
    table = membership.matrix(bodies, rows, areas)
    assert list(zip(table["body"], table["area"], strict=True)) == [
        ("wide", 2),
        ("wide", 3),
        ("wide", 1),
        ("small", 2),
        ("p", 1),
        ("f", 1),
    ]
    assert table.columns.tolist() == [
        "body",
        "kind",
        "area",
        "mark",
        "sure",
        "short_name",
        "region",
        "major_area",
    ]
    assert table.index.tolist() == list(range(6))


def test_bodies_by_make_up_under_each_definition() -> None:
    areas = pd.DataFrame(
        {
            "area": [1, 2],
            "undesa": ["South", "North"],
            "income_fy18": ["H", "L"],
            "hdi_tier": ["Very high", "Very high"],
            "g77": [True, True],
            "oecd": [False, True],
        }
    )
    belongs = pd.DataFrame({"body": ["x", "x", "y"], "kind": "k", "area": [1, 2, 1]})
    table = membership.types_by_definition(belongs, {d: classify(areas, d) for d in DEFINITIONS})
    assert table.columns.tolist() == ["South only", "mixed", "North only"]
    assert table.index.name == "definition" and table.columns.name is None
    assert set(table.dtypes) == {np.dtype("int64")}
    assert {d: row.tolist() for d, row in table.iterrows()} == {
        "undesa": [1, 1, 0],
        "income": [0, 1, 1],
        "hdi": [0, 0, 2],
        "g77": [2, 0, 0],
        "oecd": [1, 1, 0],
    }
