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

_SCALAR = yaml.ScalarEvent
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
        if type(root) is not yaml.MappingStartEvent or start.version or start.tags:
            raise _Unusual
        self._count(1)
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
            found[key] = (
                self._scalar(event) if type(event) is _SCALAR else self._container(event, depth)
            )
        if type(event) is not yaml.MappingEndEvent:
            raise _Unusual
        self._count(2 * len(found))
        return found

    def _list(self, depth: int) -> list[Any]:
        take = self._take
        found: list[Any] = []
        while (kind := type(event := take())) is not yaml.SequenceEndEvent:
            found.append(self._scalar(event) if kind is _SCALAR else self._container(event, depth))
        self._count(len(found))
        return found

    def _scalar(self, event: Any) -> str | None:
        if self._careful:
            self._look(event)
        written: str = event.value
        nothing = len(written) <= _NOTHING and written in NOTHING
        return None if nothing and event.implicit[0] and not event.style else written

    def _container(self, event: Any, depth: int) -> Any:
        """The list or mapping that begins with `event`; what it holds would be in `depth` lists and mappings."""
        if depth >= self._deepest or event.anchor is not None or event.tag is not None:
            raise _Unusual
        read = self._mapping if type(event) is yaml.MappingStartEvent else self._list
        return read(depth + 1)

    def _count(self, nodes: int) -> None:
        """Counts what a list or mapping holds; of one that is too large, the size of the file is the limit until its end."""
        self._left -= nodes
        if self._left < 0:
            raise _Unusual

    def _look(self, event: Any) -> None:
        value = event.value
        if len(value) > self._longest or event.anchor is not None or event.tag is not None:
            raise _Unusual
        if not value.isprintable() and FORBIDDEN.search(value):
            raise _Unusual
