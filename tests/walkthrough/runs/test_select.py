"""Which notebooks run, in which order, and which parameters they declare."""

import pytest

from fixtures_toys import toy
from helpers.errors import UserError
from walkthrough.runs.select import available, check_used, load, select


@pytest.fixture
def folder(tmp_path):
    for name in ("02-two", "00-start", "07-scorecard", "01-one", "brief"):
        toy(tmp_path, name)
    toy(tmp_path, "03-south", parameters="south: str = (\n    'undesa'\n)\nyear = 1")
    return tmp_path


def names(sources):
    return [source.name for source in sources]


def test_numbered_notebooks_run_in_the_order_of_their_names(folder):
    walk = ["00-start", "01-one", "02-two", "03-south", "07-scorecard"]
    assert names(select([], folder)) == walk


def test_one_without_a_number_runs_by_name_only_and_is_there_to_be_checked(folder):
    assert names(select(["brief"], folder)) == ["brief"]
    assert "brief" in [path.stem for path in available(folder)]


@pytest.mark.parametrize("wanted", ["02", "02-two", "02-two.ipynb", "somewhere/02-two.ipynb"])
def test_a_notebook_goes_by_number_or_name(folder, wanted):
    assert names(select([wanted], folder)) == ["02-two"]


def test_a_notebook_goes_by_path_from_another_folder(folder, tmp_path):
    other = toy(tmp_path / "elsewhere", "09-mine")
    assert select([str(other)], folder)[0].path == other


def test_order_and_repetition_of_the_request_do_not_matter(folder):
    assert names(select(["02", "01", "2", "02-two"], folder)) == ["01-one", "02-two"]


def test_the_scorecard_brings_along_those_whose_verdicts_it_reads(folder):
    before = ["00-start", "01-one", "02-two", "03-south", "07-scorecard"]
    assert names(select(["07"], folder)) == before


def test_an_unknown_notebook_is_refused_with_those_that_exist(folder):
    with pytest.raises(UserError, match=r"'99'.*00-start, 01-one, 02-two.*07-scorecard, brief"):
        select(["99"], folder)
    with pytest.raises(UserError, match="did you mean '02-two'"):
        select(["02-tow"], folder)


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(UserError, match="no notebook"):
        select([], tmp_path)


def test_declared_parameters_are_read_from_the_tagged_cell(folder):
    assert load(folder / "03-south.ipynb").parameters == ("south", "year")


def test_a_parameter_that_no_chosen_notebook_uses_is_refused_with_those_that_do(folder):
    check_used(["year", "south"], select([], folder), folder)
    with pytest.raises(UserError, match=r"'south'.*none of: 02-two; .*use it: 03-south$"):
        check_used(["south"], select(["02"], folder), folder)
