"""matplotlib's folder cannot be written: the run is none the worse, and nothing is left of it."""

import sys

import pytest

from fixtures_clone import Clone

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
DRAWS = "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()"


@pytest.mark.parametrize("place", ["/proc/x", "/dev/null", "{root}/notebooks/01-one.ipynb"])
def test_a_folder_that_cannot_be_written(tmp_path, place):
    clone = Clone(tmp_path)
    clone.notebook("02-two", DRAWS)
    clone.good("--afresh", "-p", "year=2000")
    code, _, error = clone.run("--afresh", MPLCONFIGDIR=place.format(root=clone.root))
    assert code == 0, error
    assert "Traceback" not in error
    clone.clean()
    clone.remove()
