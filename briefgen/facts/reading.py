"""Plain data → records, by their declarations: the loader's shape check.

A reader takes a value and gives what the model holds in its place, or every fault in it. Readers are made of the types
of the fields when they are first asked for; nothing is generated and nothing is looked up while a file is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import NoneType
from typing import Annotated, Any, Literal, TypeVar, cast, get_args, get_origin

from briefgen.facts.declare import Record, Short
from briefgen.facts.faults import Fault, Faults, wrong
from briefgen.facts.fields import Scalar

Reader = Callable[[Any], Any]
"""value → what the model holds in its place, or `Faults`."""

Kind = TypeVar("Kind", bound=Record)


def read(record: type[Kind], data: Any) -> Kind | Faults:
    """`data` as a `record`, or everything that is wrong with its shape, in the order of the model."""
    return cast(
        "Kind | Faults", _record(record)(data)
    )  # what a reader gives depends on its argument


@cache
def _record(record: type[Record]) -> Reader:
    readers = {f.key: (f.name, _reader(f.kind, f.at_least, f.at_most)) for f in record.fields}
    defaults = {f.name: f.default for f in record.fields if not f.required}
    required = {f.key for f in record.fields if f.required}
    order: dict[str | int, int] = {key: place for place, key in enumerate(readers)}

    def read_record(value: Any) -> Record | Faults:
        if not isinstance(value, dict):
            return wrong("record", value)
        held = defaults.copy()
        faults: list[Fault] = []
        for key, written in value.items():
            known = readers.get(key)
            if known is None:
                faults.append(Fault((key,), "unknown", written))
                continue
            name, reader = known
            held[name] = found = reader(written)
            if type(found) is Faults:
                faults += found.below(key)
        if not required <= value.keys():
            faults += [Fault((key,), "missing", value) for key in required - value.keys()]
        if not faults:
            return record.of(held)
        return Faults(sorted(faults, key=lambda fault: order.get(fault.path[0], len(order))))

    return read_record


def _reader(kind: Any, at_least: int = 0, at_most: int | None = None) -> Reader:
    """The reader of a type; `at_least` and `at_most` count the entries of a list or mapping."""
    origin = get_origin(kind)
    if origin is Annotated:
        inner, *marks = get_args(kind)
        scalar = next((mark for mark in marks if isinstance(mark, Scalar)), None)
        if scalar is not None:
            return scalar.read
        [short] = (mark for mark in marks if isinstance(mark, Short))
        return _from_short(short, _reader(inner, at_least, at_most))
    if origin is Literal:
        return _choice(get_args(kind))
    if origin is tuple:
        return _list(_reader(get_args(kind)[0]), at_least, at_most)
    if origin is Mapping:
        id_kind, record = get_args(kind)
        return _records(_reader(id_kind), _reader(record), at_least)
    if origin is None:
        return _record(kind)
    [inner] = [part for part in get_args(kind) if part is not NoneType]
    return _optional(_reader(inner))


def _optional(reader: Reader) -> Reader:
    return lambda value: None if value is None else reader(value)


def _from_short(short: Short, reader: Reader) -> Reader:
    def read_short(value: Any) -> Any:
        return reader(short.written_out(value) if isinstance(value, str) else value)

    return read_short


def _choice(allowed: tuple[str, ...]) -> Reader:
    words = frozenset(allowed)

    def read_choice(value: Any) -> str | Faults:
        known = isinstance(value, str) and value in words
        return value if known else wrong("choice", value, allowed)

    return read_choice


def _list(reader: Reader, at_least: int, at_most: int | None) -> Reader:
    def read_list(value: Any) -> tuple[Any, ...] | Faults:
        if not isinstance(value, list):
            return wrong("list", value)
        found = tuple(map(reader, value))
        if Faults in map(type, found):
            faults = [item.below(at) for at, item in enumerate(found) if isinstance(item, Faults)]
            return Faults(fault for below in faults for fault in below)
        return _counted(value, at_least, at_most) or found

    return read_list


def _records(id_reader: Reader, reader: Reader, at_least: int) -> Reader:
    def read_records(value: Any) -> Mapping[str, Any] | Faults:
        if not isinstance(value, dict):
            return wrong("records", value)
        found = {}
        faults = Faults()
        for id, written in value.items():
            if isinstance(problem := id_reader(id), Faults):
                faults += [fault._replace(path=(id,), on_key=True) for fault in problem]
            found[id] = record = reader(written)
            if isinstance(record, Faults):
                faults += record.below(id)
        return faults or _counted(value, at_least) or found

    return read_records


def _counted(value: Any, at_least: int, at_most: int | None = None) -> Faults | None:
    if len(value) < at_least:
        return wrong("empty", value)
    if at_most is not None and len(value) > at_most:
        return wrong("long list", value, at_most)
    return None
