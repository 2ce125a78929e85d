"""The site without a browser: pages, links, alternative texts, nothing from another host."""

import json
import re
import shutil
from pathlib import Path
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
from typer.testing import CliRunner

from fixtures_pages import FETCHED, NOTEBOOKS, PAGES, ROOT, Page
from fixtures_verdicts import ARTICLE
from helpers.data.package import open_package
from helpers.errors import UserError
from helpers.sanitize import markdown
from walkthrough import publish
from walkthrough.cli.main import app
from walkthrough.publish import dictionary
from walkthrough.publish.site import check
from walkthrough.publish.site_notebooks import prepared
from walkthrough.runs.finished import FinishedRun
from walkthrough.util import manifest


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Page]:
    return {path: Page(path) for path in sorted(site.rglob("*.html"))}


def test_every_page_is_there_and_no_other(site: Path, pages: dict[Path, Page]) -> None:
    found = {path.relative_to(site).with_suffix("").as_posix() for path in pages}
    assert found == set(PAGES)


def test_nothing_is_fetched_from_another_host(pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        places = [a.get(FETCHED[tag], "") for tag, a in page.tags if tag in FETCHED]
        assert [p for p in places if re.match(r"(https?:)?//", p)] == [], path.name


def test_no_style_sheet_fetches_from_another_host(site: Path) -> None:
    for path in site.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"""(url\(|@import)\s*['"]?(https?:)?//""", text), path.name


def test_links_lead_somewhere(pages: dict[Path, Page]) -> None:
    missing = []
    for path, page in pages.items():
        for tag, attributes in page.tags:
            link = urlsplit(attributes.get("href", attributes.get("src", "")))
            if tag not in ("a", *FETCHED) or link.scheme or link.netloc:
                continue
            target = (path.parent / unquote(link.path)).resolve() if link.path else path
            known = pages[target].ids if target in pages else {link.fragment}
            if not target.is_file() or (link.fragment and link.fragment not in known):
                missing.append((path.name, link.geturl()))
    assert missing == []


def test_every_figure_has_the_alternative_text_of_its_notebook(pages: dict[Path, Page]) -> None:
    for path, page in pages.items():
        texts = [attributes.get("alt", "") for tag, attributes in page.tags if tag == "img"]
        assert all(texts), path.name
        notebook = ROOT / "notebooks" / f"{path.stem}.ipynb"
        if path.parent.name == "notebooks" and notebook.is_file():
            stored = [
                " ".join(output.metadata["image/png"]["alt"].split())
                for cell in nbformat.read(notebook, as_version=4).cells
                for output in cell.get("outputs", [])
                if "image/png" in output.get("data", {})
            ]
            assert [" ".join(text.split()) for text in texts] == stored, path.name


def test_code_is_folded_but_for_the_parameters(run: Path) -> None:
    for name in NOTEBOOKS:
        notebook = nbformat.read(run / "notebooks" / f"{name}.ipynb", as_version=4)
        code = [c for c in prepared(notebook, name).cells if c.cell_type == "code"]
        shown = [c for c in code if "hide-input" not in c.metadata.tags]
        assert all("parameters" in c.metadata.tags for c in shown), name
        assert len(shown) == sum("parameters" in c.metadata.get("tags", []) for c in code)


def test_the_verdicts_are_on_their_page(site: Path, run: Path) -> None:
    text = (site / "scorecard.html").read_text(encoding="utf-8")
    verdicts = json.loads((run / "verdicts.json").read_text(encoding="utf-8"))
    assert len(verdicts) > 20
    assert all(f">{v['claim']}</th>" in text for v in verdicts)
    assert re.search(r"Argument 2.*?Worked out in <a[^>]*02-changing", text, re.DOTALL)
    ours = sum(v["said_by"] == "bundle" for v in verdicts)
    first = (site / "index.html").read_text(encoding="utf-8")
    assert (
        f"{len(verdicts) - ours} claims of the article" in first
        and f"{ours} findings of this bundle" in first
    )


def test_the_whole_article_is_on_a_page(site: Path) -> None:
    text = (site / "article.html").read_text(encoding="utf-8")
    assert ARTICLE.title in text and "None is passed over." in text
    assert text.count("<tr role='row'><td") + text.count('<tr role="row"><td') == len(ARTICLE.statements)
    references = (site / "references.html").read_text(encoding="utf-8")
    assert all(f'href="https://undocs.org/{symbol}"' in references for symbol in ARTICLE.documents)


def test_the_dictionary_has_every_table_and_column() -> None:
    package = open_package()
    text = dictionary.dictionary(package)
    for resource in package.descriptor["resources"]:
        assert f"`data/{resource['path']}`" in text
        if "schema" in resource:
            schema = json.loads((package.path / resource["schema"]).read_text(encoding="utf-8"))
            assert all(f"| `{field['name']}`" in text for field in schema["fields"])


def test_data_cannot_become_markup() -> None:
    assert markdown("a|b <i> [x](y) *z* `c`") == r"a\|b \<i> \[x](y) \*z\* \`c\`"


@pytest.mark.parametrize(
    "term",
    [
        "South",
        "Stock and flow",
        "Revision",
        "Residual",
        "MiGOF",
        "Compact",
        "BAPA",
        "BAPA+40",
        "RCP",
        "Corridor",
        "M49",
        "Verdict",
    ],
)
def test_the_glossary_has(term: str) -> None:
    text = (ROOT / "docs/glossary.md").read_text(encoding="utf-8")
    assert f"\n### {term}\n" in text


def test_links_of_the_documents_lead_somewhere_in_the_clone_too() -> None:
    for path in (ROOT / "docs").rglob("*.md"):
        links = re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text(encoding="utf-8"))
        assert [link for link in links if not (path.parent / link).exists()] == [], path.name


def test_no_path_of_this_machine_is_in_the_site(site: Path) -> None:
    for path in [*site.rglob("*.html"), site / "searchindex.js"]:
        assert str(site.parent) not in path.read_text(encoding="utf-8"), path.name


# --- refusals


def test_a_folder_that_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a run"):
        check(FinishedRun(tmp_path), tmp_path / "site", ROOT)


def test_a_failed_run_is_refused(tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text('{"status": "failed"}')
    with pytest.raises(UserError, match="failed"):
        check(FinishedRun(tmp_path), tmp_path / "site", ROOT)


def test_a_run_of_some_notebooks_is_refused(run: Path, tmp_path: Path) -> None:
    shutil.copytree(run, tmp_path / "run")
    (tmp_path / "run/notebooks" / f"{NOTEBOOKS[1]}.ipynb").unlink()
    with pytest.raises(UserError, match=f"lacks {NOTEBOOKS[1]};"):
        check(FinishedRun(tmp_path / "run"), tmp_path / "site", ROOT)


def test_a_folder_with_something_else_is_not_replaced(run: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(UserError, match="is not a site"):
        check(FinishedRun(run), tmp_path, ROOT)
    assert (tmp_path / "thesis.docx").exists()


def figure(**metadata: object) -> nbformat.NotebookNode:
    cell = nbformat.v4.new_code_cell("draw()", execution_count=1)
    cell.outputs = [nbformat.v4.new_output("display_data", {"image/png": "AA=="})]
    cell.outputs[0].metadata = nbformat.from_dict(metadata)
    return nbformat.v4.new_notebook(cells=[cell])


def test_a_figure_without_alternative_text_is_refused() -> None:
    with pytest.raises(UserError, match="alternative text"):
        prepared(figure(), "x.ipynb")
    assert prepared(figure(**{"image/png": {"alt": "A map."}}), "x.ipynb")


def test_a_notebook_that_was_not_executed_is_refused() -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 + 1")])
    with pytest.raises(UserError, match="was not executed"):
        prepared(notebook, "x.ipynb")


def test_the_command_replaces_an_earlier_site(
    run: Path, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without Sphinx, which `site` has tried and would take half a minute again."""
    monkeypatch.setattr(publish.site, "build", lambda source, out, trees: (out / "index.html").touch())
    monkeypatch.setattr(publish.robustness, "maps", lambda *_: ("", []))
    out = tmp_path / "site"
    shutil.copytree(site, out)
    (out / "left-over.html").touch()  # of an earlier version, say
    (out / manifest.NAME).write_text(manifest.of(out, "site"), encoding="utf-8")
    done = CliRunner().invoke(app, ["site", "--run", str(run), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert not (out / "left-over.html").exists() and (out / "index.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
