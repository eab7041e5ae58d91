"""Two processes share a list of jobs: each result is there, whoever made it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tests.conftest import run

# A process of its own, as one with threads does not fork.
SHARED = """
import os, time
from briefgen.disk import helper
names = [str(number) for number in range(60)]
def work(name):
    if {ends} and name == "55" and os.getpid() != first:
        os._exit(1)
    time.sleep(0.002)
    return b"" if name == "58" and os.getpid() != first else f"{{name}} {{os.getpid()}}".encode()
first = os.getpid()
made = helper.start(names, work)
print(first, *((made.take(name) or work(name)).decode() for name in names), sep="\\n")
made.end()
assert made.take("60") is None
"""


# More than any pipe holds, while nobody waits for it.
LARGE = """
import time
from briefgen.disk import helper
made = helper.start(["near", "far"], lambda name: name.encode() * 1_000_000)
time.sleep(0.3)
print(len(made.take("far") or b"far" * 1_000_000))
made.end()
"""


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there is one processor")
def test_a_result_that_no_pipe_holds_comes_whole(tmp_path: Path) -> None:
    assert run(sys.executable, "-c", LARGE, cwd=tmp_path).stdout == "3000000\n"


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="there is one processor")
@pytest.mark.parametrize("ends", [False, True], ids=["to the end", "ending early"])
def test_every_result_is_there_and_both_processes_made_some(ends: bool, tmp_path: Path) -> None:
    done = run(sys.executable, "-c", SHARED.format(ends=ends), cwd=tmp_path)
    first, *rows = done.stdout.splitlines()
    assert [row.split()[0] for row in rows] == [str(number) for number in range(60)]
    makers = [row.split()[1] for row in rows]
    assert makers[0] == first
    assert makers[59] != first
    # What the second gave nothing for, the first made.
    assert makers[58] == first
    assert len(set(makers)) == 2
    assert not ends or set(makers[:56]) == {first}
