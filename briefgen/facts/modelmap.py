"""Finding one's way in the model: which record, keys and description belong to a path of a fact file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_origin

from briefgen.base.diagnostics import Path
from briefgen.facts.declare import Record
from briefgen.facts.model import Facts


def record_at(path: Path) -> type[Record] | None:
    """The record class that `path` leads to, or None where it leads to a value."""
    current: Any = Facts
    for part in path:
        model = next(_models(current), None)
        if model is None:
            return None
        if _is_mapping(current) or isinstance(part, int):
            current = model
            continue
        current = next((field.kind for field in model.fields if field.key == part), None)
    return next(_models(current), None)


def keys_at(path: Path, *, required: bool = False) -> list[str]:
    """The keys that the record at `path` may have, or must have, in the order of the model."""
    record = record_at(path)
    fields = record.fields if record else ()
    return [field.key for field in fields if field.required or not required]


def describe(path: Path) -> str:
    """What the format reference says of the field at `path`, without a full stop, or the empty string."""
    names = [part for part in path if isinstance(part, str)]
    record = record_at(path[:-1]) if names else None
    for field in record.fields if record else ():
        if names[-1] == field.key:
            return field.description.rstrip(".")
    return ""


@cache
def sections() -> tuple[str, ...]:
    """The keys of a fact file that hold records under ids, in the order of the model."""
    return tuple(field.key for field in Facts.fields if _is_mapping(field.kind))


def _is_mapping(kind: Any) -> bool:
    return get_origin(kind) is Mapping


def _models(kind: Any) -> Iterator[type[Record]]:
    if isinstance(kind, type) and not get_args(kind):
        if issubclass(kind, Record):
            yield kind
        return
    for part in get_args(kind):
        yield from _models(part)
