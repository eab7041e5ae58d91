"""What identifies the program itself, for what it keeps: another program may make something else of the same files."""

from __future__ import annotations

import functools
import hashlib
import os
import sys
from pathlib import Path


@functools.cache
def maker() -> str:
    """The digest of our own code, of Python and of the packages beside it, as they were when this process first asked."""
    whole = hashlib.sha256(repr((sys.version, installed())).encode())
    top = str(Path(__file__).parent)
    for folder, below, names in os.walk(top):
        below[:] = sorted(name for name in below if name != "__pycache__")
        for name in sorted(names):
            # Half the time of a path, and of a buffer.
            with open(f"{folder}{os.sep}{name}", "rb", 0) as file:  # noqa: PTH123
                content = file.read()
            whole.update(repr((folder[len(top) :], name, len(content))).encode())
            whole.update(content)
    return whole.hexdigest()


def installed() -> list[str]:
    """Every installed distribution with its version, out of the names of their folders."""
    return sorted(
        name
        for entry in sys.path
        if entry and Path(entry).is_dir()
        for name in os.listdir(entry)  # noqa: PTH208  # only names are wanted, of folders with hundreds
        if name.endswith((".dist-info", ".egg-info"))
    )
