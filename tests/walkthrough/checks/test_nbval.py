"""nbval as we call it: a changed digit is caught in whatever an output shows, and located."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree

import pytest

from fixtures_toys import toy, verdict
from walkthrough.checks.nbval import _begin, nbval
from walkthrough.runs.refresh import refresh
from walkthrough.runs.select import select

FIGURE = (
    "alt = {'image/png': {'alt': 'grew by %.2f' % 2}}\n"
    "display({'text/plain': 'figure'}, raw=True, metadata=alt)"
)
CHANGES = {
    "text": ('"A1 holds 1.25"', '"A1 holds 1.26"', "cell 2 (c1)"),
    "html": ('"<b>A1 holds 1.25', '"<b>A1 holds 1.26', "cell 2 (c1)"),
    "verdict": ('"value": 1.25', '"value": 1.26', "cell 2 (c1)"),
    "alt text": ('"grew by 2.00"', '"grew by 2.01"', "cell 3 (c2)"),
    "stream": ('"3.50\\n"', '"3.51\\n"', "cell 4 (c3)"),
    "markdown": ('"12.00 per cent"', '"12.01 per cent"', "cell 5 (c4)"),
    "result": ('"42"', '"43"', "cell 6 (c5)"),
    "missing": ('"42"', None, "cell 6 (c5)"),
}


@pytest.fixture(scope="module")
def notebooks(tmp_path_factory):
    """One notebook as refreshed, and copies with one change each, in a single nbval session."""
    folder = tmp_path_factory.mktemp("nbval")
    path = toy(
        folder,
        "00-same",
        verdict("A1", "holds"),
        FIGURE,
        "print('%.2f' % 3.5)",
        "from IPython.display import Markdown\nMarkdown('%.2f per cent' % 12)",
        "6 * 7",
    )
    refresh(select([], folder), folder / "build")
    text = path.read_text(encoding="utf-8")
    for number, (name, (old, new, _)) in enumerate(CHANGES.items(), start=1):
        changed = json.loads(text)
        if new is None:
            changed["cells"][-1]["outputs"] = []
        else:
            assert text.count(old) == 1, name
            changed = json.loads(text.replace(old, new))
        copy = folder / f"{number:02d}-{name.replace(' ', '-')}.ipynb"
        copy.write_text(json.dumps(changed), encoding="utf-8")
    return sorted(folder.glob("*.ipynb"))


@pytest.fixture(scope="module")
def found(notebooks):
    return nbval(notebooks)


def test_what_was_refreshed_passes(found):
    assert [line for line in found if line.startswith("00-same")] == []


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_caught_and_located(found, name):
    (line,) = [line for line in found if line.split(":")[0][3:] == name.replace(" ", "-")]
    assert CHANGES[name][2] in line
    assert "differs from a fresh execution" in line


def test_nothing_else_is_reported(found):
    assert len(found) == len(CHANGES)


def test_a_cell_that_fails_is_a_problem(tmp_path):
    path = toy(tmp_path, "01-bad", "1 / 0")
    (line,) = nbval([path])
    assert line.startswith("01-bad: cell 2 (c1): failed")
    assert "ZeroDivisionError" in line


def cells(report):
    """Every item of a session of pytest, and how it ended."""
    cases = ElementTree.parse(report).iter("testcase")
    return {
        (case.get("classname").removesuffix(".ipynb"), case.get("name")): [p.tag for p in case]
        for case in cases
    }


def test_plain_nbval_has_the_same_items_and_finds_the_same(notebooks, tmp_path):
    with _begin(notebooks, tmp_path) as session:
        session.communicate()
    plain = tmp_path / "plain.xml"
    command = [sys.executable, "-m", "pytest", "--nbval", "--nbval-current-env", "-q"]
    options = ["-c", str(tmp_path / "pytest.ini"), "--rootdir", str(notebooks[0].parent)]
    subprocess.run([*command, *options, f"--junitxml={plain}", *notebooks], capture_output=True)
    ours, theirs = cells(tmp_path / "report.xml"), cells(plain)
    assert ours.keys() == theirs.keys()
    assert len(ours) == 6 * len(notebooks)
    # The alt text of a figure is metadata, which nbval by itself passes over.
    more = {(name, cell) for (name, cell), ended in ours.items() if ended != theirs[name, cell]}
    assert [name.partition("-")[2] for name, _ in more] == ["alt-text"]
    assert sum(ended == ["failure"] for ended in theirs.values()) == len(CHANGES) - 1
