"""The passage most like a wrong quotation, and the words that differ: help for its author, never a reason to accept it."""

from __future__ import annotations

import re

from briefgen.folding import Snapshot, fold_text

_NEAREST_LIKENESS = 60.0
_NEAREST_WITHIN = 200_000


def nearest(passage: str, snapshot: Snapshot) -> tuple[int, int] | None:
    """The offsets of the passage most like `passage`, widened to whole words, or None below 60 % likeness."""
    from rapidfuzz import fuzz  # only a wrong quote needs it

    wanted, text = fold_text(passage), snapshot.folded.text[:_NEAREST_WITHIN]
    if not wanted or not text.strip():
        return None
    found = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=_NEAREST_LIKENESS)
    if found is None or found.dest_end <= found.dest_start:
        return None
    start, end = found.dest_start, found.dest_end
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end:
        # The alignment is as long as the passage; where words are missing, it reaches into the neighbours'.
        words = [match.span() for match in re.finditer(r"\S+", text[start:end])]
        shorter = [(start + words[0][1], end), (start, start + words[-1][0])]
        trimmed = [(s + _leading(text[s:e]), s + len(text[s:e].rstrip())) for s, e in shorter]
        best = max(trimmed, key=lambda cut: fuzz.ratio(wanted, text[slice(*cut)]))
        if fuzz.ratio(wanted, text[slice(*best)]) <= fuzz.ratio(wanted, text[start:end]):
            break
        start, end = best
    return snapshot.folded.archived_span(start, end) if start < end else None


def _leading(text: str) -> int:
    return len(text) - len(text.lstrip())


def differing_words(written: str, archived: str) -> str:
    """What differs between two passages, as a short remark for a help line, or the empty string."""
    from rapidfuzz.distance import Opcodes  # only a wrong quote needs it
    from rapidfuzz.distance.Levenshtein import opcodes

    ours, theirs = fold_text(written).split(" "), archived.split(" ")
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
