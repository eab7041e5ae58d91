"""Plain data of a fact file → `Facts`, and what pydantic says of it in words for an editor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from briefgen import yamltext
from briefgen.diagnostics import Code, Diagnostic
from briefgen.model import Facts
from briefgen.nearest import did_you_mean

_CODES = {
    "extra_forbidden": Code.UNKNOWN_KEY,
    "missing": Code.MISSING_KEY,
    "literal_error": Code.NOT_ALLOWED,
    "enum": Code.NOT_ALLOWED,
    "string_pattern_mismatch": Code.BAD_ID,
    "reserved_id": Code.BAD_ID,
    "edtf": Code.BAD_DATE,
    "url": Code.BAD_URL,
    "path": Code.BAD_PATH,
    "string_too_short": Code.BAD_VALUE,
    "string_too_long": Code.BAD_VALUE,
    "too_short": Code.BAD_VALUE,
    "too_long": Code.BAD_VALUE,
    "greater_than_equal": Code.BAD_VALUE,
    "less_than_equal": Code.BAD_VALUE,
}
_EXPECTED = {
    "string_type": "a text",
    "model_type": "a mapping of keys and values",
    "model_attributes_type": "a mapping of keys and values",
    "mapping_type": "a mapping of ids to records",
    "dict_type": "a mapping of ids to records",
    "tuple_type": "a list",
    "list_type": "a list",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
}


def decode(document: yamltext.Document) -> tuple[Facts | None, list[Diagnostic]]:
    """The facts in `document`, or None with every problem of shape. Nothing else builds `Facts`."""
    try:
        return Facts.model_validate(document.data), []
    except ValidationError as invalid:
        errors = invalid.errors(include_url=False, include_context=True)
    return None, [_diagnostic(document, error) for error in errors]


def _diagnostic(document: yamltext.Document, error: ErrorDetails) -> Diagnostic:
    path, on_key = _path(error["loc"])
    kind = error["type"]
    code = _CODES.get(kind, Code.WRONG_TYPE)
    if code is Code.BAD_ID and path and path[-1] == "sha256":
        code = Code.BAD_VALUE
    span = document.span(path, key=on_key or code in (Code.UNKNOWN_KEY, Code.MISSING_KEY))
    message, help_text = _words(code, kind, path, error, on_key=on_key)
    return Diagnostic(code, span, message, help_text)


def _path(location: tuple[str | int, ...]) -> tuple[yamltext.Path, bool]:
    """The path in the file, and whether the problem is a key itself (pydantic marks that with "[key]")."""
    path = list(location)
    on_key = bool(path) and path[-1] == "[key]"
    if on_key:
        path.pop()
    return tuple(path), on_key


def _words(
    code: Code, kind: str, path: yamltext.Path, error: ErrorDetails, *, on_key: bool
) -> tuple[str, str]:
    """The message and the help of one problem."""
    name = f"“{path[-1]}”" if path and isinstance(path[-1], str) else "this entry"
    value = error["input"]
    if code is Code.UNKNOWN_KEY:
        allowed = _keys_at(path[:-1])
        return f"there is no key {name} here", did_you_mean(
            str(path[-1]), allowed
        ) or f"allowed: {', '.join(allowed)}"
    if code is Code.MISSING_KEY:
        return f"the key {name} is missing", f"add it: {_describe(path)}".rstrip(": ")
    if code is Code.NOT_ALLOWED and isinstance(value, str):
        allowed = [
            word for word in _quoted(error.get("ctx", {}).get("expected", "")) if word != "1"
        ] or ["1"]
        return (
            f"{name} cannot be “{value}”",
            did_you_mean(value, allowed) or f"allowed: {', '.join(allowed)}",
        )
    if code is Code.BAD_ID:
        shown = path[-1] if on_key else value
        reason = "is a reserved name" if kind == "reserved_id" else "is not an id"
        return (
            f"“{shown}” {reason}",
            "ids have small letters a to z, digits and hyphens, and at most 64 characters",
        )
    if code in (Code.BAD_DATE, Code.BAD_URL, Code.BAD_PATH):
        return f"“{value}” {error['msg']}", _describe(path)
    if code is Code.BAD_VALUE:
        return _bad_value(kind, name, path, error)
    if value is None:
        return (
            f"{name} has no value",
            f"write {_EXPECTED.get(kind, 'a value')} after the colon, or delete the key",
        )
    expected = _EXPECTED.get(kind, "another kind of value")
    return f"{name} must be {expected}, not {_found(value)}", _describe(path)


def _found(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else "a text"


def _bad_value(kind: str, name: str, path: yamltext.Path, error: ErrorDetails) -> tuple[str, str]:
    context = error.get("ctx", {})
    if kind == "string_pattern_mismatch":
        return (
            f"{name} is not a SHA-256 digest",
            "64 hexadecimal digits in small letters, as sha256sum prints them",
        )
    if kind in ("string_too_short", "too_short"):
        return f"{name} is empty", "write a value, or delete the key if it may be left out"
    if kind in ("string_too_long", "too_long"):
        limit = context.get("max_length")
        what = "characters" if kind == "string_too_long" else "entries"
        return f"{name} has more than {limit:,} {what}", _describe(path)
    return f"{name} must be between 0 and 100", _describe(path)


def _quoted(expected: str) -> list[str]:
    return [part for part in expected.split("'") if part.strip(" ,") not in ("", "or")]


def _keys_at(path: yamltext.Path) -> list[str]:
    """The keys that the record at `path` may have."""
    record = _record_at(path)
    return [field.alias or name for name, field in record.model_fields.items()] if record else []


def _describe(path: yamltext.Path) -> str:
    """What the format reference says of the field at `path`."""
    names = [part for part in path if isinstance(part, str)]
    record = _record_at(path[:-1])
    if record and names:
        for name, field in record.model_fields.items():
            if names[-1] in (name, field.alias):
                return (field.description or "").rstrip(".")
    return ""


def _record_at(path: yamltext.Path) -> type[BaseModel] | None:
    """The record class that `path` leads to, or None where it leads to a value."""
    current: Any = Facts
    for part in path:
        model = next(_models(current), None)
        if model is None:
            return None
        if _is_mapping(current) or isinstance(part, int):
            current = model
            continue
        fields = {
            field.alias or name: field.annotation for name, field in model.model_fields.items()
        }
        current = fields.get(part)
    return next(_models(current), None)


def _is_mapping(annotation: Any) -> bool:
    return getattr(annotation, "__origin__", None) is not None and issubclass(
        getattr(annotation, "__origin__", object), Mapping
    )


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and not get_args(annotation):
        if issubclass(annotation, BaseModel):
            yield annotation
        return
    for part in get_args(annotation):
        yield from _models(part)
