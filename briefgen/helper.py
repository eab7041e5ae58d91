"""A second process that does a part of the work, where the machine has two processors and can fork; else there is none.

It is a copy of this process: nothing is sent to it, and it sends named results back. It may fail at any point without harm,
as whoever asks for a result that never came makes it himself.
"""

from __future__ import annotations

import os
import struct
import threading
from collections.abc import Callable, Iterable
from typing import BinaryIO

_FRAME = struct.Struct("!II")


class Helper:
    """The results of a second process, in the order in which they come."""

    def __init__(self, stream: BinaryIO, pid: int) -> None:
        self._stream, self._pid = stream, pid
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
        """The result `name`, as soon as it is there; None where the other process ended without it."""
        with self._news:
            self._news.wait_for(lambda: name in self._found or self._ended)
            return self._found.pop(name, None)

    def end(self) -> None:
        """Waits for the other process, whose other results are not wanted."""
        self._reader.join()


def start(work: Callable[[], Iterable[tuple[str, bytes]]]) -> Helper | None:
    """A second process that does `work`; None where there is one processor, no fork, or a thread that it would cut off."""
    if not hasattr(os, "fork") or (os.cpu_count() or 1) < 2 or threading.active_count() > 1:
        return None
    ours, theirs = os.pipe()
    pid = os.fork()
    if pid:
        os.close(theirs)
        return Helper(os.fdopen(ours, "rb"), pid)
    # Whatever happens, this copy must not run on as a second build.
    try:
        os.close(ours)
        with os.fdopen(theirs, "wb") as stream:
            for name, value in work():
                raw = name.encode()
                stream.write(_FRAME.pack(len(raw), len(value)) + raw + value)
                stream.flush()
    finally:
        os._exit(0)
