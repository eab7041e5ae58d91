"""The words in each chunk of Pagefind's index, and on which pages a rare word stands, so that the index can be cut anew by words.

The form of its metadata and of its chunks is Pagefind's own affair. Where it is another than the known one, nothing is taken
apart, and a browser asks for the chunks as Pagefind has cut them.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

SIGNATURE = b"pagefind_dcd"
"""What each of its files begins with once it is unpacked."""

_PAGES, _RANGES = 1, 2
"""Where the metadata of releases 1.5 have the pages, each as the name of its record and its length, and each chunk's first word,
last word and name."""

FEW = 2
"""On so many pages of a shard a rare word stands at most: a search with it shows them all at once."""

_SHORT_ARRAY = 24
"""An array of fewer parts has their number in its first byte. Source: RFC 8949, 3."""

_OTHERWISE = (OSError, EOFError, zlib.error, ValueError, TypeError, LookupError)
"""What happens where a file has another form than the known one."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """The words of a chunk in their order.

    `lines` has a line for each: the word, and where it is rare the pages that it stands on, "aa 0/en_1 0/en_7". `entries` has what
    Pagefind knows of each, one after the other, up to each of `ends`, numbers of four bytes. `written` is the digest of the chunk as
    Pagefind wrote it, `identity` that of all of this.
    """

    written: bytes
    identity: bytes
    lines: str
    entries: bytes
    ends: bytes

    @property
    def first(self) -> str:
        """The first word."""
        return self.lines.partition("\n")[0].partition(" ")[0]

    @property
    def last(self) -> str:
        """The last word."""
        return self.lines.rpartition("\n")[2].partition(" ")[0]

    def between(self, first: str, end: str | None) -> tuple[list[str], bytes]:
        """Lines and entries of the words from `first` up to `end`."""
        lines, ends = self.lines.split("\n"), memoryview(self.ends).cast("I")
        start, stop = (
            bisect_left(lines, first),
            len(lines) if end is None else bisect_left(lines, end),
        )
        from_, to = (ends[place - 1] if place else 0 for place in (start, stop))
        return lines[start:stop], self.entries[from_:to]


class Known(NamedTuple):
    """What was found in a shard as it was before: its metadata and its chunks."""

    metadata: bytes
    chunks: Mapping[str, Chunk]


def chunks(
    metadata: bytes, index: Mapping[str, bytes], shard: int, known: Known | None = None
) -> dict[str, Chunk]:
    """The chunks of a shard, by name, in the order of their words; none where the form is another.

    Most are those that it had before, and are not read where that is `known`.
    """
    try:
        if [*map(len, _loaded(metadata)[_RANGES])] != [3] * len(index):
            return {}
        pages = _pages(metadata, shard)
        same = _same(pages, index, shard, known) if known else {}
        read = {name: same.get(name) or _chunk(content, pages) for name, content in index.items()}
        found = dict(sorted(read.items(), key=lambda one: one[1].first))
        if any(one.last >= other.first for one, other in pairwise(found.values())):
            return {}
    except _OTHERWISE:
        return {}
    return found


def bare(metadata: bytes) -> tuple[bytes, int]:
    """Metadata without its ranges, unpacked, and where in them others can be put in place of one byte.

    Raises what `chunks` takes for another form.
    """
    from cbor2 import dumps  # of the extra "search", like Pagefind

    loaded = _loaded(metadata)
    before = b"".join((SIGNATURE, begin(len(loaded)), *map(dumps, loaded[:_RANGES])))
    return b"".join((before, begin(0), *map(dumps, loaded[_RANGES + 1 :]))), len(before)


def begin(count: int) -> bytes:
    """How an array of so many parts begins. Source: RFC 8949, 3."""
    return bytes([0x80 + count]) if count < _SHORT_ARRAY else b"\x9a" + count.to_bytes(4, "big")


def _pages(metadata: bytes, shard: int) -> list[str]:
    return [f"{shard}/{name}" for name, _ in _loaded(metadata)[_PAGES]]


def _same(
    pages: Sequence[str], index: Mapping[str, bytes], shard: int, known: Known
) -> dict[str, Chunk]:
    """The chunks that are as they were, and name no page in whose place there is another."""
    before = _pages(known.metadata, shard)
    if len(before) != len(pages):
        return {}
    gone = [one for one, other in zip(before, pages, strict=True) if one != other]
    return {
        name: chunk
        for name, chunk in known.chunks.items()
        if name in index
        and chunk.written == _digest(index[name])
        and not any(page in chunk.lines for page in gone)
    }


def _chunk(content: bytes, pages: list[str]) -> Chunk:
    """A chunk as Pagefind wrote it, taken apart."""
    from cbor2 import dumps

    (words,) = _loaded(content)
    if not words:
        raise ValueError(content[:20])
    lines = "\n".join(_lines(words, pages))
    entries = [dumps(word) for word in words]
    written = _digest(content)
    identity = _digest(written + lines.encode())
    return Chunk(
        written,
        identity,
        lines,
        b"".join(entries),
        array("I", accumulate(map(len, entries))).tobytes(),
    )


def _lines(words: Iterable[Any], pages: list[str]) -> Iterator[str]:
    """Of each page that a word stands on its distance from the last is given."""
    for word, found, *_ in words:
        if word.split() != [word]:
            raise ValueError(word)
        places = accumulate(page[0] for page in found) if len(found) <= FEW else ()
        yield " ".join((word, *(pages[place] for place in places)))


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def _loaded(content: bytes) -> Any:
    """What Pagefind has packed. Raises ValueError where it is no CBOR, and what gzip does."""
    import cbor2

    whole = gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content
    try:
        return cbor2.loads(whole.removeprefix(SIGNATURE))
    except cbor2.CBORDecodeError as problem:
        raise ValueError(content[:20]) from problem
