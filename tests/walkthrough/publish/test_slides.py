"""The slides without a browser: the rule, what is on a slide and what is said, refusals."""

import importlib.util
import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest
from typer.testing import CliRunner

from fixtures_pages import FETCHED, NOTEBOOKS, ROOT, Page
from helpers.claims.cards import MIME
from helpers.errors import UserError
from walkthrough.cli.main import app
from walkthrough.notebook.slideshow import slide_type
from walkthrough.publish.slide_cells import deck
from walkthrough.publish.slides import FETCHED as OF_REVEAL
from walkthrough.publish.slides import page
from walkthrough.publish.slides import slides as make_slides
from walkthrough.util import manifest


def stored(name: str) -> Any:
    return nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)


def markdown(source: str, slide_type: str = "slide", paragraphs: str = "") -> Any:
    slideshow = {"slide_type": slide_type} | ({"paragraphs": paragraphs} if paragraphs else {})
    return nbformat.v4.new_markdown_cell(source, metadata={"slideshow": slideshow})


def code(*data: dict[str, Any], slide_type: str = "slide") -> Any:
    outputs = [
        nbformat.v4.new_output("display_data", d, metadata={"image/png": {"alt": "A map."}}) for d in data
    ]
    return nbformat.v4.new_code_cell(
        "f()", outputs=outputs, metadata={"slideshow": {"slide_type": slide_type}}
    )


TITLE = markdown("# 9 · A title\n\n**A question?**\n\nWhat to bring.", paragraphs="shown notes")
PNG = {"image/png": "AA=="}
RECORD = {
    "claim": "A9",
    "part": "p",
    "statement": "1 < 2",
    "stated": "-",
    "verdict": "holds",
    "contested": False,
    "parameters": {},
    "readings": [{"reading": "r", "evidence": "e", "verdict": "holds", "value": 1}],
}


def cut(*cells: Any) -> list[tuple[str, str]]:
    """What is shown and what is said on each slide, as HTML; the title's slide is left out."""
    notebook = nbformat.v4.new_notebook(cells=[TITLE, *cells])
    body = page(deck(notebook, "9.ipynb")).split('<div class="slides">')[1].split("</main>")[0]
    found = []
    for slide in re.split(r"<section[^>]*>\s*<section[^>]*>", body)[1:]:
        aside = r"<aside class=\"notes\">(.*?)</aside>"
        said = "\n".join(re.findall(aside, slide, re.DOTALL))
        found.append((re.sub(aside, "", slide, flags=re.DOTALL), said))
    title, said = found.pop(0)
    assert "<h1" in title and "A question?" in title and "What to bring." in said
    assert "What to bring." not in title
    return found


# --- the rule


def test_each_paragraph_is_shown_or_said_as_its_word_asks() -> None:
    source = "## Here\n\nIt *rains*.\n\nDrops.\n\nWhy?\n\n| a |\n|--|\n| b |"
    ((shown, said),) = cut(markdown(source, paragraphs="claim notes question shown"))
    assert shown.index("Here") < shown.index('class="claim"') < shown.index('class="question"')
    assert "<em>rains</em>" in shown and "<td>b</td>" in shown
    assert "Drops." in said and "Drops." not in shown


@pytest.mark.parametrize("words", ["claim", "claim notes notes", "claim loud"])
def test_words_that_do_not_fit_the_paragraphs_are_refused(words: str) -> None:
    with pytest.raises(UserError, match=r"9\.ipynb: slideshow.paragraphs .* 2 paragraphs"):
        cut(markdown("## Here\n\nOne.\n\nTwo.", paragraphs=words))


def test_figures_and_verdicts_are_shown_with_the_last_heading() -> None:
    slides = cut(
        markdown("## Here", "skip"), code(PNG, {"text/html": "numbers"}), code({MIME: RECORD}), code(PNG)
    )
    assert ["Here" in shown for shown, _ in slides] == [True, True, True]
    assert "<img" in slides[0][0] and "numbers" not in "".join(slides[0])
    assert "A map." in slides[0][1]
    assert "1 &lt; 2" in slides[1][0] and "✓ holds" in slides[1][0]


def test_what_continues_a_slide_is_on_it_and_notes_are_said() -> None:
    ((shown, said),) = cut(
        markdown("## One\n\nBefore.", paragraphs="notes"),
        code({"text/markdown": "Made."}, slide_type="notes"),
        code(PNG, slide_type="-"),
        markdown("After.", "notes"),
    )
    assert shown.count("<h2") == 1 and "<img" in shown
    assert said.index("Before.") < said.index("Made.") < said.index("After.")
    assert "Made." not in shown


def test_tables_and_texts_of_code_are_shown_where_there_is_no_figure() -> None:
    slides = cut(code({"text/html": "<table></table>"}), code({"text/markdown": "*Made.*"}))
    assert "<table>" in slides[0][0] and "<em>Made.</em>" in slides[1][0]


def test_what_is_skipped_is_neither_shown_nor_said() -> None:
    slides = cut(markdown("## Here\n\nText.", "skip"), code(PNG, slide_type="skip"), code(PNG))
    assert len(slides) == 1 and "Text." not in "".join(slides[0]) and slides[0][0].count("<img") == 1


def test_a_figure_without_alternative_text_is_refused() -> None:
    cell = code(PNG)
    cell.outputs[0].metadata = {}
    with pytest.raises(UserError, match="alternative text"):
        cut(cell)


@pytest.mark.parametrize(
    "first",
    [code(PNG), markdown("No title."), markdown("# Title"), markdown("# Title\n\nWhy?", "notes")],
)
def test_a_deck_begins_with_a_title_and_a_question(first: Any) -> None:
    with pytest.raises(UserError, match="does not begin with a title and a question"):
        deck(nbformat.v4.new_notebook(cells=[first, code(PNG)]), "9.ipynb")


# --- the decks of this walk


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_deck_has_every_figure_and_verdict_of_its_notebook(name: str, slides: Path) -> None:
    notebook, shown_page = stored(name), Page(slides / f"{name}.html")
    outputs = [o for c in notebook.cells for o in c.get("outputs", [])]
    alts = [
        " ".join(o.metadata["image/png"]["alt"].split()) for o in outputs if "image/png" in o.get("data", {})
    ]
    shown = [" ".join(a["alt"].split()) for tag, a in shown_page.tags if tag == "img"]
    assert shown == alts
    verdicts = [o for o in outputs if MIME in o.get("data", {})]
    assert sum(a.get("class") == "verdict" for _, a in shown_page.tags) == len(verdicts)
    claims = [c for c in notebook.cells if "**What the article says.**" in c.source]
    assert sum(a.get("class", "").startswith("claim") for _, a in shown_page.tags) == len(claims)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_no_text_is_lost_and_no_code_is_shown(name: str) -> None:
    notebook = stored(name)
    everything = "\n".join(c.source for c in deck(notebook, name).cells)
    silent = False
    for cell in notebook.cells:
        assert slide_type(cell), cell.id
        if cell.cell_type == "code":
            assert not cell.source or f"\n{cell.source}\n" not in f"\n{everything}\n"
            continue
        if cell.source.startswith("## "):
            silent = cell.source.split("\n")[0][3:] in ("Exercises", "References")
        if silent or re.match(r"#+ (Parameters|Load)\n", cell.source):
            assert slide_type(cell) == "skip"
            continue
        blocks = re.split(r"\n\s*\n", re.sub(r"^#.*", "", cell.source))
        assert [block for block in blocks if block.strip() not in everything] == []


def test_the_slides_are_whole_and_ask_nothing_of_another_host(slides: Path, run: Path) -> None:
    assert {p.stem for p in slides.glob("*.html")} == {"index", *NOTEBOOKS}
    for path in slides.rglob("*.html"):
        page = Page(path)
        places = [a[FETCHED[t]] for t, a in page.tags if t in FETCHED and a.get(FETCHED[t])]
        assert all(p.startswith("data:") or (path.parent / p).is_file() for p in places), path.name
        links = [a["href"].split("?")[0] for t, a in page.tags if t == "a" and "href" in a]
        assert [x for x in links if x.endswith(".html") and not (slides / x).is_file()] == []
    for sheet in slides.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(https?:)?//", sheet.read_text(encoding="utf-8"))
    assert (slides / "reveal" / "LICENSE").read_text(encoding="utf-8").count("Permission is hereby")


# --- refusals


def test_without_reveal_js_the_extra_is_named(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(UserError, match=r"\[slides\]"):
        make_slides(run, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_another_layout_of_the_package_is_told(
    run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "sphinx_revealjs"
    (package / "_static" / "revealjs").mkdir(parents=True)
    (package / "__init__.py").touch()
    spec = importlib.util.spec_from_file_location("sphinx_revealjs", package / "__init__.py")
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: spec)
    with pytest.raises(UserError, match=OF_REVEAL[-1]):
        make_slides(run, tmp_path / "out")


def test_no_run_and_a_failed_run_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not a run"):
        make_slides(tmp_path, tmp_path / "out")
    (tmp_path / "run.json").write_text('{"status": "failed"}')
    with pytest.raises(UserError, match="failed"):
        make_slides(tmp_path, tmp_path / "out")


def test_a_folder_with_something_else_is_not_replaced(run: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.docx").touch()
    with pytest.raises(UserError, match="is not a folder of slides"):
        make_slides(run, tmp_path)
    assert (tmp_path / "thesis.docx").exists()


def test_the_command_replaces_earlier_slides(run: Path, slides: Path, tmp_path: Path) -> None:
    out = tmp_path / "slides"
    shutil.copytree(slides, out)
    (out / "left-over.html").touch()  # of an earlier version, say
    (out / manifest.NAME).write_text(manifest.of(out, "folder of slides"), encoding="utf-8")
    done = CliRunner().invoke(app, ["slides", "--run", str(run), "--out", str(out)])
    assert done.exit_code == 0, done.output
    assert done.output.strip() == str(out / "index.html")
    assert not (out / "left-over.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["slides"]
