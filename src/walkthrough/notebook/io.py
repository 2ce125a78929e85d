"""Read and write notebook files, and make an executed notebook a function
of its code, its parameters and its data alone.

papermill leaves times, status and paths in the metadata, cells about an error, and a random id on
the cell that it injects. A normalized notebook has the text and metadata of the source notebook, and
the outputs and counts of the execution. Sources and outputs are never edited, trailing blanks included:
nbval compares them as they are. Only the address of a live
widget is left out, which is random, and of use only while its kernel runs; the widget's text stays.
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
from walkthrough.notebook.tags import INJECTED, tags

# nbformat cannot be imported without jsonschema (`nbformat.json_compat`), nor that without a package
# which spends 0.7 s on a grammar of IRIs, for a format that no notebook's schema has. Where the
# package is not installed jsonschema does without; here it is, as JupyterLab's server needs it.
_GRAMMAR = "rfc3987_syntax"
if _GRAMMAR not in sys.modules:
    sys.modules[_GRAMMAR] = None  # type: ignore[assignment]
    import nbformat

    del sys.modules[_GRAMMAR]
else:
    import nbformat

KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
WIDGET = "application/vnd.jupyter.widget-view+json"
_ERROR_MARK = "papermill-error-cell-tag"
_OF_A_RUN = ("papermill", "execution", "collapsed", "ExecuteTime")


def normalized(executed: Any, source: Any) -> Any:
    """The source notebook with the outputs of `executed` and the cell that was injected, if any."""
    result = copy.deepcopy(source)
    result.cells = []
    originals = iter(enumerate(source.cells, start=1))
    for cell in executed.cells:
        if _ERROR_MARK in tags(cell):
            continue
        if INJECTED in tags(cell):
            clean, number = copy.deepcopy(cell), 0
            clean.id = INJECTED
        else:
            number, original = next(originals)
            clean = copy.deepcopy(original)
        if clean.cell_type == "code":
            clean.outputs = cell.outputs
            for output in clean.outputs:
                output.get("data", {}).pop(WIDGET, None)
            clean.execution_count = cell.execution_count
        clean.setdefault("id", f"cell-{number:02d}")
        _forget(clean.metadata)
        result.cells.append(clean)
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
    remaining = list(code)
    for cell in source.cells:
        executed.cells.append(remaining.pop(0) if cell.cell_type == "code" else cell)
        if remaining and INJECTED in tags(remaining[0]):
            executed.cells.append(remaining.pop(0))
    return normalized(executed, source)


def code_hash(notebook: Any) -> str:
    """sha256 of the source and tags of a notebook's code cells, the injected one apart."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and INJECTED not in tags(cell)]
    return hashlib.sha256(json.dumps([[cell.source, tags(cell)] for cell in cells]).encode()).hexdigest()


def read(path: Path) -> Any:
    """A notebook file, in the current version of the format.

    Raises UserError if it is not a notebook; OSError if it is absent or cannot be opened.
    """
    content, errors = read_bytes(path, LARGEST), dict[str, Exception]()
    try:
        notebook = nbformat.reads(content, as_version=4, capture_validation_error=errors)
    except Exception as error:  # any, of parsers that meet something else
        errors["error"] = error
    for why in errors.values():
        reason = " ".join(f"{why}".split()[:40]) or type(why).__name__
        raise UserError(f"{path}: not a readable notebook ({reason}); open it in Jupyter")
    return notebook


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
