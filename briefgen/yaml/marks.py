"""A parsed fact file: plain data, and the way back from every key and value to its place in the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any, Protocol

from briefgen.base.diagnostics import Path, Span
from briefgen.base.values import Value, once

BREAK = re.compile(r"\r\n|\r|\n")
"""The end of a line, as YAML and editors count them."""


class Point(Protocol):
    """A place in a text as libyaml gives it, counted from 0: `index` in code points from the start, line and column."""

    @property
    def index(self) -> int: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...


Mark = tuple[Point, Point]
"""Where a key or value starts and ends. A plain tuple of libyaml's own values: a large file has 50,000 of them."""


class Container:
    """The marks of a mapping's or sequence's members, beside the data that holds them."""

    __slots__ = ("data", "flow", "keys", "mark", "pending", "values")

    def __init__(self, data: dict[str, Any] | list[Any], mark: Mark, *, flow: bool) -> None:
        self.data = data
        self.mark = mark
        self.keys: dict[str | int, Mark] = {}
        self.values: dict[str | int, Mark | Container] = {}
        self.pending: str | None = None
        self.flow = flow


class Document(Value):
    """A parsed file: its data (dict, list, str or None) and the way back from a path into it to the text."""

    path: str
    text: str
    data: Any
    locate: Callable[[], Mark | Container]
    """Works out the marks: of most files, nobody asks for them."""

    @once
    def root(self) -> Mark | Container:
        """The marks of the whole data."""
        return self.locate()

    def span(self, path: Path, *, key: bool = False) -> Span:
        """The span of the value at `path`, or of its key; of the nearest parent that exists where there is none."""
        node: Mark | Container = self.root
        found: Mark | None = None
        for part in path:
            if not isinstance(node, Container):
                # A record written in its short form, as a bare value: the value is the smallest thing there.
                return span_at(self.path, self.text, node)
            if part not in node.values:
                break
            found = node.keys.get(part)
            node = node.values[part]
        mark = node.mark if isinstance(node, Container) else node
        if found is not None and (key or isinstance(node, Container)):
            mark = found
        return span_at(self.path, self.text, mark)

    def find(self, path: Path, needle: str) -> Span:
        """The span of `needle` inside the value at `path`, or of the whole value where it does not stand there.

        White space is not compared: the words of a sentence may stand on several lines.
        """
        node: Mark | Container = self.root
        for part in path:
            if isinstance(node, Container):
                if part not in node.values:
                    return self.span(path)
                node = node.values[part]
        mark = node.mark if isinstance(node, Container) else node
        from briefgen.yaml import written  # a file without mistakes is not searched

        place = written.find(self.text, mark[0].index, mark[1].index, needle)
        return self.span_of(*place) if place else self.span(path)

    def extent(self, path: Path, *, key: bool = False) -> tuple[int, int] | None:
        """Offsets of the value at `path` (or of its key), without white space and comments behind it; None if absent."""
        node: Mark | Container = self.root
        mark: Mark | None = None
        for part in path:
            if not isinstance(node, Container) or part not in node.values:
                return None
            mark = node.keys.get(part)
            node = node.values[part]
        if key:
            return None if mark is None else (mark[0].index, mark[1].index)
        start = (node.mark if isinstance(node, Container) else node)[0].index
        return self._written(start, _last_end(node))

    def extents(self) -> Iterator[tuple[int, int]]:
        """Offsets of every value that is a text, in no order, without white space behind it."""
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Container):
                waiting += node.values.values()
            else:
                yield self._written(node[0].index, node[1].index)

    def _written(self, start: int, end: int) -> tuple[int, int]:
        return start, start + len(self.text[start:end].rstrip())

    def starts(self) -> Iterator[int]:
        """Offsets at which a text begins, or a list or mapping in brackets, in no order."""
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Container):
                waiting += node.values.values()
                if node.flow:
                    yield node.mark[0].index
            else:
                yield node[0].index

    def span_of(self, start: int, end: int) -> Span:
        """The span of the code points `start` to `end` of the text."""
        return Span(self.path, *position(self.text, start), *position(self.text, end))


def _last_end(node: Mark | Container) -> int:
    """Where the last value inside ends; the mark of a block mapping itself reaches to the next token, over comments."""
    # A loop, not recursion: files may nest as deep as the limits let them.
    while isinstance(node, Container):
        last = next(reversed(node.values.values()), None)
        if last is None or node.flow:
            return node.mark[1].index
        node = last
    return node[1].index


def span_at(path: str, text: str, mark: Mark) -> Span:
    """The span of a value or key: a block's own, an empty value's place."""
    start, end = mark
    line, column = start.line + 1, start.column + 1
    if end.line > start.line or end.index <= start.index:
        # A block scalar ends on the next key's line, an empty value nowhere: point at what is there.
        written = text[start.index : end.index].rstrip()
        if not written:
            return Span(path, line, column, line, column + 1)
        return Span(path, line, column, *position(text, start.index + len(written)))
    return Span(path, line, column, end.line + 1, end.column + 1)


def position(text: str, offset: int) -> tuple[int, int]:
    """The line and column of an offset, both counted from 1."""
    starts = _line_starts(text)
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


@lru_cache(maxsize=16)
def _line_starts(text: str) -> list[int]:
    """The offset of each line; kept, because every rule asks for positions in the same few texts."""
    return [0, *(match.end() for match in BREAK.finditer(text))]
