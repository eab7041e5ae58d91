"""Where a passage may begin and end: at word boundaries, and inside no number."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right

_SEPARATORS = frozenset(".,'")
_PER = frozenset("%‰")


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the stretch begins and ends at word boundaries, and inside no number: "3" is not in "3.5" or "3%"."""
    # Most stretches stand between spaces, which join nothing but a mark that combines with what is before it.
    if text[start - 1 : start] == text[end : end + 1] == " ":
        return unicodedata.category(text[start])[0] != "M"
    return not (
        (start > 0 and _joined(text[start - 1], text[start]))
        or (end < len(text) and _joined(text[end - 1], text[end]))
        or _in_number(text, start)
        or _in_number(text, end)
        or (end < len(text) and text[end] in _PER and text[end - 1].isdigit())
    )


def _in_number(text: str, cut: int) -> bool:
    """Whether `cut` falls between a digit and the separator of its number's next group, on either side of it."""
    before, after = text[max(cut - 2, 0) : cut], text[cut : cut + 2]
    return (
        len(after) == 2 and before[-1:].isdigit() and after[0] in _SEPARATORS and after[1].isdigit()
    ) or (
        len(before) == 2
        and before[0].isdigit()
        and before[1] in _SEPARATORS
        and after[:1].isdigit()
    )


def _joined(left: str, right: str) -> bool:
    """Whether the two neighbours are parts of one word."""
    if unicodedata.category(right)[0] == "M":
        return True
    return _in_word(left) and _in_word(right) and not (_unspaced(left) or _unspaced(right))


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.category(character)[0] == "M"


# Scripts that write words without spaces between them: a boundary may stand between any two of their characters.
# Source: Unicode Standard Annex 29, section 4 (Word_Boundaries).
_UNSPACED = tuple(
    edge
    for first, last in (
        (0x0E00, 0x0EFF),
        (0x1000, 0x109F),
        (0x1780, 0x17FF),
        (0x1950, 0x19DF),
        (0x1A20, 0x1AAF),
        (0x2E80, 0x2FDF),
        (0x3005, 0x3007),
        (0x3040, 0x30FF),
        (0x31F0, 0x31FF),
        (0x3400, 0x4DBF),
        (0x4E00, 0x9FFF),
        (0xA9E0, 0xA9FF),
        (0xAA60, 0xAA7F),
        (0xF900, 0xFAFF),
        (0xFF66, 0xFF9F),
        (0x16FE0, 0x18FFF),
        (0x1B000, 0x1B16F),
        (0x20000, 0x3FFFF),
    )
    for edge in (chr(first), chr(last + 1))
)
"""Where the scripts that are written without spaces begin and end, by turns: quicker than a pattern, to make and to ask."""


def _unspaced(character: str) -> bool:
    return bisect_right(_UNSPACED, character) % 2 == 1
