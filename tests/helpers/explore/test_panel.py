"""The explorer without a browser: what is chosen, what is shown, what is said."""

import pytest

from fixtures_pages import CONTROLS
from helpers.analysis.south import DEFINITIONS
from helpers.claims.verdicts import find, judgement
from helpers.explore.panel import Explorer, explorer
from helpers.explore.sentences import FALLBACK, Verdicts
from helpers.study import open_study
from walkthrough.notebook.io import WIDGET

CLAIMS = ["A2.1", "A2.2", "A2.3", "A2.4", "A2.5", "A2.6", "A2.7", "A2.8"]


@pytest.fixture
def live() -> Explorer:
    return explorer()


def move(live: Explorer, name: str) -> None:
    live.area.value = name


def now(live: Explorer, claim: str = "A2.5") -> str:
    return live.now.judgements[claim].verdict


@pytest.mark.parametrize("residual", ["assign", "lower", "upper"])
@pytest.mark.parametrize("south", DEFINITIONS)
def test_verdicts_and_numbers_are_those_of_a_run(live: Explorer, south: str, residual: str) -> None:
    live.residual.value = residual
    live.south.value = south
    study = open_study(south=south, residual=residual)
    assert list(live.now.judgements) == CLAIMS
    for claim in CLAIMS:
        assert live.now.judgements[claim] == judgement(study, find(study, claim))
    assert live.now.row.equals(study.four_way.loc[2017])


def test_another_revision_has_its_own_years_and_keeps_the_year_if_it_can(live: Explorer) -> None:
    live.year.value = 2010
    live.revision.value = 2024
    assert (live.year.value, live.now.selection.year) == (2010, 2010)
    assert live.year.options == (1990, 1995, 2000, 2005, 2010, 2015, 2020, 2024)
    live.year.value = 2024
    live.revision.value = 2019
    assert (live.year.value, live.now.selection.year) == (2019, 2019)
    assert live.announcement.text.startswith("Revision 2019. Year 2019.")
    world = open_study(revision=2019, year=2019).hosted.loc[2019].sum()
    assert live.now.judgements["A2.1"].readings[0].value == pytest.approx(world / 1e6)


def test_one_area_across_the_line_turns_a_verdict_and_back(live: Explorer) -> None:
    assert now(live) == "holds"
    lead, alt = live.now.lead, live.figure.value
    move(live, "Saudi Arabia")
    assert (now(live), live.now.lead < 0 < lead) == ("fails", True)
    assert live.moved.options == (("Saudi Arabia: now North", 682),)
    assert live.announcement.text.startswith(
        "Saudi Arabia is now in the North. A2.5 turns from holds to fails: South-South 85.13 "
        "million, South-North 100.98 million."
    )
    assert "live in the North" in live.figure.value != alt
    assert "97.35 million" in live.table.value and "85.13 million" in live.table.value
    live.back.click()
    assert (now(live), live.now.lead, live.moved.options) == ("holds", lead, ())
    assert "A2.5 turns from fails to holds" in live.announcement.text


def test_five_single_areas_put_south_north_ahead(live: Explorer) -> None:
    for code in ("SAU", "IND", "ARE", "PAK", "BGD", "KEN", "MEX"):
        move(live, code)
        move(live, code)  # the same again is the way back
    assert live.now.selection.moved == ()
    assert "South-North ahead with 5: Saudi Arabia (15.8), India (9.1)" in live.tried.value
    assert "South-South ahead with 2: Kenya" in live.tried.value


def test_growth_goes_with_the_area_too(live: Explorer) -> None:
    before = live.now.judgements["A2.6"].readings[0].value
    move(live, "saudi arabia")
    study = open_study().across([682])
    after = live.now.judgements["A2.6"].readings[0].value
    assert after == judgement(study, find(study, "A2.6")).readings[0].value != before


def test_a_new_line_has_every_area_in_its_place(live: Explorer) -> None:
    move(live, "IND")
    live.year.value = 2015
    assert live.now.selection.moved == (356,)
    live.south.value = "income"
    assert live.now.selection.moved == ()
    assert "Back where the definition has it: India." in live.announcement.text


def test_start_again_is_the_start(live: Explorer) -> None:
    live.revision.value = 2024
    live.south.value = "g77"
    move(live, "IND")
    live.again.click()
    assert live.now.selection == live.start.selection
    assert (live.revision.value, live.south.value, live.year.value) == (2017, "undesa", 2017)


def test_a_name_that_is_none_is_refused_and_changes_nothing(live: Explorer) -> None:
    shown = live.table.value
    move(live, "Atlantis")
    assert live.announcement.text.startswith("No area is called “Atlantis”.")
    assert (live.table.value, live.area.value) == (shown, "Atlantis")
    live.back.click()
    assert live.announcement.text == "No area is on the other side of the line."


def test_no_growth_in_the_first_year_is_said_and_not_a_crash(live: Explorer) -> None:
    live.year.value = 1990
    assert now(live, "A2.6") == "no data"
    assert "no growth to comp" in live.announcement.text


def test_what_no_choice_touches_stays(live: Explorer) -> None:
    record = live.now.judgements["A2.7"]
    live.south.value = "oecd"
    move(live, "IND")
    assert live.now.judgements["A2.7"] is record


def test_the_start_is_what_the_notebook_asks_for() -> None:
    live = explorer(south="hdi", year=2010, revision=2024, residual="lower")
    values = live.revision.value, live.year.value, live.south.value, live.residual.value
    assert values == (2024, 2010, "hdi", "lower")


def test_every_control_has_a_name_and_the_order_is_that_of_the_page(live: Explorer) -> None:
    rows = [control for row in live.box.children[:4] for control in row.children]
    controls = [c for row in rows for c in getattr(row, "children", [row])]
    assert [c.description for c in controls] == CONTROLS


def test_without_a_kernel_a_text_says_what_to_do(live: Explorer) -> None:
    shown = live._repr_mimebundle_()
    assert WIDGET in shown
    assert shown["text/plain"] == FALLBACK and FALLBACK in shown["text/html"]


def test_the_table_as_text_has_every_claim_and_its_numbers(live: Explorer) -> None:
    lines = repr(Verdicts(live.now)).splitlines()
    assert [line.split()[0] for line in lines] == CLAIMS
    assert "holds" in lines[4] and "South-South 97.35 million" in lines[4]
