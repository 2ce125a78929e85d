"""Self-checks: each sort of answer gets its message, and none is given away."""

import json
import re
import shutil

import pandas as pd
import pytest

from helpers.data.package import BUNDLED
from helpers.errors import UserError
from helpers.exercises import check as checks
from helpers.exercises import hashed_answers
from helpers.exercises.hashed_answers import (
    LENGTH,
    Exercise,
    canonical,
    exercises,
    roundings,
    seal,
    unseal,
)
from helpers.study import open_study
from walkthrough.classroom.answer_key import near_misses, sealed_answer

SHARE = 87.1322
INVENTED = {
    "9.1": Exercise(asks="per cent", hint="look at the whole.", depends_on=["south"]),
    "9.2": Exercise(asks="millions", hint="look at the unit."),
    "9.3": Exercise(asks="a name", hint="look at the map."),
    "9.4": Exercise(asks="a function", hint="add them all."),
    "9.5": Exercise(asks="a count", hint="count again."),
    "9.6": Exercise(asks="a share", hint="look at the whole."),
    "9.7": Exercise(asks="persons", hint="look at the unit."),
}


def total(numbers: list[int]) -> int:
    return sum(numbers)


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch):
    """Checks of invented exercises, under the default parameters; a guess costs nothing here."""
    monkeypatch.setattr(hashed_answers, "ROUNDS", 10)
    monkeypatch.setattr(hashed_answers, "exercises", lambda: INVENTED)
    monkeypatch.setattr(hashed_answers, "CASES", {"9.4": [lambda: ([1, 2, 3],), lambda: ([5],)]})
    near = {"you divided by all migrants, not by those in the South.": 37.7391}
    made = {
        "9.1": sealed_answer("9.1", SHARE, near),
        "9.2": sealed_answer("9.2", 97.4429, {}),
        "9.3": sealed_answer("9.3", "Saudi Arabia", {"that one is second.": "Thailand"}),
        "9.4": sealed_answer("9.4", total, {"that is the largest.": max, "each of them": list}),
        "9.5": sealed_answer("9.5", 55, {}),
        "9.6": sealed_answer("9.6", 0.25, {}),
        "9.7": sealed_answer("9.7", 97_442_900, {}),
    }
    monkeypatch.setattr(hashed_answers, "answers", lambda: made)
    return checks.self_checks(open_study())


@pytest.mark.parametrize("answer", [87.1322, 87.13, 87.1, "87.1", 87.132], ids=str)
def test_right_in_any_number_of_digits_that_is_enough(check, answer) -> None:
    found = check("9.1", float(answer))
    assert found.right and found.passed and str(found) == "9.1 ✓ right."


NEAR = {
    ("9.1", 87): "rounded too far. Give three digits",
    ("9.1", 0.871): "as a share of one; the question asks for per cent",
    ("9.1", 12.9): "that is the rest",
    ("9.1", 1.148): "upside down",
    ("9.1", -87.1): "wrong sign",
    ("9.1", 37.7): "you divided by all migrants, not by those in the South",
    ("9.2", 97_442_900): "you gave persons, and the question asks for millions",
    ("9.2", 97_443): "you gave thousands, and the question asks for millions",
    ("9.7", 97.4): "you gave millions, and the question asks for persons",
    ("9.7", 97_443): "you gave thousands, and the question asks for persons",
    ("9.2", 97): "rounded too far",
    ("9.3", "thailand "): "that one is second",
    ("9.4", max): "that is the largest",
    ("9.6", 25): "in per cent; the question asks for a share between 0 and 1",
    ("9.6", 0.75): "that is the rest",
    ("9.6", 4): "upside down",
}


@pytest.mark.parametrize(("exercise", "answer"), NEAR, ids=str)
def test_each_kind_of_near_miss_is_told(check, exercise, answer) -> None:
    found = check(exercise, answer)
    assert found.status == "nearly" and not found.right and not found.passed
    assert NEAR[exercise, answer] in str(found)


OTHERS = {
    ("9.1", None): ("not answered yet", "in place of None"),
    ("9.1", 55.5): ("not yet", "look at the whole."),
    ("9.1", "87.1"): ("not yet", "the answer is a number; yours is a text"),
    ("9.5", 54): ("not yet", "count again."),
    ("9.5", 5.5): ("not yet", "count again."),
    ("9.4", 6): ("not yet", "the answer is a function; yours is a number"),
    ("9.4", lambda numbers: None): ("not answered yet", "does it end with return?"),
    ("9.4", lambda numbers: 1 / 0): ("not yet", "stopped with ZeroDivisionError"),
    ("9.4", lambda numbers: 6): ("not yet", "add them all."),  # right for the first case only
}


@pytest.mark.parametrize(("exercise", "answer"), OTHERS, ids=range(len(OTHERS)))
def test_other_answers_get_a_hint_and_never_an_error(check, exercise, answer) -> None:
    found = check(exercise, answer)
    status, said = OTHERS[exercise, answer]
    assert found.status == status and said in str(found) and not found.passed


@pytest.mark.parametrize("answer", [5, 55.0, pd.Series([55]).sum()], ids=str)
def test_a_count_is_right_or_wrong(check, answer) -> None:
    assert check("9.5", answer).right == (answer == 55)


def test_other_parameters_are_no_place_to_check(check) -> None:
    elsewhere = checks.self_checks(open_study(south="income"))
    found = elsewhere("9.1", SHARE)
    assert found.status == "cannot be checked here" and "south = 'undesa'" in str(found)
    assert found.passed and not found.right
    assert elsewhere("9.2", 97.4).right  # does not depend on it
    assert elsewhere("9.1", None).status == "not answered yet"


def test_other_tables_are_no_place_to_check(check, monkeypatch, tmp_path) -> None:
    """Answers are those of the bundled tables; one more revision changes none of them."""
    bundled = shutil.copytree(BUNDLED, tmp_path / "mine")
    monkeypatch.setenv("WALKTHROUGH_DATA", str(bundled))
    study = open_study()
    elsewhere = checks.self_checks(study)
    assert study.areas.size and elsewhere("9.1", SHARE).right
    for entry in study.package.descriptor["resources"]:
        if entry["name"] == "areas":
            entry["hash"] = f"sha256:{'0' * 64}"
    found = elsewhere("9.1", SHARE)
    assert found.status == "cannot be checked here" and "the bundled data" in str(found)
    assert elsewhere("9.4", total).right  # tried on invented cases


def test_the_year_of_the_default_revision_is_no_change(check) -> None:
    assert checks.self_checks(open_study(year=2017))("9.1", SHARE).right


def test_an_exercise_that_does_not_exist_is_refused(check) -> None:
    with pytest.raises(UserError, match=r"no exercise '9.9'; there are 9.1, 9.2"):
        check("9.9", 1)


def test_a_result_shows_a_word_and_a_sign_beside_its_colour(check) -> None:
    page = check("9.4", lambda numbers: {}["<b>"])._repr_html_()
    assert "✗ not yet" in page and "&lt;b&gt;" in page and "<b>" not in page


# --- what the checks rest on


def test_one_spelling_for_what_means_the_same() -> None:
    assert canonical(["b", "a"], 3) == canonical(pd.Index(["a", "B"]), 3) == "[a;b]"
    assert canonical({"x": 1.0}, 3) == canonical(pd.Series({"x": 1}), 3) == "{x=1.00e+00}"
    assert canonical(" 'Saudi  Arabia' ", 3) == "saudi arabia"
    assert canonical(0.0, 3) == "0" and canonical(float("nan"), 3) == "nan"
    table = pd.DataFrame({"a": [1]}, index=["r"])
    assert canonical(table, 2) == "{r={a=1.0e+00}}"


def test_a_number_may_be_rounded_twice() -> None:
    assert roundings(87.1499, 3) == ["8.71e+01", "8.72e+01"]
    assert roundings(87.1, 3) == ["8.71e+01"]


def test_a_near_miss_is_never_the_answer_in_a_count() -> None:
    assert list(near_misses(55, "a count", 12)) == []


def test_what_is_sealed_cannot_be_read_without_the_answer() -> None:
    tag, text = seal("9.1", "8.71e+01", "right")
    assert unseal("9.1", "8.71e+01", {tag: text}) == "right"
    assert unseal("9.1", "8.72e+01", {tag: text}) is None
    assert unseal("9.2", "8.71e+01", {tag: text}) is None  # the same answer elsewhere
    assert len(bytes.fromhex(text)) == LENGTH and b"right" not in bytes.fromhex(text)
    with pytest.raises(ValueError, match="too long"):
        seal("9.1", "x", "x" * 400)


def test_a_near_miss_that_is_right_is_an_authors_mistake() -> None:
    with pytest.raises(UserError, match="exercise 2.1: the near miss 'no' is right"):
        sealed_answer("2.1", "North-South", {"no": "north-south"})
    with pytest.raises(UserError, match="leaves no answer"):
        sealed_answer("2.1", None, {})


def test_every_hint_is_a_sentence_in_plain_words() -> None:
    for name, exercise in exercises().items():
        assert re.fullmatch(r"[a-z].*[.?]", exercise.hint), name
        assert json.dumps(exercise.hint).isascii(), name
