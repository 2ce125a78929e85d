"""Remittances, refugees, bodies, words and data capacity: hand-made cases and known answers."""

import pandas as pd
import pytest

from helpers.analysis import capacity, cooperation, displacement, remittances, south, texts
from helpers.data.package import open_package

PACKAGE = open_package()
AREAS = PACKAGE.areas(2017)
UNDESA = south.classify(AREAS, "undesa")
GROUP = pd.Series({1: "South", 2: "South", 3: "North"})


def test_definitions_of_the_south() -> None:
    sizes = {d: (south.classify(AREAS, d) == "South").sum() for d in south.DEFINITIONS}
    assert sizes == {"undesa": 176, "income": 154, "hdi": 163, "g77": 134, "oecd": 197}
    silent = {d: len(south.without_own_group(AREAS, d)) for d in south.DEFINITIONS}
    assert silent == {"undesa": 0, "income": 17, "hdi": 43, "g77": 0, "oecd": 0}


def test_an_area_without_an_income_group_follows_undesa() -> None:
    for area in south.without_own_group(AREAS, "income"):
        assert south.classify(AREAS, "income")[area] == UNDESA[area]


def test_across_moves_the_named_areas_and_no_other() -> None:
    moved = south.across(UNDESA, [682, 276])
    assert (UNDESA[682], moved[682]) == ("South", "North")
    assert (UNDESA[276], moved[276]) == ("North", "South")
    assert moved.drop([682, 276]).equals(UNDESA.drop([682, 276]))
    assert south.across(moved, [682, 276]).equals(UNDESA)
    assert UNDESA.equals(south.classify(AREAS, "undesa"))


def test_remittances_by_hand() -> None:
    economies = pd.DataFrame(
        {
            "year": 2017,
            "economy": ["A", "B", "C"],
            "area": [1, 2, 3],
            "gdp_usd": [100e6, 300e6, 1000e6],
            "population": [10, 40, 50],
        }
    )
    inflows = pd.DataFrame(
        {
            "vintage": "v",
            "year": 2017,
            "economy": ["A", "B", "C"],
            "area": [1, 2, 3],
            "usd_million": [10.0, 10.0, 5.0],
        }
    )
    receipts = remittances.received(inflows, economies, "v", 2017)
    table = remittances.by_group(receipts, economies, GROUP, 2017)
    assert table.loc["South", "usd_million"] == 20
    assert table.loc["South", "share_of_world"] == 0.8
    assert table.loc["South", "share_of_gdp"] == pytest.approx(0.05)
    assert table.loc["South", "median_share_of_gdp"] == pytest.approx((0.1 + 1 / 30) / 2)
    assert table.loc["South", "per_head"] == pytest.approx(20e6 / 50)
    assert table.loc["North", "per_head"] == pytest.approx(5e6 / 50)


@pytest.mark.parametrize(
    ("vintage", "world"),
    [
        ("2017-10", 595_694.7),
        ("2018-04", 613_465.8),
        ("2018-12", 624_836.8),
        ("2023-06", 640_303.6),
        ("wdi-2023-05", 586_480.3),
    ],
)
def test_five_editions_of_the_inflows_of_2017(vintage: str, world: float) -> None:
    table = PACKAGE.table("inflows").query("vintage == @vintage and year == 2017")
    assert table["usd_million"].sum() == pytest.approx(world, abs=0.1)


def test_refugees_by_three_rules() -> None:
    table = displacement.refugees_hosted(
        PACKAGE.table("totals-2017"),
        PACKAGE.table("refugees-by-asylum"),
        PACKAGE.table("unrwa"),
        UNDESA,
        2017,
    )
    assert table.sum(axis=1).iloc[0] == 25_911_084
    assert table.loc["UN DESA: with asylum seekers and UNRWA", "South"] == 21_366_726
    assert table.sum(axis=1).iloc[1] == pytest.approx(19_940_566, abs=20_000)
    assert table.iloc[2]["South"] > table.iloc[1]["South"]


def test_refugees_among_migrants() -> None:
    share = displacement.refugees_among_migrants(PACKAGE.table("totals-2017"), UNDESA, 2017)
    assert share["South"] == pytest.approx(21_366_726 / 111_731_595)
    assert share["North"] == pytest.approx(4_544_358 / 145_983_830)


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
    table = cooperation.composition(belongs, GROUP).set_index("body")["type"]
    assert table.to_dict() == {"x": "South only", "y": "mixed"}


def test_counting_rules_are_those_of_the_source() -> None:
    ours = texts.partnership_counts(PACKAGE.table("gcm-terms"))
    theirs = PACKAGE.table("gcm-rules").set_index("rule")["count"]
    assert sorted(ours) == sorted([30, 31, 29, 28, 27, 26, 24, 20, 20, 10])
    assert set(ours) <= set(theirs)


def test_data_capacity_by_hand() -> None:
    totals = pd.DataFrame({"year": 2017, "area": [1, 2, 3], "type_of_data": ["B R", "C", "I"]})
    table = capacity.data_capacity(totals, GROUP, 2017)
    assert table.loc["South", ["areas", "imputed", "citizens", "refugees_added"]].tolist() == [2, 0, 0.5, 0.5]
    assert table.loc["North", "imputed"] == 1


def test_audit_finds_what_one_sentence_says() -> None:
    text = (
        "We recognise that migration between developing countries is growing and brings "
        "challenges and opportunities. We will build capacity in migration governance "
        "through South-South cooperation, in line with the 2030 Agenda and the Global Compact "
        "for migration."
    )
    assert texts.audit(text)["found"].all()
    # The same words in different sentences are not enough.
    assert not texts.audit("Migration matters. South-South training will follow.")["found"].any()
    assert texts.audit("")["found"].sum() == 0


def test_votes_are_those_of_the_roll_call() -> None:
    table = texts.votes_by_group(PACKAGE.table("gcm-votes"), UNDESA)
    assert table.sum().to_dict() == {"yes": 152, "no": 5, "abstain": 12}
