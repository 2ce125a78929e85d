"""A command that needs an absent extra says what to run."""

import pytest

from helpers.errors import UserError
from walkthrough.util.optional import require


def test_an_absent_package_is_named_with_what_brings_it() -> None:
    with pytest.raises(UserError, match=r"not installed: no_such_one; run `make dev`, or: .*'\.\[site\]'"):
        require("site", "json", "no_such_one")


def test_a_package_that_is_there_is_not_imported() -> None:
    require("site", "json", "this")  # `this` would print
