"""Two judgements made by hand."""

from typing import Any

from helpers.claims.article import load_article
from helpers.claims.judgement import Judgement, judgements
from helpers.data.package import BUNDLED, Package

ARTICLE = load_article(Package(BUNDLED))
assert ARTICLE is not None


def record(claim: str, part: str, *readings: tuple[str, str, str], **more: Any) -> Judgement:
    found = [
        {"reading": name, "measure": "m", "verdict": word, "value": 1.5, "evidence": text}
        | ({"value": float(text.split()[0]), "difference": 1.0} if "stated" in text else {})
        | ({"other": 2.5} if name == "b" else {})
        for name, word, text in readings
    ]
    entry = {
        "claim": claim,
        "part": part,
        "statement": f"{claim} is so.",
        "kind": "fact",
        "stated": "-",
        "verdict": readings[0][1],
        "contested": len(readings) > 1,
        "readings": found,
        "parameters": {"year": 2017, "south": "undesa"},
    } | more
    return judgements([entry], "test")[0]


ONE = record(
    "A2.1",
    "Two",
    ("stock", "reproduced", "257.72 million, stated 258 million"),
    kind="quantity",
    stated="258 million",
)
TWO = record("R1.1", "Rec", ("a", "holds", "x > y"), ("b", "fails", "y < x"), kind="comparison")
BOTH = [ONE, TWO]
