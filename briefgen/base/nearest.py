"""The nearest valid value to a mistyped one, for help lines."""

from __future__ import annotations

from collections.abc import Iterable


def nearest_of(word: str, allowed: Iterable[str]) -> str | None:
    """The word of `allowed` most like `word` (capitals apart), or None below 70 % likeness."""
    from rapidfuzz import fuzz, process  # only a mistake needs it

    found = process.extractOne(
        word, list(allowed), scorer=fuzz.ratio, processor=str.casefold, score_cutoff=70
    )
    return found[0] if found else None


def did_you_mean(word: str, allowed: Iterable[str], *, noun: str = "") -> str:
    """A help line that offers the word of `allowed` most like `word`, or the empty string."""
    found = nearest_of(word, allowed)
    return f"did you mean {noun}{' ' if noun else ''}“{found}”?" if found else ""
