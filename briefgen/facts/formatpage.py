"""The format of fact files as a reference page, for people: every record with its keys and what they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import NoneType
from typing import Annotated, Any, Literal, get_args, get_origin

from briefgen.facts.declare import Field, Record, Short
from briefgen.facts.fields import Scalar
from briefgen.facts.model import Facts
from briefgen.facts.schema import records_of_the_model

_WORDS = {
    "id": "id",
    "ref": "id",
    "date": "date",
    "published": "date",
    "flag": "`true` · `false`",
    "percent": "number",
}
"""Name of a scalar → what it holds, where that is more than a text."""


def as_markdown() -> str:
    """The reference page: every record with its keys, whether each is required, and what it means."""
    lines = [
        "# The fact file, key by key",
        "",
        "<!-- Made by `briefgen schema --format markdown`; a test keeps it in step with the model. -->",
        "",
        "A fact file is `seeds/<id>/facts.yml`. This page is made from the same model that checks it. Your editor",
        "offers the same keys and explanations when the file begins with",
        "`# yaml-language-server: $schema=../../docs/schema/facts-1.json`.",
        "",
        "Every value is read as text: `no` stays “no” and `2023` stays “2023”. A value that is empty, `~` or `null`",
        "is no value; put quotation marks around the word if you mean it. Prose fields may hold `*emphasis*`,",
        "`**strong**`, `[text](https://…)` and `[[id]]` citations.",
        "",
    ]
    others = [record for record in records_of_the_model() if record is not Facts]
    lines += _section("The file", "The whole file.", Facts)
    for record in others:
        lines += _section(record.__name__, record.__doc__ or "", record)
    return "\n".join(lines)


def _section(title: str, description: str, record: type[Record]) -> list[str]:
    lines = [f"## {title}", "", description, "", "| key | | value | meaning |"]
    lines.append("| --- | --- | --- | --- |")
    for field in record.fields:
        need = "required" if field.required else ""
        meaning = _cell(field.description) + _examples(field)
        lines.append(f"| `{field.key}` | {need} | {_kind(field.kind)} | {meaning} |")
    return [*lines, ""]


def _kind(kind: Any) -> str:
    """What a field of a type holds, in a few words."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return _marked(parts[0], parts[1:])
    if origin is Literal:
        return " · ".join(f"`{word}`" for word in parts)
    if origin is tuple:
        return f"list of {_kind(parts[0])}"
    if origin is Mapping:
        return f"ids, each with {_kind(parts[1])}"
    if origin is None:
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    [inner] = [part for part in parts if part is not NoneType]
    return _kind(inner)


def _marked(kind: Any, marks: tuple[Any, ...]) -> str:
    for mark in marks:
        if isinstance(mark, Scalar):
            return _WORDS.get(mark.name, "text")
        if isinstance(mark, Short):
            record = get_args(kind)[0] if mark.listed else kind
            [alone] = [field for field in record.fields if field.key == mark.key]
            return f"{_kind(alone.kind)} or {_kind(kind)}"
    raise TypeError(f"{kind} has no mark that says what it may hold")


def _examples(field: Field) -> str:
    shown = ", ".join(f"`{example}`" for example in field.examples)
    return f" Example: {shown}." if shown else ""


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|")
