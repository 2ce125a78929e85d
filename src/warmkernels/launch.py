"""Turn this process into an ordinary ipykernel: `python -m warmkernels.launch -f FILE`.

The same code serves a kernel that was forked from a template and one that was started cold. Options
are those of `python -m ipykernel_launcher`.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any


def main(arguments: list[str], **traits: Any) -> None:
    """Be a kernel until it is shut down; `traits` go to ipykernel's application."""
    from warmkernels.output import Application

    Application.launch_instance(arguments, **traits)


if __name__ == "__main__":
    # The folder that -m put first is not the notebook's: IPython adds that one itself.
    if sys.path[0] == "" or Path(sys.path[0]) == Path.cwd():
        del sys.path[0]
    main(sys.argv[1:])
