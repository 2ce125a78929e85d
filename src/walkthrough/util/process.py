"""What processes of this command have in common, whichever part of it starts or ends them."""

from __future__ import annotations

UTF_8 = {"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"}
"""Environment of a Python process whose output is read by this one."""


class Stopped(SystemExit):
    """A signal has asked this process to end. Notes (`add_note`) tell the user how to go on."""
