"""Read and write notebook files, and make an executed notebook a function
of its code, its parameters and its data alone.

papermill leaves times, status and paths in the metadata, cells about an error, and a random id on
the cell that it injects. What is kept: the text and metadata of the source notebook, and of the
execution its outputs and counts. Sources and outputs are never edited, trailing blanks included:
nbval compares them as they are. One thing is left out of them: the address of a live widget, which
is random, and of use only while its kernel runs. The widget's text stays.
"""

from __future__ import annotations

import copy
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from helpers.data.files import LARGEST, read_bytes
from helpers.errors import UserError

# nbformat imports jsonschema, and that a package which spends 0.7 s on a grammar of IRIs, to check
# a format that no notebook's schema has. jsonschema does without it where it is not installed.
_GRAMMAR = "rfc3987_syntax"
if _GRAMMAR not in sys.modules:
    sys.modules[_GRAMMAR] = None  # type: ignore[assignment]
    import nbformat

    del sys.modules[_GRAMMAR]
else:
    import nbformat

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
WIDGET = "application/vnd.jupyter.widget-view+json"
INJECTED = "injected-parameters"
_ERROR_MARK = "papermill-error-cell-tag"
_OF_A_RUN = ("papermill", "execution", "collapsed", "ExecuteTime")


def normalized(executed: Any, source: Any) -> Any:
    """The source notebook with the outputs of `executed` and the cell that was injected, if any."""
    result = copy.deepcopy(source)
    result.cells = []
    originals = iter(enumerate(source.cells, start=1))
    for cell in executed.cells:
        tags = cell.metadata.get("tags", [])
        if _ERROR_MARK in tags:
            continue
        if INJECTED in tags:
            kept, number = copy.deepcopy(cell), 0
            kept.id = INJECTED
        else:
            number, original = next(originals)
            kept = copy.deepcopy(original)
        if kept.cell_type == "code":
            kept.outputs = cell.outputs
            for output in kept.outputs:
                output.get("data", {}).pop(WIDGET, None)
            kept.execution_count = cell.execution_count
        kept.setdefault("id", f"cell-{number:02d}")
        _forget(kept.metadata)
        result.cells.append(kept)
    _forget(result.metadata)
    result.metadata["kernelspec"] = dict(KERNELSPEC)
    result.metadata.setdefault("language_info", nbformat.from_dict({"name": "python"}))
    result.metadata.language_info.pop("version", None)
    result.nbformat, result.nbformat_minor = 4, max(5, source.nbformat_minor)
    return nbformat.from_dict(result)


def with_stored_outputs(code: list[Any], source: Any) -> Any:
    """The source notebook with the executed cells `code` of an earlier execution of its code.

    The text around them is that of `source`, and may have changed since.
    """
    executed = copy.deepcopy(source)
    executed.cells = []
    left = list(code)
    for cell in source.cells:
        executed.cells.append(left.pop(0) if cell.cell_type == "code" else cell)
        if left and INJECTED in left[0].metadata.get("tags", []):
            executed.cells.append(left.pop(0))
    return normalized(executed, source)


def code_hash(notebook: Any) -> str:
    """sha256 of the source and tags of a notebook's code cells, the injected one apart."""
    cells = [
        (cell.source, cell.metadata.get("tags", [])) for cell in notebook.cells if cell.cell_type == "code"
    ]
    code = [[source, sorted(tags)] for source, tags in cells if INJECTED not in tags]
    return hashlib.sha256(json.dumps(code).encode()).hexdigest()


def read(path: Path) -> Any:
    """A notebook file, in the current version of the format.

    Raises UserError if it is none; OSError if it is absent or cannot be opened.
    """
    content, wrong = read_bytes(path, LARGEST), dict[str, Exception]()
    try:
        found = nbformat.reads(content, as_version=4, capture_validation_error=wrong)
    except Exception as error:  # of parsers that meet what is no notebook: of any kind
        wrong["error"] = error
    for why in wrong.values():
        said = " ".join(f"{why}".split()[:40]) or type(why).__name__
        raise UserError(f"{path}: not a readable notebook ({said}); open it in Jupyter")
    return found


def write(notebook: Any, path: Path) -> None:
    """Write as sorted, indented JSON with one final newline, the same bytes on every system."""
    nbformat.validate(notebook)
    text = nbformat.writes(notebook).rstrip("\n") + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")


def _forget(metadata: Any) -> None:
    for key in _OF_A_RUN:
        metadata.pop(key, None)
    if metadata.get("tags") == []:
        del metadata["tags"]
