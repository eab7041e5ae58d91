"""Where words stand in a value as it is written in a fact file: over several lines, and in quotation marks with escapes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from briefgen.base.values import Pattern

_BARE = Pattern(r"\s+|\S+")
_QUOTED = {
    "'": Pattern(r"\s+|(?P<quote>'')|'|[^\s']+"),
    '"': Pattern(
        r"\s+|\\(?P<line>(?:\r\n|[\r\n])[ \t]*)"
        r"|\\[xuU](?P<number>(?<=x)\w{2}|(?<=u)\w{4}|(?<=U)\w{8})|\\(?P<letter>.)|[^\s\\]+"
    ),
}
"""The pieces of a value: white space, words, and what stands for something else in quotation marks."""

_HEADER = Pattern(r"[|>][^\r\n]*\s+")
"""The first line of a block; its words are not those of the text."""

_LETTERS = dict.fromkeys("nrtNLP_", " ")
"""What a letter behind a backslash stands for, where that is not itself."""


def find(text: str, start: int, end: int, needle: str) -> tuple[int, int] | None:
    """The offsets of `needle` in the value written from `start` to `end`, or None; all white space counts as the same.

    The white space is evened out and the words are searched at once: a pattern of many words could take much longer.
    """
    words = " ".join(needle.split())
    meant: list[str] = []
    starts, places = [0], []
    for said, *place in _pieces(text, start, end):
        meant.append(said)
        starts.append(starts[-1] + len(said))
        places.append(place)
    first = "".join(meant).find(words)
    if not words or first < 0:
        return None
    last = first + len(words)
    begun, ended = bisect_right(starts, first) - 1, bisect_right(starts, last - 1) - 1
    # What stands for something else is one character; in every other piece characters can be counted.
    return places[begun][0] + first - starts[begun], places[ended][1] - starts[ended + 1] + last


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """What each piece of a value says, with its offsets; white space of any length as one space."""
    quoted, header = _QUOTED.get(text[start : start + 1]), _HEADER.match(text, start)
    begin = header.end() if header else start + (quoted is not None)
    last = ""
    for piece in (quoted or _BARE).finditer(text, begin, end):
        said = _said(piece)
        said = " " if said.isspace() else said
        if said and not (said == last == " "):
            yield said, piece.start(), piece.end()
            last = said


def _said(piece: re.Match[str]) -> str:
    """What a piece of a value says; nothing where a line goes on after a backslash."""
    match piece.lastgroup:
        case "quote":
            return "'"
        case "line":
            return ""
        case "number":
            return chr(int(piece["number"], 16))
        case "letter":
            return _LETTERS.get(piece["letter"], piece["letter"])
    return piece[0]
