"""The index of a large search cut anew by words: each file has what a query needs to look for some of them, in every shard.

So a query asks once for a word and not once a shard, and is sent nothing of other words than those near it. A browser holds
six connections to a host: whoever asks for a file of each shard for each of three words waits for a free one.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise

from briefgen.base.named import NamedTuple
from briefgen.search.wordranges import SIGNATURE, Chunk, begin

_NAME = 7
"""How many signs of a digest name a file, as with Pagefind; more where another begins with the same."""


class Bundle(NamedTuple):
    """A file: the first of its words, what identifies all that it is made of, and what makes it."""

    first: str
    identity: bytes
    content: Callable[[], bytes]


def bundles(shards: Mapping[int, Sequence[Chunk]]) -> Iterator[Bundle]:
    """The files in the order of the words; `shards` has the chunks of each shard in the same order.

    A file begins with a line that has the length of the lines of its words, and shard and length of each part that follows them:
    "310 0 812 1 790". A part is a chunk of Pagefind's that has all words of a shard from the first of the file up
    to the next file's.
    """
    if not shards:
        return
    spans = {shard: _Span.of(chunks) for shard, chunks in shards.items()}
    largest = max(spans.values(), key=lambda span: len(span.chunks))
    for first, end in pairwise((*_bounds(largest), None)):
        assert first is not None  # noqa: S101  # only the last is
        met = {shard: span.met(first, end) for shard, span in spans.items()}
        made_of = [
            b"%d %b" % (shard, chunk.identity) for shard, found in met.items() for chunk in found
        ]
        bounds = repr((first, end, [*met])).encode()
        yield Bundle(first, b"\n".join((bounds, *made_of)), partial(_bundle, met, first, end))


class _Span(NamedTuple):
    """The chunks of a shard, and the first and the last word of each."""

    chunks: Sequence[Chunk]
    firsts: Sequence[str]
    lasts: Sequence[str]

    @classmethod
    def of(cls, chunks: Sequence[Chunk]) -> _Span:
        return cls(chunks, [chunk.first for chunk in chunks], [chunk.last for chunk in chunks])

    def met(self, first: str, end: str | None) -> Sequence[Chunk]:
        """The chunks with words from `first` up to `end`."""
        stop = None if end is None else bisect_left(self.firsts, end)
        return self.chunks[bisect_left(self.lasts, first) : stop]


def _bounds(span: _Span) -> Iterator[str]:
    """As few signs as part the words of a chunk from those before it; a list of them is loaded with each page."""
    yield ""
    for last, first in zip(span.lasts, span.firsts[1:], strict=False):
        bound = next(first[:size] for size in range(1, len(first) + 1) if first[:size] > last)
        # The sign parts the list.
        if "/" not in bound:
            yield bound


def _bundle(shards: Mapping[int, Sequence[Chunk]], first: str, end: str | None) -> bytes:
    lines: list[str] = []
    parts: list[tuple[int, bytes]] = []
    for shard, chunks in shards.items():
        found = [chunk.between(first, end) for chunk in chunks]
        own = [line for held, _ in found for line in held]
        head = b"".join((SIGNATURE, begin(1), begin(len(own))))
        parts.append((shard, b"".join((head, *(entries for _, entries in found)))))
        lines += own
    few = "\n".join(lines).encode()
    sizes = [str(len(few)), *(f"{shard} {len(part)}" for shard, part in parts)]
    return b"".join((" ".join(sizes).encode(), b"\n", few, *(part for _, part in parts)))


def named(identities: Iterable[bytes]) -> list[str]:
    """A name for each of these files, after what identifies it."""
    found: dict[str, bytes] = {}
    names = []
    for identity in identities:
        whole = hashlib.sha256(identity).hexdigest()
        size = _NAME
        while found.setdefault(whole[:size], identity) != identity:
            size += 1
        names.append(whole[:size])
    return names
