"""One peer executing notebooks through its Python interface: `peer.py NAME NOTEBOOK...`."""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from pathlib import Path


def papermill(paths: list[Path]) -> None:
    import papermill as pm

    for path in paths:
        pm.execute_notebook(path, path, cwd=path.parent, progress_bar=False)


def papermill_briefs(arguments: list[Path]) -> None:
    """A country brief into a folder for each of some codes, joined by commas."""
    import papermill as pm

    folder, codes = arguments
    brief = Path(__file__).resolve().parents[1] / "notebooks" / "country-brief.ipynb"
    for code in str(codes).split(","):
        pm.execute_notebook(
            brief, folder / f"{code}.ipynb", {"focus_country": code}, cwd=folder, progress_bar=False
        )


def jupyter_cache(paths: list[Path]) -> None:
    from jupyter_cache import get_cache
    from jupyter_cache.executors import load_executor

    with tempfile.TemporaryDirectory() as folder:
        cache = get_cache(folder)
        for path in paths:
            cache.add_nb_to_project(str(path))
        result = load_executor("local-serial", cache=cache).run_and_cache(timeout=300)
        if result.errored or result.excepted:
            raise SystemExit(f"jupyter-cache: {result}")


def ploomber_engine(paths: list[Path]) -> None:
    from ploomber_engine import execute_notebook

    for path in paths:
        execute_notebook(path, path, cwd=str(path.parent), progress_bar=False)


def floor(paths: list[Path]) -> None:
    """Every code cell in this one process, its imports done once: what no runner can go below."""
    import nbformat
    from IPython.core.interactiveshell import InteractiveShell

    os.environ.setdefault("MPLBACKEND", "agg")
    shell = InteractiveShell.instance()
    os.chdir(paths[0].parent)
    for path in paths:
        shell.reset()
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                with contextlib.redirect_stdout(io.StringIO()):
                    shell.run_cell(cell.source, store_history=False).raise_error()


def write_matrix(paths: list[Path]) -> None:
    """A workbook as large as the matrix of the 2017 revision: 1,890 rows, 240 columns."""
    import pandas as pd

    from helpers.data.package import open_package

    od = open_package().table("od-2017")
    wide = od.pivot(index=["year", "destination"], columns="origin", values="stock")
    wide = wide.astype("object").fillna("..")  # as the publisher writes a cell without data
    pd.concat([wide, wide.head(len(od["year"].unique()) * 38)]).to_excel(paths[0])


def openpyxl(paths: list[Path]) -> None:
    from openpyxl import load_workbook

    sheet = load_workbook(paths[0], read_only=True, data_only=True).worksheets[0]
    print(len(list(sheet.iter_rows(values_only=True))))


def calamine(paths: list[Path]) -> None:
    from python_calamine import CalamineWorkbook

    print(len(CalamineWorkbook.from_path(paths[0]).get_sheet_by_index(0).to_python()))


PEERS = {
    "write-matrix": write_matrix,
    "openpyxl": openpyxl,
    "calamine": calamine,
    "papermill": papermill,
    "papermill-briefs": papermill_briefs,
    "jupyter-cache": jupyter_cache,
    "ploomber-engine": ploomber_engine,
    "floor": floor,
}

if __name__ == "__main__":
    PEERS[sys.argv[1]]([Path(p) for p in sys.argv[2:]])
