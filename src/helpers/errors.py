"""The exceptions that a user's mistake raises."""


class UserError(Exception):
    """Bad input: one line that says what is wrong, where, and what to do (exit code 2)."""


class NotAllowed(UserError):
    """A value that a parameter may not have, in this package or at all."""

    def __init__(self, message: str, parameter: str) -> None:
        super().__init__(message)
        self.parameter = parameter
