"""`make setup` and `make clean` for somebody who moves things, kills things, and has settings.

In a small project with this one's Makefile and tools, whose lock holds nothing and which builds
itself: pip is the real one, and needs no index.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from walkthrough.util import manifest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "small"
version = "1"
"""
BACKEND = """
import pathlib, zipfile
def build_editable(folder, settings=None, metadata=None):
    here = str(pathlib.Path(__file__).parent / "src")
    with zipfile.ZipFile(pathlib.Path(folder, "small-1-py3-none-any.whl"), "w") as wheel:
        wheel.writestr("small.pth", here)
        about = "small-1.dist-info/"
        wheel.writestr(about + "METADATA", "Metadata-Version: 2.1\\nName: small\\nVersion: 1\\n")
        wheel.writestr(about + "WHEEL", "Wheel-Version: 1.0\\nTag: py3-none-any\\n")
        wheel.writestr(about + "entry_points.txt", "[console_scripts]\\nwalkthrough=small:main\\n")
        wheel.writestr(about + "RECORD", "")
    return "small-1-py3-none-any.whl"
"""
COMMAND = """
import sys
def main():
    print(__file__, sys.prefix, *sys.argv[1:])
"""
BASE = os.path.realpath(sys._base_executable)

pytestmark = pytest.mark.skipif(
    os.name != "posix" or shutil.which("make") is None, reason="the Makefile is for Linux and macOS"
)


class Project:
    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(ROOT / "tools", root / "tools", ignore=shutil.ignore_patterns("__pyc*"))
        shutil.copy(ROOT / "Makefile", root)
        (root / "src" / "walkthrough" / "util").mkdir(parents=True)
        shutil.copy(manifest.__file__, root / "src" / "walkthrough" / "util")
        for name in ("requirements.lock", "requirements-dev.lock"):
            (root / name).write_text("# nothing\n")
        (root / "pyproject.toml").write_text(PROJECT)
        (root / "backend.py").write_text(BACKEND)
        (root / "src" / "small.py").write_text(COMMAND)

    def environment(self, **settings: str) -> dict[str, str]:
        # under `make test`, what that make was told must not reach these
        outer = ("MAKE", "MFLAGS", "PYTHON", "ARGS", "VENV", "VIRTUAL_ENV", "PIP_")
        kept = {n: v for n, v in os.environ.items() if not n.startswith(outer)}
        path = f"{os.path.dirname(BASE)}{os.pathsep}{os.environ['PATH']}"
        return kept | {"PATH": path, "HOME": str(self.root.parent)} | settings

    def make(self, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["make", *arguments],
            cwd=self.root,
            text=True,
            capture_output=True,
            env=self.environment(**settings),
        )

    def run(self, *arguments: str, **settings: str) -> tuple[str, bool]:
        """What `make run` printed last, and whether it set up anything."""
        done = self.make("run", *arguments, **settings)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stderr == ""
        return done.stdout.splitlines()[-1], "Setting up" in done.stdout

    def works_here(self, venv: str = ".venv") -> str:
        return f"{self.root}/src/small.py {self.root}/{venv} run"

    def clean(self, *arguments: str) -> list[str]:
        done = self.make("clean", *arguments)
        assert (done.returncode, done.stderr) == (0, "")
        return done.stdout.splitlines()


@pytest.fixture
def project(tmp_path):
    (tmp_path / "a clone's folder").mkdir()
    return Project(tmp_path / "a clone's folder")


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a refusal, before that of make."""
    assert done.returncode == 2
    line, last = done.stderr.splitlines()
    assert line.startswith("error: ") and last.startswith("make: ***")
    return line


def test_a_clone_sets_itself_up_once_and_anew_for_another_place_or_python(project, tmp_path):
    def made_by_other() -> bool:
        return str(other) in (project.root / ".venv" / "pyvenv.cfg").read_text()

    # A copy is another interpreter, as one of another version would be; this one finds its library.
    other = tmp_path / "other" / "bin" / Path(BASE).name
    other.parent.mkdir(parents=True)
    shutil.copy(BASE, other)
    for name in ("lib", "lib64"):
        if Path(sys.base_prefix, name).exists():
            (tmp_path / "other" / name).symlink_to(Path(sys.base_prefix, name))
    said = subprocess.run(
        [other, "-c", "import sys; print(sys._base_executable)"], text=True, capture_output=True
    ).stdout.strip()
    if said != str(other):
        pytest.skip("this Python cannot be copied, and there is no second one")

    assert project.run() == (project.works_here(), True)
    assert project.run() == (project.works_here(), False)
    assert not made_by_other()
    assert project.run(f"PYTHON={other}") == (project.works_here(), True)
    assert made_by_other()
    assert project.run() == (project.works_here(), False)  # nobody asked for another
    assert project.run(PYTHON=str(other)) == (project.works_here(), False)
    # whoever has activated the environment asks for what there is
    assert project.run("PYTHON=.venv/bin/python") == (project.works_here(), False)

    # a new pyproject.toml installs the project anew, in the same environment
    (project.root / ".venv" / "extra").touch()
    (project.root / "pyproject.toml").write_text(PROJECT + "\n")
    assert project.run() == (project.works_here(), False)
    assert (project.root / ".venv" / "extra").exists() and made_by_other()

    # in another place, and without the Python that it was made by
    project.root = project.root.rename(tmp_path / "moved")
    shutil.rmtree(tmp_path / "other")
    assert project.run() == (project.works_here(), True)
    assert not (project.root / ".venv" / "extra").exists() and not made_by_other()
    assert project.run() == (project.works_here(), False)


def test_what_tests_and_marking_need_is_added_once_and_stays(project):
    venv, marker = project.root / ".venv", project.root / ".venv" / ".made-by-make.json"

    def installed() -> set[str]:
        return json.loads(marker.read_text())["installed"].keys()

    assert project.run()[1] is True
    assert installed() == {"requirements.lock", "."}
    (venv / "extra").touch()
    done = project.make("student")
    assert (done.returncode, done.stdout) == (0, project.works_here().removesuffix("run") + "student\n")
    assert installed() == {"requirements.lock", ".", "requirements-dev.lock"}
    # a run takes nothing of it away again, not even where the project is installed anew
    (project.root / "pyproject.toml").write_text(PROJECT + "\n")
    written = marker.stat().st_mtime_ns
    assert project.run() == (project.works_here(), False)
    assert marker.stat().st_mtime_ns > written
    assert installed() == {"requirements.lock", ".", "requirements-dev.lock"}

    # another lock, another environment: of the second, for those who need it
    (project.root / "requirements-dev.lock").write_text("# nothing, and a comment\n")
    assert project.run() == (project.works_here(), False) and (venv / "extra").exists()
    assert "Setting up" in project.make("student").stdout and not (venv / "extra").exists()
    assert "Setting up" not in project.make("student").stdout
    (project.root / "requirements.lock").write_text("# nothing, and a comment\n")
    assert project.run() == (project.works_here(), True)
    assert installed() == {"requirements.lock", "."}


def test_an_environment_of_somebody_else_stays(project, tmp_path):
    subprocess.run([BASE, "-m", "venv", "--without-pip", project.root / ".venv"], check=True)
    (project.root / ".venv" / "work.txt").write_text("mine")
    line = refused(project.make("run"))
    assert ".venv was not made by make" in line and "make VENV=other" in line
    assert project.clean() == [".venv stays: it was not made by make"]
    assert (project.root / ".venv" / "work.txt").read_text() == "mine"

    # nor is a folder of anything else one
    assert "src was not made by make" in refused(project.make("setup", "VENV=src"))
    assert "VENV=name" in refused(project.make("setup", "VENV="))
    assert "VENV=name" in refused(project.make("clean", "VENV="))

    # nor may one clone have that of another, which both can reach
    shared = f"VENV={tmp_path}/shared"
    assert project.run(shared)[1] is True
    (tmp_path / "second").mkdir()
    second = Project(tmp_path / "second")
    assert f"belongs to {project.root}" in refused(second.make("setup", shared))
    assert second.clean(shared) == [f"{tmp_path}/shared stays: it belongs to {project.root}"]
    assert project.run(shared)[1] is False
    assert project.clean(shared) == [] and not (tmp_path / "shared").exists()


def test_after_a_make_that_was_killed_two_at_once_make_one_environment(project):
    process = subprocess.Popen(
        ["make", "setup"],
        cwd=project.root,
        env=project.environment(),
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    while not (project.root / ".venv" / "bin").exists():
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert not (project.root / ".venv" / "bin" / "walkthrough").exists()

    both = [
        subprocess.Popen(
            ["make", "run"],
            cwd=project.root,
            env=project.environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for _ in range(2)
    ]
    said = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert [text.splitlines()[-1] for text in said] == [project.works_here()] * 2
    assert sum("Setting up" in text for text in said) == 1

    # an environment of the Makefile before there was a marker
    (project.root / ".venv" / ".made-by-make.json").rename(project.root / ".venv" / "locked")
    assert project.clean() == [] and not (project.root / ".venv").exists()


def test_where_a_users_pip_would_put_packages_does_not_matter(project, tmp_path):
    places = {name: str(tmp_path / name) for name in ("target", "prefix", "root")}
    told = {f"PIP_{name.upper()}": place for name, place in places.items()}
    told |= {
        "PIP_USER": "1",
        "PIP_REQUIRE_VIRTUALENV": "1",
        "PIP_DRY_RUN": "1",
        "PIP_CONFIG_FILE": str(tmp_path / "pip.conf"),
        "PIP_PROXY": "http://127.0.0.1:9",
    }
    lines = [f"{name} = {place}" for name, place in places.items()]
    lines += ["user = 1", "dry-run = 1", "require-hashes = 1", "constraint = /none"]
    (tmp_path / "pip.conf").write_text("\n".join(["[install]", *lines]))
    assert project.run(**told) == (project.works_here(), True)
    assert not [name for name in (*places, ".local") if (tmp_path / name).exists()]

    # How to reach packages is the user's to say, and is named where that fails. A new lock is a
    # new environment.
    pin = "absent==1 --hash=sha256:" + "0" * 64
    (project.root / "requirements.lock").write_text(pin)
    (tmp_path / "index").mkdir()
    with (tmp_path / "pip.conf").open("a") as file:
        file.write(f"\n[global]\nno-index = 1\nfind-links = {tmp_path / 'index'}\n")
    done = project.make("setup", **told)
    assert "Setting up" in done.stdout and "ERROR: No matching distribution" in done.stderr
    line = done.stderr.splitlines()[-2]
    assert line.startswith("error: pip could not install requirements.lock")
    assert all(name in line for name in ("PIP_FIND_LINKS", "PIP_NO_INDEX", "PIP_PROXY"))


# --- clean


def written(folder: Path, kind: str = "run", **files: str) -> Path:
    """A folder as a command leaves it."""
    folder.mkdir(parents=True)
    for name, text in files.items():
        path = folder / name.replace("__", "/")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    (folder / manifest.NAME).write_text(manifest.of(folder, kind))
    return folder


def test_clean_removes_what_is_as_commands_wrote_it(project):
    build = project.root / "build"
    written(build / "default", one="1", notebooks__two="2")
    (written(build / "part", one="1", two="2") / "two").unlink()
    for name in (".cache", ".matplotlib", ".lock", ".bench", ".uv-cache", ".verify"):
        (build / name).mkdir()
        (build / name / "anything.json").touch()
    for cache in (".pytest_cache", ".ruff_cache", "src/__pycache__", "src/deep/__pycache__"):
        (project.root / cache).mkdir(parents=True)
        (project.root / cache / "x.pyc").touch()
    assert project.clean() == []
    assert not build.exists()
    assert not [p for p in project.root.rglob("*") if "cache" in p.name]
    assert project.clean() == []  # nothing to remove is no fault
    build.symlink_to(project.root / "src")
    assert project.clean() == ["build stays: it is a link"]
    assert (project.root / "src" / "small.py").exists()


def test_clean_leaves_what_anybody_worked_in_and_says_why(project, tmp_path):
    build = project.root / "build"
    (written(build / "student", first="1") / "first").write_text("my answer")
    (written(build / "more", first="1") / "NOTES.md").write_text("noted")
    (build / "own" / "__pycache__").mkdir(parents=True)
    (build / "own" / "run.json").write_text("{}")
    (build / "lock").mkdir()
    written(build / "my-data", "data package", claims="edited by hand, and sealed")
    (build / "loose.csv").write_text("1")
    elsewhere = written(tmp_path / "elsewhere", first="1")
    (build / "link").symlink_to(elsewhere)
    linked = written(build / "linked", first="1")
    (linked / "inside").symlink_to(elsewhere)
    (written(build / "odd", first="1") / ".walkthrough.json").write_text('{"files": [1]}')
    (project.root / "mine" / "__pycache__").mkdir(parents=True)
    before = sorted(path for path in project.root.rglob("*") if ".venv" not in path.parts)

    said = dict(line.removeprefix("build/").split(" stays: ") for line in project.clean())
    assert said.pop("student") == "first was changed"
    assert said.pop("more") == "NOTES.md is new"
    assert said.pop("linked") == "inside is new"
    assert said.pop("my-data") == "it is a data package"
    assert said.pop("link") == "it is a link"
    assert set(said) == {"own", "lock", "loose.csv", "odd"}
    assert sorted(path for path in project.root.rglob("*") if ".venv" not in path.parts) == before
    assert (elsewhere / "first").exists()


# --- the command among other people's modules


def test_a_helpers_of_somebody_else_is_not_taken_for_this_one(tmp_path):
    command = Path(sys.executable).with_name("walkthrough")
    if not command.exists():
        pytest.skip("the command is not installed beside this Python")
    other = 'raise SystemExit("somebody else\'s helpers")\n'
    (tmp_path / "path").mkdir()
    (tmp_path / "path" / "helpers.py").write_text(other)
    (tmp_path / "helpers.py").write_text(other)  # where the user stands
    done = subprocess.run(
        [command, "run", "00", "--afresh", "--out", "r"],
        cwd=tmp_path,
        text=True,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": "path"},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "r" / "run.json").exists()

    # what is imported before the command begins cannot be helped
    (tmp_path / "path" / "helpers.py").write_text("")
    (tmp_path / "path" / "sitecustomize.py").write_text("import helpers\n")
    done = subprocess.run(
        [command, "params"],
        cwd=tmp_path,
        text=True,
        capture_output=True,
        env=os.environ | {"PYTHONPATH": "path"},
    )
    (line,) = done.stderr.splitlines()
    assert done.returncode == 2 and line.startswith("error: ") and "path/helpers.py" in line
