"""Batches of country briefs beside papermill: `bench.py --batch`, by itself as it takes long."""

from __future__ import annotations

import csv
import itertools
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from helpers.data.package import open_package

PEER = "papermill API, in series"


def choices(size: int) -> list[tuple[str, str]]:
    """Country and definition of the South for each brief: all areas, then all of them again."""
    areas = sorted(open_package().areas(2017)["iso3"].dropna())
    pairs = itertools.product(("undesa", "income"), areas)
    return [(code, south) for south, code in itertools.islice(pairs, size)]


def measured(command: list[str]) -> tuple[float, float]:
    """Seconds on the clock, and the most memory that the process itself had (MB; nan if unknown).

    Not that of the kernels, which are other processes. Read from Linux until the process ends.
    """
    start, peak = time.perf_counter(), float("nan")
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        status = Path(f"/proc/{process.pid}/status")
        while process.poll() is None:
            if status.exists():
                lines = status.read_text().splitlines()
                peak = next((int(x.split()[1]) / 1024 for x in lines if "VmHWM" in x), peak)
            time.sleep(0.05)
        clock = time.perf_counter() - start
        if process.returncode:
            assert process.stdout is not None
            raise SystemExit(process.stdout.read().decode()[-1500:])
    return clock, peak


def main(
    work: Path,
    rounds: int,
    sizes: list[int],
    series: int,
    program: Callable[..., list[str]],
    script: Callable[..., list[str]],
) -> tuple[str, dict[str, list[tuple[float, float]]]]:
    """The table, and each contestant's times and memory by round; papermill makes ``series``."""
    counts, commands = {PEER: series}, {}
    codes = ",".join(code for code, _ in choices(series))
    commands[PEER] = script("peer.py", "papermill-briefs", work / "peer", codes)
    for size in sizes:
        table = work / f"{size}.csv"
        with table.open("w", newline="") as file:
            csv.writer(file).writerows([("focus_country", "south"), *choices(size)])
        name = f"walkthrough batch, {size} briefs"
        counts[name] = size
        commands[name] = program(
            "walkthrough", "batch", "country-brief", "--table", table, "--afresh", "--out", work / "out"
        )
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for round_, name in itertools.product(range(rounds), commands):
        shutil.rmtree(work / "peer", ignore_errors=True)
        (work / "peer").mkdir()
        found[name].append(measured(commands[name]))
        print(f"round {round_ + 1}: {name}: {found[name][-1][0]:.1f} s", flush=True)
    each = {n: statistics.median(t for t, _ in rows) / counts[n] for n, rows in found.items()}
    lines = [
        "| | briefs | seconds a brief | papermill's throughput, times | memory, MB |",
        "|:--|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {name} | {counts[name]} | {each[name]:.2f} | {each[PEER] / each[name]:.1f} "
        f"| {statistics.median(m for _, m in rows):.0f} |"
        for name, rows in found.items()
    ]
    return "\n".join(lines), found
