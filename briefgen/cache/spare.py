"""Folders of the site before this one, kept to become part of the next: what is in them stands in the published site as well.

A new site has the same files as the published one but for what changed, and takes longer to be linked together file by file
than all the rest of such a build; to remove the site that was replaced takes as long. So folders in which nothing changed
are not removed: they lie in the build cache, moved there as they are, and are moved into the next site.

All of their files are second names of published ones, so what is in a spare costs no room but for the folders. Whoever takes
one keeps only files that are still those with the stamps of the published site, and nothing is ever written into one.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from briefgen.cache import stamps, usercache
from briefgen.cache.stamps import Stamp

NAME = "spare"
"""The folder in the build cache."""

_OURS = re.compile(r"[0-9a-f]{32}")


class Spare:
    """The spare of one site, held by one build at a time."""

    def __init__(self, folder: str, name: str, lock: int) -> None:
        self._folder, self._own, self._lock = folder, f"{folder}/{name}", lock

    def take(self, part: str, out: str, wanted: Mapping[str, Stamp]) -> frozenset[str]:
        """Moves the folder `part` of a site into the new site `out`; gives back which of the `wanted` files stand there now.

        These are the files with the same stamps as the published ones; whatever else was in the folder is gone.
        """
        try:
            # Where it lies, and moved when it is as it must be: whoever dies meanwhile leaves nothing in the new site.
            standing = frozenset(_sifted(self._own, part, wanted))
            os.makedirs(os.path.dirname(f"{out}/{part}"), exist_ok=True)
            os.rename(f"{self._own}/{part}", f"{out}/{part}")
        except OSError:
            # There is none, or there is something already where it would go.
            return frozenset()
        return standing

    def keep(self, old: Path, parts: Iterable[str]) -> None:
        """Moves `parts` of the `old` site, which was replaced, to where the next build finds them; what was there goes."""
        self.clear()
        for part in parts:
            # What is on another file system, or gone, is none.
            with contextlib.suppress(OSError):
                there = f"{self._own}/{part}"
                os.makedirs(os.path.dirname(there), exist_ok=True)
                os.rename(old / part, there)

    def clear(self) -> None:
        """Removes what no build has taken, of this site and of others."""
        with os.scandir(self._folder) as entries:
            found = [entry.path for entry in entries if _OURS.fullmatch(entry.name)]
        for path in found:
            # What cannot be removed is in nobody's way but that of its successor.
            with contextlib.suppress(OSError):
                _remove(path)

    def close(self) -> None:
        """Lets another build have it."""
        os.close(self._lock)


def open_spare(cache: Path, site: Path) -> Spare | None:
    """The spare of the published `site` in the folder of a build cache; None where another build has it, or there can be none."""
    if os.name != "posix":
        # Elsewhere nothing tells whether a file was touched, and files have no second names.
        return None
    import fcntl

    folder = f"{cache}/{NAME}"
    try:
        os.makedirs(folder, 0o700, exist_ok=True)
        # A link that came with somebody's files leads nowhere.
        lock = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return Spare(folder, _name(site), lock)
    except (OSError, RuntimeError):
        os.close(lock)
        return None


def _name(site: Path) -> str:
    """The folder for the spare of a site. Who prepares files for somebody else cannot know it: it is made with a secret."""
    return hashlib.blake2b(os.fsencode(site), digest_size=16, key=usercache.secret()).hexdigest()


def _sifted(site: str, part: str, wanted: Mapping[str, Stamp]) -> Iterator[str]:
    """The paths of the `wanted` files below `part`; whatever is not one of them, with its stamp, is removed. Raises OSError."""
    folders = _folders(wanted)
    waiting = [part] if _is_folder(f"{site}/{part}") else []
    while waiting:
        folder = waiting.pop()
        for name in os.listdir(f"{site}/{folder}"):
            path = f"{folder}/{name}"
            if path in wanted and stamps.stamp_of(f"{site}/{path}") == wanted[path]:
                yield path
            elif path in folders and _is_folder(f"{site}/{path}"):
                waiting.append(path)
            else:
                _remove(f"{site}/{path}")


def _folders(paths: Iterable[str]) -> set[str]:
    """The folders that files are in, and those that these are in."""
    found: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in found:
            found.add(folder)
            folder = folder.rpartition("/")[0]
    return found


def _is_folder(path: str) -> bool:
    """Whether this is a folder, and no link to one. Raises OSError."""
    return stat.S_ISDIR(os.lstat(path).st_mode)


def _remove(path: str) -> None:
    """Removes a file, a link or a folder. Raises OSError."""
    if _is_folder(path):
        shutil.rmtree(path)
    else:
        os.unlink(path)
