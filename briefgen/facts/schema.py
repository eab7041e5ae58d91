"""The format of fact files as JSON Schema, for editors: out of the model that the loader reads by.

A fact file holds texts only; an editor reads `2023` as a number and `true` as a truth value. So the schema accepts for a
text whatever an editor may take one for, and for a number or a truth value also the text that the loader sees.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from briefgen.facts.declare import Field, Record, Short
from briefgen.facts.fields import ID_PATTERN, RESERVED_IDS, Scalar
from briefgen.facts.model import Facts

_ADDRESS = "https://json-schema.org/draft/2020-12/schema"
_ID = f"^(?!(?:{'|'.join(sorted(RESERVED_IDS))})$){ID_PATTERN.removeprefix('^')}"
_DATE = r"[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?[~?%]?"
_EDTF = rf"({_DATE}|({_DATE}|\.\.)?/({_DATE}|\.\.)?)"
_SAFE = r"""[^\s<>"\\^`{|}]"""
_HOST = rf"""(?:(?![:@\[\]/?#]){_SAFE})+(?::[0-9]+)?|\[[0-9a-fA-F:.]+\](?::[0-9]+)?"""
_MAIL = rf"(?:(?![@/]){_SAFE})+"
_URL = rf"^(?:mailto:{_MAIL}@{_MAIL}|https?://(?:{_HOST})(?:[/?#]{_SAFE}*)?)$"
_SNAPSHOT = r"^sources/(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.txt$"


def _words(longest: int) -> dict[str, Any]:
    kinds = ["string", "number", "boolean"]
    return {"type": kinds, "minLength": 1, "maxLength": longest, "pattern": r"\S"}


def _or(first: dict[str, Any], second: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [first, second]}


def _id(pattern: str) -> dict[str, Any]:
    # An id of digits is a number to an editor.
    named = {"type": ["string", "boolean"], "pattern": pattern}
    return _or(named, {"type": "integer", "minimum": 0})


def _date(pattern: str) -> dict[str, Any]:
    year = {"type": "integer", "minimum": 1000, "maximum": 9999}
    return _or({"type": "string", "pattern": f"^{pattern}$", "maxLength": 60}, year)


_SCALARS: Mapping[str, dict[str, Any]] = {
    "id": _id(_ID),
    # Ids of pages must not be reserved; what refers to one only has to look like it.
    "ref": _id(ID_PATTERN),
    "text": _words(65_536),
    "line": _words(1_000),
    "url": {"type": "string", "maxLength": 2_000, "pattern": _URL},
    "date": _date(_EDTF),
    "published": _date(f"(unknown|{_EDTF})"),
    "path": {"type": "string", "pattern": _SNAPSHOT},
    "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    "flag": _or({"type": "boolean"}, {"type": "string", "pattern": "^(true|false)$"}),
    "percent": _or(
        {"type": "integer", "minimum": 0, "maximum": 100},
        {"type": "string", "pattern": "^0?[0-9]{1,2}$|^100$"},
    ),
}
"""Name of a scalar → what the loader checks with code, as far as a schema can say it.

That a day exists, only the calendar knows.
"""


def as_json() -> str:
    """The JSON Schema of a fact file; the same bytes every time."""
    return json.dumps(build(), ensure_ascii=False, indent=1) + "\n"


def build() -> dict[str, Any]:
    """The JSON Schema as data."""
    head = {"$schema": _ADDRESS, "title": "Fact file", "description": "A briefing as one file."}
    shapes = {record.__name__: _described(record) for record in records_of_the_model()}
    whole = shapes.pop(Facts.__name__)
    return {**whole, **head, "$defs": shapes}


def records_of_the_model() -> list[type[Record]]:
    """Every record that a fact file may hold, the whole file included, by name."""
    found: dict[str, type[Record]] = {}
    _collect(Facts, found)
    return [found[name] for name in sorted(found)]


def _collect(kind: Any, records: dict[str, type[Record]]) -> None:
    """Puts every record that a value of `kind` may hold into `records`, by its name."""
    if isinstance(kind, type) and issubclass(kind, Record):
        records[kind.__name__] = kind
        for field in kind.fields:
            _collect(field.kind, records)
    for part in get_args(kind):
        _collect(part, records)


def _described(record: type[Record]) -> dict[str, Any]:
    return {
        "title": record.__name__,
        "description": record.__doc__,
        "type": "object",
        "required": [field.key for field in record.fields if field.required],
        "properties": {field.key: _field(field) for field in record.fields},
        "additionalProperties": False,
    }


def _field(field: Field) -> dict[str, Any]:
    """A field of a record: what it means, and what it may hold."""
    shape: dict[str, Any] = {"description": field.description}
    if field.examples:
        shape["examples"] = list(field.examples)
    if isinstance(field.default, (str, bool, tuple)):
        shape["default"] = list(field.default) if field.default == () else field.default
    if field.key == "schema":
        # The one number that every editor writes, and without which nothing is completed.
        return {**shape, "default": 1, "enum": [1, "1"]}
    return {**shape, **_shape(field.kind, field)}


def _shape(kind: Any, field: Field) -> dict[str, Any]:
    """What a value of a type may be; the field says how many entries it must have."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _marked(parts[0], parts[1:], field)
    if origin is Literal:
        return {"type": "string", "enum": list(parts)}
    if origin is tuple:
        most = {"maxItems": field.at_most} if field.at_most else {}
        least = {"minItems": field.at_least} if field.at_least else {}
        return {"type": "array", "items": _shape(parts[0], field), **least, **most}
    if origin is Mapping:
        least = {"minProperties": field.at_least} if field.at_least else {}
        inner = {"patternProperties": {_ID: _shape(parts[1], field)}, "additionalProperties": False}
        return {"type": "object", **inner, **least}
    if origin is None:
        return {"$ref": f"#/$defs/{kind.__name__}"}
    [inner] = [part for part in parts if part is not NoneType]
    options = _shape(inner, field)
    return {"anyOf": [*options.get("anyOf", [options]), {"type": "null"}]}


def _marked(kind: Any, marks: tuple[Any, ...], field: Field) -> dict[str, Any]:
    """A single value, or a record that has a short form too."""
    for mark in marks:
        if isinstance(mark, Scalar):
            return _SCALARS[mark.name]
        if isinstance(mark, Short):
            record = get_args(kind)[0] if mark.listed else kind
            [alone] = [inside for inside in record.fields if inside.key == mark.key]
            bare = _shape(alone.kind, alone)
            return {"anyOf": [*bare.get("anyOf", [bare]), _shape(kind, field)]}
    raise TypeError(f"{kind} has no mark that says what it may hold")
