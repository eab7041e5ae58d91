"""Reads a site's input from the disk: no symbolic link is followed, and only regular files are taken.

A check whose answer is remembered does this and little more, so nothing is imported here that takes long.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator

from briefgen.tree import MISNAMED, SEEDS, Tree

MAX_SNAPSHOT = 16 << 20
CONFIG = "mkdocs.yml"

Folder = str | os.PathLike[str]

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
    for path, kind in _walk(root, SEEDS):
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
        content = _refusal(kind) or _read(root, path)
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


def _walk(root: Folder, folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Every path below `folder` that is no folder itself, sorted, as (site-relative path, lstat); links not followed."""
    try:
        if stat.S_ISLNK(os.lstat(os.path.join(root, folder)).st_mode):
            return
        entries = sorted(os.scandir(os.path.join(root, folder)), key=lambda entry: entry.name)
    except (FileNotFoundError, NotADirectoryError):
        return
    for entry in entries:
        path = f"{folder}/{entry.name}"
        status = entry.stat(follow_symlinks=False)
        if stat.S_ISDIR(status.st_mode):
            if path.count("/") < 4 and not entry.name.startswith("."):
                yield from _walk(root, path)
        elif path.count("/") == 1:
            # A link or file in the place of a briefing's folder; anything else there is not ours.
            if stat.S_ISLNK(status.st_mode):
                yield f"{path}/facts.yml", status
        else:
            yield path, status


def _refusal(status: os.stat_result) -> str:
    if stat.S_ISLNK(status.st_mode):
        return "is or lies behind a symbolic link, which is not followed"
    if not stat.S_ISREG(status.st_mode):
        return "is not a regular file"
    return f"is larger than {MAX_SNAPSHOT >> 20} MiB" if status.st_size > MAX_SNAPSHOT else ""


def _read(root: Folder, path: str) -> bytes | str:
    """The content of a regular file, or why it cannot be had; what was checked is what is read."""
    try:
        handle = _open(root, path.split("/"))
    except OSError as problem:
        return f"cannot be opened ({problem.strerror})"
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            return "is not a regular file"
        content = file.read(MAX_SNAPSHOT + 1)
    return content if len(content) <= MAX_SNAPSHOT else f"is larger than {MAX_SNAPSHOT >> 20} MiB"


def _open(root: Folder, parts: list[str]) -> int:
    """A handle on the file, reached folder by folder so that none of them can become a link in between."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    if os.open not in os.supports_dir_fd:
        return os.open(
            os.path.join(root, *parts), flags
        )  # Windows, where making a link needs a privilege
    folder = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in parts[:-1]:
            below = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
            os.close(folder)
            folder = below
        return os.open(parts[-1], flags, dir_fd=folder)
    finally:
        os.close(folder)
