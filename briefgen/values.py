"""Frozen values that keep what is worked out of them, cheap to define.

A value that is only its fields is a `NamedTuple`. One that has a `cached_property`, or counts as itself and not as what it
holds, extends `Value`. Neither compiles methods for each class, as dataclasses do at every start of a check
(docs/design/decisions/0063).
"""

from __future__ import annotations

from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True, eq_default=False)
class Value:
    """A value with the annotated attributes of its class, by position or name; equal to itself only."""

    _names: ClassVar[tuple[str, ...]]

    def __init_subclass__(cls) -> None:
        cls._names = tuple(cls.__annotations__)

    def __init__(self, *values: Any, **named: Any) -> None:
        if len(values) == len(self._names) and not named:
            self.__dict__.update(zip(self._names, values, strict=True))
            return
        given = dict(zip(self._names, values, strict=False), **named)
        defaults = {
            name: getattr(type(self), name)
            for name in self._names
            if name not in given and hasattr(type(self), name)
        }
        held = {**defaults, **given}
        if len(values) > len(self._names) or held.keys() != set(self._names):
            raise TypeError(f"{type(self).__name__} has the fields {', '.join(self._names)}")
        self.__dict__.update(held)

    def replaced(self, **changes: Any) -> Self:
        """The same value with other values for some of its fields; nothing that was worked out is kept."""
        return type(self)(**{name: getattr(self, name) for name in self._names} | changes)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a {type(self).__name__} is frozen: {name} cannot be set")

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in self._names)
        return f"{type(self).__name__}({shown})"
