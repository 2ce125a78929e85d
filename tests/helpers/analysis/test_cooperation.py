"""Coverage by kind, confidence, place and time: a world of four countries, made by hand."""

import pandas as pd
import pytest

from helpers.analysis import cooperation, coverage, migration, south
from helpers.analysis.cooperation import belonging
from helpers.data.package import open_package

THREE = pd.Series({1: "South", 2: "South", 3: "North"})
BODIES = pd.DataFrame(
    {
        "body": ["talk", "union", "sleepy"],
        "kind": ["rcp", "regional_body", "rcp"],
        "founded_year": [2000, 1970, 2010],
        "confidence": ["high", "high", "medium"],
        "notes": [None, None, "dormant since 2012"],
    }
)
SEATS = pd.DataFrame(
    [
        ("talk", 1, "member", None, "high"),
        ("talk", 2, "member", 2005, "high"),
        ("union", 1, "member", None, "high"),
        ("union", 3, "member", None, "medium"),
        ("sleepy", 2, "member_suspended", None, "high"),
        ("sleepy", 3, "member", None, "high"),
        ("union", 4, "observer", None, "high"),
    ],
    columns=["body", "area", "role", "since_year", "confidence"],
).astype({"since_year": "Int64"})
PAIRS = pd.DataFrame({"origin": [1, 1, 2, 1], "destination": [2, 3, 3, 4], "stock": [50, 20, 20, 10]})
GROUP = pd.Series({1: "South", 2: "South", 3: "South", 4: "South"})
BELONGS = belonging(BODIES, SEATS, any_role=False)


def test_what_two_ends_share_at_best() -> None:
    process, other, none = coverage.COVERS
    assert coverage.cover(PAIRS, BELONGS).tolist() == [process, other, process, none]
    assert coverage.shared_names(PAIRS, BELONGS).tolist() == ["talk", "union", "sleepy", ""]


def test_small_forums_are_named_first_and_long_lists_cut() -> None:
    belongs = pd.DataFrame(
        {"body": ["big"] * 3 + ["a", "a", "b", "b"], "kind": "x", "area": [1, 2, 3, 1, 2, 1, 2]}
    )
    pair = pd.DataFrame({"origin": [1], "destination": [2]})
    assert coverage.shared_names(pair, belongs).tolist() == ["a, b + 1"]
    names = coverage.shared_names(
        pair.set_axis([7]), belongs.assign(body=["A"] * 3 + ["b", "b", "c", "c"]), most=3
    )
    assert names.to_dict() == {7: "b, c, A"}  # the largest comes last, whatever its name


def test_confidence_splits_coverage() -> None:
    table = coverage.by_confidence(PAIRS, BODIES, SEATS)
    assert table.loc["regional bodies"].tolist() == pytest.approx([0, 0.2, 0.2])
    assert table.loc["consultative processes"].tolist() == pytest.approx([0.7, 0, 0.7])
    assert table.loc["any, observers too", "all"] == pytest.approx(1.0)
    assert table.index.tolist() == [
        "regional bodies",
        "consultative processes",
        "interregional forums",
        "any of these",
        "any, observers too",
    ]


def test_places_add_up() -> None:
    table = coverage.by_place(PAIRS, BELONGS, pd.Series({2: "east", 3: "east", 4: "west"}))
    assert table.index.tolist() == ["east", "west"]
    assert table["migrants"].tolist() == [90, 10]
    assert table.loc["east", "a consultative process"] == pytest.approx(70 / 90)
    assert table[list(coverage.COVERS)].sum(axis=1).tolist() == pytest.approx([1, 1])


@pytest.mark.parametrize(("year", "seats"), [(1969, 0), (1970, 3), (2000, 4), (2005, 5), (2010, 7)])
def test_a_seat_begins_with_its_body_or_later(year: int, seats: int) -> None:
    assert len(coverage.existing(BODIES, SEATS, year)) == seats


def test_over_time_the_same_pairs_need_forums() -> None:
    table = coverage.over_time({1990: PAIRS, 2005: PAIRS, 2015: PAIRS}, BODIES, SEATS)
    assert table["today"].tolist() == pytest.approx([0.7, 0.7, 0.7])
    assert table["then"].tolist() == pytest.approx([0, 0.5, 0.7])
    assert table.index.name == "year"
    watching = pd.concat([SEATS, SEATS.iloc[:1].assign(area=4, role="observer")])
    assert coverage.over_time({2005: PAIRS}, BODIES, watching)["today"].tolist() == [0.7]


def test_coverage_without_weak_seats() -> None:
    table = coverage.under_rules(PAIRS, BODIES, SEATS, GROUP)
    assert cooperation.dormant(BODIES) == ["sleepy"]
    assert table.loc["every seat on paper"].tolist() == pytest.approx([0.7, 0.9])
    assert table.loc["without dormant bodies"].tolist() == pytest.approx([0.5, 0.7])
    assert table.loc["without suspended members"].tolist() == pytest.approx([0.5, 0.7])
    assert table.loc["high confidence only"].tolist() == pytest.approx([0.7, 0.7])
    assert table.loc["without the talk"].tolist() == pytest.approx([0.2, 0.4])
    assert table.index.tolist() == [
        "every seat on paper",
        "without dormant bodies",
        "without suspended members",
        "high confidence only",
        "bodies of the South alone",
        "without the talk",
    ]
    assert table.loc["bodies of the South alone"].tolist() == pytest.approx([0.7, 0.9])
    # An observer from the North makes no body mixed.
    north = coverage.under_rules(PAIRS, BODIES, SEATS, GROUP.mask(GROUP.index == 4, "North"))
    assert north.loc["bodies of the South alone"].tolist() == pytest.approx([0.7, 0.9])
    mixed = coverage.under_rules(PAIRS, BODIES, SEATS, GROUP.replace({"South": "North"}))
    assert mixed.loc["bodies of the South alone"].tolist() == [0, 0]


def test_the_largest_loss_comes_first() -> None:
    assert coverage.largest_loss(PAIRS, BELONGS).index[0] == "talk"


def test_beginnings_mark_what_is_not_sure() -> None:
    milestones = pd.DataFrame(
        {
            "item": ["BAPA 1978", "AU launch"],
            "date": ["1978-09-12", "2001"],
            "status": ["verified date", "verified"],
        }
    )
    table = cooperation.beginnings(BODIES, milestones).set_index("label")
    assert table.index.tolist() == ["union", "Buenos Aires Plan of Action (BAPA)", "talk", "sleepy (dormant)"]
    assert table["sure"].tolist() == [True, True, True, False]


def of_2017() -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """South-South corridors of 2017, the bodies and who belongs to them."""
    package = open_package()
    group = south.classify(package.table("areas"), "undesa")
    pairs = migration.corridors(package.table("od-2017"), group, 2017)
    return pairs, package.table("bodies"), package.table("memberships")


def test_known_coverage_of_2017() -> None:
    pairs, bodies, seats = of_2017()
    table = coverage.by_confidence(pairs, bodies, seats).round(3)
    assert table["all"].tolist() == [0.621, 0.760, 0.612, 0.970, 0.970]
    assert table["high"].tolist() == [0.543, 0.715, 0.207, 0.822, 0.836]
    assert cooperation.dormant(bodies) == ["MIDCAS"]


def test_the_verdict_on_regional_bodies_hangs_on_the_list() -> None:
    pairs, bodies, seats = of_2017()
    table = coverage.by_list(pairs, bodies, seats).round(3)
    assert table.index.tolist()[:6] == [
        "every regional body listed",
        "without suspended members",
        "without the bodies added later",
        "without the bodies added later, but with LAS",
        "without LAS",
        "without SAARC",
    ]
    assert table.tolist()[:5] == [0.621, 0.578, 0.448, 0.593, 0.477]
    # Of the first list and the League: without Syria, whose membership is suspended.
    added = bodies.loc[bodies["notes"].str.contains("second round", na=False), "body"]
    first = belonging(bodies, seats[~seats["body"].isin(added) | (seats["body"] == "LAS")], any_role=False)
    first = first[(first["kind"] == "regional bodies")]
    syria = (first["body"] == "LAS") & (first["area"] == 760)
    assert first.loc[syria, "suspended"].all()
    assert round(cooperation.coverage(pairs, first[~syria]), 3) == 0.549


def test_bodies_are_listed_by_the_rule_that_is_stated() -> None:
    """Most members in the South, in at most two major areas; the OIC fits neither kind that counts."""
    package = open_package()
    areas = package.areas(2017).set_index("area")
    members = belonging(package.table("bodies"), package.table("memberships"), any_role=False)
    regional = members[members["kind"] == "regional bodies"]
    assert regional["area"].map(areas["major_area"]).groupby(regional["body"]).nunique().max() == 2
    assert (regional["area"].map(areas["undesa"]) == "South").groupby(regional["body"]).mean().min() > 0.5
    assert regional["body"].nunique() == 27 and not {"OIC", "OAU"} & set(members["body"])


def test_suspended_seats_are_the_same_everywhere() -> None:
    package = open_package()
    members = belonging(package.table("bodies"), package.table("memberships"), any_role=False)
    code = package.areas(2017).set_index("area")["iso3"]
    suspended = members[members["suspended"]]
    seats = set(zip(suspended["body"], suspended["area"].map(code), strict=True))
    assert {
        ("IGAD", "ERI"),
        ("IGAD-RCP", "ERI"),
        ("MERCOSUR", "VEN"),
        ("LAS", "SYR"),
        ("ARCP", "SYR"),
    } <= seats
    assert set(cooperation.seat_names(suspended)) >= {"IGAD (suspended)", "LAS (suspended)"}
    assert not package.table("memberships")["role"].str.contains("suspended_").any()


def test_belonging_needs_a_living_body_an_area_and_a_role() -> None:
    bodies = pd.DataFrame({"body": ["talk", "union", "old"], "kind": ["rcp", "regional_body", "predecessor"]})
    seats = pd.DataFrame(
        [
            ("talk", 1, "partner"),
            ("talk", 2, "observer"),
            ("old", 1, "member"),
            ("union", None, "member"),
            ("union", 2, "member"),
        ],
        columns=["body", "area", "role"],
    ).astype({"area": "Int64"})
    table = belonging(bodies, seats, any_role=False)
    assert table.to_dict("list") == {
        "body": ["talk", "union"],
        "area": [1, 2],
        "kind": ["consultative processes", "regional bodies"],
        "suspended": [False, False],
    }
    assert table.index.tolist() == [0, 1] and table["area"].dtype == "int64"
    assert belonging(bodies, seats, any_role=True)["area"].tolist() == [1, 2, 2]


def test_composition_says_whose_body_it_is() -> None:
    belongs = pd.DataFrame({"body": ["n", "m", "m", "s", "s"], "kind": "k", "area": [4, 1, 4, 1, 2]})
    table = cooperation.composition(belongs, GROUP.mask(GROUP.index == 4, "North"))
    assert table.to_dict("list") == {
        "body": ["m", "n", "s"],
        "kind": ["k"] * 3,
        "South": [1, 0, 2],
        "North": [1, 1, 0],
        "type": ["mixed", "North only", "South only"],
    }
    assert table.columns.name is None
    assert table["South"].dtype == table["North"].dtype == "int64"


@pytest.mark.filterwarnings("error")
def test_shared_bodies_are_counted_pair_by_pair() -> None:
    belongs = pd.DataFrame({"body": ["a", "a", "b", "b", "c"], "area": [1, 2, 1, 2, 2]})
    pairs = pd.DataFrame({"origin": [1, 1, 9], "destination": [2, 3, 2], "stock": [3, 1, 0]}, index=[5, 6, 7])
    shared = cooperation.shared_bodies(pairs, belongs)
    assert shared.to_dict() == {5: 2, 6: 0, 7: 0} and shared.name == "shared"
    assert shared.dtype == "int64"
    assert cooperation.coverage(pairs, belongs) == 0.75
    assert pd.isna(cooperation.coverage(pairs.iloc[:0], belongs))


def test_a_place_without_migrants_is_left_out() -> None:
    pairs = pd.DataFrame({"origin": [1, 2, 1], "destination": [2, 3, 9], "stock": [1, 0, 7]})
    table = coverage.by_place(pairs, BELONGS, pd.Series({2: "a", 3: "b"}))
    assert table.to_dict("index") == {
        "a": {"migrants": 1, "a consultative process": 1, "another body only": 0, "no body at all": 0}
    }
    assert table.columns.name is None and table.index.name == "place"
    assert table.columns.tolist() == ["migrants", *coverage.COVERS]
    assert table["migrants"].dtype == "int64"


def test_a_seat_of_unknown_beginning_is_there_from_its_body_on() -> None:
    bodies = pd.DataFrame({"body": ["x"], "founded_year": [2000]})
    seats = pd.DataFrame(
        {"body": ["x", "x", "x"], "area": [1, 2, 3], "since_year": pd.array([None, 1990, 2010], "Int64")}
    )
    assert coverage.existing(bodies, seats, 1999).empty
    assert coverage.existing(bodies, seats, 2000)["area"].tolist() == [1, 2]


def test_without_any_body_nothing_is_lost() -> None:
    lost = coverage.largest_loss(PAIRS, BELONGS.iloc[:0])
    assert lost.empty and lost.dtype == float
    table = coverage.under_rules(PAIRS, BODIES, SEATS[SEATS["body"] == "union"], GROUP)
    assert "without the union" in table.index and len(table) == 6
    assert table.columns.tolist() == ["process", "any body"]


def test_losses_by_hand() -> None:
    lost = coverage.largest_loss(PAIRS, BELONGS)
    assert lost.index.tolist() == ["talk", "sleepy", "union"] and lost.name == "lost"
    assert lost.tolist() == pytest.approx([0.5, 0.2, 0.2])


def test_frameworks_stand_on_their_own_lane() -> None:
    bodies = pd.DataFrame(
        {
            "body": ["new", "OAU", "AU", "wide"],
            "kind": ["rcp", "predecessor", "regional_body", "interregional_body"],
            "founded_year": [2018, 1963, 2002, 1969],
            "confidence": ["high (seen)", "high", "medium", "high"],
            "notes": [None, "nothing", None, None],
        }
    )
    milestones = pd.DataFrame(
        {
            "item": ["MiGOF", "Abuja Treaty", "no framework"],
            "date": ["2015-11", "1991", "1900"],
            "status": ["from memory", "verified", "verified"],
        }
    )
    table = cooperation.beginnings(bodies, milestones)
    assert table.to_dict("list") == {
        "year": [1963, 1991, 2015, 2018],
        "label": ["AU (formerly OAU)", "Abuja Treaty: African Economic Community", "MiGOF", "new"],
        "lane": ["regional bodies", "frameworks", "frameworks", "consultative processes"],
        "sure": [False, True, False, True],
    }
    assert table.index.tolist() == [0, 1, 2, 3] and table["year"].dtype == "int64"


def test_six_frameworks_and_every_body_that_counts_are_on_the_timeline() -> None:
    package = open_package()
    bodies = package.table("bodies")
    table = cooperation.beginnings(bodies, package.table("milestones"))
    assert table.loc[table["lane"] == "frameworks", "label"].tolist() == [
        "Buenos Aires Plan of Action (BAPA)",
        "Abuja Treaty: African Economic Community",
        "Nairobi outcome",
        "MiGOF",
        "Global Compact",
        "BAPA+40",
    ]
    counted = belonging(bodies, package.table("memberships"), any_role=False)["body"].nunique()
    assert len(table) == 6 + counted and table["lane"].notna().all()


def test_coverage_by_hand() -> None:
    bodies = pd.DataFrame({"body": ["x", "y"], "kind": ["rcp", "regional_body"]})
    members = pd.DataFrame(
        {
            "body": ["x", "x", "y", "y"],
            "area": [1, 2, 2, 3],
            "role": ["member", "participating", "member", "observer"],
        }
    )
    pairs = pd.DataFrame({"origin": [1, 2, 1], "destination": [2, 3, 3], "stock": [60, 30, 10]})
    shares = cooperation.coverage_by_kind(pairs, bodies, members)
    assert shares["consultative processes"] == 0.6
    assert shares["regional bodies"] == 0.0
    assert shares["any, observers too"] == 0.9
    belongs = cooperation.belonging(bodies, members, any_role=True)
    table = cooperation.composition(belongs, THREE).set_index("body")["type"]
    assert table.to_dict() == {"x": "South only", "y": "mixed"}


def test_bodies_in_common_are_counted_however_many_there_are() -> None:
    """From 54 bodies on, a count in the bits of a float was silently 0; an area without any made one."""
    for number in (1, 39, 53, 54, 63, 64, 70):
        names = [f"body {n}" for n in range(number)]
        belongs = pd.DataFrame({"body": names * 2 + ["alone"], "area": [1] * number + [2] * number + [3]})
        pairs = pd.DataFrame({"origin": [1, 1, 1, 3], "destination": [2, 3, 9, 3]}, index=[7, 5, 3, 1])
        shared = cooperation.shared_bodies(pairs, belongs)
        assert shared.to_dict() == {7: number, 5: 0, 3: 0, 1: 1}
        assert shared.dtype == "int64"


def test_nobody_belongs_anywhere() -> None:
    belongs = pd.DataFrame({"body": [], "area": []}).astype({"body": "str", "area": "int64"})
    assert cooperation.shared_bodies(PAIRS, belongs).tolist() == [0] * len(PAIRS)
