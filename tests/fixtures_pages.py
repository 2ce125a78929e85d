"""The pages of a site, and what stands in one."""

from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted(path.stem for path in (ROOT / "notebooks").glob("0*.ipynb"))
PAGES = [
    *("index", "scorecard", "article", "robustness", "data-dictionary", "references", "search", "explore"),
    *("docs/glossary", "docs/instructor-guide", "notebooks/README"),
    *(f"notebooks/{name}" for name in NOTEBOOKS),
    *("docs/architecture", "docs/checks", "docs/tried"),
    *(f"docs/how-to/{path.stem}" for path in sorted((ROOT / "docs/how-to").glob("*.md"))),
    "api/helpers",
    *(f"api/helpers.{path.parent.name}" for path in sorted((ROOT / "src/helpers").glob("*/__init__.py"))),
]
FETCHED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href"}

CONTROLS = ["Revision", "The South", "Year", "Other origins", "Move", "Moved", "Move back", "Start again"]
"""Of the explorer, in the order of the page."""


class Page(HTMLParser):
    """Tags with their attributes, and all ids."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.feed(path.read_text(encoding="utf-8"))
        self.ids = {a["id"] for _, a in self.tags if "id" in a}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
