"""Finding a verbatim passage in an archived text: the published folding, the search, the verdict.

A passage is found where it stands word for word after a folding that touches layout and typography only (`fold`); never
case, digits, words or accents. Offsets are code points of the archived text, end exclusive. Likeness serves the help
text alone: nothing is ever accepted because it is similar. Source: W3C Web Annotation, TextQuoteSelector.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

FOLDED_CHARACTERS = {
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{SINGLE LOW-9 QUOTATION MARK}": "'",
    "\N{SINGLE HIGH-REVERSED-9 QUOTATION MARK}": "'",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{DOUBLE LOW-9 QUOTATION MARK}": '"',
    "\N{DOUBLE HIGH-REVERSED-9 QUOTATION MARK}": '"',
    "\N{HYPHEN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{FIGURE DASH}": "-",
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{HORIZONTAL BAR}": "-",
    "\N{MINUS SIGN}": "-",
}
"""Each character that folding replaces, and by what. Published as it stands in the docs."""

SOFT_HYPHEN = "\N{SOFT HYPHEN}"

_TYPOGRAPHY = str.maketrans(FOLDED_CHARACTERS)
_SPACE = re.compile(r"\s")
_SPACES = re.compile(r"\s{2,}")
_MOST_TRIES = 100_000
_MOST_COMPARED = 20_000_000
_NEAREST_LIKENESS = 60.0
_NEAREST_WITHIN = 200_000


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


class Folded(NamedTuple):
    """A folded text and the way back: unit `i` of `starts`, `archived` and `lengths` is a stretch of the folded text.

    A stretch either has the same length in both texts or was collapsed as a whole and cannot be entered half-way; the
    units in `whole` have the same length and cannot be entered either, for folding put their marks in another order.
    """

    text: str
    starts: tuple[int, ...]
    archived: tuple[int, ...]
    lengths: tuple[tuple[int, int], ...]
    whole: frozenset[int] = frozenset()

    def archived_span(self, start: int, end: int) -> tuple[int, int]:
        """The offsets in the archived text of the folded stretch `start` to `end` (which is not empty)."""
        return self._archived(start)[0], self._archived(end - 1)[1]

    def _archived(self, index: int) -> tuple[int, int]:
        """The archived stretch behind one folded character."""
        unit = bisect_right(self.starts, index) - 1
        folded_length, archived_length = self.lengths[unit]
        begin = self.archived[unit]
        if folded_length == archived_length and unit not in self.whole:
            begin += index - self.starts[unit]
            return begin, begin + 1
        return begin, begin + archived_length


class Snapshot(NamedTuple):
    """An archived text with its folding, made once."""

    text: str
    folded: Folded

    @classmethod
    def of(cls, text: str) -> Snapshot:
        return cls(text, fold(text))


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


def fold(text: str) -> Folded:
    """`text` in NFC, white space runs as one space, typographic quotation marks and dashes straight, no soft hyphens."""
    # NFC, not NFKC: NFKC would make "10²" equal "102".
    if SOFT_HYPHEN not in text and unicodedata.is_normalized("NFC", text):
        return _fold_layout(text)
    return _fold_clusters(text)


@lru_cache(maxsize=16_384)
def fold_text(text: str) -> str:
    """The folded text alone, without surrounding white space."""
    if SOFT_HYPHEN in text or not unicodedata.is_normalized("NFC", text):
        return fold(text).text.strip(" ")
    # The same as folding with its offsets, which nobody asks for here.
    words = " ".join(text.split())
    return words if words.isascii() else words.translate(_TYPOGRAPHY)


def _straighten(text: str) -> str:
    return _SPACE.sub(" ", text.translate(_TYPOGRAPHY))


def _fold_layout(text: str) -> Folded:
    """The folding of a text that is in NFC and has no soft hyphen: only white space changes the length."""
    pieces: list[str] = []
    starts: list[int] = []
    archived: list[int] = []
    lengths: list[tuple[int, int]] = []
    position = folded = 0

    def unit(piece: str, begin: int, length: int) -> None:
        nonlocal folded
        pieces.append(piece)
        starts.append(folded)
        archived.append(begin)
        lengths.append((len(piece), length))
        folded += len(piece)

    for match in _SPACES.finditer(text):
        if match.start() > position:
            unit(text[position : match.start()], position, match.start() - position)
        unit(" ", match.start(), match.end() - match.start())
        position = match.end()
    if position < len(text) or not pieces:
        unit(text[position:], position, len(text) - position)
    return Folded(_straighten("".join(pieces)), tuple(starts), tuple(archived), tuple(lengths))


def _fold_clusters(text: str) -> Folded:
    """The folding of any text, cluster by cluster: what composes under NFC stays one unit."""
    clusters: list[tuple[str, int, int]] = []
    current, begin = "", 0
    for index, character in enumerate(text):
        if character == SOFT_HYPHEN or (current and _joins(current, character)):
            current += "" if character == SOFT_HYPHEN else character
            continue
        if current or index > begin:
            clusters.append((current, begin, index - begin))
        current, begin = character, index
    clusters.append((current, begin, len(text) - begin))
    pieces = [
        " " if piece.isspace() else unicodedata.normalize("NFC", piece) for piece, _, _ in clusters
    ]
    starts: list[int] = []
    folded = 0
    for piece in pieces:
        starts.append(folded)
        folded += len(piece)
    lengths = tuple(
        (len(piece), length) for piece, (_, _, length) in zip(pieces, clusters, strict=True)
    )
    return Folded(
        _straighten("".join(pieces)),
        tuple(starts),
        tuple(begin for _, begin, _ in clusters),
        lengths,
        frozenset(
            index
            for index, (piece, (written, _, length)) in enumerate(
                zip(pieces, clusters, strict=True)
            )
            if len(piece) == length > 1 and piece != written
        ),
    )


def _joins(cluster: str, character: str) -> bool:
    """Whether `character` belongs to the cluster before it: more white space, a mark, or a part that composes."""
    if cluster.isspace() or character.isspace():
        return cluster.isspace() and character.isspace()
    if unicodedata.combining(character):
        return True
    separate = unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", character)
    return unicodedata.normalize("NFC", cluster + character) != separate


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
        if _stands_alone(text, start, start + length):
            found.append(start)
        index = text.find(needle, index + 1)
        tries -= 1
    return found


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether the stretch begins and ends at word boundaries, and inside no number: "3" is not in "3.5" or "3%"."""
    return not (
        (start > 0 and _joined(text[start - 1], text[start]))
        or (end < len(text) and _joined(text[end - 1], text[end]))
        or _in_number(text, start)
        or _in_number(text, end)
        or (end < len(text) and text[end] in "%‰" and text[end - 1].isdigit())
    )


def _in_number(text: str, cut: int) -> bool:
    """Whether `cut` falls between a digit and the separator of its number's next group, on either side of it."""
    before, after = text[max(cut - 2, 0) : cut], text[cut : cut + 2]
    return (
        len(after) == 2 and before[-1:].isdigit() and after[0] in ".,'" and after[1].isdigit()
    ) or (len(before) == 2 and before[0].isdigit() and before[1] in ".,'" and after[:1].isdigit())


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


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The line and column of an offset, both counted from 1."""
    return text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1
