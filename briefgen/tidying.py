"""A printed page → the same page as Markdown wants it laid out."""

from __future__ import annotations

import re


def tidied(text: str) -> str:
    """`text` without runs of empty lines, and each attribute list directly below its block, where Markdown wants it.

    So a template may be laid out for its reader.
    """
    single = _EMPTY_LINES.sub("\n\n", text).strip("\n") + "\n"
    first, *rest = single.split(_APART)
    parts = [first]
    for part in rest:
        end = part.find("\n")
        closed = part.endswith("}", 0, len(part) if end < 0 else end)
        parts += ("\n{: " if closed else _APART, part)
    return "".join(parts)


_EMPTY_LINES = re.compile(r"\n(?!\n[^ \t\n])[ \t\n]*\n")
"""Empty lines, but for a single one that has nothing in it."""

_APART = "\n\n{: "
