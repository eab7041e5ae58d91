"""One run of a command: seconds, peak memory, and what it wrote."""

from __future__ import annotations

import math
import os
import signal
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

INDEXES = ("search_index.json", "search.json", "index.json")
"""What the search indexes of the generators are called."""


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took: seconds of wall and of processor time, peak memory and sizes in bytes."""

    wall: float
    cpu: float
    memory: int
    output: int
    index: int
    files: int


@dataclass(frozen=True, slots=True)
class Failed:
    """Why there is no measurement."""

    reason: str


def run(
    command: list[str],
    folder: Path,
    out: Path,
    *,
    limit: float,
    env: Mapping[str, str],
    keep: bool = False,
) -> Run | Failed:
    """One run of `command` in `folder` with an empty `out`, which is set aside again after it was counted.

    With `keep` it stays before and after, as for somebody who builds again. Memory is ru_maxrss of the child, which also covers the children that it waited for.
    """
    if not keep:
        set_aside(out, folder.parent)
    log = folder / "bench.log"
    # What others wrote goes to the disk now: no run pays for the 4 GB of the one before.
    os.sync()
    with log.open("wb") as file:
        started = time.perf_counter()
        child = subprocess.Popen(  # our own list of commands
            command,
            cwd=folder,
            env={**os.environ, **env},
            stdout=file,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        status, usage = _wait(child.pid, started + limit)
    wall = time.perf_counter() - started
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        set_aside(out, folder.parent)
        stopped = child.returncode == -signal.SIGKILL and wall >= limit
        last = log.read_text("utf-8", "replace").strip().splitlines()[-1:] or [""]
        return Failed(f"stopped after {limit:.0f} s" if stopped else f"failed: {last[0][:160]}")
    sizes = {path: path.stat().st_size for path in out.rglob("*") if path.is_file()}
    index = sum(size for path, size in sizes.items() if path.name in INDEXES)
    if not keep:
        set_aside(out, folder.parent)
    cpu = usage.ru_utime + usage.ru_stime
    return Run(wall, cpu, usage.ru_maxrss * 1024, sum(sizes.values()), index, len(sizes))


def set_aside(out: Path, beside: Path) -> None:
    """Moves a folder, where it is there, to `beside`, which is deleted when all is measured.

    ext4 leaves the place of a file alone for minutes after the file is gone. Where thousands are, to make the next one takes
    five times as long, and so the run of one generator would pay for the pages of another.
    """
    if out.exists():
        out.rename(tempfile.mkdtemp(prefix="aside-", dir=beside))


def _wait(pid: int, deadline: float) -> tuple[int, Any]:
    """The child's end; the whole group of processes is killed at the deadline."""
    while True:
        found, status, usage = os.wait4(pid, os.WNOHANG)
        if found:
            return status, usage
        if time.perf_counter() >= deadline:
            os.killpg(pid, signal.SIGKILL)
            _, status, usage = os.wait4(pid, 0)
            return status, usage
        time.sleep(0.005)


def median(runs: Iterable[Run], name: str) -> float:
    """The median of one of the figures."""
    return statistics.median(asdict(run)[name] for run in runs)


def exponent(small: float, large: float, factor: float) -> float:
    """By which power of the size a figure grows, from two sizes a `factor` apart: 1 is linear, 2 the square."""
    return math.log(large / small) / math.log(factor)
