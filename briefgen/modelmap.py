"""Finding one's way in the model: which record, keys and description belong to a path of a fact file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from briefgen.model import Facts

Path = tuple[str | int, ...]


def record_at(path: Path) -> type[BaseModel] | None:
    """The record class that `path` leads to, or None where it leads to a value."""
    current: Any = Facts
    for part in path:
        model = next(_models(current), None)
        if model is None:
            return None
        if _is_mapping(current) or isinstance(part, int):
            current = model
            continue
        current = _annotations(model).get(str(part))
    return next(_models(current), None)


def keys_at(path: Path, *, required: bool = False) -> list[str]:
    """The keys that the record at `path` may have, or must have, in the order of the model."""
    record = record_at(path)
    if record is None:
        return []
    fields = record.model_fields.items()
    return [field.alias or name for name, field in fields if field.is_required() or not required]


def describe(path: Path) -> str:
    """What the format reference says of the field at `path`, without a full stop, or the empty string."""
    names = [part for part in path if isinstance(part, str)]
    record = record_at(path[:-1]) if names else None
    for name, field in record.model_fields.items() if record else ():
        if names[-1] in (name, field.alias):
            return (field.description or "").rstrip(".")
    return ""


@cache
def sections() -> tuple[str, ...]:
    """The keys of a fact file that hold records under ids, in the order of the model."""
    return tuple(key for key, annotation in _annotations(Facts).items() if _is_mapping(annotation))


@cache
def _annotations(record: type[BaseModel]) -> dict[str, Any]:
    return {field.alias or name: field.annotation for name, field in record.model_fields.items()}


def _is_mapping(annotation: Any) -> bool:
    origin = getattr(annotation, "__origin__", None)
    return isinstance(origin, type) and issubclass(origin, Mapping)


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and not get_args(annotation):
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for part in get_args(annotation):
        yield from _models(part)
