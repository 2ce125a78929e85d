"""Every link of a page or a notebook that does not leave the project leads somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    path
    for pattern in ("*.md", "[bdn]*/*.md", "docs/how-to/*.md", "src/*/README.md", "notebooks/*.ipynb")
    for path in ROOT.glob(pattern)
)
LINK = re.compile(r"\]\(([^)\s]+)[^)]*\)|(?:src|href)=[\"']([^\"']+)")
HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)


def text_of(path: Path) -> str:
    """The Markdown of a page, without code blocks."""
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=4).cells
        return "\n\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.M | re.S)


def anchors(path: Path) -> set[str]:
    """The anchors of a page's headings, as they are made for Markdown on the web."""
    headings = [re.sub(r"[`*_]", "", heading) for heading in HEADING.findall(text_of(path))]
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def dead(path: Path) -> list[str]:
    """Links of a page whose file or heading does not exist."""
    found = []
    for match in LINK.finditer(text_of(path)):
        link = match[1] or match[2]
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (anchor and target.suffix == ".md" and anchor not in anchors(target)):
            found.append(link)
    return found


def test_there_are_pages_and_links() -> None:
    assert {"README.md", "glossary.md", "instructor-guide.md"} <= {path.name for path in PAGES}
    assert len(LINK.findall(text_of(ROOT / "README.md"))) > 5


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    assert dead(page) == []


def test_every_path_that_the_architecture_names_exists() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:src|data|data-raw|docs|notebooks|tests)/[\w./-]*)`", text))
    assert len(named) > 25
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_the_architecture_names_every_room() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    for package in ("helpers", "walkthrough"):
        rooms = {path.stem for path in (ROOT / "src" / package).iterdir() if not path.name.startswith("_")}
        assert [room for room in sorted(rooms - {"py"}) if f"`{room}`" not in text] == [], package


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# One thing\n[a](page.md#one-thing) [b](page.md#another) [c](none.md)")
    assert dead(page) == ["page.md#another", "none.md"]
