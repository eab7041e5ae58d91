"""Files of a published site that are used again where they are, because nobody has touched them since we wrote them.

A new site is built in a folder beside the published one. A file that is the same in both is given a second name there and
not written again. How we know is what the file system says of it: number, size, and the moments when its content and its
entry last changed. The last of these nobody can set; whoever writes to the file moves it.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

Stamp = tuple[int, int, int, int]
"""Number, size in bytes, and when content and entry changed, in nanoseconds."""

TICK = 20_000_000
"""Nanoseconds within which two changes may bear the same time: more than a clock's tick."""

_WHOLE = 1_000_000_000


def untouched(published: str, known: Mapping[str, Stamp]) -> dict[str, Stamp]:
    """Those of the `known` files below `published` that nobody has touched."""
    return {
        path: stamp for path, stamp in known.items() if stamp_of(f"{published}/{path}") == stamp
    }


def place(
    out: str,
    published: str,
    wanted: Iterable[tuple[str, Callable[[], bytes]]],
    untouched: Mapping[str, Stamp],
) -> None:
    """Puts files into the new folder `out`, each given as its path and what reads its content where it must be written."""
    folders = _Folders(out)
    for path, content in wanted:
        folders.make(path.rpartition("/")[0])
        stamp, here = untouched.get(path), f"{out}/{path}"
        if stamp is None or not _named(f"{published}/{path}", here, stamp):
            _write(Path(here), content())


def _write(path: Path, content: bytes) -> None:
    """Writes a file that is new: what has the name already may be a published file, which nobody may write into."""
    while True:
        path.unlink(missing_ok=True)
        # Two processes may be at the same file, and one may have put it there in the meantime.
        with suppress(FileExistsError), path.open("xb") as file:
            file.write(content)
            return


class _Folders:
    """Makes folders below a new one, each once: to try and to fail takes as long as to make one."""

    def __init__(self, top: str) -> None:
        self._top, self._made = top, {""}
        Path(top).mkdir(parents=True, exist_ok=True)

    def make(self, folder: str) -> None:
        if folder not in self._made:
            self._made.add(folder)
            self.make(folder.rpartition("/")[0])
            with suppress(FileExistsError):
                os.mkdir(f"{self._top}/{folder}")  # noqa: PTH102  # half the time of a path


def stamp_of(path: str) -> Stamp | None:
    """What the file system says of a file now; None where it is not there."""
    try:
        found = os.lstat(path)
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


def _named(there: str, here: str, stamp: Stamp) -> bool:
    """Whether the file `there` got a second name; it is still the one with the stamp."""
    try:
        os.link(there, here)
    except OSError:
        # Another file system, one without second names, or something is there.
        return False
    # Its entry has changed by the second name; all else must be as it was.
    found = stamp_of(here)
    return found is not None and found[:3] == stamp[:3]


def taken(published: str, paths: Iterable[str], sealed: int) -> dict[str, Stamp]:
    """The stamps of files that were whole before the moment `sealed`, when the site was published.

    What somebody may have changed since, or changes from now on, has another stamp.
    """
    if os.name != "posix":
        # Elsewhere the last time of a stamp is that of a file's creation.
        return {}
    found = _stamps(published, paths)
    now = time.time_ns()
    if recent := [path for path, stamp in found.items() if stamp[3] > now - TICK]:
        time.sleep(TICK / 1e9)
        for path in recent:
            del found[path]
        found |= _stamps(published, recent)
    return dict(_settled(found, sealed - TICK))


def sealed(written: int) -> int:
    """The moment when a site is whole whose last file was `written` then: what is younger than a tick is not known again."""
    time.sleep(min(max(0, written + TICK - time.time_ns()), TICK) / 1e9)
    return time.time_ns()


def _stamps(published: str, paths: Iterable[str]) -> dict[str, Stamp]:
    found = ((path, stamp_of(f"{published}/{path}")) for path in paths)
    return {path: stamp for path, stamp in found if stamp}


def _settled(found: Mapping[str, Stamp], before: int) -> Iterator[tuple[str, Stamp]]:
    for path, stamp in found.items():
        # A file system that counts in whole seconds tells too little.
        if stamp[2] < before and stamp[3] % _WHOLE:
            yield path, stamp
