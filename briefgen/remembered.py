"""The answers of earlier checks, so that what has not changed since is not checked again.

An answer depends on the bytes of the input, on how it was asked for (the day among that) and on the program itself, and on
nothing else: the core of a check sees no more. So a kept answer is exactly what checking would give, or it is not used.
Every site and way of asking has one of a fixed number of small files, in the folder of this user and not in the site;
each is marked with the user's secret. Whatever cannot be read or kept makes a check slower, never wrong.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import NamedTuple

from briefgen import maker, usercache
from briefgen.tree import Tree

PLACES = 256
"""How many answers are kept; a new one takes the place of an old one by the digest of its site and way of asking."""

LONGEST = 1 << 20
"""An answer of more bytes than this is not kept."""

_SIZE = 32


class Answer(NamedTuple):
    """What a check prints, and the exit code it demands."""

    status: int
    text: str


class Question:
    """One site as it is now, and how it is asked about; `asked` is a value that `repr` tells apart."""

    def __init__(self, site: Path, tree: Tree, config: bytes | None, asked: object) -> None:
        files = [(path, _digest(raw)) for path, raw in sorted(tree.files.items())]
        refused = sorted(tree.refused.items())
        self._key = _digest(repr((maker.maker(), asked, config, files, refused)).encode())
        self._asked = repr((str(site.absolute()), asked)).encode("utf-8", "surrogateescape")

    def recall(self) -> Answer | None:
        """The answer that was kept, or None."""
        try:
            kept = self._place().read_bytes()
            marked = kept[_SIZE:]
            if kept[:_SIZE] != _mark(marked) or marked[:_SIZE] != self._key:
                return None
        except (OSError, RuntimeError):
            return None
        return Answer(marked[_SIZE], marked[_SIZE + 1 :].decode("utf-8", "surrogatepass"))

    def keep(self, answer: Answer) -> None:
        """Keeps the answer, where that can be done."""
        text = answer.text.encode("utf-8", "surrogatepass")
        if len(text) > LONGEST:
            return
        try:
            marked = self._key + bytes([answer.status]) + text
            mark, place = _mark(marked), self._place()
            place.parent.mkdir(exist_ok=True)
            usercache.replace(place, mark + marked)
        except (OSError, RuntimeError):
            pass

    def _place(self) -> Path:
        number = int.from_bytes(_digest(self._asked)[:8], "big") % PLACES
        return usercache.folder() / "checks" / f"{number:03}"


def wanted() -> bool:
    """Whether answers may be kept: BRIEFGEN_CACHE=0 turns that off."""
    return os.environ.get("BRIEFGEN_CACHE") != "0"


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_SIZE).digest()


def _mark(content: bytes) -> bytes:
    """The mark of this user. Raises OSError, RuntimeError."""
    return hashlib.blake2b(content, digest_size=_SIZE, key=usercache.secret()).digest()
