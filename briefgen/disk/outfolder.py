"""The folder of `briefgen build --out`: pages are laid beside it as they are made, and put into their places at the end.

So no page is held in memory, each process writes its own, and a build with errors changes nothing. Putting changes only
what differs and removes only what an earlier run wrote; a file that somebody else made or edited is reported and left alone.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from json.encoder import encode_basestring_ascii
from pathlib import Path, PurePosixPath
from stat import S_ISREG
from typing import NamedTuple

from briefgen.base.diagnostics import Code, Diagnostic, Span
from briefgen.disk.files import replace
from briefgen.printing.pages import Page

MANIFEST = ".briefgen.json"
"""The list of what `write` wrote into a folder, with digests, beside the pages."""

_LAID = ".briefgen-laid-"
_ABANDONED = 3_600
"""After so many seconds a folder of laid pages is one that a killed build left behind."""


class Written(NamedTuple):
    """What a run of `write` did, as paths below the folder, and what it left alone."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int
    problems: tuple[Diagnostic, ...]


class Laid:
    """Pages that wait beside their places. Two processes may lay pages at once, each its own.

    `fresh`: there was nothing in the folder, so the pages are laid in the folders that they will be moved with.
    """

    def __init__(self, folder: Path, beside: Path, *, fresh: bool) -> None:
        self._folder, self._beside, self.fresh = str(folder), str(beside), fresh

    def page(self, uri: str, raw: bytes, briefing: str = "") -> Page:
        """The page with these bytes, which are not held but laid; a page that is in its place already is left there."""
        if self.fresh or _read(f"{self._folder}/{uri}") != raw:
            _lay(self.path(uri), raw)
        return Page(uri, b"", hashlib.sha256(raw).hexdigest(), briefing)

    def path(self, uri: str) -> str:
        """Where a page is laid."""
        if self.fresh:
            return f"{self._beside}/{uri}"
        return f"{self._beside}/{hashlib.blake2b(uri.encode(), digest_size=16).hexdigest()}"

    def move(self) -> bool:
        """Moves all pages to their places at once, where there is nothing still. Whether it did."""
        beside = Path(self._beside)
        if not self.fresh or any(one != beside for one in Path(self._folder).iterdir()):
            return False
        for entry in sorted(beside.iterdir()):
            entry.rename(f"{self._folder}/{entry.name}")
        return True


@contextmanager
def laying(folder: Path) -> Iterator[Laid]:
    """A place for pages beside `folder`'s own, which is gone at the end, as is `folder` if nothing else came into it."""
    new = [folder, *folder.parents]
    new = [one for one in new if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for left in folder.glob(f"{_LAID}*"):
        if time.time() - left.stat().st_mtime > _ABANDONED:
            shutil.rmtree(left)
    fresh = not any(folder.iterdir())
    beside = Path(tempfile.mkdtemp(prefix=_LAID, dir=folder))
    try:
        yield Laid(folder, beside, fresh=fresh)
    finally:
        shutil.rmtree(beside)
        for one in new:
            if any(one.iterdir()):
                break
            one.rmdir()


def write(folder: Path, pages: Iterable[Page], assets: Mapping[str, bytes], laid: Laid) -> Written:
    """Brings `folder` in step with `pages`, which were laid, and `assets`. Raises OSError where the machine fails."""
    known = _manifest(folder)
    wanted = {page.uri: page.digest for page in pages}
    wanted |= {uri: laid.page(uri, raw).digest for uri, raw in assets.items()}
    if laid.move():
        replace(folder / MANIFEST, _as_json(wanted))
        return Written(tuple(sorted(wanted)), (), 0, ())
    written, problems, ours = [], [], {}
    unchanged = 0
    made: set[str] = set()
    for uri, digest in sorted(wanted.items()):
        path = f"{folder}/{uri}"
        present = _read(path)
        there = None if present is None else hashlib.sha256(present).hexdigest()
        if there == digest:
            unchanged += uri in known
            if uri in known:
                ours[uri] = digest
        elif (there is not None or os.path.lexists(path)) and there != known.get(uri, ""):
            problems.append(_not_ours(uri, edited=uri in known))
            if uri in known:
                ours[uri] = known[uri]
        else:
            _put(laid.path(uri), path, made)
            written.append(uri)
            ours[uri] = digest
    removed = tuple(_removed(folder, known, wanted))
    manifest = _as_json(ours)
    if not (folder / MANIFEST).is_file() or (folder / MANIFEST).read_bytes() != manifest:
        replace(folder / MANIFEST, manifest)
    return Written(tuple(written), removed, unchanged, tuple(problems))


def _lay(path: str, raw: bytes) -> None:
    """Writes a new file; its folder is made where it is not there yet."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        _make(path.rpartition("/")[0])
        handle = os.open(path, flags)
    try:
        while raw:
            raw = raw[os.write(handle, raw) :]
    finally:
        os.close(handle)


def _make(folder: str) -> None:
    """Makes a folder; nearly always the one that it is in is there."""
    try:
        os.mkdir(folder)  # noqa: PTH102  # it is no path yet
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103  # it is no path yet


def _read(path: str) -> bytes | None:
    """The content of a file; None where there is none, or something that is no regular file."""
    try:
        if not S_ISREG(os.lstat(path).st_mode):
            return None
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # half the time of a path
            return file.read()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _put(laid: str, path: str, made: set[str]) -> None:
    """Moves a page to its place in one step: a reader sees the old or the new content, never a part."""
    parent = path.rpartition("/")[0]
    if parent not in made:
        Path(parent).mkdir(parents=True, exist_ok=True)
        made.add(parent)
    os.replace(laid, path)  # noqa: PTH105  # half the time of a path


def _removed(folder: Path, known: Mapping[str, str], wanted: Mapping[str, str]) -> Iterator[str]:
    """Removes what an earlier run wrote, nobody edited and nothing wants any more."""
    for uri in sorted(set(known) - set(wanted)):
        path = folder / uri
        present = _read(str(path))
        if present is not None and hashlib.sha256(present).hexdigest() == known[uri]:
            path.unlink()
            _remove_empty(path.parent, folder)
            yield uri


def _not_ours(uri: str, *, edited: bool) -> Diagnostic:
    if edited:
        message = "the page was edited after it was generated; it is left as it is"
        return Diagnostic(
            Code.ADDRESS,
            Span(uri),
            message,
            "move your changes to the fact file or a template, delete the page",
        )
    message = "a file that briefgen did not write has the address of a page; it is left as it is"
    return Diagnostic(
        Code.ADDRESS, Span(uri), message, "move it, or write into a folder of its own"
    )


def _manifest(folder: Path) -> dict[str, str]:
    """Path → digest of what an earlier run wrote; nothing where the list is missing or was tampered with."""
    try:
        loaded = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    return {
        uri: digest for uri, digest in loaded.items() if isinstance(digest, str) and _inside(uri)
    }


def _as_json(ours: Mapping[str, str]) -> bytes:
    """A line for each file; with an indent, Python's own JSON is written in Python and slow."""
    lines = [f' {encode_basestring_ascii(uri)}: "{ours[uri]}"' for uri in sorted(ours)]
    return ("{\n" + ",\n".join(lines) + "\n}\n").encode() if lines else b"{}\n"


def _inside(uri: str) -> bool:
    path = PurePosixPath(uri)
    return not path.is_absolute() and ".." not in path.parts and uri == path.as_posix()


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
