"""A fact file read piece by piece, so that after an edit libyaml reads only the pieces that changed.

A piece is a record with an id, or a section without records: whole lines, from its key to the next key in the same column.
YAML reads such a stretch alike wherever it stands between others. Whatever is not laid out so, or has any problem, is read
as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, cast

from briefgen.base.diagnostics import Diagnostic, Path, Span
from briefgen.base.named import NamedTuple
from briefgen.base.values import once
from briefgen.yaml import strict
from briefgen.yaml.limits import Limits
from briefgen.yaml.marks import Container, Document, Mark

Pieces = dict[str, tuple[str, Any]]
"""Text of a piece → its key and value. Plain data."""

_LIMITS = Limits()
_LIMITS_OF_RECORD = _LIMITS._replace(depth=_LIMITS.depth - 1)

_BEFORE_NODES = ":-,[{?"
"""A value, with its key and the list or mapping that it begins, comes behind one of these."""

_PREFACE = re.compile(r"(?:#[^\n]*\n|\n)*(?=[a-z])")
_SECTION = re.compile(r"\n(?=[a-z])")
_RECORDS = re.compile(r"([a-z_]+):(?: +#[^\n]*)?\n(?: *(?:#[^\n]*)?\n)*(?=  [a-z0-9])")
_RECORD = re.compile(r"\n(?=  [a-z0-9])")
_OTHERWISE = re.compile(r"\n(?:---|\.\.\.|%)")


class _Piece(NamedTuple):
    """A piece: the section of the record, or "" where it is one itself; how many lines stand before it; its text."""

    section: str
    line: int
    text: str

    @property
    def column(self) -> int:
        """Of its key, counted from 0."""
        return 2 if self.section else 0

    def parse(self, path: str) -> tuple[Document | None, list[Diagnostic]]:
        """What is read of it on its own."""
        limits = _LIMITS_OF_RECORD if self.section else _LIMITS
        return strict.parse(path, self.text.encode(), limits)


def parse(
    path: str, raw: bytes, limits: Limits, known: Pieces
) -> tuple[Document | None, list[Diagnostic], Pieces]:
    """What `strict.parse` gives, and the pieces for the next time; of a file that is in none, those `known`."""
    text = strict.decode(path, raw, limits)
    pieces = _split(text) if isinstance(text, str) and limits == _LIMITS else []
    if isinstance(text, str) and sum(piece.text in known for piece in pieces) * 2 > len(pieces):
        read = {piece.text: known.get(piece.text) or _read(piece) for piece in pieces}
        data = _together(pieces, read)
        if data is not None:
            found = {text: one for text, one in read.items() if one}
            locate = partial(strict.locate, path, text, limits)
            return InPieces(path, text, data, locate, pieces, found), [], found
    document, problems = strict.parse(path, raw, limits, located=True)
    whole = document is not None and not problems
    return document, problems, (_learnt(document, pieces) if document and whole else {}) or known


def _split(text: str) -> Sequence[_Piece]:
    """The pieces of a text; none where it cannot be cut, or may hold what a fact file may not."""
    nodes = 2 + 3 * sum(map(text.count, _BEFORE_NODES))
    preface = _PREFACE.match(text)
    printable = text.replace("\n", "").isprintable()
    if not preface or not printable or nodes > _LIMITS.nodes or _OTHERWISE.search(text):
        return ()
    found: list[_Piece] = []
    heads: set[str] = set()
    line = preface[0].count("\n")
    for section in _cut(_SECTION, text[preface.end() :]):
        head = _RECORDS.match(section)
        if head and head[1] in heads:
            return ()
        name = head[1] if head else ""
        heads.add(name)
        line += head[0].count("\n") if head else 0
        for piece in _cut(_RECORD, section[head.end() :]) if head else [section]:
            found.append(_Piece(name, line, piece))
            line += piece.count("\n")
    return found


def _cut(before: re.Pattern[str], text: str) -> Iterator[str]:
    """The text in stretches that begin behind what is found."""
    start = 0
    for match in before.finditer(text):
        yield text[start : match.end()]
        start = match.end()
    yield text[start:]


def _read(piece: _Piece) -> tuple[str, Any] | None:
    """The key and value of a piece, or None where it is not one key with its value."""
    document, problems = piece.parse("")
    if document is None or problems or not isinstance(document.data, dict):
        return None
    pairs = list(document.data.items())
    return pairs[0] if len(pairs) == 1 else None


def _together(
    pieces: Sequence[_Piece], read: Mapping[str, tuple[str, Any] | None]
) -> dict[str, Any] | None:
    """The data of all pieces, or None where one could not be read or a key stands twice."""
    data: dict[str, Any] = {}
    below: dict[str, dict[str, Any]] = {"": data}
    for piece in pieces:
        if piece.section not in below:
            if piece.section in data:
                return None
            below[piece.section] = data[piece.section] = {}
        held, found = below[piece.section], read[piece.text]
        if found is None or found[0] in held:
            return None
        held[found[0]] = found[1]
    return data


def _learnt(document: Document, pieces: Sequence[_Piece]) -> Pieces:
    """The pieces of a document without problems; none where its keys do not stand where the pieces begin."""
    sections = {piece.section for piece in pieces} - {""}
    keys = list(_keys(document, sections))
    begins = [(piece.section, piece.line, piece.column) for piece in pieces]
    if begins != [(section, *_start(mark)) for section, mark, _ in keys]:
        return {}
    return {piece.text: pair for piece, (_, _, pair) in zip(pieces, keys, strict=True)}


def _keys(
    document: Document, sections: Collection[str]
) -> Iterator[tuple[str, Mark, tuple[str, Any]]]:
    """Every key of the file, those of `sections` by their own keys: (section, mark, (key, value)), in order."""
    root = document.root
    if not isinstance(root, Container):
        return
    for key, value in document.data.items():
        below = root.values[key]
        if key not in sections:
            yield "", root.keys[key], (key, value)
        elif isinstance(below, Container):
            for id, mark in below.keys.items():
                yield key, mark, (str(id), value[id])


def _start(mark: Mark) -> tuple[int, int]:
    return mark[0].line, mark[0].column


class InPieces(Document):
    """A document whose marks are read when they are asked for: of one piece where that is enough, else of all."""

    pieces: Sequence[_Piece]
    read: Pieces

    def span(self, path: Path, *, key: bool = False) -> Span:
        """The span of the value at `path`, or of its key; of the nearest parent that exists where there is none."""
        inside = self._inside(path)
        return (
            inside.moved(inside.document.span(inside.path, key=key))
            if inside
            else super().span(path, key=key)
        )

    def find(self, path: Path, needle: str) -> Span:
        """The span of `needle` inside the value at `path`, or of the whole value where it does not stand there."""
        inside = self._inside(path)
        return (
            inside.moved(inside.document.find(inside.path, needle))
            if inside
            else super().find(path, needle)
        )

    def _inside(self, path: Path) -> _Inside | None:
        """The piece that holds what stands at `path`, if one does."""
        for steps in (1, 2):
            piece = self._by_path.get(path[:steps])
            if piece is not None:
                return _Inside(self._document(piece), path[steps - 1 :], piece.line)
        return None

    @once
    def _by_path(self) -> Mapping[Path, _Piece]:
        return {
            (piece.section, self.read[piece.text][0])[not piece.section :]: piece
            for piece in self.pieces
        }

    @once
    def _documents(self) -> dict[_Piece, Document]:
        return {}

    def _document(self, piece: _Piece) -> Document:
        if piece not in self._documents:
            document, _ = piece.parse(self.path)
            self._documents[piece] = cast("Document", document)  # it could be read before
        return self._documents[piece]


class _Inside(NamedTuple):
    """The document of one piece, the path in it, and how many lines stand before it."""

    document: Document
    path: Path
    line: int

    def moved(self, span: Span) -> Span:
        """A span of the piece as it stands in the whole file."""
        return span._replace(line=span.line + self.line, end_line=span.end_line + self.line)
