"""The command `walkthrough` in another clone: `python walkthrough.py CLONE ARGUMENT...`.

$FAULT_TIMEOUT is the number of seconds that a cell may take.
"""

import os
import sys
from pathlib import Path

from helpers import cli
from helpers.runs import plan

plan.ROOT = Path(sys.argv.pop(1))
if "FAULT_TIMEOUT" in os.environ:
    from helpers.runs.run import run

    run.__kwdefaults__["timeout"] = int(os.environ["FAULT_TIMEOUT"])
cli.main()
