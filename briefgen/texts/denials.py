"""What a text denies: every negating word, and the word of its clause that it denies.

That is the next word behind it that says something, as in "no figure was given"; where the clause ends with the negating
word, the last one before it, as in "bestätigte den Plan nicht". A language without negations in its tables denies nothing
that could be read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache

from briefgen.base.named import NamedTuple
from briefgen.languages.known import lexicon
from briefgen.texts.folding import fold_text

_WORD = re.compile(r"[^\W\d_]{3,}")


class Denial(NamedTuple):
    """One negating word as it is written, and the stem of the word that it denies, or "" where it stands alone."""

    shown: str
    word: str


@lru_cache(maxsize=65_536)
def denials(text: str, language: str) -> tuple[Denial, ...]:
    """The denials of a text, in order."""
    tables = lexicon(language)
    if not tables.negations:
        return ()
    lower = fold_text(text).lower()
    matches = list(_compiled(tables.negations).finditer(lower))
    if not matches:
        return ()
    ends = [match.start() for match in _compiled(tables.breaks).finditer(lower)]
    found = []
    for match in matches:
        place = bisect_left(ends, match.end())
        start, end = ends[place - 1] if place else 0, (*ends, len(lower))[place]
        behind = _stems(lower[match.end() : end], language)
        before = _stems(lower[start : match.start()], language)
        found.append(Denial(match[0], (*behind, *reversed(before), "")[0]))
    return tuple(found)


@lru_cache(maxsize=65_536)
def content(text: str, language: str) -> frozenset[str]:
    """The words of a text that say something, each by its first letters and without a final "s"."""
    return frozenset(_stems(fold_text(text).lower(), language))


def _stems(lower: str, language: str) -> list[str]:
    tables = lexicon(language)
    return [
        word[:5].removesuffix("s")
        for word in _WORD.findall(lower)
        if not any(word in table for table in (tables.small, tables.light, tables.months))
    ]


_compiled = cache(re.compile)
