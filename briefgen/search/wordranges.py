"""Which chunk of Pagefind's index has which words, and on which pages a rare word stands, so that a page can ask for both ahead of
the search.

The form of its metadata and of its chunks is Pagefind's own affair. Where it is another than the known one, nothing is listed, and
the search asks itself, a round trip later.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Any, NamedTuple

Range = tuple[str, str, str]
"""First word, last word and name of a chunk."""

_SIGNATURE = b"pagefind_dcd"
_PAGES, _RANGES = 1, 2
"""Where the metadata of releases 1.5 have the pages, each as the name of its record and its length, and the ranges of chunks."""

FEW = 2
"""On so many pages of a shard a rare word stands at most: a search with it shows them all at once."""

_OTHERWISE = (OSError, EOFError, zlib.error, ValueError, TypeError, LookupError)
"""What happens where a file has another form than the known one."""


def listed(metadata: bytes) -> list[Range]:
    """First word, last word and name of each chunk, in the order of the words; none where the form is another."""
    try:
        ranges = sorted((first, last, name) for first, last, name in _loaded(metadata)[_RANGES])
        # A sign that parts words in a list stands in none of them, and no word in two chunks.
        plain = all(first.split("/")[0].split() == [first] for first, _, _ in ranges)
        parted = all(one[1] < other[0] for one, other in pairwise(ranges))
    except _OTHERWISE:
        return []
    return ranges if plain and parted else []


class Known(NamedTuple):
    """What was found in a shard as it was before: its metadata, its chunks, and what `few` gave."""

    metadata: bytes
    chunks: Mapping[str, bytes]
    few: Mapping[str, str]


def few(
    metadata: bytes, index: Mapping[str, bytes], shard: int, known: Known | None = None
) -> dict[str, str]:
    """The words of each chunk of a shard, a line each, and where a word is rare the pages that it stands on: "aa 0/en_1 0/en_7".

    Most chunks of a shard are those that it had before, and are not read where that is `known`.
    """
    try:
        pages = _pages(metadata, shard)
        same = _same(pages, index, shard, known) if known else {}
        return {
            name: same.get(name) or "\n".join(_lines(_loaded(content)[0], pages))
            for name, content in index.items()
        }
    except _OTHERWISE:
        return {}


def _pages(metadata: bytes, shard: int) -> list[str]:
    return [f"{shard}/{name}" for name, _ in _loaded(metadata)[_PAGES]]


def _same(
    pages: Sequence[str], index: Mapping[str, bytes], shard: int, known: Known
) -> dict[str, str]:
    """The lines of the chunks that are as they were, and name no page in whose place there is another."""
    before = _pages(known.metadata, shard)
    if len(before) != len(pages):
        return {}
    gone = [one for one, other in zip(before, pages, strict=True) if one != other]
    return {
        name: lines
        for name, lines in known.few.items()
        if known.chunks.get(name) == index.get(name) and not any(page in lines for page in gone)
    }


def _lines(words: Any, pages: list[str]) -> Iterator[str]:
    """Of each page that a word stands on its distance from the last is given."""
    for word, found, *_ in words:
        places = accumulate(page[0] for page in found) if len(found) <= FEW else ()
        yield " ".join((word, *(pages[place] for place in places)))


def _loaded(content: bytes) -> Any:
    """What Pagefind has packed. Raises ValueError where it is no CBOR, and what gzip does."""
    import cbor2

    try:
        return cbor2.loads(gzip.decompress(content).removeprefix(_SIGNATURE))
    except cbor2.CBORDecodeError as problem:
        raise ValueError(content[:20]) from problem
