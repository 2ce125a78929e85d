"""What a notebook imports starts no process and writes no file; import-linter looks at the rest."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "src/helpers").rglob("*.py"))
WRITES = {
    *("write_text", "write_bytes", "mkdir", "makedirs", "touch", "unlink", "rmdir", "rmtree", "remove_file"),
    *("renames", "symlink_to", "hardlink_to", "copytree", "copyfile", "chmod", "truncate"),
    *("to_csv", "to_parquet", "to_excel", "to_pickle", "to_html", "to_json"),
}
"""Methods and functions that leave something on a disk; those of a frame if they are told where."""
OF_OS = {"remove", "rename", "replace", "system", "popen", "fork", "kill"}


def writing_calls(source: str) -> list[str]:
    """The calls in a module that write, or start a process, each as ``line: code``."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        owner = getattr(getattr(function, "value", None), "id", "")
        told = [*node.args, *(k.value for k in node.keywords if k.arg in ("path_or_buf", "buf"))]
        if (
            (name in WRITES and (not name.startswith("to_") or told))
            or (owner == "os" and (name in OF_OS or name.startswith(("exec", "spawn"))))
            or (name == "open" and owner != "os" and not only_reads(node))
        ):
            found.append(f"{node.lineno}: {ast.unparse(node)}")
    return found


def only_reads(call: ast.Call) -> bool:
    """Whether a call of open has a mode that reads: the default, or a constant such as "rb"."""
    by_name = [keyword.value for keyword in call.keywords if keyword.arg == "mode"]
    # Path.open takes the mode first
    modes = by_name or call.args[0 if isinstance(call.func, ast.Attribute) else 1 :][:1]
    return all(isinstance(mode, ast.Constant) and not set(str(mode.value)) & set("wax+") for mode in modes)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_module_of_helpers_writes_nothing(path: Path) -> None:
    assert writing_calls(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        *("open(p, 'w')", "open(p, mode='ab')", "path.open('x')", "open(p, mode)", "path.write_text('')"),
        *("os.replace(a, b)", "os.execv(a, b)", "frame.to_csv(path)", "folder.mkdir()"),
    ],
)
def test_writing_would_be_seen(code: str) -> None:
    assert writing_calls(code)


@pytest.mark.parametrize(
    "code", ["open(p)", "open(p, 'rb')", "path.open()", "frame.to_csv()", "s.replace(a, b)"]
)
def test_reading_is_not_taken_for_it(code: str) -> None:
    assert writing_calls(code) == []
