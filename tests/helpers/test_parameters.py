"""Parameters: what is accepted, and that every refusal is one line that lists what is allowed."""

import subprocess
import sys

import pydantic
import pytest

from fixtures_toys import Holdings
from helpers.analysis.south import DEFINITIONS
from helpers.errors import UserError
from helpers.parameters import (
    DEFAULTS,
    NAMES,
    SOUTHS,
    Parameters,
    _say_once,
    catalogue,
    resolve,
    souths,
)


def refused(**values) -> str:
    with pytest.raises(UserError) as caught:
        resolve(Holdings(), **values)
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_the_defaults_resolve_latest_to_a_year():
    chosen = resolve(Holdings())
    assert chosen.year == 2017
    assert chosen.model_dump() == DEFAULTS | {"year": 2017}


def test_strings_of_a_command_line_mean_the_same_as_python_values(tmp_path):
    text = tmp_path / "draft.txt"
    text.write_text("A draft.", encoding="utf-8")
    python = resolve(Holdings(), revision=2015, year="latest", focus_country=None, text_path=text)
    shell = resolve(Holdings(), revision="2015", year="2015", focus_country="none", text_path=str(text))
    assert python.model_dump() == shell.model_dump()
    assert shell.year == 2015
    assert shell.text_path == str(text)


def test_a_choice_knows_which_years_were_asked_for():
    by_itself, asked = resolve(Holdings(), year="latest"), resolve(Holdings(), year=2017, base_year=2000)
    assert by_itself.asked == set() and asked.asked == {"year", "base_year"}
    assert (by_itself.given("year"), asked.given("year"), asked.given("south")) == ("latest", 2017, "undesa")
    for p in (by_itself, asked):
        assert resolve(Holdings(), year=p.given("year")).year == 2017
        assert p.but(south="hdi").asked == p.asked and p.but(year=2010).asked == p.asked | {"year"}
        assert p.but(year=2017) == p
    assert "asked" not in by_itself.model_dump() and "asked" not in NAMES


def test_the_earlier_name_of_a_value_is_accepted_with_one_word(capsys):
    _say_once.cache_clear()
    assert [resolve(Holdings(), residual="drop").residual for _ in range(2)] == ["lower", "lower"]
    said = capsys.readouterr()
    assert said.err == "residual=drop is called residual=lower now, and is run as that\n"
    assert not said.out


def test_a_relative_text_becomes_absolute(tmp_path, monkeypatch):
    (tmp_path / "draft.txt").write_text("A draft.", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert resolve(Holdings(), text_path="draft.txt").text_path == str(tmp_path / "draft.txt")


@pytest.mark.parametrize(
    ("values", "parts"),
    [
        ({"yaer": 2017}, ["unknown parameter 'yaer'", "did you mean 'year'?", ", ".join(NAMES)]),
        ({"qqq": 1}, ["unknown parameter 'qqq'; allowed: revision, year"]),
        ({"year": "1985"}, ["year=1985", "revision 2017; allowed: latest, 1990, 1995, 2000"]),
        ({"year": "2017.0"}, ["year=2017.0", "latest, 1990"]),
        ({"year": 2017.0}, ["year=2017.0"]),
        ({"year": None}, ["year=none"]),
        ({"revision": "abc"}, ["revision=abc", "allowed: 2015, 2017"]),
        ({"revision": True}, ["revision=True"]),
        ({"revision": 2024}, ["revision=2024", "2015, 2017"]),
        ({"south": "west"}, ["south=west", "undesa, income, hdi, g77, oecd"]),
        ({"south": None}, ["south=none", "undesa"]),
        ({"residual": "keep"}, ["residual=keep", "assign, lower, upper"]),
        ({"growth": "linear"}, ["growth=linear", "exponential, compound"]),
        ({"remittance_vintage": "2016-04"}, ["2016-04", "2017-10, 2018-04"]),
        ({"focus_country": "TUK"}, ["focus_country=TUK", "alpha-3", "TUR"]),
        ({"focus_country": "turkey"}, ["focus_country=turkey", "such as TUR"]),
        ({"text_path": "no/such/file.txt"}, ["text_path=no/such/file.txt", "no such file"]),
        ({"outcome_path": "no/such/file.txt"}, ["outcome_path=no/such/file.txt", "no such file"]),
        ({"gcm_path": 7}, ["gcm_path=7", "the path of a plain text"]),
        ({"text_path": "."}, ["text_path=. ", "a folder, not a file", "name a file"]),
        ({"base_year": "2017"}, ["base_year=2017", "with year=2017", "1990, 1995, 2000, 2010"]),
        ({"base_year": 1993}, ["base_year=1993", "1990, 1995"]),
    ],
)
def test_a_refusal_says_what_is_allowed(values, parts):
    message = refused(**values)
    assert [part for part in parts if part not in message] == []


def test_an_early_year_asks_for_an_earlier_base_year_where_one_is_declared():
    message = refused(year=1995, base_year=2000)
    assert message == ("base_year=2000 is not allowed with year=1995 of revision 2017; allowed: 1990")
    assert "year=1990 is not allowed" in refused(year=1990, base_year=2000)


def test_an_early_year_needs_no_base_year_where_none_is_declared():
    assert resolve(Holdings(), year=1995).base_year == 1990
    assert resolve(Holdings(), year=1990).base_year == 1990


def test_the_base_year_may_be_one_that_only_the_totals_have():
    assert resolve(Holdings(), revision=2015).base_year == 2000


def test_a_revision_of_one_year_takes_any_base_year():
    assert resolve(OneYear(), revision=2030, base_year=2000).base_year == 2030


class OneYear(Holdings):
    revisions = [2030]

    def years(self, revision):
        return [2030]

    total_years = years


def test_a_choice_cannot_be_changed_or_widened_afterwards():
    chosen = resolve(Holdings())
    with pytest.raises(pydantic.ValidationError):
        chosen.year = 1990
    with pytest.raises(pydantic.ValidationError):
        Parameters(year="2017")
    with pytest.raises(pydantic.ValidationError):
        Parameters(year=2017, yaer=2017)


def test_the_catalogue_describes_every_parameter():
    rows = catalogue(Holdings())
    assert [row["name"] for row in rows] == list(NAMES)
    assert all(row["values"] and row["default"] and row["meaning"] for row in rows)


def test_the_catalogue_says_which_year_has_none_before_it():
    (year,) = (row["values"] for row in catalogue(Holdings()) if row["name"] == "year")
    assert year.endswith("(revision 2017; 1990 only where there is no base_year)")


def test_parameters_are_importable_without_pandas():
    code = "import sys, helpers.parameters; print('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_every_definition_of_the_south_can_be_chosen() -> None:
    """Else the robustness maps would leave it out without a word."""
    assert tuple(DEFINITIONS) == SOUTHS and souths(Holdings()) == [*SOUTHS, "income-then"]
