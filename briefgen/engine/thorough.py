"""Packs anew, more thoroughly than Pagefind does, what every search of a large site begins with; unpacked it is the same."""

from __future__ import annotations

import gzip
import zlib

_MOST = 12
"""The level at which libdeflate looks for the smallest result. Source: its README."""


def packed(content: bytes, before: bytes = b"") -> bytes:
    """The smallest form of a gzip file that is known; it may have been found `before`, for the same or another file."""
    import deflate  # of the extra "search", like Pagefind

    try:
        whole = gzip.decompress(content)
        if before and gzip.decompress(before) == whole:
            return before
    except (OSError, EOFError, zlib.error):
        # A release that packs otherwise is left alone.
        return content
    made = bytes(deflate.gzip_compress(whole, _MOST))
    return min(made, content, key=len)
