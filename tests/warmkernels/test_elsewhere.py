"""A project that is not this one: its notebook, its kernelspec, plain papermill and plain nbval."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from fixtures_kernels import linux

pytestmark = linux

CELLS = [
    "import own_module\nprint(own_module.VALUE)",
    "import os\nprint(own_module.IMPORTED_BY == os.getppid())",
    "import sys\nprint(any(n.split('.')[0] in ('helpers', 'walkthrough', 'pandas') for n in sys.modules))",
]
OUTPUTS = ["42\n", "True\n", "False\n"]


@pytest.fixture
def project(tmp_path):
    """A folder with a module, a notebook with its outputs, and a kernelspec that preloads the module."""
    (tmp_path / "own_module.py").write_text("import os\nVALUE, IMPORTED_BY = 42, os.getpid()\n")
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS]
    for number, (cell, text) in enumerate(zip(cells, OUTPUTS, strict=True), 1):
        cell.execution_count = number
        cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text=text)]
    kernel = {"name": "elsewhere", "display_name": "Elsewhere", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.write(notebook, tmp_path / "one.ipynb")
    place = tmp_path / "jupyter" / "kernels" / "elsewhere"
    place.mkdir(parents=True)
    provisioner = {"provisioner_name": "warmkernels", "config": {"preload": ["own_module"]}}
    (place / "kernel.json").write_text(
        json.dumps(
            {
                "argv": ["python", "-m", "ipykernel_launcher", "-f", "{connection_file}"],
                "display_name": "Elsewhere",
                "language": "python",
                "metadata": {"kernel_provisioner": provisioner},
            }
        )
    )
    (tmp_path / "tmp").mkdir()
    return tmp_path


def run(project, *arguments):
    """A module of this environment, run in the project's folder; returns what it printed."""
    environment = os.environ | {
        "JUPYTER_PATH": str(project / "jupyter"),
        "PYTHONPATH": str(project),
        "TMPDIR": str(project / "tmp"),
        "PYTEST_ADDOPTS": "",
    }
    done = subprocess.run(
        [sys.executable, "-m", *arguments],
        cwd=project, env=environment, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert list((project / "tmp").iterdir()) == []
    return done.stdout


def test_plain_papermill(project):
    run(project, "papermill", "one.ipynb", "out.ipynb", "--no-progress-bar")
    cells = nbformat.read(project / "out.ipynb", 4).cells
    assert [cell.outputs[0].text for cell in cells] == OUTPUTS


def test_plain_nbval(project):
    (project / "pytest.ini").write_text("[pytest]\n")
    assert "3 passed" in run(project, "pytest", "--nbval", "-p", "no:cacheprovider", "one.ipynb")


def test_it_knows_nothing_of_this_project():
    package = Path(__file__).parents[2] / "src" / "warmkernels"
    for source in package.glob("*.py"):
        text = source.read_text(encoding="utf-8").lower()
        assert "walkthrough" not in text and "helpers" not in text, source.name


def test_its_public_face():
    import warmkernels

    assert all(hasattr(warmkernels, name) for name in warmkernels.__all__)
    assert (Path(warmkernels.__file__).parent / "py.typed").exists()
