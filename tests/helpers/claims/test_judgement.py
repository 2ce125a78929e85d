"""Judgements read from JSON: checked, and as they were."""

import pytest

from fixtures_verdicts import BOTH
from helpers.claims.judgement import judgements
from helpers.errors import UserError


def test_the_first_thing_that_is_wrong_with_a_verdict_is_named() -> None:
    records = [judged.as_json() for judged in BOTH]
    with pytest.raises(UserError, match=r"^here: not a verdict written by this project \(1, claim: "):
        judgements([records[0], {**records[1], "claim": "x/y", "verdict": "perhaps"}], "here")
    half = {**records[0], "statement": "\ud800"}
    with pytest.raises(UserError, match="^here: a verdict contains text that is not valid Unicode"):
        judgements([half], "here")
    more = [{**records[0], "extra": [1]}, records[1]]
    assert [judged.as_json() for judged in judgements(more, "here")] == more
