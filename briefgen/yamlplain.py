"""libyaml's events → data alone, of a file in which nothing is to be refused: in half the time that a `Builder` takes.

Nearly every file is such, and nobody asks where its values stand. Anything else is left to the builder, which says what is
wrong and where (docs/design/decisions/0140).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from briefgen.libyaml import yaml
from briefgen.yamlbuilder import NOTHING, Unreadable
from briefgen.yamllimits import FORBIDDEN, Limits


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
        # Without one of these, no value has an anchor or tag, or holds a character that the text does not hold.
        self._signs = any(sign in text for sign in "&!\\")

    def document(self) -> dict[str, Any]:
        """All of the data."""
        take = self._take
        take()
        start, root = take(), take()
        if type(root) is not yaml.MappingStartEvent or start.version or start.tags:
            raise _Unusual
        data: dict[str, Any] = self._value(root, 1)
        take()
        if type(take()) is not yaml.StreamEndEvent:
            raise _Unusual
        return data

    def _mapping(self, depth: int) -> dict[str, Any]:
        take, text, value = self._take, self._text, self._value
        found: dict[str, Any] = {}
        while type(event := take()) is yaml.ScalarEvent:
            key = text(event)
            # One of other letters may be another spelling of one that is there, or hold what nobody sees.
            if key in found or key == "<<" or not key.isascii():
                raise _Unusual
            found[key] = value(take(), depth)
        if type(event) is not yaml.MappingEndEvent:
            raise _Unusual
        return found

    def _list(self, depth: int) -> list[Any]:
        take, value = self._take, self._value
        found: list[Any] = []
        while type(event := take()) is not yaml.SequenceEndEvent:
            found.append(value(event, depth))
        return found

    def _value(self, event: Any, depth: int) -> Any:
        """The value that begins with `event`; what it holds would be in `depth` lists and mappings."""
        if type(event) is yaml.ScalarEvent:
            written = self._text(event)
            nothing = written in NOTHING and event.implicit[0] and not event.style
            return None if nothing else written
        self._left -= 1
        if (
            self._left < 0
            or depth >= self._deepest
            or event.anchor is not None
            or event.tag is not None
        ):
            raise _Unusual
        read = self._mapping if type(event) is yaml.MappingStartEvent else self._list
        return read(depth + 1)

    def _text(self, event: Any) -> str:
        value: str = event.value
        self._left -= 1
        if self._left < 0 or len(value) > self._longest or (self._signs and _refused(event, value)):
            raise _Unusual
        return value


def _refused(event: Any, value: str) -> bool:
    if event.anchor is not None or event.tag is not None:
        return True
    return not value.isprintable() and FORBIDDEN.search(value) is not None
