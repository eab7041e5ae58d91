"""Frozen values that keep what is worked out of them, cheap to define.

A value that is only its fields is a `NamedTuple`. One that has something worked out of it `once`, or counts as itself and not as what it
holds, extends `Value`. Neither compiles methods for each class, as dataclasses do at every start of a check
(docs/design/decisions/0063).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Generic, Self, TypeVar, dataclass_transform, overload

Found = TypeVar("Found")

KEPT = 8_192
"""How many answers are kept: those of a large briefing, not those of a whole site."""

# What `libyaml` puts in its place for a moment makes patterns of ours.
_compile = re.compile


class once(Generic[Found]):  # noqa: N801  # used as functools' own cached_property is
    """What is worked out when first asked for, and kept; without the lock that Python 3.11 takes for it each time."""

    def __init__(self, work: Callable[[Any], Found]) -> None:
        self.func = work
        self.__doc__ = work.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    @overload
    def __get__(self, instance: None, owner: type) -> Self: ...

    @overload
    def __get__(self, instance: object, owner: type) -> Found: ...

    def __get__(self, instance: Any, owner: type) -> Self | Found:
        if instance is None:
            return self
        # From now on the value stands in the way of this descriptor.
        found: Found = self.func(instance)
        instance.__dict__[self._name] = found
        return found


class Answers(dict[str, Found]):
    """Text → what a function makes of it."""

    def __init__(self, work: Callable[[str], Found]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, text: str) -> Found:
        found = self._work(text)
        # What only equals a text, as a number may equal another kind of number, is not kept.
        if type(text) is str:
            if len(self) >= KEPT:
                self.clear()
            self[text] = found
        return found

    def cache_clear(self) -> None:
        """Forgets all, as functions with an `lru_cache` do."""
        self.clear()


def answers(work: Callable[[str], Found]) -> Callable[[str], Found]:
    """`work`, which answers for a text it has seen from memory.

    All is forgotten at once when it has seen many: to forget the oldest each time, as `lru_cache` does, goes through
    memory that the processor has long forgotten itself, and being asked takes twice as long.
    """
    return Answers(work).__getitem__


class Pattern:
    """A regular expression that is compiled when it is first used: many are for what most files do not hold."""

    def __init__(self, source: str, flags: int = 0) -> None:
        self._source, self._flags = source, flags

    @once
    def _compiled(self) -> re.Pattern[str]:
        return _compile(self._source, self._flags)

    # From its first use on, each of these is the method of the compiled pattern itself.

    @once
    def search(self) -> Callable[..., re.Match[str] | None]:
        return self._compiled.search

    @once
    def match(self) -> Callable[..., re.Match[str] | None]:
        return self._compiled.match

    @once
    def fullmatch(self) -> Callable[..., re.Match[str] | None]:
        return self._compiled.fullmatch

    @once
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        return self._compiled.finditer

    @once
    def findall(self) -> Callable[[str], list[str]]:
        return self._compiled.findall

    @once
    def split(self) -> Callable[[str], list[str]]:
        return self._compiled.split

    @once
    def sub(self) -> Callable[..., str]:
        return self._compiled.sub


@dataclass_transform(frozen_default=True, eq_default=False)
class Value:
    """A value with the annotated attributes of its class, by position or name, first of what it extends; equal to itself only."""

    _names: ClassVar[tuple[str, ...]]
    _fields: ClassVar[frozenset[str]]
    _defaults: ClassVar[dict[str, Any]]

    def __init_subclass__(cls) -> None:
        cls._names = (*getattr(cls, "_names", ()), *cls.__annotations__)
        cls._fields = frozenset(cls._names)
        cls._defaults = {name: getattr(cls, name) for name in cls._names if hasattr(cls, name)}

    def __init__(self, *values: Any, **named: Any) -> None:
        held = self.__dict__
        if not named and len(values) == len(self._names):
            held.update(zip(self._names, values, strict=True))
            return
        held.update(self._defaults)
        held.update(zip(self._names, values, strict=False))
        held.update(named)
        if len(values) > len(self._names) or held.keys() != self._fields:
            raise TypeError(f"{type(self).__name__} has the fields {', '.join(self._names)}")

    def replaced(self, **changes: Any) -> Self:
        """The same value with other values for some of its fields; nothing that was worked out is kept."""
        return type(self)(**{name: getattr(self, name) for name in self._names} | changes)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a {type(self).__name__} is frozen: {name} cannot be set")

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._names)
        return f"{type(self).__name__}({shown})"
