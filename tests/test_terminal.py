"""The command line as a person meets it: a check that goes on while files change, and colours where they can be seen."""

from __future__ import annotations

import os
import pty
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.past import place

# Tests that were started in the background may ignore Ctrl+C, and what they start would too.
HEARING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
COMMAND = [sys.executable, "-u", "-c", f"{HEARING}; from briefgen.cli import main; main()"]
PATIENCE = 60
"""Seconds after which a line that has not come will not come."""
BROKEN = ("evidence: The ferry to Aldra will not", "evidence: The ferry to Aldra will")


class Watching:
    """A running `briefgen check --watch` and the lines that it has printed since they were last asked for."""

    def __init__(self, site: Path) -> None:
        self.process = subprocess.Popen(
            [*COMMAND, "check", "--watch"],
            cwd=site,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self.lines: queue.Queue[str] = queue.Queue()
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self.lines.put(line)

    def end(self) -> int:
        """Interrupts it as Ctrl+C does, if it still runs; its exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        self.reader.join(PATIENCE)
        return code

    def summary(self, wanted: str) -> str:
        """Everything printed up to the next line that holds `wanted`."""
        seen = ""
        while wanted not in seen:
            seen += self.lines.get(timeout=PATIENCE)
        return seen


@pytest.fixture
def watching(tmp_path: Path) -> Iterator[Watching]:
    place(tmp_path)
    started = Watching(tmp_path)
    yield started
    started.end()


def test_every_edit_is_checked_again_and_the_end_is_clean(
    watching: Watching, tmp_path: Path
) -> None:
    assert "BG" not in watching.summary("no problems; 1 briefing, 3 claims")
    place(tmp_path, BROKEN)
    assert "BG301" in watching.summary("1 error")
    (tmp_path / "seeds/aldra-ferry/facts.yml").write_text("title: [", encoding="utf-8")
    assert "BG103" in watching.summary("1 error")
    place(tmp_path)
    assert "BG" not in watching.summary("no problems")
    place(tmp_path, id="second-ferry")
    watching.summary("2 briefings, 6 claims")
    assert watching.end() == 0
    rest = "".join(watching.lines.queue)
    assert "Traceback" not in rest
    assert "BG" not in rest


def test_a_file_that_is_no_input_is_no_reason_to_check_again(
    watching: Watching, tmp_path: Path
) -> None:
    watching.summary("no problems")
    (tmp_path / "elsewhere.txt").write_text("x", encoding="utf-8")
    place(tmp_path, BROKEN)
    printed = watching.summary("1 error")
    assert "no problems" not in printed


def on_terminal(site: Path, **env: str) -> str:
    """What `briefgen check` prints to a terminal."""
    master, slave = pty.openpty()
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    process = subprocess.Popen(
        [*COMMAND, "check"], cwd=site, stdout=slave, stderr=slave, env={**environment, **env}
    )
    os.close(slave)
    printed = b""
    while True:
        try:
            piece = os.read(master, 1 << 16)
        except OSError:  # how Linux says that the other side has closed
            break
        if not piece:
            break
        printed += piece
    os.close(master)
    assert process.wait(PATIENCE) == 1
    return printed.decode()


def in_pipe(site: Path, **env: str) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "FORCE_COLOR")}
    done = subprocess.run(
        [*COMMAND, "check"],
        cwd=site,
        env={**environment, **env},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    ("env", "terminal", "pipe"),
    [
        ({}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": ""}, True, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
        ({"TERM": "dumb"}, False, False),
    ],
)
def test_colours_go_to_a_terminal_and_where_they_are_asked_for(
    tmp_path: Path, env: dict[str, str], terminal: bool, pipe: bool
) -> None:
    place(tmp_path, BROKEN)
    for shown, coloured in (
        (on_terminal(tmp_path, **env), terminal),
        (in_pipe(tmp_path, **env), pipe),
    ):
        assert ("\x1b[" in shown) is coloured
        assert "BG301" in shown


@pytest.mark.parametrize("words", [["--help"], ["build", "--out", "pages"]])
def test_output_that_cannot_be_written_is_a_failing_machine(
    tmp_path: Path, words: list[str]
) -> None:
    """A command ends at once, but not before its last line is out."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("this system has no device that is always full")
    command = [sys.executable, "-c", "from briefgen.cli import main; main()", *words]
    with full.open("w") as out:
        assert subprocess.run(command, cwd=tmp_path, stdout=out, check=False).returncode == 2
    printed = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout
    assert printed.endswith(b"\n")
