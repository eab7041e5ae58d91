"""Files with what a query needs to look for one word in every shard of a large search, so that it asks once and not once a shard.

A browser holds six connections to a host: whoever asks for two files for each of three words waits for a free one. The
chunks of the shards begin and end with different words, so a file has those of every shard that meet a chunk of the one with
most of them.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

_SHORT = 10
"""How many signs of a digest name a file, where no other begins with the same."""


def bundles(
    ranges: Mapping[int, str], chunks: Mapping[int, Mapping[str, bytes]]
) -> Iterator[tuple[str, bytes]]:
    """First word and content of each file, in the order of the words; none where the ranges of a shard are not known.

    `ranges` has shard → its chunks, as `searchranges.listed` gives them; `chunks` has shard → name → content. A file begins
    with a line that has path and length of each chunk in it: "0/index/en_1.pf_index 812 1/index/en_7.pf_index 790".
    """
    if not all(ranges.values()):
        return
    listed = {
        shard: tuple(zip(*(entry.split("/") for entry in ranges[shard].split()), strict=True))
        for shard in ranges
    }
    bounds = [*max((begins for begins, _ in listed.values()), key=len)]
    bounds[0] = min(begins[0] for begins, _ in listed.values())
    for place, first in enumerate(bounds):
        end = bounds[place + 1] if place + 1 < len(bounds) else None
        parts = [
            (f"{shard}/{path}", chunks[shard][path])
            for shard, (begins, names) in listed.items()
            for path in _meeting(begins, names, first if place else "", end)
        ]
        head = " ".join(f"{path} {len(content)}" for path, content in parts)
        yield first, b"\n".join((head.encode(), b"".join(content for _, content in parts)))


def _meeting(
    begins: Sequence[str], names: Sequence[str], first: str, end: str | None
) -> Iterator[str]:
    """The chunks with words from `first` up to `end`; the first chunk has also what comes before it.

    `begins` are the first words of all chunks, in their order.
    """
    start = max(bisect_right(begins, first) - 1, 0)
    stop = len(begins) if end is None else max(bisect_left(begins, end), 1)
    return (f"index/{name}.pf_index" for name in names[start:stop])


def named(contents: Sequence[bytes]) -> list[str]:
    """A name for each of these files, after what is in it."""
    found: dict[str, bytes] = {}
    names = []
    for content in contents:
        whole = hashlib.sha256(content).hexdigest()
        size = _SHORT
        while found.setdefault(whole[:size], content) != content:
            size += 1
        names.append(whole[:size])
    return names
