"""Turn this process into an ordinary ipykernel: `python -m warmkernels.launch -f FILE`.

The same code serves a kernel that was forked from the warm parent and one that was started cold.
It takes two options more than ipykernel's own launcher: `--reads=FILE` notes what the kernel opens,
`--data=SHA256` pins the data package that it may open (`helpers.data.package.PINNED`).
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

_READS, _DATA = "--reads=", "--data="


def main(arguments: list[str], **traits: Any) -> None:
    """Be a kernel until it is shut down; `traits` go to ipykernel's application."""
    for argument in arguments:
        if argument.startswith(_READS):
            from warmkernels.reads import note

            note(argument.removeprefix(_READS))
        elif argument.startswith(_DATA):
            # `helpers.data.package.PINNED`, which takes pandas to import
            os.environ["WALKTHROUGH_DATA_SHA256"] = argument.removeprefix(_DATA)

    from warmkernels.output import Application

    kept = [argument for argument in arguments if not argument.startswith((_READS, _DATA))]
    Application.launch_instance(kept, **traits)


if __name__ == "__main__":
    # The folder that -m put first is not the notebook's: IPython adds that one itself.
    if sys.path[0] == "" or Path(sys.path[0]) == Path.cwd():
        del sys.path[0]
    main(sys.argv[1:])
