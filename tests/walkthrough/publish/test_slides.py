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
from walkthrough.publish.slide_cells import LEFT_OUT, SAYS, deck
from walkthrough.publish.slides import FETCHED as OF_REVEAL
from walkthrough.publish.slides import slides as make_slides
from walkthrough.util import manifest


def stored(name: str) -> Any:
    return nbformat.read(ROOT / "notebooks" / f"{name}.ipynb", as_version=4)


def markdown(source: str, **slideshow: str) -> Any:
    return nbformat.v4.new_markdown_cell(source, metadata={"slideshow": slideshow})


def code(*data: dict[str, Any], tags: tuple[str, ...] = (), **slideshow: str) -> Any:
    outputs = [
        nbformat.v4.new_output("display_data", d, metadata={"image/png": {"alt": "A map."}}) for d in data
    ]
    metadata = {"tags": list(tags), "slideshow": slideshow}
    return nbformat.v4.new_code_cell("f()", outputs=outputs, metadata=metadata)


TITLE = markdown("# 9 · A title\n\n**A question?**\n\nWhat to bring.")
PNG = {"image/png": "AA=="}


def cut(*cells: Any) -> list[tuple[str, str, str]]:
    """Kind, what is shown, what is said, a slide each; the title's slide is left out."""
    notebook = nbformat.v4.new_notebook(cells=[TITLE, *cells])
    found: list[tuple[str, str, str]] = []
    for cell in deck(notebook, "9.ipynb").cells:
        show = cell.metadata.slideshow
        if show.slide_type == "notes":
            found[-1] = (*found[-1][:2], cell.source)
        else:
            found.append((show.data.kind, cell.source, ""))
    assert found[0] == ("title", "# 9 · A title\n\n**A question?**", found[0][2])
    return found[1:]


# --- the rule


def test_a_claim_and_its_prediction_are_shown_and_what_is_needed_is_said() -> None:
    ((kind, shown, said),) = cut(
        markdown(
            "## Here\n\n**What the article says.** It rains.\n\n**What we would need to see.** Drops."
            "\n\n**Predict.** does it?"
        )
    )
    assert kind == "claim"
    assert shown.index("## Here") < shown.index("It rains.") < shown.index("Does it?")
    assert "Drops" not in shown and "Drops" in said


def test_a_claim_with_a_table_makes_two_slides() -> None:
    slides = cut(
        markdown("## Here\n\n**What the article says.** It rains.\n\n| a |\n|--|\n| b |\n\n**Predict.** b?")
    )
    assert [kind for kind, *_ in slides] == ["claim", "text"]
    assert "| b |" in slides[1][1] and "B?" in slides[1][1] and "B?" not in slides[0][1]


def test_a_question_keeps_its_paragraph_and_its_list() -> None:
    source = "## Here\n\nAside.\n\n1. one\n2. two\n\nSo. **Predict:** which?"
    ((_, shown, said),) = cut(markdown(source))
    assert re.search(r"1\. one\n2\. two\n\nSo\.\n\n.*Which\?", shown, re.DOTALL)
    assert said == "Aside."


def test_figures_and_verdicts_have_a_slide_each() -> None:
    record = {
        "claim": "A9",
        "part": "p",
        "statement": "1 < 2",
        "stated": "-",
        "verdict": "holds",
        "contested": False,
        "parameters": {},
        "readings": [{"reading": "r", "evidence": "e", "verdict": "holds", "value": 1}],
    }
    slides = cut(markdown("## Here"), code(PNG, {"text/html": "numbers"}), code({MIME: record}))
    assert [kind for kind, *_ in slides] == ["figure", "verdict"]
    assert "A map." in slides[0][2]
    assert "1 &lt; 2" in slides[1][1] and "✓ holds" in slides[1][1]


def test_text_is_said_on_the_slide_before_it_or_on_the_first_of_its_section() -> None:
    slides = cut(
        markdown("## One"),
        code(PNG),
        markdown("After."),
        markdown("## Two\n\nBefore."),
        code({"text/markdown": "Made."}),
        code(PNG),
        markdown("## Three\n\nLast."),
    )
    assert "After." in slides[0][2] and "Before." not in slides[0][2]
    assert slides[1][2].startswith("Before.\n\nMade.\n\n") and slides[1][2].endswith("Last.")


def test_exercises_references_parameters_and_solutions_are_left_out() -> None:
    asked = "**Predict.** who?"
    slides = cut(
        *(
            markdown(f"{place}\n\n{asked}")
            for place in ("## Parameters", "## References", "## Exercises", "### First")
        ),
        code(PNG),
        markdown("## Here"),
        code(PNG, tags=("solution",)),
        code(PNG),
    )
    assert [kind for kind, *_ in slides] == ["figure"]


def test_the_slide_type_of_a_cell_comes_first() -> None:
    slides = cut(
        markdown("## Here"),
        code(PNG, slide_type="skip"),
        markdown("Plain text.", slide_type="slide"),
        code({"text/html": "<table></table>"}, slide_type="slide"),
    )
    assert [kind for kind, *_ in slides] == ["text", "text"]
    assert "Plain text." in slides[0][1] and "<table>" in slides[1][1]


def test_a_figure_without_alternative_text_is_refused() -> None:
    cell = code(PNG)
    cell.outputs[0].metadata = {}
    with pytest.raises(UserError, match="alternative text"):
        cut(cell)


# --- the decks of this walk


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_deck_has_every_figure_and_verdict_of_its_notebook(name: str, slides: Path) -> None:
    notebook, page = stored(name), Page(slides / f"{name}.html")
    outputs = [o for c in notebook.cells for o in c.get("outputs", [])]
    alts = [
        " ".join(o.metadata["image/png"]["alt"].split()) for o in outputs if "image/png" in o.get("data", {})
    ]
    shown = [" ".join(a["alt"].split()) for tag, a in page.tags if tag == "img"]
    assert shown == alts
    verdicts = [o for o in outputs if MIME in o.get("data", {})]
    assert sum(a.get("class") == "verdict" for _, a in page.tags) == len(verdicts)
    claims = [c for c in notebook.cells if re.search(SAYS.pattern, c.source, re.MULTILINE)]
    assert sum(a.get("class", "").startswith("says") for _, a in page.tags) == len(claims)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_no_text_is_lost_and_no_code_is_shown(name: str) -> None:
    notebook = stored(name)
    everything = "\n".join(c.source for c in deck(notebook, name).cells).lower()
    silent = False
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert not cell.source or cell.source.lower() not in everything
            continue
        if cell.source.startswith("## "):
            silent = cell.source.split("\n")[0][3:] in LEFT_OUT
        if silent or re.match(r"#+ (Parameters|Load)\n", cell.source):
            continue
        for block in re.split(r"\n\s*\n", re.sub(r"^#.*", "", cell.source)):
            plain = re.sub(r"\*\*(What the article says|Predict)[.:]?\*\*[.:]?\s*", "\0", block)
            lost = [p for p in plain.split("\0") if p.strip().lower() not in everything]
            assert lost == []


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
