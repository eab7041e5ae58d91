"""What identifies the program itself, for what it keeps: another program may make something else of the same files."""

from __future__ import annotations

import functools
import hashlib
import os
import sys
from collections.abc import Iterator


@functools.cache
def maker() -> str:
    """The digest of our own code, of Python and of the packages beside it, as they were when this process first asked."""
    whole = hashlib.sha256(repr((sys.version, installed())).encode())
    for name, entry in _files():
        # Half the time of a path, and of a buffer.
        with open(entry, "rb", 0) as file:
            content = file.read()
        whole.update(repr((name, len(content))).encode())
        whole.update(content)
    return whole.hexdigest()


@functools.cache
def stamp() -> tuple[object, ...]:
    """What identifies the same on this machine in a fifth of the time: size, times and number of each file.

    Python takes a compiled file for the right one by less: by the size and time of its source.
    """
    looks = [(name, entry.stat()) for name, entry in _files()]
    files = [
        (name, look.st_size, look.st_mtime_ns, look.st_ctime_ns, look.st_ino)
        for name, look in looks
    ]
    return sys.version, installed(), files


def _files() -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Our own files in order, each as its path in the package."""
    folders = [("", os.path.dirname(os.path.dirname(__file__)))]
    for name, folder in folders:
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if not entry.is_dir():
                yield f"{name}/{entry.name}", entry
            elif entry.name != "__pycache__":
                folders.append((f"{name}/{entry.name}", entry.path))


def installed() -> list[str]:
    """Every installed distribution with its version, out of the names of their folders."""
    return sorted(
        name
        for entry in sys.path
        if entry and os.path.isdir(entry)
        for name in os.listdir(entry)  # only names are wanted, of folders with hundreds
        if name.endswith((".dist-info", ".egg-info"))
    )
