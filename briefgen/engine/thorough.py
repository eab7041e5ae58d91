"""Packs what a search of a large site loads, and more thoroughly than Pagefind does what every search begins with."""

from __future__ import annotations

import gzip
import zlib

_MOST = 12
"""The level at which libdeflate looks for the smallest result. Source: its README."""


_MANY = 6
"""The level that packs thousands of small files as well as zlib does, in half the time."""


def packed(content: bytes, before: bytes = b"") -> bytes:
    """The smallest form of a gzip file that is known; it may have been found `before`, for the same or another file."""
    try:
        whole = gzip.decompress(content)
        if before and gzip.decompress(before) == whole:
            return before
    except (OSError, EOFError, zlib.error):
        # A release that packs otherwise is left alone.
        return content
    return min(_packed(whole, _MOST), content, key=len)


def one_of_many(content: bytes) -> bytes:
    """A gzip file with this content."""
    return _packed(content, _MANY)


def _packed(content: bytes, level: int) -> bytes:
    import deflate  # of the extra "search", like Pagefind

    return bytes(deflate.gzip_compress(content, level))
