"""A printed page → the same page as Markdown wants it laid out."""

from __future__ import annotations

import re


def tidied(text: str) -> str:
    """`text` without runs of empty lines, and each attribute list directly below its block, where Markdown wants it.

    So a template may be laid out for its reader.
    """
    single = _spaced(text).strip("\n") + "\n"
    first, *rest = single.split(_APART)
    parts = [first]
    for part in rest:
        closed = part.partition("\n")[0].endswith("}")
        parts += ("\n{: " if closed else _APART, part)
    return "".join(parts)


def _spaced(text: str) -> str:
    """`text` with no more than one empty line at a time."""
    if " \n" in text or "\t\n" in text:
        return _EMPTY_LINES.sub("\n\n", text)
    # Nothing but line breaks can make an empty line, which is found in a tenth of the time.
    while "\n\n\n" in text:
        text = text.replace("\n\n\n\n", "\n\n").replace("\n\n\n", "\n\n")
    return text


_EMPTY_LINES = re.compile(r"\n(?!\n[^ \t\n])[ \t\n]*\n")
"""Empty lines, but for a single one that has nothing in it."""

_APART = "\n\n{: "
