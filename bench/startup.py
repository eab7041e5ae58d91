"""How long `briefgen check` takes as a process, against the start of two libraries that such a tool would begin with.

Both find their compiled files in a folder of this run, as an installed program does: without that, both would mostly
compile source. Runs alternate, so that a busy machine slows both; medians and their ratio are printed, of wall time and
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
COMMANDS = {
    "import pydantic, yaml": "import pydantic, yaml",
    "briefgen check": "import sys; sys.argv = ['briefgen', 'check']; from briefgen.cli import main; main()",
}


class Run(NamedTuple):
    """Milliseconds of one process, from its start to its end."""

    wall: float
    processor: float


def measured(code: str, compiled: str) -> Run:
    """One run of `code`, with its compiled files in the folder `compiled`."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
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
    with tempfile.TemporaryDirectory() as compiled:
        for code in COMMANDS.values():
            measured(code, compiled)
        for _ in range(RUNS):
            for name, code in COMMANDS.items():
                runs[name].append(measured(code, compiled))
    medians = {
        name: Run(*map(statistics.median, zip(*found, strict=True))) for name, found in runs.items()
    }
    print(f"{f'medians of {RUNS} runs':24}{'wall':>10}{'processor':>12}")
    for name, run in medians.items():
        print(f"{name:24}{run.wall:7.0f} ms{run.processor:9.0f} ms")
    base, check = medians.values()
    print(f"{'ratio':24}{check.wall / base.wall:10.2f}{check.processor / base.processor:12.2f}")


if __name__ == "__main__":
    main()
