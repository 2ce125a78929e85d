"""Ideas as data: a definition of the South and a body, each from one file, and what then knows them."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from helpers import parameters
from helpers.analysis import cooperation
from helpers.claims import robustness
from helpers.claims.ledger import load_claims
from helpers.data.package import BUNDLED, Package, open_package
from helpers.errors import UserError
from helpers.study import Study
from walkthrough.ingest import package_update, user_ideas
from walkthrough.ingest.definition import read_sides

BUNDLED_PACKAGE = Package(BUNDLED)
GULF = "area,side\nSAU,North\nKuwait,north\n784,North\n048,NORTH\nQatar,North\nOman,North\n"
GULF_CODES = {682, 414, 784, 48, 634, 512}


@pytest.fixture
def file(tmp_path: Path):
    def write(text: str, name: str = "idea.csv") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def studies(folder: Path, **values: object) -> Study:
    package = open_package(folder)
    return Study(package, parameters.resolve(package, **values))


def test_a_definition_is_known_everywhere(command, file, tmp_path):
    mine = tmp_path / "mine"
    code, out, err = command(
        *("ingest", "definition", file(GULF), "--name", "gulf-north"),
        *("--source", "A seminar", "--date", "June 2026", "--into", mine),
    )
    assert not code, err
    assert f"walkthrough run --data {mine} -p south=gulf-north" in out
    areas = len(BUNDLED_PACKAGE.table("areas"))
    assert f"{areas - 6} of {areas} areas are not named: they follow UN DESA's split" in out
    study = studies(mine, south="gulf-north")
    rule = "gulf-north (A seminar, June 2026): 6 areas as North, the others as UN DESA has them"
    assert study.definitions["gulf-north"] == rule and list(study.groups)[-1] == "gulf-north"
    usual = study.under(study.p.but(south="undesa")).group
    assert set(usual.index[usual != study.group]) == GULF_CODES
    assert not study.moves and len(study.silent("gulf-north")) == len(study.areas) - 6
    claim = next(c for c in load_claims(study.package) if c.id == "A2.5")
    table = robustness.robustness(study.package, claim, study.p)
    own = table[(table["south"] == "gulf-north") & (table["revision"] == 2017)].set_index("residual")
    assert own.loc["assign", "value"] == study.four_way.loc[2017, "South-South"]
    assert (
        "gulf-north" in {row["name"]: row["values"] for row in parameters.catalogue(study.package)}["south"]
    )


def test_a_column_of_years_makes_a_line_that_moves(file):
    table, _ = read_sides(
        file("area,side,year\nPOL,North,\nPOL,South,2000\nPOL,North,2010\nKEN,North,2010\n"),
        BUNDLED_PACKAGE,
        None,
    )
    change = user_ideas.definition(BUNDLED_PACKAGE, file("area,side\nKEN,North\n"), "x", None, None, None)
    assert change.chosen == {"south": "x"} and change.frames["south-x"]["year"].isna().all()
    from helpers.analysis import south

    sides = south.sides(BUNDLED_PACKAGE.areas(2017), "own", table)
    assert [sides.loc[616, south.list_of(sides, y)] for y in (1990, 2005, 2017)] == [
        "North",
        "South",
        "North",
    ]
    assert set(sides.loc[404]) == {"North"}  # its first side is also the one before


def history() -> pd.DataFrame:
    return BUNDLED_PACKAGE.table("south-income-then")


@pytest.fixture
def workbook(tmp_path: Path):
    def write(year: int, name: str = "CLASS.xlsx") -> Path:
        areas = BUNDLED_PACKAGE.table("areas").set_index("area")
        words = {
            "L": "Low income",
            "LM": "Lower middle income",
            "UM": "Upper middle income",
            "H": "High income",
        }
        rows = history().query("year == @year")
        codes = rows["area"].map(areas["wb_code"])
        table = pd.DataFrame({"Economy": codes, "Code": codes, "Income group": rows["status"].map(words)})
        path = tmp_path / name
        table.to_excel(path, sheet_name="List of economies", index=False)
        return path

    return write


def test_the_banks_list_of_a_year(workbook):
    table, _ = read_sides(workbook(2025), BUNDLED_PACKAGE, 2026)
    expected = history().query("year == 2025")
    assert table["side"].tolist() == expected["side"].tolist() and table["year"].isna().all()
    change = user_ideas.definition(BUNDLED_PACKAGE, workbook(2025), "income-26", 2026, None, None)
    entry = change.entries["south-income-26"]
    assert entry["title"] == "World Bank, fiscal year 2026: North is high income"


def test_a_list_under_another_years_name_is_refused(workbook):
    """A file called FY26 that is about holds the list of fiscal year 2023."""
    for asked in (2026, 2031):
        with pytest.raises(UserError, match="write --fiscal-year 2023, or take another file"):
            read_sides(workbook(2022), BUNDLED_PACKAGE, asked)
    with pytest.raises(UserError, match="say which list it is"):
        read_sides(workbook(2022), BUNDLED_PACKAGE, None)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("area,side\nKuwayt,North\n", r"line 2, column area: .* is no area \(Kuwait\?\)"),
        ("area,side\nKWT,West\n", "line 2, column side: 'West' is not North or South"),
        ("area,side\nKWT,North\nKuwait,South\n", "line 3: area 414 stands twice"),
        ("area,side\nXKX,North\n", "leave the row out: XKX is counted inside Serbia"),
        ("area,side\n", "add a row for each area"),
        ("country,side\nKWT,North\n", "no column 'area'"),
    ],
)
def test_what_is_no_definition_is_refused(file, text, why):
    with pytest.raises(UserError, match=why):
        read_sides(file(text), BUNDLED_PACKAGE, None)


@pytest.mark.parametrize("name", ["undesa", "Gulf North", "all", "-x", ""])
def test_a_name_that_cannot_be_chosen_is_refused(file, name):
    with pytest.raises(UserError, match="--name"):
        user_ideas.definition(BUNDLED_PACKAGE, file(GULF), name, None, None, None)


BODY = ("BIMSTEC", "Bay of Bengal Initiative", "regional_body", 1997, "its page", "June 2024")


def test_a_body_counts_at_once(file, tmp_path):
    mine = tmp_path / "mine"
    members = file("area,since_year\nIND,1997\nThailand,1997\n524,2004\n")
    package_update.apply(mine, lambda package: user_ideas.body(package, members, *BODY))
    study = studies(mine)
    own = study.members[study.members["body"] == "BIMSTEC"]
    assert set(own["area"]) == {356, 764, 524} and set(own["kind"]) == {"regional bodies"}
    before = studies(BUNDLED)
    covered = [cooperation.coverage(s.pairs, s.members) for s in (before, study)]
    assert covered[1] >= covered[0] and len(study.members) == len(before.members) + 3
    assert study.package.resource("memberships")["edition"].endswith(", and BIMSTEC as of June 2024")
    package_update.apply(mine, lambda package: user_ideas.body(package, file("area\nIND\n"), *BODY))
    assert (studies(mine).members["body"] == "BIMSTEC").sum() == 1


def test_what_is_no_body_is_refused(file):
    with pytest.raises(UserError, match="--kind club: write one of regional_body"):
        user_ideas.body(BUNDLED_PACKAGE, file("area\nIND\n"), "B", "Body", "club", 1990, "s", "d")
    with pytest.raises(UserError, match="column confidence: 'sure' is not high, medium, low"):
        user_ideas.body(BUNDLED_PACKAGE, file("area,confidence\nIND,sure\n"), *BODY)
    change = user_ideas.body(BUNDLED_PACKAGE, file("area,role\nIND,observer_since_x\nCHN,friend\n"), *BODY)
    assert change.notes == ["these roles count as no membership: friend"]
