"""Replaces a published folder by a new one in one step, so that whoever serves it serves the old site or the new one."""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from briefgen.disk import files, helper

MANY = 50
"""So many folders must be removed for a second process to pay."""

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


def staging(site: Path) -> Path:
    """The folder beside `site` in which the next one is built; what a killed build left there is removed."""
    beside = site.parent / f".{site.name}.staging"
    shutil.rmtree(beside, ignore_errors=True)
    return beside


def discard(beside: Path) -> None:
    """Removes a finished site that is not to be published."""
    shutil.rmtree(beside, ignore_errors=True)


def publish(beside: Path, site: Path, rescue: Callable[[Path], object] = lambda _: None) -> None:
    """Puts `beside` in the place of `site`; `rescue` may take from the old site what it wants, and the rest is removed.

    Raises OSError where the machine fails.
    """
    if not site.exists():
        beside.rename(site)
        return
    if _exchange(beside, site):
        rescue(beside)
    else:
        # No such call here, or `site` is a mount: file by file, each of them whole.
        _copy_over(beside, site)
    _remove(beside)


def _remove(folder: Path) -> None:
    """Removes a whole folder; of a large site two processes do, as that takes as long as much of a build."""
    parts = sorted(str(path) for path in folder.glob("*/*") if path.is_dir())
    made = helper.start(parts, _removed) if len(parts) >= MANY else None
    if made:
        for part in parts:
            if made.take(part) is None:
                _removed(part)
        made.end()
    shutil.rmtree(folder)


def _removed(part: str) -> bytes:
    shutil.rmtree(part, ignore_errors=True)
    return b"removed"


def _exchange(one: Path, other: Path) -> bool:
    """Whether the two folders changed places, which Linux does in one step. Source: renameat2(2)."""
    rename = getattr(ctypes.CDLL(None, use_errno=True), "renameat2", None) if _is_linux() else None
    if rename is None:
        return False
    names = os.fsencode(one), os.fsencode(other)
    return bool(rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE) == 0)


def _is_linux() -> bool:
    return os.uname().sysname == "Linux" if hasattr(os, "uname") else False


def _copy_over(beside: Path, site: Path) -> None:
    new = {path.relative_to(beside) for path in beside.rglob("*") if path.is_file()}
    for path in sorted(new):
        files.replace(site / path, (beside / path).read_bytes())
    for path in sorted(site.rglob("*"), reverse=True):
        if path.is_file() and path.relative_to(site) not in new:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()
