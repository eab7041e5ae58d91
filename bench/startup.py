"""How long `briefgen check` takes as a process, against the start of the libraries that it cannot do without.

Runs alternate, so that a busy machine slows both; the medians and their ratio are printed.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 15
COMMANDS = {
    "import pydantic, yaml": "import pydantic, yaml",
    "briefgen check": "import sys; sys.argv = ['briefgen', 'check']; from briefgen.cli import main; main()",
}


def seconds(code: str) -> float:
    """The time of one process from its start to its end."""
    began = time.perf_counter()
    command = [sys.executable, "-c", code]
    subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)  # our own words
    return time.perf_counter() - began


def main() -> None:
    measured: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(RUNS):
        for name, code in COMMANDS.items():
            measured[name].append(seconds(code))
    medians = [statistics.median(values) for values in measured.values()]
    for name, median in zip(measured, medians, strict=True):
        print(f"{name:24} {median * 1000:7.0f} ms (median of {RUNS})")  # a report
    print(f"{'ratio':24} {medians[1] / medians[0]:7.2f}")  # a report


if __name__ == "__main__":
    main()
