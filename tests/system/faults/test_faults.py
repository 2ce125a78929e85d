"""Some of the faults, once each; `make fault` tries all of them, many times."""

import random
import sys

import pytest

from fixtures_clone import Clone
from fixtures_faults import FAULTS, CannotTry

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
QUICK = [
    "the parent of the kernels is killed",
    "the run and all its kernels are killed",
    "Ctrl-C twice",
    "two runs into one folder at once",
    "a file meets its quota",
    "somebody works in the folder of a run",
]


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    clone = Clone(tmp_path_factory.mktemp("f")).ready()
    yield clone
    clone.remove()


@pytest.mark.parametrize("name", QUICK)
def test_is_survived(clone, name):
    fault, _ = FAULTS[name]
    try:
        fault(clone, random.Random(name))
    except CannotTry as why:
        pytest.skip(str(why))


def test_no_fault_is_missing():
    assert FAULTS["the run is killed at a random moment"][1] == 50
    assert len(FAULTS) == 13
