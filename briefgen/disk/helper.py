"""A second process that does a part of the work, where the machine has two processors and can fork; else there is none.

It is a copy of this process: nothing is sent to it, and it sends named results back. It takes its jobs from the end of a
list and this process from the beginning, until they meet, so both are busy until the last. It may fail at any point
without harm, as whoever asks for a result that never came makes it himself.
"""

from __future__ import annotations

import gc
import mmap
import os
import struct
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import BinaryIO

_FRAME = struct.Struct("!II")


class Helper:
    """The results of a second process, in the order in which they come."""

    def __init__(self, stream: BinaryIO, pid: int, taken: _Taken) -> None:
        self._stream, self._pid, self._taken = stream, pid, taken
        self._found: dict[str, bytes] = {}
        self._news = threading.Condition()
        self._ended = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        with self._stream:
            while frame := self._exactly(_FRAME.size):
                sizes = _FRAME.unpack(frame)
                name, value = (self._exactly(size) for size in sizes)
                if name is None or value is None:
                    break
                with self._news:
                    self._found[name.decode()] = value
                    self._news.notify_all()
        os.waitpid(self._pid, 0)
        with self._news:
            self._ended = True
            self._news.notify_all()

    def _exactly(self, size: int) -> bytes | None:
        raw = self._stream.read(size)
        return raw if len(raw) == size else None

    def take(self, name: str) -> bytes | None:
        """The result `name`, at once or as soon as it is there; None where it is left to whoever asks."""
        if self._taken.by_me(name):
            return None
        with self._news:
            self._news.wait_for(lambda: name in self._found or self._ended)
            return self._found.pop(name, None) or None

    def end(self) -> None:
        """Waits for the other process, whose other results are not wanted."""
        self._taken.all()
        self._reader.join()


class _Taken:
    """Which jobs have been taken, in memory that both processes see.

    Where both take one at the same moment, both do it: that costs time, and both results are the same.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._places = {name: place for place, name in enumerate(names)}
        self._marks = mmap.mmap(-1, max(len(names), 1))

    def by_me(self, name: str) -> bool:
        """Whether nobody had taken the job, which is now the asker's."""
        place = self._places.get(name)
        if place is None or self._marks[place]:
            return place is None
        self._marks[place] = 1
        return True

    def all(self) -> None:
        """Takes whatever is left."""
        self._marks[:] = b"\1" * len(self._marks)


_ROOM = 1 << 20
"""Bytes that a pipe may hold on Linux without a privilege: several briefings, or a hundred pages."""


def widen(pipe: int) -> None:
    """Makes room in a pipe for several results, where the system can.

    A pipe as it comes holds half a briefing. Who writes the rest waits until a thread of the reader has had its turn, and
    did so for a tenth of its time.
    """
    if sys.platform == "linux":
        import fcntl  # which not every system has

        # Whoever holds many pipes is not given more.
        with suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _ROOM)


def start(names: Sequence[str], work: Callable[[str], bytes]) -> Helper | None:
    """A second process that does `work` for the last of these names, and the one before, and so on; an empty result is none.

    None where there is one processor, no fork, or a thread that it would cut off.
    """
    if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2 or threading.active_count() > 1:
        return None
    taken = _Taken(names)
    # The collector writes into what it looks through, and what both share would be copied. Source: docs of gc.freeze.
    gc.freeze()
    ours, theirs = os.pipe()
    widen(theirs)
    pid = os.fork()
    if pid:
        os.close(theirs)
        return Helper(os.fdopen(ours, "rb"), pid, taken)
    # Whatever happens, this copy must not run on as a second build.
    try:
        os.close(ours)
        with os.fdopen(theirs, "wb") as stream:
            for name in reversed(names):
                if taken.by_me(name):
                    raw, value = name.encode(), work(name)
                    stream.write(_FRAME.pack(len(raw), len(value)) + raw + value)
                    stream.flush()
    finally:
        os._exit(0)
