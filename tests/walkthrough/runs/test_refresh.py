"""Storing fresh outputs: a second refresh changes no byte, a failed one stores nothing."""

import json

import nbformat
import pytest

from fixtures_toys import toy
from helpers.errors import UserError
from walkthrough.notebook.io import WIDGET, normalized, write
from walkthrough.runs.refresh import refresh
from walkthrough.runs.select import select
from walkthrough.util import atomic


def test_refreshing_twice_leaves_no_difference(tmp_path):
    notebooks = tmp_path / "notebooks"
    path = toy(notebooks, "01-one", "import pandas as pd\npd.DataFrame({'a': [1.5, 2]})", "print('é ')")
    assert all(outcome.ok for outcome in refresh(select([], notebooks), tmp_path / "build"))
    first = path.read_bytes()
    assert b"<td>1.5</td>" in first
    assert first.endswith(b"}\n")
    assert not first.endswith(b"\n\n")
    assert b"papermill" not in first
    refresh(select([], notebooks), tmp_path / "build")
    assert path.read_bytes() == first
    assert list((tmp_path / "build").glob("*refresh*")) == []


def test_one_failure_stores_nothing(tmp_path):
    good = toy(tmp_path / "notebooks", "01-good", "1 + 1")
    toy(tmp_path / "notebooks", "02-bad", "1 / 0")
    before = good.read_bytes()
    outcomes = refresh(select([], tmp_path / "notebooks"), tmp_path / "build")
    assert [outcome.ok for outcome in outcomes] == [True, False]
    assert good.read_bytes() == before


@pytest.mark.parametrize("when", ["01-one", "02-two"])
def test_a_notebook_that_is_saved_meanwhile_stays_as_it_is(tmp_path, monkeypatch, when):
    """While it is executed, or while others are stored."""
    notebooks, mine = tmp_path / "notebooks", b"my work of just now"
    for name in ("01-one", "02-two"):
        toy(notebooks, name, "1 + 1")
    last, write_file = notebooks / "02-two.ipynb", atomic.write

    def written(path, text):
        write_file(path, text)
        if path.stem == when:
            last.write_bytes(mine)

    monkeypatch.setattr(atomic, "write", written)
    if when == "02-two":
        toy(notebooks, "01-one", f"open({str(last)!r}, 'wb').write({mine!r})")
    with pytest.raises(UserError, match="02-two.ipynb was saved while it was executed and stays"):
        refresh(select(["01", "02"], notebooks), tmp_path / "build")
    assert last.read_bytes() == mine


def test_cleaning_keeps_text_and_outputs_and_drops_what_a_run_adds(tmp_path):
    source = nbformat.read(toy(tmp_path, "01-one", "1 + 1"), as_version=4)
    executed = nbformat.from_dict(json.loads(json.dumps(source)))
    executed.metadata.papermill = {"duration": 3.2}
    executed.metadata.language_info = {"name": "python", "version": "3.99"}
    for cell in executed.cells:
        cell.metadata.papermill = {"duration": 0.1}
        cell.metadata.setdefault("tags", [])
    executed.cells[2].update(execution_count=2, outputs=[nbformat.v4.new_output("stream", text="two  \n")])
    live = {WIDGET: {"model_id": "4f1e"}, "text/plain": "run me"}
    executed.cells[2].outputs.append(nbformat.v4.new_output("display_data", live))
    executed.metadata.widgets = {"state": {}}
    mark = nbformat.v4.new_markdown_cell("An Exception")
    mark.metadata.tags = ["papermill-error-cell-tag"]
    executed.cells.insert(0, mark)
    result = normalized(executed, source)
    write(result, tmp_path / "a.ipynb")
    text = (tmp_path / "a.ipynb").read_text()
    assert "papermill" not in text
    assert "widget" not in text and result.cells[2].outputs[1].data == {"text/plain": "run me"}
    assert "3.99" not in text
    assert [cell.id for cell in result.cells] == [cell.id for cell in source.cells]
    assert result.cells[2].outputs[0].text == "two  \n"
    assert result.cells[0].metadata == {}
