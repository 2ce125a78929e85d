"""Side by side with its peers: the same notebooks, the same machine, one run, medians and ratios.

`make bench` runs it. Every round runs every contestant once, in turn, so that a busy minute of the
machine falls on all of them. Times are of whole processes, start to end. Nothing here is a test:
a slow machine fails nobody.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("0*.ipynb"))
BIN = Path(sys.executable).parent


def program(name: str, *arguments: object) -> list[str]:
    return [str(BIN / name), *map(str, arguments)]


def script(name: str, *arguments: object) -> list[str]:
    return [sys.executable, str(ROOT / "benchmarks" / name), *map(str, arguments)]


def contestants(work: Path) -> dict[str, Callable[[], list[list[str]]]]:
    """Each contestant: a function that prepares it (not timed) and returns its commands."""
    folder = work / "notebooks"

    def fresh() -> Path:
        shutil.rmtree(work, ignore_errors=True)
        folder.mkdir(parents=True)
        for path in NOTEBOOKS:
            shutil.copy(path, folder)
        return folder

    def each(make: Callable[[Path], list[str]]) -> list[list[str]]:
        return [make(path) for path in sorted(fresh().glob("*.ipynb"))]

    def all_of(make: Callable[[list[Path]], list[str]]) -> list[list[str]]:
        return [make(sorted(fresh().glob("*.ipynb")))]

    def workbook() -> Path:
        path = work.parent / "matrix.xlsx"
        if not path.exists():
            subprocess.run(script("peer.py", "write-matrix", path), check=True)
        return path

    def kept() -> list[str]:
        command = program("walkthrough", "run", "--out", work.parent / "kept")
        if not (work.parent / "kept").exists():
            subprocess.run(command, check=True, capture_output=True)
        return command

    out = work / "out"
    return {
        "papermill CLI, in series": lambda: each(lambda p: program("papermill", p, p, "--cwd", folder)),
        "papermill API, in series": lambda: all_of(lambda ps: script("peer.py", "papermill", *ps)),
        "jupyter nbconvert --execute": lambda: all_of(
            lambda ps: program("jupyter-nbconvert", "--to", "notebook", "--inplace", "--execute", *ps)
        ),
        "jupyter-cache": lambda: all_of(lambda ps: script("peer.py", "jupyter-cache", *ps)),
        "nbmake": lambda: all_of(
            lambda ps: program("pytest", "--nbmake", "-q", "-p", "no:cacheprovider", *ps)
        ),
        "ploomber-engine": lambda: all_of(lambda ps: script("peer.py", "ploomber-engine", *ps)),
        "the floor: all cells in one process": lambda: all_of(lambda ps: script("peer.py", "floor", *ps)),
        "walkthrough run, from nothing": lambda: (
            fresh(),
            [program("walkthrough", "run", "--afresh", "--out", out)],
        )[1],
        "walkthrough run, unchanged": lambda: [kept()],
        "pytest --nbval, in series": lambda: all_of(
            lambda ps: program(
                "pytest", "--nbval", "--nbval-current-env", "-q", "-p", "no:cacheprovider", *ps
            )
        ),
        "pytest --nbval, xdist": lambda: all_of(
            lambda ps: program(
                "pytest",
                "--nbval",
                "--nbval-current-env",
                "-q",
                "-p",
                "no:cacheprovider",
                "-n",
                os.cpu_count() or 1,
                "--dist",
                "loadfile",
                *ps,
            )
        ),
        "walkthrough check": lambda: [program("walkthrough", "check", *NOTEBOOKS)],
        "read a full workbook: openpyxl": lambda: [script("peer.py", "openpyxl", workbook())],
        "read a full workbook: calamine": lambda: [script("peer.py", "calamine", workbook())],
    }


def timed(commands: list[list[str]]) -> tuple[float, float]:
    """Seconds on the clock and of the processors for some commands, one after the other."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    for command in commands:
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
        if done.returncode:
            raise SystemExit(
                f"{' '.join(command[:4])} ... failed:\n{done.stdout[-1500:]}{done.stderr[-1500:]}"
            )
    clock = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def table(times: dict[str, list[tuple[float, float]]]) -> str:
    """Medians, and how many times longer than ours each takes."""
    ours = {
        "run": "walkthrough run, from nothing",
        "check": "walkthrough check",
        "read": "read a full workbook: calamine",
    }
    clock = {name: statistics.median(t for t, _ in rows) for name, rows in times.items()}
    work = {name: statistics.median(c for _, c in rows) for name, rows in times.items()}
    lines = ["| | seconds | processor seconds | against ours |", "|:--|--:|--:|--:|"]
    for name in times:
        kind = "check" if "nbval" in name or "check" in name else "run"
        kind = "read" if name.startswith("read") else kind
        base = clock.get(ours[kind])
        ratio = f"{clock[name] / base:.2f}" if base else "-"
        lines.append(f"| {name} | {clock[name]:.1f} | {work[name]:.1f} | {ratio} |")
    return "\n".join(lines)


def machine() -> str:
    """The machine in one line."""
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.exists():
        lines = info.read_text().splitlines()
        model = next((x.split(":")[1].strip() for x in lines if "model name" in x), model)
    python = platform.python_version()
    return f"{os.cpu_count()} cores, {model}, {platform.system()}, Python {python}"


def briefs(sizes: list[int], series: int, rounds: int) -> None:
    """The part about batches."""
    import batch

    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        text, found = batch.main(Path(folder), rounds, sizes, series, program, script)
    print(f"\n{machine()}; medians of {rounds} rounds\n\n{text}")
    write("bench-batch.json", found)


def write(name: str, times: object) -> None:
    """Keep what was measured in build/."""
    target = ROOT / "build" / name
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps({"machine": machine(), "times": times}, indent=1) + "\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", nargs="*", help="contestants whose name contains one of these")
    parser.add_argument(
        "--batch",
        nargs="*",
        type=int,
        metavar="BRIEFS",
        help="only batches of briefs, 20, 100 and 400 if no sizes are given",
    )
    parser.add_argument("--series", type=int, default=10, help="briefs that papermill makes")
    options = parser.parse_args()
    if options.batch is not None:
        briefs(options.batch or [20, 100, 400], options.series, options.rounds)
        return
    times: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        field = contestants(Path(folder) / "w")
        for round_ in range(options.rounds):
            for name, prepare in field.items():
                if options.only and not any(word in name for word in options.only):
                    continue
                times.setdefault(name, []).append(timed(prepare()))
                print(f"round {round_ + 1}: {name}: {times[name][-1][0]:.1f} s", flush=True)
    print(f"\n{machine()}; medians of {options.rounds} rounds\n\n{table(times)}")
    write("bench.json", times)


if __name__ == "__main__":
    main()
