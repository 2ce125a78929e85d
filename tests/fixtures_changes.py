"""Changes of one file of the bundle, as an author may make them by mistake."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from helpers.claims.cards import MIME

Change = Callable[[Path], None]


@dataclass(frozen=True)
class Mutation:
    """A change of one file of the clone, and a part of the problem that must be reported."""

    what: str
    file: str
    change: Change
    said: str | None
    why: str = ""
    together: bool = False


def in_text(old: str, new: str) -> Change:
    """Replace the first occurrence in a file."""

    def change(path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        assert old in text, old
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


def in_notebook(edit: Callable[[dict[str, Any]], None]) -> Change:
    def change(path: Path) -> None:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            cell["source"] = "".join(cell["source"])
        edit(notebook)
        path.write_text(json.dumps(notebook), encoding="utf-8")

    return change


def cell_of(notebook: dict[str, Any], name: str) -> Any:
    return next(cell for cell in notebook["cells"] if cell["id"] == name)


def source(name: str, old: str, new: str) -> Change:
    """Replace a piece of a cell's source."""

    def edit(notebook: dict[str, Any]) -> None:
        cell = cell_of(notebook, name)
        assert old in cell["source"], old
        cell["source"] = cell["source"].replace(old, new, 1)

    return in_notebook(edit)


def cell(name: str, edit: Callable[[Any], Any]) -> Change:
    return in_notebook(lambda notebook: edit(cell_of(notebook, name)))


def tags(name: str, *new: str) -> Change:
    return cell(name, lambda c: c["metadata"].update(tags=list(new)))


def metadata(edit: Callable[[dict[str, Any]], Any]) -> Change:
    return in_notebook(lambda notebook: edit(notebook["metadata"]))


def without(name: str) -> Change:
    """Delete a cell; those after it count on from the one before, as after a refresh."""

    def edit(notebook: dict[str, Any]) -> None:
        notebook["cells"].remove(cell_of(notebook, name))
        code = [c for c in notebook["cells"] if c["cell_type"] == "code"]
        for number, one in enumerate(code, start=1):
            one["execution_count"] = number
            for output in one["outputs"]:
                if "execution_count" in output:
                    output["execution_count"] = number

    return in_notebook(edit)


def swapped(one: str, other: str) -> Change:
    def edit(notebook: dict[str, Any]) -> None:
        names = [c["id"] for c in notebook["cells"]]
        a, b = names.index(one), names.index(other)
        cells = notebook["cells"]
        cells[a], cells[b] = cells[b], cells[a]

    return in_notebook(edit)


def renamed_claim(notebook: dict[str, Any]) -> None:
    """As if A2.4's cell had been written for A2.3."""
    one = cell_of(notebook, "02-16")
    one["source"] = one["source"].replace("A2.4", "A2.3")
    one["outputs"][0]["data"][MIME]["claim"] = "A2.3"


def handed_in(notebook: dict[str, Any]) -> None:
    """00's example as a card that counts."""
    record = {"claim": "A2.1"}
    cell_of(notebook, "00-23")["outputs"][0]["data"][MIME] = record


def entry(edit: Callable[[dict[str, Any]], Any]) -> Change:
    """A change of answers.json, or of the descriptor."""

    def change(path: Path) -> None:
        content = json.loads(path.read_text(encoding="utf-8"))
        edit(content)
        path.write_text(json.dumps(content), encoding="utf-8")

    return change


def seal_destroyed(answers: dict[str, Any]) -> None:
    sealed = answers["2.2"]["answers"]
    first = next(iter(sealed))
    sealed[first] = "00" + sealed[first][2:]


def raw(notebook: dict[str, Any]) -> None:
    one = cell_of(notebook, "02-08")
    one["cell_type"] = "raw"
