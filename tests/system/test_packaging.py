"""pyproject.toml, the two locks, environment.yml, Makefile and CI tell one story."""

import ast
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
LOCKS = ["requirements.lock", "requirements-dev.lock"]
ADDRESS = re.compile(r"://|^\s*(-|--)(i|f|index-url|extra-index-url|find-links|trusted-host)\b", re.MULTILINE)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def project() -> dict:
    return tomllib.loads(read("pyproject.toml"))


def requirements(*lines: str) -> dict[str, Requirement]:
    """Requirements by canonical name; the project's own extras, where one names another, taken apart."""
    extras = project()["project"]["optional-dependencies"]
    found: dict[str, Requirement] = {}
    for requirement in map(Requirement, lines):
        if requirement.name == project()["project"]["name"]:
            for extra in requirement.extras:
                found |= requirements(*extras[extra])
        else:
            found[canonicalize_name(requirement.name)] = requirement
    return found


def declared(*, backend: bool = False) -> dict[str, Requirement]:
    """What a run needs, by canonical name; with the build backend, if asked."""
    table = project()
    return requirements(
        *table["project"]["dependencies"], *(table["build-system"]["requires"] if backend else [])
    )


def declared_for_tests() -> dict[str, Requirement]:
    """What the tests need, by canonical name: all of a run, and the extra `test`."""
    return declared() | requirements(*project()["project"]["optional-dependencies"]["test"])


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


def both_locks() -> dict[str, tuple[Requirement, list[str]]]:
    """The entries of the two locks together. One that is in both has the same version in both."""
    first, second = (lock_entries(read(name)) for name in LOCKS)
    for name in first.keys() & second.keys():  # for systems or Pythons on which a run needs none
        assert pinned(first[name][0]) == pinned(second[name][0]), name
        assert first[name] != second[name], f"{name} is locked twice"
    return first | second


# --- the locks


@pytest.mark.parametrize("kind", ["run", "test"])
def test_every_dependency_is_locked_at_a_version_that_pyproject_accepts(kind):
    lock, wanted = lock_entries(read("requirements.lock")), declared(backend=True)
    if kind == "test":
        lock, wanted = both_locks(), declared_for_tests()
    assert wanted.keys() <= lock.keys(), f"not locked: {sorted(wanted.keys() - lock.keys())}"
    wrong = [str(r) for name, r in wanted.items() if pinned(lock[name][0]) not in r.specifier]
    assert wrong == []


def test_who_only_runs_the_notebooks_installs_nothing_for_tests():
    only_tests = declared_for_tests().keys() - declared(backend=True).keys() - {"packaging"}
    assert {"sphinx", "nbgrader", "distributed", "shapely", "playwright", "ruff"} <= only_tests
    assert only_tests & lock_entries(read("requirements.lock")).keys() == set()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_file_has_a_sha256(lock):
    for name, (requirement, hashes) in lock_entries(read(lock)).items():
        pinned(requirement)
        assert hashes, f"{name} has no hash"
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", h) for h in hashes), name


def test_the_second_lock_is_what_the_first_lacks():
    """As `make lock` takes one from the other."""
    first = "a==1 \\\n    --hash=sha256:aa\nb==2 ; os_name == 'nt' \\\n    --hash=sha256:bb\n"
    whole = (
        first.replace(" ; os_name == 'nt'", "") + "c==3 \\\n    --hash=sha256:c0 \\\n    --hash=sha256:c1\n"
    )
    specification = importlib.util.spec_from_file_location("lock", ROOT / "tools" / "lock.py")
    lock = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(lock)
    left = lock.beyond(whole, first)
    assert lock_entries(left).keys() == {"b", "c"}
    assert lock_entries(left)["c"][1] == ["sha256:c0", "sha256:c1"]


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
    lock = both_locks()
    release = {"python_version": python, "python_full_version": f"{python}.0"}
    for name in declared(backend=True) | declared_for_tests():
        marker = lock[name][0].marker
        assert marker is None or marker.evaluate(release), name


# --- environment.yml


def test_environment_installs_the_lock_and_binder_then_the_project():
    """Together they are what `make setup` does: pip takes no `-e .` in a file with hashes."""
    (section,) = (
        item["pip"]
        for item in yaml.safe_load(read("environment.yml"))["dependencies"]
        if isinstance(item, dict)
    )
    assert section == ["-r requirements.lock"]
    command = "python -m pip install --no-deps --no-build-isolation -e ."
    assert read("postBuild").splitlines()[-1] == f"exec {command}"
    assert os.name != "posix" or os.access(ROOT / "postBuild", os.X_OK)
    assert f"#   {command}\n" in read("environment.yml")
    job = yaml.safe_load(read(".github/workflows/ci.yml"))["jobs"]["conda"]
    assert command in [step.get("run") for step in job["steps"]]


def test_environment_has_a_python_that_pyproject_accepts():
    dependencies = yaml.safe_load(read("environment.yml"))["dependencies"]
    (python,) = (d for d in dependencies if isinstance(d, str) and d.startswith("python="))
    version = python.removeprefix("python=")
    assert Version(version) in Requirement(f"x{project()['project']['requires-python']}").specifier
    assert "pip" in dependencies


# --- addresses


@pytest.mark.parametrize("name", [*LOCKS, "environment.yml"])
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
    for name, (requirement, _) in both_locks().items():
        if requirement.marker is None or requirement.marker.evaluate():
            try:
                installed = importlib.metadata.version(name)
            except importlib.metadata.PackageNotFoundError:
                installed = "none"
            if installed != str(pinned(requirement)):
                other[name] = installed
    assert other == {}, "installed, but not as locked (run: make dev)"


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
    # what an extra brings is imported where its command is, and a refusal names the extra
    extras = {"src": "[cluster,classroom,site,slides]", "data-raw": "[data]", "tests": "[test]"}
    extra = requirements(project()["project"]["name"] + extras.get(folder, ""))
    allowed = declared().keys() | extra.keys()
    own = {path.stem for path in (ROOT / "tests").rglob("*.py")}
    own |= {path.stem for path in (ROOT / "data-raw").glob("*.py")}
    own |= {"helpers", "walkthrough", "warmkernels", "south_south_walkthrough"}
    missing: dict[str, list[str]] = {}
    for path, text in sources(folder).items():
        for name in imported_names(text) - set(sys.stdlib_module_names) - own:
            if not allowed & {canonicalize_name(d) for d in providers.get(name, [])}:
                missing.setdefault(name, []).append(path)
    return missing


@pytest.mark.parametrize("folder", ["src", "data-raw", "notebooks", "tests"])
def test_every_import_is_declared(folder):
    """A package that only came along with another one may leave with it."""
    assert undeclared(folder) == {}


def test_an_undeclared_import_would_be_seen():
    assert imported_names("import tornado.web\nfrom . import x\nfrom pathlib import Path") == {
        "tornado",
        "pathlib",
    }
    assert "tornado" not in declared_for_tests()


def test_the_command_is_installed():
    (command,) = importlib.metadata.entry_points(group="console_scripts", name="walkthrough")
    assert command.value == project()["project"]["scripts"]["walkthrough"]
    assert callable(command.load())


# --- Makefile, CI, citation

TARGETS = [
    *("run", "site", "slides", "handouts", "student", "test", "lab", "check", "bench", "fault"),
    *("refresh", "verify", "clean", "lock", "help", "setup", "dev", "data"),
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
    for path in [*ROOT.glob("*.md"), *(ROOT / "notebooks").glob("*.md"), *(ROOT / "docs").rglob("*.md")]:
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
    for lock in LOCKS:
        assert f"python -m pip install --no-deps --require-hashes -r {lock}" in commands
    assert "python -m pip install --no-deps --no-build-isolation -e ." in commands
    assert {"walkthrough run", "walkthrough check", "lint-imports", "pytest", "mypy"} <= set(commands)
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
    rows = re.findall(r"^\| (\S+) \| (\S+) \| (?:run|dev) \| (.+) \|$", page, re.MULTILINE)
    listed = {canonicalize_name(name): version for name, version, _ in rows}
    assert listed == {name: str(pinned(requirement)) for name, (requirement, _) in both_locks().items()}, (
        "run: make lock"
    )
