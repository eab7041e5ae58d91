"""An archived text cut into blocks for its page: highlighted groups, ignored passages, and what lies between.

Passages may overlap or cross, which nested elements cannot. So every group of overlapping passages is one stretch of
text with one wrapper per passage around all of it; each segment inside says which of the wrappers it belongs to. A link to
a wrapper leads to an element that contains the passage, and a style sheet can highlight just its segments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from briefgen.facts.corpus import Briefing, Passage
from briefgen.facts.coverage import Stretch, stretches
from briefgen.views import rights

_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*")


class Segment(NamedTuple):
    """A stretch of text and the numbers (from 1) of the wrappers whose passage it belongs to."""

    text: str
    levels: tuple[int, ...]


class Piece(NamedTuple):
    """A part of a block. kind: "text", "ignored", "omitted" (`omitted` code points left out) or "group"."""

    kind: str
    segments: tuple[Segment, ...]
    passages: tuple[Passage, ...] = ()
    omitted: int = 0
    reason: str = ""

    @property
    def numbered(self) -> tuple[tuple[int, Passage], ...]:
        """The passages, each with the number of its wrapper."""
        return tuple(enumerate(self.passages, start=1))

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims whose passages these are, each once."""
        return tuple(dict.fromkeys(one.claim for one in self.passages if one.claim is not None))


Block = tuple[Piece, ...]


def blocks(briefing: Briefing, source: str, *, whole: bool) -> tuple[Block, ...]:
    """The text of `source` as paragraphs of pieces; unless `whole`, uncited text is cut down to `rights.CONTEXT`."""
    snapshot = briefing.archive[source].snapshot
    if snapshot is None:
        return ()
    result: list[list[Piece]] = [[]]
    for group in _grouped(stretches(briefing, source)):
        piece = _piece(snapshot.text, group)
        if piece.kind == "group":
            result[-1].append(piece)
            continue
        text = piece.segments[0].text
        for index, part in enumerate([text] if piece.kind == "ignored" else _PARAGRAPH.split(text)):
            if index:
                result.append([])
            result[-1] += _shown(piece, part, whole=whole)
    return tuple(tuple(block) for block in result if _has_text(block))


def _has_text(block: list[Piece]) -> bool:
    for piece in block:
        if piece.omitted or any(segment.text.strip() for segment in piece.segments):
            return True
    return False


def _grouped(cut: tuple[Stretch, ...]) -> Iterator[list[Stretch]]:
    """Neighbouring stretches that share a claim, together; every other stretch alone."""
    group: list[Stretch] = []
    for stretch in cut:
        before = group[-1].claims if group else ()
        # Nearly always one of the two has none.
        if group and not (before and stretch.claims and {*before} & {*stretch.claims}):
            yield group
            group = []
        group.append(stretch)
    if group:
        yield group


def _piece(text: str, group: list[Stretch]) -> Piece:
    first = group[0]
    if not first.claims:
        segment = Segment(text[first.start : first.end], ())
        reason = first.ignored.reason if first.ignored else ""
        return Piece("ignored" if first.ignored else "text", (segment,), reason=reason)
    if len(group) == 1:
        levels = tuple(range(1, len(first.claims) + 1))
        return Piece("group", (Segment(text[first.start : first.end], levels),), first.claims)
    passages = tuple(dict.fromkeys(passage for stretch in group for passage in stretch.claims))
    level = {passage: number for number, passage in enumerate(passages, start=1)}
    segments = tuple(
        Segment(
            text[stretch.start : stretch.end], tuple(level[passage] for passage in stretch.claims)
        )
        for stretch in group
    )
    return Piece("group", segments, passages)


def _shown(piece: Piece, text: str, *, whole: bool) -> list[Piece]:
    """A part of the piece, or its edges where no more may be shown."""
    edges = None if whole else rights.edges(text)
    if edges is None:
        return [_part(piece, text)]
    head, tail = edges
    omitted = len(text) - len(head) - len(tail)
    return [_part(piece, head), Piece("omitted", (), omitted=omitted), _part(piece, tail)]


def _part(piece: Piece, text: str) -> Piece:
    return Piece(piece.kind, (Segment(text, ()),), reason=piece.reason)
