"""Reads a site's input from the disk: no symbolic link is followed, and only regular files are taken.

A check whose answer is remembered does this and little more, so nothing is imported here that takes long.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Generator

from briefgen.base.tree import MISNAMED, SEEDS, Tree

MAX_SNAPSHOT = 16 << 20
CONFIG = "mkdocs.yml"

Folder = str | os.PathLike[str]
_Found = tuple[str, os.DirEntry[str], "_Held"]

_OPEN_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)
_OPEN_FILE = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_MORE = 1 << 16

_ALMOST = frozenset(
    ["fact.yaml", "fact.yml", "facts", "facts.txt", "facts.yaml", "facts.yml", "facts.yml.txt"]
)
"""Names, in small letters, of files that were surely meant to be a fact file: some editors add an ending."""


def read_tree(root: Folder) -> Tree:
    """The fact files and archived texts below `root`/seeds, and what may not be read there."""
    files: dict[str, bytes] = {}
    refused: dict[str, str] = {}
    seen: dict[str, str] = {}
    almost: dict[str, str] = {}
    for path, entry, folder in _walk(root, SEEDS):
        parts = path.split("/")
        wanted = parts[2:] in (["facts.yml"], ["reviews.yml"]) or (
            len(parts) == 4 and parts[2] == "sources"
        )
        if not wanted:
            if len(parts) == 3 and parts[2].lower() in _ALMOST:
                almost[f"{SEEDS}/{parts[1]}/facts.yml"] = f"{MISNAMED}{parts[2]}"
            continue
        # Some file systems keep one of two such names, and a check-out there would be another site.
        twin = seen.setdefault(_alike(path), path)
        if twin != path:
            refused[path] = f"has the name of {twin} but for case or accents"
            continue
        content = _refusal(entry) or _read(folder, entry.name)
        if isinstance(content, str):
            refused[path] = content
        else:
            files[path] = content
    return Tree(files, {path: why for path, why in almost.items() if path not in files} | refused)


def read_config(root: Folder) -> bytes | None:
    """The site's configuration, or None where there is none."""
    path = os.path.join(root, CONFIG)
    if not os.path.isfile(path):
        return None
    with open(path, "rb") as file:
        return file.read()


def _alike(path: str) -> str:
    """What is the same for all paths that some file systems take for one."""
    if path.isascii():
        return path.casefold()
    import unicodedata

    return unicodedata.normalize("NFC", path).casefold()


class _Held:
    """A folder that is held open: whatever is opened in it is opened there, even if its path has become a link meanwhile."""

    def __init__(self, path: str, handle: int | None) -> None:
        self._path, self._handle = path, handle

    def open(self, name: str, flags: int) -> int:
        """A handle on what has this name in the folder, unless that is a link. Raises OSError."""
        if self._handle is None:
            return os.open(os.path.join(self._path, name), flags)
        return os.open(name, flags | os.O_NOFOLLOW, dir_fd=self._handle)

    def below(self, name: str) -> _Held:
        """The folder of this name in it. Raises OSError."""
        handle = None if self._handle is None else self.open(name, _OPEN_FOLDER)
        return _Held(os.path.join(self._path, name), handle)

    def entries(self) -> list[os.DirEntry[str]]:
        """What is in it, sorted. Raises OSError."""
        with os.scandir(self._path if self._handle is None else self._handle) as entries:
            return sorted(entries, key=lambda entry: entry.name)

    def close(self) -> None:
        """Lets it go."""
        if self._handle is not None:
            os.close(self._handle)


def _held(root: Folder) -> _Held:
    """The site's own folder, to which links may lead."""
    # Windows opens nothing by its folder; there, to make a link needs a privilege.
    by_folder = os.open in os.supports_dir_fd and os.scandir in os.supports_fd
    return _Held(os.fspath(root), os.open(root, _OPEN_FOLDER) if by_folder else None)


def _walk(root: Folder, folder: str) -> Generator[_Found, None, None]:
    """Every path below `folder` that is no folder itself, sorted: site-relative, what it is, and the folder that it is in.

    That folder is held open until the next path is asked for. Links are not followed.
    """
    if os.path.islink(os.path.join(root, folder)):
        return
    try:
        site = _held(root)
    except (FileNotFoundError, NotADirectoryError):
        return
    try:
        yield from _below(site, folder, folder)
    finally:
        site.close()


def _below(above: _Held, name: str, folder: str) -> Generator[_Found, None, None]:
    """What `_walk` gives of the folder `name` in `above`, whose path is `folder`."""
    try:
        held = above.below(name)
    except (FileNotFoundError, NotADirectoryError):
        return
    try:
        for entry in held.entries():
            path = f"{folder}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if path.count("/") < 4 and not entry.name.startswith("."):
                    yield from _below(held, entry.name, path)
            elif path.count("/") == 1:
                # A link or file in the place of a briefing's folder; anything else there is not ours.
                if entry.is_symlink():
                    yield f"{path}/facts.yml", entry, held
            else:
                yield path, entry, held
    finally:
        held.close()


def _refusal(entry: os.DirEntry[str]) -> str:
    if entry.is_symlink():
        return "is or lies behind a symbolic link, which is not followed"
    return "" if entry.is_file(follow_symlinks=False) else "is not a regular file"


def _read(folder: _Held, name: str) -> bytes | str:
    """The content of a regular file, or why it cannot be had; what was checked is what is read."""
    try:
        handle = folder.open(name, _OPEN_FILE)
    except OSError as problem:
        return f"cannot be opened ({problem.strerror})"
    try:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            return "is not a regular file"
        content = b"" if status.st_size > MAX_SNAPSHOT else os.read(handle, status.st_size + 1)
        # Nearly always that was all, and this reads nothing.
        while status.st_size <= MAX_SNAPSHOT >= len(content) and (more := os.read(handle, _MORE)):
            content += more
    finally:
        os.close(handle)
    too_large = max(status.st_size, len(content)) > MAX_SNAPSHOT
    return f"is larger than {MAX_SNAPSHOT >> 20} MiB" if too_large else content
