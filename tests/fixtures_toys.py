"""Small notebooks and a stand-in data package, for tests of the machinery around them."""

import shutil
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.data.package import Package
from walkthrough.ingest.tables import as_text, record, record_others

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def toy(folder: Path, name: str, *code: str, parameters: str = "year = 2017", stated: bool = True) -> Path:
    """A notebook with a cell tagged `parameters` and then the given code cells.

    It states its own name, as the bundled notebooks do, or else is one of a user's own.
    """
    cells = [new_markdown_cell(f"# {name}", id="title")]
    cells.append(new_code_cell(parameters, id="p", metadata={"tags": ["parameters"]}))
    cells += [new_code_cell(source, id=f"c{i}") for i, source in enumerate(code, start=1)]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.ipynb"
    metadata = {"kernelspec": KERNEL} | ({"walkthrough": {"name": name}} if stated else {})
    nbformat.write(new_notebook(cells=cells, metadata=metadata), path)
    return path


def as_if_run(folder: Path) -> Path:
    """A run folder with all that is read of one: the stored notebooks, as if just executed."""
    from fixtures_verdicts import ARTICLE
    from helpers.claims import collect
    from walkthrough.runs import run_folder, scorecard, select

    (folder / "notebooks").mkdir(parents=True)
    for path in select.numbered(select.ROOT / "notebooks"):
        shutil.copy(path, folder / "notebooks")
    scorecard.write(collect.collect(folder / "notebooks"), ARTICLE, folder)
    run_folder.write_record(folder, {"status": "ok", "parameters": {"year": 2017}})
    return folder


def verdict(claim: str, word: str, value: float = 1.25) -> str:
    """Code that displays a verdict as notebooks do."""
    bundle = {
        "text/plain": f"{claim} {word} {value}",
        "text/html": f"<b>{claim} {word} {value}</b>",
        "application/vnd.walkthrough.verdict+json": {
            "claim": claim,
            "verdict": word,
            "value": value,
        },
    }
    return f"from IPython.display import display\ndisplay({bundle!r}, raw=True)"


def recorded(folder: Path) -> Package:
    """A package whose descriptor records what its files now are, whatever they hold."""
    package = Package(folder)
    for resource in package.descriptor["resources"]:
        record(resource, (folder / resource["path"]).read_bytes())
    record_others(package)
    (folder / "datapackage.json").write_text(as_text(package.descriptor), encoding="utf-8")
    return Package(folder)


def ledger_of(folder: Path, text: str) -> Package:
    """A package with nothing but a ledger."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "claims.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    (folder / "datapackage.json").write_text('{"resources": []}', encoding="utf-8")
    return recorded(folder)


class Holdings:
    """What the parameters ask of a data package."""

    revisions = [2015, 2017]
    vintages = ["2017-10", "2018-04"]
    definitions = {"income-then": "each year has its list"}

    def years(self, revision):
        return {2015: [2015], 2017: [1990, 1995, 2000, 2010, 2017]}[revision]

    def total_years(self, revision):
        return {2015: [1990, 2000, 2015], 2017: [1990, 1995, 2000, 2010, 2017]}[revision]

    def areas(self, revision):
        import pandas as pd

        return pd.DataFrame(
            {"iso3": ["TUR", "SYR", None], "short_name": ["Turkey", "Syria", "Channel Islands"]}
        )
