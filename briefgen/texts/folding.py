"""The published folding: what a comparison of texts overlooks, and the way back to the text as it was archived.

It touches layout and typography only; never case, digits, words or accents.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from briefgen.base.named import NamedTuple

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

_OTHER_SPACE = re.compile(r"[^\S ]")
_SPACES = re.compile("  +")


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


def fold(text: str) -> Folded:
    """`text` in NFC, white space runs as one space, typographic quotation marks and dashes straight, no soft hyphens."""
    # NFC, not NFKC: NFKC would make "10²" equal "102".
    if SOFT_HYPHEN not in text and unicodedata.is_normalized("NFC", text):
        return _fold_layout(text)
    return _fold_clusters(text)


@lru_cache(maxsize=16_384)
def fold_text(text: str) -> str:
    """The folded text alone, without surrounding white space."""
    return _folded_alone(text)


# Apart from its cache, because mutmut alters no function that has a decorator.
def _folded_alone(text: str) -> str:
    if SOFT_HYPHEN in text or not unicodedata.is_normalized("NFC", text):
        return fold(text).text.strip()
    # The same as folding with its offsets, which nobody asks for here.
    return _straighten(" ".join(text.split()))


def _straighten(text: str) -> str:
    if text.isascii():
        return text
    # Looking for each character in turn is many times as quick as `translate`, which looks each letter up.
    for typographic, straight in FOLDED_CHARACTERS.items():
        text = text.replace(typographic, straight)
    return text


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

    # As long as `text`. Of white space, only a space can be printed; asking that is much quicker than to look for the rest.
    spaced = text.replace("\n", " ")
    if not spaced.isprintable():
        spaced = _OTHER_SPACE.sub(" ", spaced)
    for match in _SPACES.finditer(spaced):
        if match.start() > position:
            unit(spaced[position : match.start()], position, match.start() - position)
        unit(" ", match.start(), match.end() - match.start())
        position = match.end()
    if position < len(text) or not pieces:
        unit(spaced[position:], position, len(text) - position)
    return Folded(
        _straighten("".join(pieces)),
        tuple(starts),
        tuple(archived),
        tuple(lengths),
    )


def _fold_clusters(text: str) -> Folded:
    """The folding of any text, cluster by cluster: what composes under NFC stays one unit."""
    pieces: list[str] = []
    starts: list[int] = []
    archived: list[int] = []
    lengths: list[tuple[int, int]] = []
    whole: set[int] = set()
    folded = 0
    for written, begin, end in _clusters(text):
        piece = " " if written.isspace() else unicodedata.normalize("NFC", written)
        if len(piece) == end - begin and piece != written:
            whole.add(len(pieces))
        pieces.append(piece)
        starts.append(folded)
        archived.append(begin)
        lengths.append((len(piece), end - begin))
        folded += len(piece)
    return Folded(
        _straighten("".join(pieces)),
        tuple(starts),
        tuple(archived),
        tuple(lengths),
        frozenset(whole),
    )


def _clusters(text: str) -> Iterator[tuple[str, int, int]]:
    """The parts that fold as one, in order and without a gap: (text without soft hyphens, start, end)."""
    current, begin = "", 0
    for index, character in enumerate(text):
        if character == SOFT_HYPHEN:
            continue
        if current and _joins(current, character):
            current += character
            continue
        if index > begin:
            yield current, begin, index
        current, begin = character, index
    yield current, begin, len(text)


def _joins(cluster: str, character: str) -> bool:
    """Whether `character` belongs to the cluster before it: more white space, a mark, or a part that composes."""
    if cluster.isspace() or character.isspace():
        return cluster.isspace() and character.isspace()
    if unicodedata.combining(character):
        return True
    separate = unicodedata.normalize("NFC", cluster) + unicodedata.normalize("NFC", character)
    return unicodedata.normalize("NFC", cluster + character) != separate
