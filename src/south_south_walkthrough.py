"""The command `walkthrough`, under a name that nothing else on the path of modules will have.

`helpers` is a common name: somebody's own `helpers.py` on PYTHONPATH comes before what is
installed. Here, and in the kernels and other processes that a command starts, this one is first.
"""

import os
import sys
from pathlib import Path


def main() -> None:
    """Entry point of the command."""
    here = str(Path(__file__).resolve().parent)
    sys.path.insert(0, here)
    others = os.environ.get("PYTHONPATH")
    paths = [os.path.abspath(path) for path in others.split(os.pathsep)] if others else []
    os.environ["PYTHONPATH"] = os.pathsep.join([here, *paths])
    import helpers

    if Path(helpers.__file__ or "").parent != Path(here, "helpers"):
        other = helpers.__file__ or "a module without a file"
        print(
            f"error: {other} is imported as `helpers` when Python starts, in the place of"
            " this project's; rename it",
            file=sys.stderr,
        )
        sys.exit(2)
    from walkthrough.cli.entry import main as command

    command()
