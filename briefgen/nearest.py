"""The nearest valid value to a mistyped one, for help lines."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(word: str, allowed: Iterable[str]) -> str:
    """A help line that offers the word of `allowed` most like `word`, or the empty string."""
    from rapidfuzz import process  # only a mistake needs it

    found = process.extractOne(word, list(allowed), score_cutoff=70)
    return f"did you mean “{found[0]}”?" if found else ""
