"""`make fault`: every fault, again and again, and a table of how many were survived."""

import os
import random
import sys
import tempfile
import threading
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.append(str(Path(__file__).parents[2]))

from fixtures_clone import Clone  # noqa: E402
from fixtures_faults import FAULTS, CannotTry  # noqa: E402
from walkthrough.cli.terminal import table

SEED = 20181204
_of_thread = threading.local()


def clone(root):
    """A clone for each thread, and a new one after a fault that was not survived."""
    if not hasattr(_of_thread, "clone"):
        _of_thread.clone = Clone(Path(tempfile.mkdtemp(dir=root, prefix="c"))).ready()
    return _of_thread.clone


def attempt(name, number, root):
    """Whether it was survived, or why it could not be tried; how many things of others there were,
    and how many of them are lost."""
    fault, _ = FAULTS[name]
    here = clone(root)
    try:
        fault(here, random.Random(f"{SEED} {name} {number}"))
        survived = True
    except CannotTry as why:
        survived = str(why)
    except Exception:
        print(f"{name}, number {number}:\n{traceback.format_exc()}", file=sys.stderr)
        survived = False
    theirs, lost = len(here.others), len(here.lost())
    if survived is False or lost:
        here.remove()
        del _of_thread.clone
    return survived, theirs, lost


def main():
    """Try each fault as often as `FAULTS` says, or only those with a word of the command line."""
    started = time.monotonic()
    chosen = {n: f for n, f in FAULTS.items() if all(word in n for word in sys.argv[1:])}
    with (
        tempfile.TemporaryDirectory(prefix="faults-") as root,
        ThreadPoolExecutor(2 * len(os.sched_getaffinity(0))) as pool,
    ):
        tries = {
            name: [pool.submit(attempt, name, number, root) for number in range(times)]
            for name, (_, times) in chosen.items()
        }
        results = {name: [each.result() for each in asked] for name, asked in tries.items()}
    rows = []
    for name, found in results.items():
        tried = [result for result, _, _ in found if isinstance(result, bool)]
        why = next((result for result, _, _ in found if isinstance(result, str)), "")
        theirs, lost = (sum(each[n] for each in found) for n in (1, 2))
        rows.append([name, len(tried), sum(tried), theirs, theirs - lost, why])
    head = ["fault", "tried", "survived", "things of others", "still there", "why not tried"]
    table(head, rows)
    failed, lost = (sum(row[n] - row[n + 1] for row in rows) for n in (1, 3))
    print(
        f"{sum(row[1] for row in rows)} faults, {failed or 'none'} not survived;"
        f" {sum(row[3] for row in rows)} times a thing of others, {lost or 'none'} lost;"
        f" seed {SEED}, {time.monotonic() - started:.0f} s"
    )
    sys.exit(failed > 0 or lost > 0)


if __name__ == "__main__":
    main()
