"""The profile: one row of indicators, and pages of every area without a wrong word."""

import json
import re

import pandas as pd
import pytest

from helpers import country_profile
from helpers.country_profile import CountryProfile, Row, open_profile
from helpers.data.package import open_package
from helpers.errors import UserError
from helpers.figures import country as draw
from helpers.narrative import country
from helpers.parameters import resolve
from helpers.study import Study
from walkthrough.batch import results

PACKAGE = open_package()
SENTENCES = (
    country.heading,
    country.people,
    country.corridors_title,
    country.over_time_title,
    country.remittances,
    country.refugees,
    country.compared_title,
    country.bodies,
    country.quality,
    country.born_here,
    country.growth,
    country.switching,
)
# One for all areas, the others for every fourth, which is enough to meet each kind of gap.
RUNS = [
    {},
    {"revision": 2024},
    {"revision": 2015, "south": "income"},
    {
        "south": "g77",
        "year": 2000,
        "base_year": 1990,
        "remittance_vintage": "2023-06",
        "residual": "upper",
        "growth": "compound",
    },
]


def brief(code: str, **parameters: object) -> CountryProfile:
    return CountryProfile(Study(PACKAGE, resolve(PACKAGE, focus_country=code, **parameters)))


@pytest.mark.parametrize("parameters", RUNS, ids=str)
def test_every_area_has_its_sentences_and_its_row(parameters: dict[str, object]) -> None:
    first = brief("THA", **parameters).study
    step = 4 if parameters else 1
    for code in PACKAGE.areas(int(str(parameters.get("revision", 2017))))["iso3"][::step]:
        page = CountryProfile(first.under(brief(code, **parameters).p))
        text = "\n".join(say(page) for say in SENTENCES)
        assert not re.search(r"\bnan\b|None|<NA>|\binf\b|  |\( |\.\.(?!\.)| 1 (people|refugees)\b", text), (
            code,
            text,
        )
        assert tuple(page.row().record) == country_profile.COLUMNS
        json.dumps(page.row().record, allow_nan=False)
        assert (
            page.by_side.loc["in"].sum()
            == page.study.totals.query(f"year == {page.p.year} and area == {page.area}")["stock"]
            .fillna(0)
            .sum()
        ), code


def test_five_areas_turn_the_headline_as_in_the_walk() -> None:
    turning = [c for c in ("SAU", "ARE", "IND", "PAK", "BGD") if brief(c).effect_of_switching[2]]
    assert (
        len(turning) == 5
        and not brief("THA").effect_of_switching[2]
        and not brief("VAT").effect_of_switching[2]
    )


@pytest.mark.parametrize(
    ("code", "parameters", "said"),
    [
        (
            "VAT",
            {},
            ["no origin is named", "no inflow of the Vatican", "No seat of the Vatican", "no national data"],
        ),
        ("SRB", {}, ["is SRB and XKX, here added", "UN DESA counts Kosovo with Serbia"]),
        ("GLP", {}, ["UN DESA counts Saint Martin with Guadeloupe"]),
        ("ERI", {}, ["IGAD-RCP (suspended)", "IGAD (suspended)"]),
        ("REU", {}, ["no figure for Réunion as a country of asylum or origin in 2017"]),
        ("PSE", {}, ["does not count and who are not among the migrants above."]),
        ("JOR", {}, ["UNRWA registers 2,206,736 more", "691,015 refugees in Jordan"]),
        ("MNE", {}, ["No growth of migrants in Montenegro in 2000-2017"]),
        ("MNE", {"year": 2000, "base_year": 1990}, ["no number of migrants in Montenegro for 2000"]),
        ("TWN", {"revision": 2024}, ["has no figures for 2024"]),
        ("TKL", {"revision": 2015}, ["people abroad: 2,255 in 2015, no other year"]),
    ],
)
def test_awkward_areas_say_what_is_missing(code: str, parameters: dict[str, object], said: list[str]) -> None:
    page = brief(code, **parameters)
    text = "\n".join(say(page) for say in SENTENCES)
    assert [part for part in said if part not in text] == []


@pytest.mark.parametrize(
    ("code", "parameters"),
    [
        ("VAT", {}),
        ("TWN", {"revision": 2024}),
        ("TKL", {"revision": 2015}),
        ("MNE", {"year": 2000, "base_year": 1990}),
    ],
)
def test_figures_of_awkward_areas_are_drawn(code: str, parameters: dict[str, object]) -> None:
    page = brief(code, **parameters)
    for picture in (
        draw.corridors(page.largest(), "title", "source"),
        draw.over_time(page.over_time, page.p.year, "title", "source"),
        draw.compared(page.compared, page.name, "title", "source"),
    ):
        assert picture.png().startswith(b"\x89PNG") and "nan" not in picture.alt


def test_a_brief_needs_a_country() -> None:
    with pytest.raises(UserError, match="focus_country=none"):
        open_profile()


def test_rows_come_back_from_notebooks_in_order_and_with_what_is_missing() -> None:
    rows = []
    for code in ("KEN", "VAT"):
        row = brief(code).row()._repr_mimebundle_()
        # as nbformat writes it: keys sorted
        outputs = [{"output_type": "execute_result", "data": dict(sorted(row.items()))}]
        cells = [{"cell_type": "markdown"}, {"cell_type": "code", "outputs": outputs}]
        rows += results.rows(json.dumps({"cells": cells}, sort_keys=True))
    table = pd.DataFrame(rows)
    assert list(table.columns) == list(country_profile.COLUMNS) and list(table["iso3"]) == ["KEN", "VAT"]
    assert table.loc[0, "migrants_in"] == 1_078_572
    assert brief("JOR").row().record["refugees_unrwa"] == 2_206_736
    assert "LAS (suspended)" in brief("SYR").row().record["bodies"]
    assert pd.isna(table.loc[1, "remittances_usd_million"])
    assert results.rows(json.dumps({"cells": cells[:1]})) == []


def test_a_row_shows_missing_apart_from_none_and_escapes() -> None:
    row = Row({"name": "<b>", "bodies": "", "n": float("nan"), "big": 12345.0, "yes": True})
    assert row.record == {"name": "<b>", "bodies": "", "n": None, "big": 12345, "yes": True}
    bundle = row._repr_mimebundle_()
    assert "<b>" not in bundle["text/html"]
    assert re.findall(r"\S+ +(\S.*)", bundle["text/plain"]) == ["<b>", "none", "no data", "12,345", "yes"]
