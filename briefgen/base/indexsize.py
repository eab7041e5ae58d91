"""How much a browser loads for a search index: whether that is more than a limit, and what told."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice


@dataclass(frozen=True, slots=True)
class Large:
    """The beginning of an index for which more than `limit` bytes are loaded: so many `pieces`, and what identifies them."""

    limit: int
    pieces: int
    digest: bytes


def large(index: Iterable[str], limit: int, known: Large | None = None) -> Large | None:
    """What tells that a browser loads more than `limit` bytes for an index, if it does.

    Of a large one only as much is compressed as it takes to know, and nothing where it begins with what is `known`.
    """
    pieces = iter(index)
    if known and known.limit == limit:
        begun = [*islice(pieces, known.pieces)]
        if _digest(begun) == known.digest:
            return known
        pieces = chain(begun, pieces)
    # With head and tail of a gzip file, and as thoroughly as servers do.
    packer, size, taken = zlib.compressobj(6, zlib.DEFLATED, 31), 0, []
    for piece in pieces:
        taken.append(piece)
        size += len(packer.compress(piece.encode()))
        if size > limit:
            return Large(limit, len(taken), _digest(taken))
    return Large(limit, len(taken), _digest(taken)) if size + len(packer.flush()) > limit else None


def _digest(pieces: Iterable[str]) -> bytes:
    whole = hashlib.blake2b(digest_size=16)
    for piece in pieces:
        found = piece.encode()
        whole.update(b"%d " % len(found))
        whole.update(found)
    return whole.digest()
