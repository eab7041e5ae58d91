"""Finding a verbatim passage in an archived text: the search and the verdict.

A passage is found where it stands word for word after folding (`folding`), between boundaries (`boundaries`). Offsets are
code points of the archived text, end exclusive. Source: W3C Web Annotation, TextQuoteSelector.
"""

from __future__ import annotations

from enum import StrEnum

from briefgen.base.named import NamedTuple
from briefgen.texts.boundaries import stands_alone
from briefgen.texts.folding import Snapshot, fold_text

_MOST_TRIES = 100_000
_MOST_COMPARED = 20_000_000


class Verdict(StrEnum):
    """What became of one evidence. Only the first two pass."""

    EXACT = "exact"
    NORMALIZED = "normalized"
    AMBIGUOUS = "ambiguous"
    MISATTRIBUTED = "misattributed"
    NOT_FOUND = "not-found"
    STALE_SOURCE = "stale-source"
    UNCHECKED = "unchecked"

    @property
    def passes(self) -> bool:
        return self in (Verdict.EXACT, Verdict.NORMALIZED)


class Located(NamedTuple):
    """Where a passage stands, in code points of the archived text, and whether folding was needed to find it."""

    start: int
    end: int
    verdict: Verdict


class Missing(NamedTuple):
    """Why a passage was not accepted; `places` are all its occurrences found, `nearest` the closest passage if any."""

    verdict: Verdict
    places: tuple[tuple[int, int], ...] = ()
    nearest: tuple[int, int] | None = None


def locate(
    passage: str, snapshot: Snapshot, *, prefix: str = "", suffix: str = ""
) -> Located | Missing:
    """Where `passage` stands in `snapshot`, ignoring layout but never words.

    `prefix` and `suffix` are the words that must stand directly before and after it, folded like the passage.
    Missing.nearest stays None here; `nearest` finds it when somebody asks.
    """
    text, wanted = snapshot.folded.text, fold_text(passage)
    places = []
    for lead, needle in _needles(fold_text(prefix), wanted, fold_text(suffix)):
        places += _places(text, needle, lead, len(wanted))
    spans = sorted({snapshot.folded.archived_span(start, start + len(wanted)) for start in places})
    if not spans:
        return Missing(Verdict.NOT_FOUND)
    if len(spans) > 1:
        return Missing(Verdict.AMBIGUOUS, tuple(spans))
    start, end = spans[0]
    return Located(
        start, end, Verdict.EXACT if snapshot.text[start:end] == passage else Verdict.NORMALIZED
    )


def _needles(before: str, wanted: str, after: str) -> list[tuple[int, str]]:
    """What to search for, each with the offset of the passage in it: context joins with or without a space."""
    if not wanted:
        return []
    if not (before or after):
        return [(0, wanted)]
    heads = [before, before + " "] if before else [""]
    tails = [after, " " + after] if after else [""]
    return [(len(head), head + wanted + tail) for head in heads for tail in tails]


def _places(text: str, needle: str, lead: int, length: int) -> list[int]:
    """The first two places in `text` where the passage inside `needle` stands alone."""
    found: list[int] = []
    index = text.find(needle)
    # Periodic text can hold a long passage at every other character, never at a word boundary. Searching ends then with
    # what was found so far, so that the passage is refused and not the machine kept busy.
    tries = min(_MOST_TRIES, _MOST_COMPARED // len(needle))
    while index >= 0 and len(found) < 2 and tries:
        start = index + lead
        if stands_alone(text, start, start + length):
            found.append(start)
        index = text.find(needle, index + 1)
        tries -= 1
    return found


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The line and column of an offset, both counted from 1."""
    before = text[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")
