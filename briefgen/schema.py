"""The format of fact files, out of the model: as JSON Schema for editors, and as a reference page for people.

A fact file holds texts only; an editor reads `2023` as a number and `true` as a truth value. So the schema accepts for a
text whatever an editor may take one for, and for a number or a truth value also the text that the loader sees.
"""

from __future__ import annotations

import json
import re
from typing import Any

from briefgen.fields import ID_PATTERN, RESERVED_IDS
from briefgen.model import Facts

_ADDRESS = "https://json-schema.org/draft/2020-12/schema"
_ID = f"^(?!(?:{'|'.join(sorted(RESERVED_IDS))})$){ID_PATTERN.removeprefix('^')}"
_DATE = r"[0-9X]{4}(-[0-9X]{2}(-[0-9X]{2})?)?[~?%]?"
_EDTF = rf"({_DATE}|({_DATE}|\.\.)?/({_DATE}|\.\.)?)"
_SAFE = r"""[^\s<>"\\^`{|}]"""
_HOST = rf"""(?:(?![:@\[\]/?#]){_SAFE})+(?::[0-9]+)?|\[[0-9a-fA-F:.]+\](?::[0-9]+)?"""
_MAIL = rf"(?:(?![@/]){_SAFE})+"
_PATTERNS = {
    "Edtf": f"^{_EDTF}$",
    "Published": f"^(unknown|{_EDTF})$",
    "Url": rf"^(?:mailto:{_MAIL}@{_MAIL}|https?://(?:{_HOST})(?:[/?#]{_SAFE}*)?)$",
    "snapshot": r"^sources/(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._-]{0,99}\.txt$",
}
"""What the loader checks with code, as far as a pattern can say it; that a day exists, only the calendar knows."""

_DATES = {"edtf", "date", "as_of"}


def as_json() -> str:
    """The JSON Schema of a fact file; the same bytes every time."""
    return json.dumps(build(), ensure_ascii=False, indent=1) + "\n"


def build() -> dict[str, Any]:
    """The JSON Schema as data."""
    schema = Facts.model_json_schema()
    records = {"Facts": schema, **schema["$defs"]}
    for record in records.values():
        for name, field in record.get("properties", {}).items():
            record["properties"][name] = _field(name, field)
    head = {"$schema": _ADDRESS, "title": "Fact file", "description": "A briefing as one file."}
    return {**head, **{key: value for key, value in schema.items() if key not in head}}


def _field(name: str, field: dict[str, Any]) -> dict[str, Any]:
    """A field of a record with what pydantic leaves out."""
    field.pop("title", None)
    if field.get("default", 0) is None:
        del field["default"]
    if name == "schema":
        return {"description": field["description"], "enum": [1, "1"], "default": 1}
    if name == "evidence":
        listed, alone = _shape(name, field["anyOf"][1]), _shape(name, field["anyOf"][0])
        return {"description": field["description"], "anyOf": [alone, {**listed, "minItems": 1}]}
    return _shape(name, field)


def _shape(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    """One shape with the rules for what it holds."""
    if "anyOf" in shape:
        return {**shape, "anyOf": [_shape(name, option) for option in shape["anyOf"]]}
    if "patternProperties" in shape:
        inner = next(iter(shape["patternProperties"].values()))
        return {**shape, "patternProperties": {_ID: inner}, "additionalProperties": False}
    if "items" in shape:
        return {**shape, "items": _shape(name, shape["items"])}
    if shape.get("type") == "boolean":
        return _either({"type": "boolean"}, {"type": "string", "pattern": "^(true|false)$"}, shape)
    if shape.get("type") == "integer":
        number = {"type": "integer", "minimum": 0, "maximum": 100}
        return _either(number, {"type": "string", "pattern": "^0?[0-9]{1,2}$|^100$"}, {})
    return _text(name, shape) if shape.get("type") == "string" else shape


def _either(first: dict[str, Any], second: dict[str, Any], rest: dict[str, Any]) -> dict[str, Any]:
    kept = {key: value for key, value in rest.items() if key != "type"}
    return {**kept, "anyOf": [first, second]}


def _text(name: str, shape: dict[str, Any]) -> dict[str, Any]:
    if "enum" in shape or "const" in shape:
        return shape
    if name in _DATES or name == "published":
        pattern = _PATTERNS["Published" if name == "published" else "Edtf"]
        year = {"type": "integer", "minimum": 1000, "maximum": 9999}
        rest = {key: value for key, value in shape.items() if key != "maxLength"}
        return _either({"type": "string", "pattern": pattern, "maxLength": 60}, year, rest)
    if name in ("url", "snapshot"):
        return {**shape, "pattern": _PATTERNS["Url" if name == "url" else name]}
    if name == "sha256":
        return shape
    if "pattern" in shape:
        # An id of digits is a number to an editor.
        number = {"type": "integer", "minimum": 0}
        rest = {key: value for key, value in shape.items() if key not in ("pattern", "type")}
        # Ids of pages must not be reserved; what refers to one only has to look like it.
        pattern = _ID if name == "formerly" else shape["pattern"]
        named = {"type": ["string", "boolean"], "pattern": pattern}
        return _either(named, number, rest)
    widened = {**shape, "type": ["string", "number", "boolean"], "minLength": 1, "pattern": r"\S"}
    return widened if name != "evidence" else {**widened, "maxLength": 65_536}


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
    schema = build()
    records = {"Facts": {**schema, "description": "The whole file."}, **schema["$defs"]}
    for title in ["Facts", *sorted(schema["$defs"])]:
        record = records[title]
        lines += [f"## {'The file' if title == 'Facts' else title}", ""]
        lines += [record.get("description", ""), "", "| key | | value | meaning |"]
        lines += ["| --- | --- | --- | --- |"]
        required = record.get("required", [])
        for name, field in record["properties"].items():
            need = "required" if name in required else ""
            meaning = _cell(field.get("description", "")) + _examples(field)
            lines.append(f"| `{name}` | {need} | {_kind(name, field)} | {meaning} |")
        lines.append("")
    return "\n".join(lines)


def _kind(name: str, shape: dict[str, Any]) -> str:
    """What a field holds, in a few words."""
    if "enum" in shape:
        return " · ".join(dict.fromkeys(f"`{word}`" for word in map(str, shape["enum"])))
    if "const" in shape:
        return f"`{shape['const']}`"
    if reference := shape.get("$ref"):
        return _link(reference)
    if "patternProperties" in shape:
        return f"ids, each with {_link(next(iter(shape['patternProperties'].values()))['$ref'])}"
    if "items" in shape:
        return f"list of {_kind(name, shape['items'])}"
    if "anyOf" in shape:
        kinds = [_kind(name, option) for option in shape["anyOf"] if option.get("type") != "null"]
        return " or ".join(dict.fromkeys(kind for kind in kinds if kind != "number"))
    if shape.get("pattern") in (_ID, ID_PATTERN):
        return "id"
    if name in _DATES or name == "published":
        return "date" if shape["type"] == "string" else "number"
    if shape.get("type") == "boolean" or shape.get("pattern") == "^(true|false)$":
        return "`true` · `false`"
    return "number" if shape.get("type") == "integer" else "text"


def _link(reference: str) -> str:
    title = reference.rpartition("/")[2]
    return f"[{title}](#{title.lower()})"


def _examples(shape: dict[str, Any]) -> str:
    shown = ", ".join(f"`{example}`" for example in shape.get("examples", []))
    return f" Example: {shown}." if shown else ""


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|")
