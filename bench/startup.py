"""How long `briefgen check` takes as a process, against the start of two libraries that such a tool would begin with.

Two figures: of a check that recalls its answer, because nothing changed since the last one, and of a check that works it
out. All find their compiled files in a folder of this run, as an installed program does: without that, they would mostly
compile source. Runs alternate, so that a busy machine slows all; medians and their ratios are printed, of wall time and
of processor time, which is the steadier figure on a busy machine.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
RUNS = 21
LIMIT = 1.6
CHECK = "import sys; sys.argv = ['briefgen', 'check']; from briefgen.cli import main; main()"
BASE = "import pydantic, yaml"
COMMANDS = {
    BASE: (BASE, "1"),
    "check, nothing changed": (CHECK, "1"),
    "check, without cache": (CHECK, "0"),
}
"""Name → code, and whether answers are kept."""


class Run(NamedTuple):
    """Milliseconds of one process, from its start to its end."""

    wall: float
    processor: float


def measured(code: str, cache: str, folder: str) -> Run:
    """One run of `code`, with its compiled files and kept answers in `folder`."""
    kept = {"PYTHONPYCACHEPREFIX": f"{folder}/compiled", "XDG_CACHE_HOME": f"{folder}/user"}
    environment = {**os.environ, **kept, "BRIEFGEN_CACHE": cache}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Run(wall * 1000, processor * 1000)


def main() -> None:
    """Prints the table."""
    runs: dict[str, list[Run]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as folder:
        for command in COMMANDS.values():
            measured(*command, folder)
        for _ in range(RUNS):
            for name, command in COMMANDS.items():
                runs[name].append(measured(*command, folder))
    medians = {
        name: Run(*map(statistics.median, zip(*found, strict=True))) for name, found in runs.items()
    }
    base = medians[BASE]
    print(f"{f'medians of {RUNS} runs':24}{'wall':>10}{'ratio':>8}{'processor':>12}{'ratio':>8}")
    for name, run in medians.items():
        wall, processor = run.wall / base.wall, run.processor / base.processor
        print(f"{name:24}{run.wall:7.0f} ms{wall:8.2f}{run.processor:9.0f} ms{processor:8.2f}")
    print(f"the goal is a ratio of {LIMIT}")


if __name__ == "__main__":
    main()
