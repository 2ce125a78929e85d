"""A text sentence by sentence: marked, escaped, shortened."""

import pandas as pd
import pytest

from helpers.analysis.rubric import MATCHES, Element, matches
from helpers.narrative import rubric

TOY = (Element("tea", "preamble", "Is tea served?", (("tea",), ("serve", "serves", "pour"))),)


@pytest.mark.parametrize(
    ("sentence", "triggers", "marked"),
    [
        ("Migrants and a migrant", "migrant, migrants", "**Migrants** and a **migrant**"),
        ("Nothing here", "", "Nothing here"),
    ],
)
def test_triggers_are_marked(sentence: str, triggers: str, marked: str) -> None:
    assert rubric.marked_sentence(sentence, triggers) == marked


def test_a_text_is_shown_escaped_and_shortened() -> None:
    parts = ["<b> | x", "we serve tea"]
    table = matches(parts, TOY)
    shown = rubric.sentence_by_sentence(parts, table)
    assert "&lt;b&gt; \\| x" in shown
    assert "| 2 | we **serve** **tea** | tea |" in shown
    assert "&lt;b" not in rubric.sentence_by_sentence(parts, table, only_found=True)
    nothing = pd.DataFrame(columns=MATCHES)
    assert "No sentence" in rubric.sentence_by_sentence(parts, nothing, only_found=True)


def test_a_run_says_which_texts_it_audits_and_which_it_cannot() -> None:
    given = {"your text": "un texte", "the outcome": "of all the three"}
    said = rubric.this_run(given, {"the outcome": given["the outcome"]})
    assert "audits the two drafts and the outcome (4 words). It leaves out your text: fewer than" in said
    assert "outcome_path" not in said
    assert "`outcome_path` names one" in rubric.this_run({}, {})
