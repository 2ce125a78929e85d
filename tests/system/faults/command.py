"""The command `walkthrough` in another clone: `python command.py CLONE ARGUMENT...`.

$FAULT_TIMEOUT is the number of seconds that a cell may take.
"""

import os
import sys
from pathlib import Path

from walkthrough.cli import entry
from walkthrough.runs import select

select.ROOT = Path(sys.argv.pop(1))
if "FAULT_TIMEOUT" in os.environ:
    from walkthrough.runs.run import run

    run.__kwdefaults__["timeout"] = int(os.environ["FAULT_TIMEOUT"])
entry.main()
