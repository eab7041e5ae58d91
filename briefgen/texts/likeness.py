"""The passage most like a wrong quotation, and the words that differ: help for its author, never a reason to accept it."""

from __future__ import annotations

import re

from briefgen.texts.folding import Snapshot, fold_text

_NEAREST_LIKENESS = 60.0
_NEAREST_WITHIN = 200_000
_WORD = re.compile(r"\S+")


def nearest(passage: str, snapshot: Snapshot) -> tuple[int, int] | None:
    """The offsets of the passage most like `passage`, widened to whole words, or None below 60 % likeness."""
    from rapidfuzz import fuzz  # only a wrong quote needs it

    wanted, text = fold_text(passage), snapshot.folded.text[:_NEAREST_WITHIN]
    found = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=_NEAREST_LIKENESS)
    if found is None:
        return None

    def likeness(words: list[tuple[int, int]]) -> float:
        return fuzz.ratio(wanted, text[words[0][0] : words[-1][1]])

    spans = [word.span() for word in _WORD.finditer(text)]
    words = [span for span in spans if span[0] < found.dest_end and span[1] > found.dest_start]
    while len(words) > 1:
        # The alignment is as long as the passage; where words are missing, it reaches into the neighbours'.
        shorter = max(words[1:], words[:-1], key=likeness)
        if likeness(shorter) <= likeness(words):
            break
        words = shorter
    return snapshot.folded.archived_span(words[0][0], words[-1][1]) if words else None


def differing_words(written: str, archived: str) -> str:
    """What differs between two passages, as a short remark for a help line, or the empty string."""
    from rapidfuzz.distance import Opcodes  # only a wrong quote needs it
    from rapidfuzz.distance.Levenshtein import opcodes

    ours, theirs = fold_text(written).split(), archived.split()
    changes: Opcodes = opcodes(ours, theirs)
    parts = []
    for change in changes:
        if change.tag != "equal":
            mine, source = (
                " ".join(ours[change.src_start : change.src_end]),
                " ".join(theirs[change.dest_start : change.dest_end]),
            )
            parts.append(
                f"“{mine}” should be “{source}”" if mine and source else _lone(mine, source)
            )
    return f"; {', '.join(parts[:3])}" if parts else ""


def _lone(mine: str, source: str) -> str:
    return f"“{mine}” is not there" if mine else f"“{source}” is missing"
