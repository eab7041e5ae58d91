"""Every reference and every prose field of a fact file, found by the marks in the model.

A rule that holds for all of them is written once against these; a new field takes part by its type alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

from briefgen.declare import Record
from briefgen.fields import ProseRule, RefersTo
from briefgen.model import Facts

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


def references(facts: Facts) -> Iterator[Marked]:
    """Every id that names another record, in the order of the model."""
    return (marked for marked in _walk(facts, ()) if isinstance(marked.mark, RefersTo))


def prose(facts: Facts) -> Iterator[Marked]:
    """Every prose field, in the order of the model."""
    return (marked for marked in _walk(facts, ()) if isinstance(marked.mark, ProseRule))


def _walk(record: Record, path: tuple[str | int, ...]) -> Iterator[Marked]:
    for step in _steps(type(record)):
        yield from _values(getattr(record, step.attribute), (*path, step.key), step.mark)


def _values(value: Any, path: tuple[str | int, ...], mark: Mark | None) -> Iterator[Marked]:
    if isinstance(value, str):
        if mark is not None:
            yield Marked(path, value, mark)
    elif isinstance(value, Record):
        yield from _walk(value, path)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _values(item, (*path, index), mark)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _values(item, (*path, key), mark)


@cache
def _steps(record: type[Record]) -> tuple[_Step, ...]:
    """The fields of a record that hold a marked value or another record."""
    steps = (
        (field.kind, _Step(field.name, field.key, mark_of(field.kind))) for field in record.fields
    )
    return tuple(step for kind, step in steps if step.mark or _holds_record(kind))


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
