"""libyaml's events → data alone, of a file in which nothing is to be refused: in half the time that a `Builder` takes.

Nearly every file is such, and nobody asks where its values stand. Anything else is left to the builder, which says what is
wrong and where (docs/design/decisions/0140).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from briefgen.yaml.builder import NOTHING, Unreadable
from briefgen.yaml.libyaml import yaml
from briefgen.yaml.limits import FORBIDDEN, Limits

_SCALAR, _MAPPING = yaml.ScalarEvent, yaml.MappingStartEvent
_MAPPING_END, _LIST_END = yaml.MappingEndEvent, yaml.SequenceEndEvent
_NOTHING = max(map(len, NOTHING))


class _Unusual(Exception):  # noqa: N818  # a jump out of the reader, not an error
    """A builder has to look at the file."""


def read(text: str, limits: Limits) -> dict[str, Any] | None:
    """The data of `text`, as a builder builds it where it finds no problem; None where one has to look.

    `text` holds no forbidden character itself.
    """
    loader = yaml.CSafeLoader(text)
    try:
        return _Reader(loader.get_event, text, limits).document()
    except (_Unusual, Unreadable):
        return None
    finally:
        loader.dispose()


class _Reader:
    """Reads one document that is a mapping. Each part raises _Unusual where there is anything else, and Unreadable."""

    def __init__(self, take: Callable[[], Any], text: str, limits: Limits) -> None:
        self._take = take
        self._left, self._deepest, self._longest = limits.nodes, limits.depth, limits.scalar
        # Without one of these signs, no value has an anchor or tag, or holds a character that the text does not hold; and
        # none is longer than the text.
        self._careful = len(text) > limits.scalar or any(sign in text for sign in "&!\\")

    def document(self) -> dict[str, Any]:
        """All of the data."""
        take = self._take
        take()
        start, root = take(), take()
        if type(root) is not _MAPPING or start.version or start.tags:
            raise _Unusual
        self._left -= 1
        data: dict[str, Any] = self._container(root, 1)
        take()
        if type(take()) is not yaml.StreamEndEvent:
            raise _Unusual
        return data

    def _mapping(self, depth: int) -> dict[str, Any]:
        take, careful = self._take, self._careful
        found: dict[str, Any] = {}
        while type(event := take()) is _SCALAR:
            key = event.value
            if careful:
                self._look(event)
            # One of other letters may be another spelling of one that is there, or hold what nobody sees.
            if key in found or key == "<<" or not key.isascii():
                raise _Unusual
            event = take()
            if type(event) is not _SCALAR:
                found[key] = self._container(event, depth)
                continue
            # As in `_list`: a call for each value would take a fifteenth of all the time.
            if careful:
                self._look(event)
            written = event.value
            found[key] = None if len(written) <= _NOTHING and _is_nothing(event) else written
        if type(event) is not _MAPPING_END:
            raise _Unusual
        return found

    def _list(self, depth: int) -> list[Any]:
        take, careful = self._take, self._careful
        found: list[Any] = []
        while (kind := type(event := take())) is not _LIST_END:
            if kind is not _SCALAR:
                found.append(self._container(event, depth))
                continue
            if careful:
                self._look(event)
            written = event.value
            found.append(None if len(written) <= _NOTHING and _is_nothing(event) else written)
        return found

    def _container(self, event: Any, depth: int) -> Any:
        """The list or mapping that begins with `event`; what it holds would be in `depth` lists and mappings."""
        if depth >= self._deepest or event.anchor is not None or event.tag is not None:
            raise _Unusual
        found: dict[str, Any] | list[Any]
        if type(event) is _MAPPING:
            found = self._mapping(depth + 1)
            self._left -= 2 * len(found)
        else:
            found = self._list(depth + 1)
            self._left -= len(found)
        # It is counted when it is read; of one that is too large, the size of the file is the limit until its end.
        if self._left < 0:
            raise _Unusual
        return found

    def _look(self, event: Any) -> None:
        value = event.value
        if len(value) > self._longest or event.anchor is not None or event.tag is not None:
            raise _Unusual
        if not value.isprintable() and FORBIDDEN.search(value):
            raise _Unusual


def _is_nothing(event: Any) -> bool:
    """Whether a short scalar stands for nothing: as it is written, without quotation marks."""
    return event.value in NOTHING and bool(event.implicit[0]) and not event.style
