"""The same topics have the same names in figures and narrative, and analysis knows nearly all of them."""

from pathlib import Path

import pytest

from helpers import analysis, figures, narrative


def test_topics_are_the_same_everywhere() -> None:
    assert figures.TOPICS == narrative.TOPICS == tuple(sorted(narrative.TOPICS))
    computed = {path.stem for path in Path(analysis.__file__).parent.glob("*.py")} - {"__init__"}
    assert computed == set(narrative.TOPICS) - {"claims"}


@pytest.mark.parametrize("topic", narrative.TOPICS)
def test_a_topic_is_imported_when_it_is_asked_for(topic: str) -> None:
    assert getattr(narrative, topic).__name__ == f"helpers.narrative.{topic}"
    assert getattr(figures, topic).__name__ == f"helpers.figures.{topic}"


def test_an_unknown_topic_is_named_with_those_that_exist() -> None:
    with pytest.raises(AttributeError, match="no topic 'money', only capacity"):
        _ = narrative.money
