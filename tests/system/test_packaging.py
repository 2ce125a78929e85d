"""pyproject.toml, requirements.lock, environment.yml, Makefile and CI tell one story."""

import ast
import functools
import importlib.metadata
import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = re.compile(r"://|^\s*(-|--)(i|f|index-url|extra-index-url|find-links|trusted-host)\b", re.MULTILINE)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict:
    return tomllib.loads(read("pyproject.toml"))


def declared(*, backend: bool = False) -> dict[str, Requirement]:
    """What pyproject.toml asks for, by canonical name."""
    table = project()
    lines = [*table["project"]["dependencies"], *table["project"]["optional-dependencies"]["test"]]
    if backend:
        lines += table["build-system"]["requires"]
    requirements = [Requirement(line) for line in lines]
    return {canonicalize_name(requirement.name): requirement for requirement in requirements}


def lock_entries(text: str) -> dict[str, tuple[Requirement, list[str]]]:
    """Each entry of a lock: its requirement and its hashes; a line that is neither is an error."""
    entries: dict[str, tuple[Requirement, list[str]]] = {}
    joined = text.replace("\\\n", " ")
    for line in filter(None, (part.split("#", 1)[0].strip() for part in joined.splitlines())):
        head, *hashes = re.split(r"\s+--hash=", line)
        requirement = Requirement(head)
        name = canonicalize_name(requirement.name)
        assert name not in entries, f"{name} is locked twice: one version must serve everywhere"
        entries[name] = (requirement, hashes)
    return entries


def pinned(requirement: Requirement) -> Version:
    """The one version that a requirement admits."""
    (specifier,) = requirement.specifier
    assert specifier.operator == "==", f"{requirement} is no exact pin"
    return Version(specifier.version)


def environment_pins(text: str) -> tuple[dict[str, Requirement], list[str]]:
    """The pip section of environment.yml: its pins by name, and the other lines."""
    dependencies = yaml.safe_load(text)["dependencies"]
    (section,) = (item["pip"] for item in dependencies if isinstance(item, dict))
    others = [line for line in section if line.startswith("-")]
    pins = [Requirement(line) for line in section if not line.startswith("-")]
    return {canonicalize_name(pin.name): pin for pin in pins}, others


@functools.cache
def lock_module():
    specification = importlib.util.spec_from_file_location("lock", ROOT / "tools" / "lock.py")
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


# --- the lock


def test_every_dependency_is_locked_at_a_version_that_pyproject_accepts():
    lock = lock_entries(read("requirements.lock"))
    wanted = declared(backend=True)
    assert wanted.keys() <= lock.keys(), f"not locked: {sorted(wanted.keys() - lock.keys())}"
    wrong = [str(r) for name, r in wanted.items() if pinned(lock[name][0]) not in r.specifier]
    assert wrong == []


def test_every_locked_file_has_a_sha256():
    for name, (requirement, hashes) in lock_entries(read("requirements.lock")).items():
        pinned(requirement)
        assert hashes, f"{name} has no hash"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", h) for h in hashes), name


def test_the_lock_asks_for_what_each_system_and_python_needs():
    """A lock made on one system alone would lack these."""
    lock = lock_entries(read("requirements.lock"))
    windows = {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows"}
    for name in ("colorama", "pywinpty"):
        assert lock[name][0].marker.evaluate(windows)
    assert not lock["pexpect"][0].marker.evaluate(windows)
    assert lock["appnope"][0].marker.evaluate({"sys_platform": "darwin"})


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
def test_every_direct_dependency_is_locked_for_every_python(python):
    lock = lock_entries(read("requirements.lock"))
    release = {"python_version": python, "python_full_version": f"{python}.0"}
    for name in declared(backend=True):
        marker = lock[name][0].marker
        assert marker is None or marker.evaluate(release), name


# --- environment.yml


def test_environment_is_the_one_made_from_the_lock():
    made = lock_module().environment(read("requirements.lock"))
    assert read("environment.yml") == made, "run: make lock"


def test_environment_pins_what_the_lock_pins():
    """Read with a YAML parser, so this holds whatever the tool that wrote the file does."""
    lock = lock_entries(read("requirements.lock"))
    pins, others = environment_pins(read("environment.yml"))
    assert {name: (pinned(pin), str(pin.marker)) for name, pin in pins.items()} == {
        name: (pinned(entry), str(entry.marker)) for name, (entry, _) in lock.items()
    }
    assert others == ["-e ."]


def test_environment_has_a_python_that_pyproject_accepts():
    dependencies = yaml.safe_load(read("environment.yml"))["dependencies"]
    (python,) = (d for d in dependencies if isinstance(d, str) and d.startswith("python="))
    version = python.removeprefix("python=")
    assert Version(version) in Requirement(f"x{project()['project']['requires-python']}").specifier
    assert "pip" in dependencies


def test_a_changed_pin_shows():
    """The two comparisons above are able to fail."""
    lock = read("requirements.lock")
    changed = re.sub(r"^pandas==[\d.]+", "pandas==3.0.0", lock, flags=re.MULTILINE)
    assert changed != lock
    assert lock_module().environment(changed) != read("environment.yml")
    pins, _ = environment_pins(lock_module().environment(changed))
    assert pinned(pins["pandas"]) == Version("3.0.0")


# --- addresses


@pytest.mark.parametrize("name", ["requirements.lock", "environment.yml"])
def test_no_index_or_address(name):
    assert not ADDRESS.search(read(name))


@pytest.mark.parametrize(
    "line",
    ["--index-url x", "-i x", "--find-links x", "-f x", "a @ file://b", "  --trusted-host x"],
)
def test_an_index_or_address_would_be_seen(line):
    assert ADDRESS.search(f"a==1\n{line}\n")
    assert not ADDRESS.search("      - -e .\na==1 \\\n    --hash=sha256:00\n")


# --- the installed environment


def test_nothing_installed_lacks_a_dependency():
    done = subprocess.run([sys.executable, "-m", "pip", "check"], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_installed_versions_are_the_locked_ones():
    """Otherwise `make test` tests another environment than the one that users get."""
    other = {}
    for name, (requirement, _) in lock_entries(read("requirements.lock")).items():
        if requirement.marker is None or requirement.marker.evaluate():
            try:
                installed = importlib.metadata.version(name)
            except importlib.metadata.PackageNotFoundError:
                installed = "none"
            if installed != str(pinned(requirement)):
                other[name] = installed
    assert other == {}, "installed, but not as locked (run: make setup)"


def imported_names(source: str) -> set[str]:
    """Top-level names of the modules that a piece of Python imports."""
    names = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names.add(node.module.split(".")[0])
    return names


def sources(folder: str) -> dict[str, str]:
    """The Python of a folder by path: modules whole, of a notebook its code cells."""
    modules = {p: p.read_text(encoding="utf-8") for p in (ROOT / folder).rglob("*.py")}
    for path in (ROOT / folder).rglob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
        modules[path] = "\n".join(code)
    return {path.relative_to(ROOT).as_posix(): text for path, text in sorted(modules.items())}


def undeclared(folder: str) -> dict[str, list[str]]:
    """Imports in a folder that neither Python, nor the project, nor pyproject.toml provides."""
    providers = importlib.metadata.packages_distributions()
    extras = project()["project"]["optional-dependencies"]
    # what an extra brings is imported where its command is, and a refusal names the extra
    needed = project()["project"]["dependencies"] + extras["cluster"]
    runtime = {canonicalize_name(Requirement(line).name) for line in needed}
    allowed = declared().keys() if folder == "tests" else runtime
    own = {path.stem for path in (ROOT / "tests").rglob("*.py")}
    own |= {"helpers", "south_south_walkthrough"}
    missing: dict[str, list[str]] = {}
    for path, text in sources(folder).items():
        for name in imported_names(text) - set(sys.stdlib_module_names) - own:
            if not allowed & {canonicalize_name(d) for d in providers.get(name, [])}:
                missing.setdefault(name, []).append(path)
    return missing


@pytest.mark.parametrize("folder", ["src", "notebooks", "tests"])
def test_every_import_is_declared(folder):
    """A package that only came along with another one may leave with it."""
    assert undeclared(folder) == {}


def test_an_undeclared_import_would_be_seen():
    assert imported_names("import tornado.web\nfrom . import x\nfrom pathlib import Path") == {
        "tornado",
        "pathlib",
    }
    assert "tornado" not in declared()


def test_the_command_is_installed():
    (command,) = importlib.metadata.entry_points(group="console_scripts", name="walkthrough")
    assert command.value == project()["project"]["scripts"]["walkthrough"]
    assert callable(command.load())


# --- Makefile, CI, citation

TARGETS = [
    *("run", "site", "slides", "handouts", "student", "test", "lab", "check", "bench", "fault"),
    *("refresh", "verify", "clean", "lock", "help", "setup"),
]


@pytest.fixture(scope="module")
def make():
    # under `make test`, what that make was told must not reach these
    outer = {"MAKEFLAGS", "MFLAGS", "MAKEOVERRIDES", "MAKELEVEL", "PYTHON", "ARGS"}
    environ = {name: value for name, value in os.environ.items() if name not in outer}

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = ["make", *arguments]
        return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)

    try:
        call("--version")
    except FileNotFoundError:
        pytest.skip("no make here (Windows): the Makefile is for Linux and macOS")
    return call


@pytest.mark.parametrize("target", TARGETS)
def test_target_can_be_made(make, target):
    done = make("--dry-run", target)
    assert done.returncode == 0, done.stderr


def test_help_names_every_target(make):
    shown = re.findall(r"^  make ([a-z]+) ", make("help").stdout, re.MULTILINE)
    assert sorted(shown) == sorted(TARGETS)


def test_another_target_is_an_error(make):
    assert make("--dry-run", "nothing-of-that-name").returncode != 0


def documented_targets(text: str) -> set[str]:
    """Each x of a `make x` that stands in code, or at the start of a line of code."""
    return set(re.findall(r"(?:^\$?|`)\s*make ([a-z]+)", text, re.MULTILINE))


def test_documented_targets_exist():
    example = "We make out of it: `make run`, then\n\n    make tset\n"
    assert documented_targets(example) == {"run", "tset"}
    for path in [*ROOT.glob("*.md"), *(ROOT / "notebooks").glob("*.md")]:
        assert documented_targets(path.read_text(encoding="utf-8")) <= set(TARGETS), path.name


def test_an_unusable_python_is_one_line(make):
    done = make("PYTHON=no-such-python", "setup")
    assert done.returncode != 0
    assert done.stderr.splitlines()[0].startswith("error: no no-such-python found")


def test_windows_job_takes_the_steps_of_the_makefile():
    """The one job that cannot use make must not fall behind it."""
    steps = yaml.safe_load(read(".github/workflows/ci.yml"))["jobs"]["windows"]["steps"]
    commands = [step["run"] for step in steps if "run" in step]
    recipes = read("tools/environment.py")
    assert "python -m pip install --no-deps --require-hashes -r requirements.lock" in commands
    assert "python -m pip install --no-deps --no-build-isolation -e ." in commands
    assert {"walkthrough run", "walkthrough check", "pytest", "mypy"} <= set(commands)
    for option in ("--no-deps", "--require-hashes", "--no-build-isolation"):
        assert option in recipes


def weak_places(folder: Path) -> tuple[int, str]:
    """What zizmor says of the workflows in a folder, without asking anybody."""
    command = [Path(sys.executable).with_name("zizmor"), "--offline", "--quiet", folder]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


def test_the_workflows_have_no_weak_place(tmp_path):
    code, said = weak_places(ROOT / ".github")
    assert code == 0, said

    # an action by its tag, which may be moved, would be one
    workflow = read(".github/workflows/ci.yml")
    loose = re.sub(r"@[0-9a-f]{40} # (v\d).*", r"@\1", workflow)
    assert loose != workflow
    (tmp_path / ".github" / "workflows").mkdir(parents=True)
    (tmp_path / ".github" / "workflows" / "ci.yml").write_text(loose, encoding="utf-8")
    code, said = weak_places(tmp_path / ".github")
    assert code != 0 and "unpinned" in said


def test_citation_agrees_with_pyproject():
    citation = yaml.safe_load(read("CITATION.cff"))
    assert citation["cff-version"] == "1.2.0"
    assert citation["version"] == project()["project"]["version"]
    assert citation["license"] == project()["project"]["license"] == "MIT"
    assert "MIT License" in read("LICENSE")


def test_every_locked_package_is_listed_with_its_licence():
    page = read("DEPENDENCIES.md")
    rows = re.findall(r"^\| (\S+) \| (\S+) \| (.+) \|$", page, re.MULTILINE)
    listed = {canonicalize_name(name): version for name, version, _ in rows[1:]}
    assert listed == {
        name: str(pinned(requirement))
        for name, (requirement, _) in lock_entries(read("requirements.lock")).items()
    }, "run: make lock"
