"""Values that wait on disk for the end of a build, in a file without a name, which is gone when the build is, however it ends."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import BinaryIO

LEAST = 256
"""A value of fewer bytes stays in memory: to know where it lies takes as much."""

_AT_ONCE = hasattr(os, "pread")
"""Whether a place in a file can be read without moving where the other process writes; where not, there is none."""

Place = bytes | tuple[int, int]
"""Where a value lies, from its first byte on and how long; or the value itself."""


class Spool:
    """Values in a file below `folder`; in memory without one, or where the disk takes no more.

    A second process that was split off may ask for what there was by then, and put nothing.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._file: BinaryIO | None = None
        self._end = 0

    def put(self, value: bytes) -> Place:
        """Puts a value aside; `get` gives it back."""
        if self._folder is None or len(value) < LEAST:
            return value
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile(dir=self._folder, buffering=0)  # noqa: SIM115  # open as long as this is
            self._file.seek(self._end)
            written = self._file.write(value)
        except OSError:
            # A full disk costs memory, and no build.
            self._folder = None
            return value
        if written < len(value):
            return value
        self._end += written
        return self._end - written, written

    def get(self, place: Place) -> bytes:
        """The value that was put aside; other bytes where the disk has lost it. Raises OSError."""
        if isinstance(place, bytes):
            return place
        assert self._file  # noqa: S101  # a place in it was given out
        begin, length = place
        if _AT_ONCE:
            return os.pread(self._file.fileno(), length, begin)
        self._file.seek(begin)
        return self._file.read(length)

    def clear(self) -> None:
        """Lets all values go."""
        if self._file:
            self._file.close()
        self._file, self._end = None, 0
