"""An archived text → its blocks: headline, headings, boilerplate, and sentences of running text, each with its place.

Offsets count code points of the text as archived, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefgen.facts import prose
from briefgen.languages.cues import Cues

_BLOCK = re.compile(r"[^\s][^\n]*(?:\n[ \t]*[^\s][^\n]*)*")
_NUMBER = re.compile(r"(?:\(?\d{1,3}[.)]|\(?[a-z]\)|[-•*–])[ \t]+")
_ENDS = re.compile(r"[.!?…:;。！？][\"'”’»“)\]]*$")

Part = Literal["headline", "sentence", "aside"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text: what part it plays, in which block it stands, and for an aside why it is no content."""

    part: Part
    start: int
    end: int
    block: int
    reason: str = ""


def pieces(text: str, language: str, cues: Cues) -> tuple[Piece, ...]:
    """The whole text in order; the first line without an end mark is the headline."""
    found: list[Piece] = []
    headed = False
    for number, (start, end) in enumerate(_blocks(text)):
        words = " ".join(text[start:end].split())
        if reason := _boilerplate(words, cues):
            found.append(Piece("aside", start, end, number, reason))
        elif _is_heading(words):
            part: Part = "aside" if headed else "headline"
            headed = True
            found.append(Piece(part, start, end, number, "heading" if part == "aside" else ""))
        else:
            headed = headed or not found
            found += _sentences(text, start, end, number, language)
    return tuple(found)


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """Paragraphs, cut before every numbered or listed line, and into lines where they are a list of short ones."""
    for match in _BLOCK.finditer(text):
        lines = [(line.start(), line.end()) for line in re.finditer(r"[^\n]+", match[0])]
        listed = len(lines) > 1 and all(end - start < 60 for start, end in lines[:-1])
        listed = listed and not _ENDS.search(match[0].rstrip())
        begin = lines[0][0]
        for start, end in lines[1:]:
            if listed or _NUMBER.match(match[0][start:end].lstrip()):
                yield _stripped(text, match.start() + begin, match.start() + start)
                begin = start
        yield _stripped(text, match.start() + begin, match.end())


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())


def _boilerplate(words: str, cues: Cues) -> str:
    """Why a block is not content, or the empty string."""
    count = len(words.split())
    if cues.byline.fullmatch(words):
        return "byline"
    prompts = count <= 5 or not _ENDS.search(words) or cues.addresses.search(words)
    if count > 30 or not prompts:
        return ""
    return next((reason for pattern, reason in cues.boilerplate if pattern.search(words)), "")


def _is_heading(words: str) -> bool:
    return len(words.split()) <= 18 and not _ENDS.search(words) and len(words) < 200


def _sentences(text: str, start: int, end: int, block: int, language: str) -> Iterator[Piece]:
    if number := _NUMBER.match(text, start, end):
        start = number.end()
    # Line breaks inside a paragraph are layout; a space in their place keeps the offsets.
    flat = re.sub(r"\s", " ", text[start:end])
    for first, last in prose.sentence_bounds(flat, language):
        yield Piece("sentence", *_stripped(text, start + first, start + last), block)
