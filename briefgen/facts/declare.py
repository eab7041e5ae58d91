"""How the records of a fact file are declared: classes with typed fields, each with what people read about it.

A declaration is data. `reading` makes the loader of it, `schema` the JSON Schema and the reference page, `walk` and
`modelmap` find their way by it. No library does this for us: building its validators took longer than a whole check
(docs/design/decisions/0061).
"""

from __future__ import annotations

from typing import Any, ClassVar, Self, dataclass_transform

from briefgen.base.named import NamedTuple

REQUIRED: Any = object()
"""The default of a field that has none."""


class Field(NamedTuple):
    """One field of a record."""

    name: str
    """The attribute."""
    key: str
    """The key in the file."""
    kind: Any
    """Its type, as `fields` builds types."""
    description: str
    default: Any
    examples: tuple[str, ...]
    at_least: int
    """How many entries a list or mapping must have."""
    at_most: int | None

    @property
    def required(self) -> bool:
        return self.default is REQUIRED


class Short(NamedTuple):
    """Marks a type with a short form: a bare text stands for the record that has it under `key` alone."""

    key: str
    listed: bool = False
    """Whether it stands for a list with that record alone."""

    def written_out(self, text: str) -> Any:
        """The long form of `text`."""
        record = {self.key: text}
        return [record] if self.listed else record


def field(
    description: str,
    *,
    default: Any = REQUIRED,
    key: str = "",
    examples: tuple[str, ...] = (),
    at_least: int = 0,
    at_most: int | None = None,
) -> Any:
    """A field of a record; its name and type are those of the attribute that it is assigned to."""
    return Field("", key, None, description, default, examples, at_least, at_most)


class _RecordType(type):
    """The type of the classes: it takes the fields out of a class as it is made."""

    def __init__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> None:
        super().__init__(name, bases, namespace)
        own = [
            declared._replace(name=name, kind=kind, key=declared.key or name)
            for name, kind in cls.__annotations__.items()
            if isinstance(declared := namespace.get(name), Field)
        ]
        for declared in own:
            delattr(cls, declared.name)
        cls.fields: tuple[Field, ...] = (*getattr(cls, "fields", ()), *own)


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(field,))
class Record(metaclass=_RecordType):
    """What every part of a fact file has in common: frozen, and no key that is not declared."""

    fields: ClassVar[tuple[Field, ...]]
    """Those of the class that it extends, then its own, in the order of the model."""

    def __init__(self, **values: Any) -> None:
        known = {declared.name: declared.default for declared in self.fields}
        filled = {**known, **values}
        if filled.keys() != known.keys() or REQUIRED in filled.values():
            raise TypeError(f"{type(self).__name__} has other fields than {sorted(values)}")
        self.__dict__.update(filled)

    @classmethod
    def of(cls, values: dict[str, Any]) -> Self:
        """The record with `values`, which hold every field. Checks nothing."""
        record = cls.__new__(cls)
        # To put them in the place of its own takes three times as long.
        record.__dict__.update(values)
        return record

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a {type(self).__name__} is frozen: {name} cannot be set")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a {type(self).__name__} is frozen: {name} cannot be deleted")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Record) or type(other) is not type(self):
            return NotImplemented
        return self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__.values()))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({shown})"
