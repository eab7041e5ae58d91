"""How much a browser loads for a search index: whether that is more than a limit, and what told."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice


@dataclass(frozen=True, slots=True)
class Large:
    """The beginning of an index for which more than `limit` bytes are loaded: so many `pieces`, and what identifies them."""

    limit: int
    pieces: int
    digest: bytes


def large(
    index: Callable[[], Iterable[str]], limit: int, known: Large | None = None
) -> Large | None:
    """What tells that a browser loads more than `limit` bytes for an index, if it does; `index` gives its pieces, each time anew.

    Of a large one only as much is compressed as it takes to know, and nothing where it begins with what is `known`.
    """
    if known and known.limit == limit:
        whole = _nothing()
        for piece in islice(index(), known.pieces):
            _take(whole, piece)
        if whole.digest() == known.digest:
            return known
    # With head and tail of a gzip file, and as thoroughly as servers do.
    packer, size, taken, whole = zlib.compressobj(6, zlib.DEFLATED, 31), 0, 0, _nothing()
    for taken, piece in enumerate(index(), 1):
        size += len(packer.compress(_take(whole, piece)))
        if size > limit:
            return Large(limit, taken, whole.digest())
    return Large(limit, taken, whole.digest()) if size + len(packer.flush()) > limit else None


def _nothing() -> hashlib.blake2b:
    return hashlib.blake2b(digest_size=16)


def _take(whole: hashlib.blake2b, piece: str) -> bytes:
    """A piece as it is sent, which becomes part of what identifies the `whole`."""
    raw = piece.encode()
    whole.update(b"%d " % len(raw))
    whole.update(raw)
    return raw
