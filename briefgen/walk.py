"""Every reference and every prose field of a fact file, found by the marks in the model.

A rule that holds for all of them is written once against these; a new field takes part by its type alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_origin

from briefgen.declare import Record
from briefgen.fields import ProseRule, RefersTo
from briefgen.model import Facts
from briefgen.named import NamedTuple

Mark = RefersTo | ProseRule


class Marked(NamedTuple):
    """A value with its mark and the path to it in the fact file."""

    path: tuple[str | int, ...]
    value: str
    mark: Mark


class _Step(NamedTuple):
    """How to go from a record into one of its fields: the attribute, the key in the file, what waits there."""

    attribute: str
    key: str
    mark: Mark | None


def marked(facts: Facts) -> tuple[Marked, ...]:
    """Every id that names another record and every prose field, in the order of the model."""
    found: list[Marked] = []
    _walk(facts, (), found)
    return tuple(found)


def references(facts: Facts) -> Iterator[Marked]:
    """Every id that names another record, in the order of the model."""
    return (field for field in marked(facts) if isinstance(field.mark, RefersTo))


def prose(facts: Facts) -> Iterator[Marked]:
    """Every prose field, in the order of the model."""
    return (field for field in marked(facts) if isinstance(field.mark, ProseRule))


def _walk(record: Record, path: tuple[str | int, ...], found: list[Marked]) -> None:
    for name, key, mark in _steps(type(record)):
        value = getattr(record, name)
        if value is not None:
            _values(value, (*path, key), mark, found)


def _values(
    value: Any, path: tuple[str | int, ...], mark: Mark | None, found: list[Marked]
) -> None:
    if isinstance(value, str):
        if mark is not None:
            found.append(Marked(path, value, mark))
    elif isinstance(value, Record):
        _walk(value, path, found)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            _values(item, (*path, index), mark, found)
    elif isinstance(value, Mapping):
        for id, item in value.items():
            _values(item, (*path, id), mark, found)


@cache
def _steps(record: type[Record]) -> tuple[_Step, ...]:
    """The fields of a record that hold a marked value or another record."""
    steps = (
        (field.kind, _Step(field.name, field.key, mark_of(field.kind))) for field in record.fields
    )
    return tuple(step for kind, step in steps if step.mark or _holds_record(kind))


def is_plain(kind: Any) -> bool:
    """Whether values of this type hold neither prose, ids nor other records."""
    return mark_of(kind) is None and not _holds_record(kind)


def mark_of(kind: Any) -> Mark | None:
    """The mark of a type, at any depth of it."""
    for part in get_args(kind):
        found = part if isinstance(part, (RefersTo, ProseRule)) else mark_of(part)
        if found is not None:
            return found
    return None


def _holds_record(annotation: Any) -> bool:
    if isinstance(annotation, type) and get_origin(annotation) is None:
        return issubclass(annotation, Record)
    return any(_holds_record(part) for part in get_args(annotation))
