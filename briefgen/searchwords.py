"""Files with what a query needs to look for one word in every shard of a large search, so that it asks once and not once a shard.

A browser holds six connections to a host: whoever asks for two files for each of three words waits for a free one. The
chunks of the shards begin and end with different words, so a file has those of every shard that meet a chunk of the one with
most of them.
"""

from __future__ import annotations

import hashlib
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
    listed = {shard: [entry.split("/") for entry in ranges[shard].split()] for shard in ranges}
    if not all(listed.values()):
        return
    bounds = [first for first, _ in max(listed.values(), key=len)]
    bounds[0] = min(entries[0][0] for entries in listed.values())
    for place, first in enumerate(bounds):
        end = bounds[place + 1] if place + 1 < len(bounds) else None
        parts = [
            (f"{shard}/{path}", chunks[shard][path])
            for shard, entries in listed.items()
            for path in _meeting(entries, first if place else "", end)
        ]
        head = " ".join(f"{path} {len(content)}" for path, content in parts)
        yield first, b"\n".join((head.encode(), b"".join(content for _, content in parts)))


def _meeting(entries: Sequence[Sequence[str]], first: str, end: str | None) -> Iterator[str]:
    """The chunks with words from `first` up to `end`; the first chunk has also what comes before it."""
    for place, (begins, name) in enumerate(entries):
        over = entries[place + 1][0] if place + 1 < len(entries) else None
        if (end is None or not place or begins < end) and (over is None or over > first):
            yield f"index/{name}.pf_index"


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
