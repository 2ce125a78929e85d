"""The commands `walkthrough params` and `walkthrough claims`: what there is to choose from."""

from __future__ import annotations

from walkthrough.cli.options import Form, Format


def params(format: Format = Form.text) -> None:
    """List the parameters, and which notebooks use them."""
    from helpers import parameters
    from helpers.data.package import open_package
    from walkthrough.cli.terminal import rows as show
    from walkthrough.runs import select
    from walkthrough.runs.memory import Memory, recall

    package = open_package()
    recall(package, Memory(select.build() / ".cache"))
    sources = [select.load(path) for path in select.available(select.ROOT / "notebooks")]
    rows = [
        [
            *(row[key] for key in ("name", "values", "default", "meaning")),
            " ".join(s.name.split("-")[0] for s in sources if row["name"] in s.parameters),
        ]
        for row in parameters.catalogue(package)
    ]
    show(["parameter", "values", "default", "meaning", "used in"], rows, format)


def claims(format: Format = Form.text) -> None:
    """List the claims that the notebooks test, and the findings of this bundle."""
    from helpers.claims.ledger import load_claims
    from helpers.data.package import open_package
    from walkthrough.cli.terminal import rows as show

    rows = [
        [c.id, c.part, c.kind, c.said_by, c.statement, c.stated_text] for c in load_claims(open_package())
    ]
    show(["claim", "part", "kind", "who says it", "statement", "stated"], rows, format)
