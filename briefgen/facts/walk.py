"""Every reference and every prose field of a fact file, found by the marks in the model.

A rule that holds for all of them is written once against these; a new field takes part by its type alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import NoneType
from typing import Annotated, Any, get_args, get_origin

from briefgen.base.diagnostics import Path
from briefgen.base.named import NamedTuple
from briefgen.facts.declare import Record
from briefgen.facts.fields import ProseRule, RefersTo
from briefgen.facts.model import Facts

Mark = RefersTo | ProseRule


class Marked(NamedTuple):
    """A value with its mark and the path to it in the fact file."""

    path: Path
    value: str
    mark: Mark


Finder = Callable[[Any, Path, list[Marked]], None]
"""Adds to a list what a value at a path holds; made of a type once, so that no value is asked what it is."""


def marked(facts: Facts) -> tuple[Marked, ...]:
    """Every id that names another record and every prose field, in the order of the model."""
    found: list[Marked] = []
    _in_record(Facts)(facts, (), found)
    return tuple(found)


def references(facts: Facts) -> Iterator[Marked]:
    """Every id that names another record, in the order of the model."""
    return (field for field in marked(facts) if isinstance(field.mark, RefersTo))


def prose(facts: Facts) -> Iterator[Marked]:
    """Every prose field, in the order of the model."""
    return (field for field in marked(facts) if isinstance(field.mark, ProseRule))


@cache
def _in_record(record: type[Record]) -> Finder:
    inside = [(f.name, f.key, *_finder(f.kind)) for f in record.fields if not is_plain(f.kind)]

    def find(value: Any, path: Path, found: list[Marked]) -> None:
        held = value.__dict__
        for name, key, mark, find_below in inside:
            below = held[name]
            if mark is None:
                # Most lists are empty: nothing is made for them.
                if below:
                    find_below(below, (*path, key), found)
            elif below is not None:
                found.append(Marked((*path, key), below, mark))

    return find


def _finder(kind: Any) -> tuple[Mark | None, Finder]:
    """The mark of a type that is not plain, or None where a finder looks for marks in its values."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is None:
        return None, _in_record(kind)
    if origin is Annotated:
        mark = next((part for part in parts if isinstance(part, (RefersTo, ProseRule))), None)
        return (mark, _nothing) if mark else _finder(parts[0])
    if origin is tuple:
        return None, _in_list(*_finder(parts[0]))
    if origin is Mapping:
        # What has ids is a record; none is marked itself.
        return None, _in_mapping(_in_record(parts[1]))
    [inner] = [part for part in parts if part is not NoneType]
    return _finder(inner)


def _nothing(value: Any, path: Path, found: list[Marked]) -> None:
    """Finds nothing: the value is marked itself."""


def _in_list(mark: Mark | None, inside: Finder) -> Finder:
    if mark is not None:
        return _marked_list(mark)

    def find(value: Any, path: Path, found: list[Marked]) -> None:
        for index, item in enumerate(value):
            inside(item, (*path, index), found)

    return find


def _marked_list(mark: Mark) -> Finder:
    def find(value: Any, path: Path, found: list[Marked]) -> None:
        found += [Marked((*path, index), item, mark) for index, item in enumerate(value)]

    return find


def _in_mapping(inside: Finder) -> Finder:
    def find(value: Any, path: Path, found: list[Marked]) -> None:
        for id, item in value.items():
            inside(item, (*path, id), found)

    return find


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
