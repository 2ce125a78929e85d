"""The one exception that a user's mistake raises."""


class UserError(Exception):
    """Bad input: one line that says what is wrong, where, and what to do (exit code 2)."""
