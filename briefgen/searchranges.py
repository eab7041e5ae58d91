"""Which chunk of Pagefind's index has which words, read from its metadata, so that a page can ask for chunks ahead of the search.

The form of the metadata is Pagefind's own affair. Where it is another than the known one, nothing is listed, and the search asks for
its chunks itself, a round trip later.
"""

from __future__ import annotations

import gzip
import zlib

_SIGNATURE = b"pagefind_dcd"
_RANGES = 2
"""Where the ranges stand in the metadata of releases 1.5, each as its first word, its last word and the name of its chunk."""


def listed(metadata: bytes) -> str:
    """First word and name of each chunk, in the order of the words: "aa/en_0a1b2c3 bridge/en_4d5e6f7"; empty where unknown."""
    import cbor2

    try:
        raw = gzip.decompress(metadata)
        loaded = cbor2.loads(raw.removeprefix(_SIGNATURE))
        ranges = sorted((first, name) for first, _, name in loaded[_RANGES])
        pairs = [f"{first}/{name}" for first, name in ranges]
    except (
        OSError,
        EOFError,
        zlib.error,
        cbor2.CBORDecodeError,
        ValueError,
        TypeError,
        LookupError,
    ):
        return ""
    # A sign that would part them otherwise stands in no word of an index.
    return (
        " ".join(pairs)
        if all(pair.split() == [pair] and pair.count("/") == 1 for pair in pairs)
        else ""
    )
