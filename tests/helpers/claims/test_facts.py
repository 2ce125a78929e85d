"""Facts on tables made by hand: what turns each of them, and at which rows it stands."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from fixtures_texts import COMPACT
from fixtures_verdicts import ARTICLE
from helpers.analysis.texts import count_terms
from helpers.claims import facts
from helpers.data.package import BUNDLED
from helpers.study import NoData

AREAS = pd.DataFrame(
    {
        "area": [1, 2, 3, 4],
        "region": ["e", "w", "n", "s"],
        "major_area": ["Latin America and the Caribbean", "Asia", "Asia", "Asia"],
    }
)
GROUP = pd.Series({1: "South", 2: "South", 3: "North", 4: "North"})


def study(members: pd.DataFrame | None = None, **tables: pd.DataFrame) -> Any:
    """As much of a study as a fact asks for. Places in its tables begin at 7."""
    placed = {
        name.replace("_", "-"): frame.set_axis(range(7, 7 + len(frame))) for name, frame in tables.items()
    }
    return SimpleNamespace(
        package=SimpleNamespace(table=placed.__getitem__),
        members=members,
        areas=AREAS,
        group=GROUP,
        terms=placed.get("gcm-terms"),
        terms_from="gcm-terms",
        compact=None,
    )


def milestone(item: str, date: str = "", finding: str = "") -> pd.DataFrame:
    return pd.DataFrame(
        {"item": ["other", item], "date": ["1900", date], "finding": ["", finding], "status": ["", "seen"]}
    )


def bodies(**founded: int) -> pd.DataFrame:
    return pd.DataFrame({"body": list(founded), "founded_year": list(founded.values())})


def seats(*rows: tuple[str, int | None, str]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["body", "area", "role"]).astype({"area": "Int64"})


@pytest.mark.parametrize(
    ("measure", "item", "date", "found"),
    [
        ("bapa_in_1978", "BAPA 1978", "1978-09-12", True),
        ("bapa_in_1978", "BAPA 1978", "1979-01-01", False),
        ("african_community_in_1991", "Abuja Treaty", "1991-06-03", True),
        ("african_community_in_1991", "Abuja Treaty", "1994-05-12", False),
        ("compact_adopted_soon", "GCM adopted at Marrakech", "2018-09-13", True),
        ("compact_adopted_soon", "GCM adopted at Marrakech", "2019-01-01", False),
        ("compact_adopted_soon", "GCM adopted at Marrakech", "2018-09-12", False),
    ],
)
def test_a_date_decides(
    measure: str, item: str, date: str, found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "load_article", lambda package: ARTICLE)
    finding = getattr(facts, measure)(study(milestones=milestone(item, date, "told")))
    assert finding.holds is found and finding.rows == {"milestones": [8]}
    assert finding.evidence == (f"adopted {date} (seen)" if "bapa" in measure else "told (seen)")


@pytest.mark.parametrize(("text", "found"), [("by partnership", True), ("by chance", False)])
def test_a_principle_is_named_or_not(text: str, found: bool) -> None:
    row = milestone("MiGOF", finding=text)
    finding = facts.partnership_principle_of_migof(study(milestones=row))
    assert finding[:3] == (found, f"{text} (seen)", {"milestones": [8]})


def compact(objectives: int, title: str = "", south: int = 0) -> pd.DataFrame:
    sections = ["Preamble", *(f"Objective {n}" for n in range(1, objectives + 1))]
    return pd.DataFrame(
        {
            "section": sections,
            "title": title,
            "south_south": 0,
            "triangular": 0,
            "paragraph": [str(n) for n in range(len(sections))],
        }
    ).assign(south_south=[south, *[0] * objectives])


@pytest.mark.parametrize(("objectives", "found"), [(22, False), (23, True), (24, False)])
def test_objectives_are_counted_and_the_preamble_is_none(objectives: int, found: bool) -> None:
    finding = facts.objectives_of_the_compact(study(gcm_terms=compact(objectives)))
    assert finding.holds is found and finding.evidence.startswith(f"{objectives} objectives")
    assert list(finding.rows["gcm-terms"]) == list(range(8, 8 + objectives))


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Cooperation and global Partnerships", True),
        ("Cooperation", False),
        ("Partnerships", False),
    ],
)
def test_the_last_objective_must_name_both(title: str, found: bool) -> None:
    finding = facts.last_objective_on_partnerships(study(gcm_terms=compact(2, title)))
    assert finding[:3] == (found, f"Objective 2: {title}", {"gcm-terms": [9]})


def test_words_of_the_compact_are_counted() -> None:
    none, one = study(gcm_terms=compact(1)), study(gcm_terms=compact(1, south=1))
    assert facts.south_south_in_the_compact(none).holds is False
    found = facts.south_south_in_the_compact(one)
    assert found.holds is True and found.evidence == "South-South: paragraph 0"
    assert list(found.rows["gcm-terms"]) == [7]
    triangular = facts.triangular_in_the_compact(one)
    assert triangular.holds is False and triangular.evidence.startswith("triangular: ")


def test_targets_name_migration_or_not() -> None:
    def found(*named: bool) -> facts.Finding:
        table = pd.DataFrame({"target": ["8.8", "10.7"], "names_migration": named})
        return facts.targets_naming_migration(study(sdg_targets=table))

    assert found(False, False).holds is False
    assert found(True, True).evidence == "targets 8.8, 10.7 name migration or migrants"
    assert found(False, True).holds is True and list(found(False, True).rows["sdg-targets"]) == [8]


def members(*rows: tuple[str, str, int]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["body", "kind", "area"])


@pytest.mark.parametrize(("places", "found"), [([1], False), ([1, 2], True)])
def test_multiple_regions_are_more_than_one(places: list[int], found: bool) -> None:
    belongs = members(
        *(("talk", "consultative processes", a) for a in places), ("union", "regional bodies", 4)
    )
    rows = seats(
        ("talk", 1, "member"), ("talk", 2, "observer"), ("talk", None, "member"), ("union", 4, "member")
    )
    finding = facts.processes_in_multiple_regions(study(belongs, memberships=rows))
    assert finding.holds is found and f" {len(places)} of 4 " in finding.evidence
    assert list(finding.rows["memberships"]) == [7]  # seats that count, of processes alone


def test_a_process_of_the_south_alone() -> None:
    mixed = (("talk", "consultative processes", 1), ("talk", "consultative processes", 3))
    rows = seats(("talk", 1, "member"), ("own", 2, "member"))
    none = facts.south_only_processes(study(members(*mixed), memberships=rows))
    assert none.holds is False and list(none.rows["memberships"]) == []
    own = members(*mixed, ("own", "consultative processes", 2), ("union", "regional bodies", 1))
    found = facts.south_only_processes(study(own, memberships=rows))
    assert found.holds is True and found.evidence.startswith("1 of 2 processes")
    assert list(found.rows["memberships"]) == [8]


@pytest.mark.parametrize(
    ("founded", "area", "found"),
    [
        (2018, 1, True),
        (2019, 1, False),
        (2018, 2, False),
    ],
)
def test_both_bodies_are_latin_american_and_there_in_time(founded: int, area: int, found: bool) -> None:
    rows = seats(
        ("MERCOSUR", 1, "member"), ("CELAC", area, "member"), ("AU", 2, "member"), ("CELAC", None, "member")
    )
    finding = facts.mercosur_and_celac(
        study(bodies=bodies(AU=2002, MERCOSUR=1991, CELAC=founded), memberships=rows)
    )
    assert finding.holds is found and finding.evidence.startswith(f"founded 1991 and {founded}, ")
    assert {n: list(r) for n, r in finding.rows.items()} == {"bodies": [8, 9], "memberships": [7, 8]}


@pytest.mark.parametrize(("founded", "found"), [(1990, True), (1991, True), (1992, False)])
def test_the_union_must_have_been_there(founded: int, found: bool) -> None:
    finding = facts.african_community_by_african_union(
        study(milestones=milestone("Abuja Treaty", "1991-06-03"), bodies=bodies(OAU=1963, AU=founded))
    )
    assert finding.holds is found
    assert finding.rows == {"milestones": [8], "bodies": [8, 7]}
    assert f"AU began in {founded}" in finding.evidence and "OAU (1963)" in finding.evidence


def outcome(path: Path) -> Any:
    return SimpleNamespace(p=SimpleNamespace(text_path=None, outcome_path=str(path)))


@pytest.mark.parametrize(("draft", "elements"), [("passes", 7), ("fails", 2)])
def test_an_audit_counts_elements_and_names_the_file(draft: str, elements: int) -> None:
    finding = facts.audit_of_the_outcome(outcome(BUNDLED / "texts" / f"draft-{draft}.txt"))
    assert finding.counted == (elements, 7)
    assert finding.evidence == f"{elements} of 7 elements, in draft-{draft}.txt"
    assert list(finding.rows["outcome_path"]) == list(range(7))


FRENCH = """Conscients que la migration change et que les pays en développement en tirent des avantages, nous
nous engageons à renforcer les capacités par la coopération Sud-Sud, dans le cadre du Programme 2030."""


def test_what_is_not_english_is_not_judged(tmp_path: Path) -> None:
    path = tmp_path / "declaration.txt"
    path.write_text(FRENCH, encoding="utf-8")
    with pytest.raises(NoData, match="fewer than 15 per cent of its words are common English ones"):
        facts.audit_of_the_outcome(outcome(path))


def test_without_a_text_that_is_declared_to_be_the_outcome_there_is_no_audit() -> None:
    any_text = outcome(BUNDLED / "texts" / "draft-passes.txt")
    any_text.p.text_path, any_text.p.outcome_path = any_text.p.outcome_path, None
    with pytest.raises(NoData, match="name your copy with outcome_path"):
        facts.audit_of_the_outcome(any_text)
    assert list(facts.texts_given(any_text)) == ["your text"]


def copy(text: str) -> Any:
    return SimpleNamespace(compact=text, terms=count_terms(text), terms_from="gcm_path")


def test_the_users_copy_of_the_compact_settles_what_the_bundle_cannot() -> None:
    found = facts.north_south_and_technical_in_the_compact(copy(COMPACT))
    assert found.holds is True
    assert found.evidence == "North-South: paragraph 40; technical: paragraph 40"
    assert [count_terms(COMPACT).loc[n, "paragraph"] for n in found.rows["gcm_path"]] == ["40"]
    less = facts.north_south_and_technical_in_the_compact(copy(COMPACT.replace("technical", "other")))
    assert less.holds is False and less.evidence.endswith("technical: nowhere")
    assert facts.objectives_of_the_compact(copy(COMPACT)).holds is True
    assert facts.last_objective_on_partnerships(copy(COMPACT)).holds is True


@pytest.mark.parametrize(
    ("ends", "found"), [("\fpage" * 33, True), ("\fpage" * 33 + "\f\n", True), ("\fpage", None), ("", None)]
)
def test_pages_are_those_of_the_users_file(ends: str, found: bool | None) -> None:
    finding = facts.pages_of_the_compact(copy(COMPACT + ends))
    assert finding.holds is found
    assert ("34 pages" in finding.evidence) is bool(found)
