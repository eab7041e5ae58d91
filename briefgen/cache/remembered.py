"""The answers of earlier checks, and what they found right, so that what has not changed since is not checked again.

An answer depends on the bytes of the input, on how it was asked for (the day among that) and on the program itself, and on
nothing else: the core of a check sees no more. So a kept answer is exactly what checking would give, or it is not used.
Every site and way of asking has a small file, in the folder of this user and not in the site, and there are only so many of
them; each is marked with the user's secret. Whatever cannot be read or kept makes a check slower, never wrong. After an edit the
answer is worked out with what was found right before (`judged`), one file for each site.
"""

from __future__ import annotations

import hashlib
import marshal
import os
from typing import TYPE_CHECKING

from briefgen.base.named import NamedTuple
from briefgen.base.tree import Tree
from briefgen.cache import maker, usercache
from briefgen.disk.intake import Folder

if TYPE_CHECKING:
    # A recalled answer loads no stage of a check.
    from briefgen.rules.judged import State

ANSWERS = 256
"""How many answers are kept; for a new one the oldest goes."""

LONGEST = 1 << 20
"""An answer of more bytes than this is not kept."""

SITES = 64
"""Of how many sites it is kept what was found right in them; for a new one the oldest goes."""

LONGEST_STATE = 8 << 20
"""What was found right is not kept where it has more bytes than this."""

_SIZE = 32


class Answer(NamedTuple):
    """What a check prints, and the exit code it demands."""

    status: int
    text: str


class Question:
    """One site as it is now, and how it is asked about; `asked` is a value that `repr` tells apart."""

    def __init__(self, site: Folder, tree: Tree, config: bytes | None, asked: object) -> None:
        files = [(path, _digest(raw)) for path, raw in sorted(tree.files.items())]
        refused = sorted(tree.refused.items())
        made, place = maker.stamp(), os.path.abspath(site)
        self._key = _digest(repr((made, asked, config, files, refused)).encode())
        self._asked = _name((place, asked))
        self._site_key = _digest(repr((made, place)).encode("utf-8", "surrogateescape"))
        self._site = _name(place)

    def recall(self) -> Answer | None:
        """The answer that was kept, or None."""
        kept = _recalled("checks", self._asked, self._key)
        return Answer(kept[0], kept[1:].decode("utf-8", "surrogatepass")) if kept else None

    def keep(self, answer: Answer) -> None:
        """Keeps the answer, where that can be done."""
        text = answer.text.encode("utf-8", "surrogatepass")
        if len(text) <= LONGEST:
            _keep("checks", self._asked, ANSWERS, self._key + bytes([answer.status]) + text)

    def recall_state(self) -> State:
        """What earlier checks of the site found right; nothing where that was not kept."""
        kept = _recalled("right", self._site, self._site_key)
        # Its mark shows that we have written it ourselves, with this very Python.
        return marshal.loads(kept) if kept else {}  # noqa: S302

    def keep_state(self, state: State) -> None:
        """Keeps what was found right, where that can be done."""
        content = marshal.dumps(state)
        if len(content) <= LONGEST_STATE:
            _keep("right", self._site, SITES, self._site_key + content)


def wanted() -> bool:
    """Whether answers may be kept: BRIEFGEN_CACHE=0 turns that off."""
    return os.environ.get("BRIEFGEN_CACHE") != "0"


def _recalled(folder: str, name: str, key: bytes) -> bytes | None:
    """What was kept under the key in a file, or None."""
    try:
        kept = usercache.read(usercache.place(folder, name))
        marked = kept[_SIZE:]
        if kept[:_SIZE] != _mark(marked) or marked[:_SIZE] != key:
            return None
    except (OSError, RuntimeError):
        return None
    return marked[_SIZE:]


def _keep(folder: str, name: str, most: int, marked: bytes) -> None:
    """Keeps a key and what belongs to it in a file, where that can be done, and no more than so many files."""
    try:  # noqa: SIM105  # a recalled answer has no use for contextlib
        usercache.keep(folder, name, _mark(marked) + marked, most)
    except (OSError, RuntimeError):
        pass


def _name(value: object) -> str:
    """The name of the file for a value that `repr` tells apart."""
    return _digest(repr(value).encode("utf-8", "surrogateescape")).hex()


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_SIZE).digest()


def _mark(content: bytes) -> bytes:
    """The mark of this user. Raises OSError, RuntimeError."""
    return hashlib.blake2b(content, digest_size=_SIZE, key=usercache.secret()).digest()
