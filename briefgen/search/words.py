"""Files with what a query needs to look for one word in every shard of a large search, so that it asks once and not once a shard.

A browser holds six connections to a host: whoever asks for two files for each of three words waits for a free one. The
chunks of the shards begin and end with different words, so a file has those of every shard that meet a chunk of the one with
most of them.
"""

from __future__ import annotations

import gzip
import hashlib
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise

from briefgen.base.named import NamedTuple
from briefgen.search.wordranges import Range

_SHORT = 4
"""How many signs of a digest name a file, where no other begins with the same. Who still has another file of that name asks for
the chunks that are not in it."""


class Bundle(NamedTuple):
    """A file: the first of its words, what identifies all that it is made of, and what makes it."""

    first: str
    identity: bytes
    content: Callable[[], bytes]


def bundles(
    ranges: Mapping[int, Sequence[Range]],
    chunks: Mapping[int, Mapping[str, bytes]],
    few: Mapping[int, Mapping[str, str]],
    digests: Mapping[int, Mapping[str, bytes]],
) -> Iterator[Bundle]:
    """The files in the order of the words; none where the ranges of a shard are not known.

    `ranges` has shard → its chunks, as `wordranges.listed` gives them; `chunks` has shard → name → content, `digests` the same
    with digests of them, and `few` shard → name → words, as `wordranges.few` gives them. A file begins with a line that has
    path and length of each part of it: "few 310 0/index/en_1.pf_index 812 1/index/en_7.pf_index 790". The first of them has,
    compressed, the lines of its words.
    """
    if not all(ranges.values()):
        return
    largest = max(ranges.values(), key=len)
    known = {shard: _chunks(entries) for shard, entries in ranges.items()}
    made_of = {
        (shard, path): b"%d/%b %b %b" % (shard, path.encode(), digest, _digest(few[shard], path))
        for shard, found in digests.items()
        for path, digest in found.items()
    }
    for first, end in pairwise((*_bounds(largest), None)):
        assert first is not None  # noqa: S101  # only the last is
        met = [
            (shard, f"index/{name}.pf_index")
            for shard, entries in known.items()
            for name in _meeting(entries, first, end)
        ]
        bounds = repr((zlib.ZLIB_RUNTIME_VERSION, first, end)).encode()
        identity = b"\n".join((bounds, *map(made_of.__getitem__, met)))
        texts = [few[shard].get(path, "") for shard, path in met]
        parts = [(f"{shard}/{path}", chunks[shard][path]) for shard, path in met]
        yield Bundle(first, identity, partial(_bundle, parts, texts, first, end))


def _digest(few: Mapping[str, str], path: str) -> bytes:
    return hashlib.blake2b(few.get(path, "").encode(), digest_size=16).digest()


def _bundle(
    chunks: Sequence[tuple[str, bytes]], texts: Iterable[str], first: str, end: str | None
) -> bytes:
    lines = "\n".join(_between(texts, first, end)).encode()
    parts = [("few", gzip.compress(lines, mtime=0)), *chunks]
    head = " ".join(f"{path} {len(content)}" for path, content in parts)
    return b"\n".join((head.encode(), b"".join(content for _, content in parts)))


def _between(texts: Iterable[str], first: str, end: str | None) -> list[str]:
    """The lines of words from `first` up to `end`."""
    lines = (line for text in texts if text for line in text.split("\n"))
    return [line for line in lines if line >= first and (end is None or line < end)]


def _bounds(entries: Sequence[Range]) -> Iterator[str]:
    """As few signs as part the words of a chunk from those before it; a list of them is loaded with each page."""
    yield ""
    for (_, last, _), (first, _, _) in pairwise(entries):
        yield next(first[:size] for size in range(1, len(first) + 1) if first[:size] > last)


class _Chunk(NamedTuple):
    """A chunk, with where its words begin, and the chunks that Pagefind loads for them as well."""

    begins: str
    name: str
    beside: Sequence[str]


def _chunks(entries: Sequence[Range]) -> list[_Chunk]:
    """The chunks of a shard in the order of the words.

    Of a word so common that it is alone in a chunk Pagefind knows the beginning only, and loads what ends with less of it too.
    """
    ends = {last: name for _, last, name in entries}
    return [
        _Chunk(begins, name, _less(first, ends) if first == last else ())
        for (first, last, name), begins in zip(entries, _bounds(entries), strict=True)
    ]


def _less(word: str, ends: Mapping[str, str]) -> list[str]:
    return [ends[word[:size]] for size in range(1, len(word)) if word[:size] in ends]


def _meeting(chunks: Sequence[_Chunk], first: str, end: str | None) -> Iterator[str]:
    """The chunks of a shard that Pagefind loads for words from `first` up to `end`, each once."""
    start = bisect_right(chunks, first, key=_begins) - 1
    stop = None if end is None else bisect_left(chunks, end, key=_begins)
    met = chunks[start:stop]
    beside = (name for chunk in met for name in chunk.beside)
    return iter(dict.fromkeys((*(chunk.name for chunk in met), *beside)))


def _begins(chunk: _Chunk) -> str:
    return chunk.begins


def named(identities: Iterable[bytes]) -> list[str]:
    """A name for each of these files, after what identifies it."""
    found: dict[str, bytes] = {}
    names = []
    for identity in identities:
        whole = hashlib.sha256(identity).hexdigest()
        size = _SHORT
        while found.setdefault(whole[:size], identity) != identity:
            size += 1
        names.append(whole[:size])
    return names
