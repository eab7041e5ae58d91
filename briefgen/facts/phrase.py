"""The words for a problem of shape: what is wrong with the value, and the nearest valid one."""

from __future__ import annotations

import re

from briefgen.base.diagnostics import Code, Path
from briefgen.base.nearest import did_you_mean
from briefgen.facts.faults import Fault, Kind
from briefgen.facts.fields import ID_PATTERN, RESERVED_IDS
from briefgen.facts.modelmap import describe

COMMON = {
    "claim": ("claims",),
    "date": ("published", "as_of", "edtf"),
    "description": ("definition", "descriptor", "role"),
    "hash": ("sha256",),
    "heading": ("title",),
    "link": ("url",),
    "name": ("title",),
    "passage": ("exact", "evidence"),
    "quote": ("exact", "evidence"),
    "quotes": ("evidence",),
    "summary": ("bottom_line",),
    "text": ("statement", "exact"),
    "title": ("name", "heading"),
    "updated": ("as_of",),
}
"""Words that editors use for a key, and the keys that they may mean, where the letters do not tell."""

_EXPECTED: dict[Kind, str] = {
    "text": "a text",
    "record": "a mapping of keys and values",
    "records": "a mapping of ids to records",
    "list": "a list",
    "flag": "true or false",
    "number": "a whole number",
}
_MENDS = {
    Code.BAD_DATE: "write 2023, 2023-08 or 2023-08-17; 2023-08~ for about, 2023? for uncertain, 2018/2023 for a range",
    Code.BAD_URL: "write the whole address, such as https://example.org/page",
    Code.BAD_PATH: "write sources/NAME.txt",
}
_ID_RULE = "ids have small letters a to z, digits and hyphens, and at most 64 characters"


def missing(paths: list[Path]) -> tuple[str, str]:
    """The message and the help for the keys that one record lacks."""
    names = [str(path[-1]) for path in paths]
    if len(names) == 1:
        meaning = describe(paths[0])
        return f"the key “{names[0]}” is missing", f"add {names[0]}: {meaning}".rstrip(": ")
    listed = ", ".join(f"“{name}”" for name in names)
    return f"the keys {listed} are missing", f"add {', '.join(f'{name}:' for name in names)}"


def words(fault: Fault) -> tuple[str, str]:
    """The message and the help for any other problem."""
    name = f"“{fault.name}”" if fault.path and isinstance(fault.path[-1], str) else "this entry"
    code, value = fault.code, fault.value
    if code is Code.NOT_ALLOWED and isinstance(value, str):
        listed = did_you_mean(value, fault.detail) or f"allowed: {', '.join(fault.detail)}"
        return f"{name} cannot be “{value}”", listed
    if code is Code.BAD_ID:
        return _bad_id(fault.name if fault.on_key else value, fault.kind)
    if code is Code.BAD_DATE and isinstance(value, str):
        return f"“{value}” {fault.detail}", _date_mend(value)
    if code in _MENDS:
        return f"“{value}” {fault.detail}", _MENDS[code]
    if code is Code.BAD_VALUE:
        return _bad_value(fault, name)
    expected = _EXPECTED.get(fault.kind, "another kind of value")
    if value is None:
        return f"{name} has no value", f"write {expected} after the colon, or delete the key"
    subject = name if fault.path else "the file"
    return f"{subject} must be {expected}, not {_found(value)}", _mend(fault)


def _date_mend(value: str) -> str:
    if value[:1] in "“”„‘’":
        return f'use straight quotation marks: "{value.strip("“”„‘’")}"'
    start, slash, end = value.partition("/")
    if slash and "" not in (start, end) and start > end:
        return f"write the earlier date first: {end}/{start}"
    return _MENDS[Code.BAD_DATE]


def _bad_id(shown: str, kind: Kind) -> tuple[str, str]:
    if kind == "reserved":
        return f"“{shown}” is a reserved name", f"choose another id, such as “the-{shown}”"
    slug = nearest_id(shown)
    usable = re.match(ID_PATTERN, slug) and slug not in RESERVED_IDS
    return f"“{shown}” is not an id", f"write “{slug}”; {_ID_RULE}" if usable else _ID_RULE


def nearest_id(written: str) -> str:
    """What is left of `written` when it keeps to the letters of ids; may be empty."""
    return re.sub(r"[^a-z0-9]+", "-", written.casefold()).strip("-")[:64].rstrip("-")


def _found(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    return "a list" if isinstance(value, list) else f"“{value}”"


def _mend(fault: Fault) -> str:
    """How a value of one kind becomes one of the expected kind."""
    kind, value = fault.kind, fault.value
    if kind == "list" and isinstance(value, str):
        return f"put it into a list: [{value}]" if len(value) < 40 else "put a hyphen before it"
    if kind == "list":
        return "put a hyphen before each entry"
    if kind == "text" and isinstance(value, dict):
        return 'put quotation marks around a text that has ": " or braces in it'
    if kind == "text" and isinstance(value, list) and isinstance(fault.path[-1], int):
        inner = value[0] if value and isinstance(value[0], str) else "it"
        return f"write {inner} without brackets of its own; [[…]] is for prose"
    if kind == "text":
        return "write one text, without hyphens and brackets"
    if isinstance(value, list):
        return "write key: value lines without hyphens before them"
    if kind == "flag":
        return "write true or false"
    if kind == "number":
        return "write digits only"
    return f"write its keys on lines of their own below it: {describe(fault.path)}".rstrip(": ")


def _bad_value(fault: Fault, name: str) -> tuple[str, str]:
    match fault.kind:
        case "digest":
            help_text = "write the 64 hexadecimal digits in small letters that sha256sum prints"
            return f"{name} is not a SHA-256 digest", help_text
        case "empty":
            return f"{name} is empty", "write a value, or delete the key if it may be left out"
        case "invisible":
            return f"{name} has no visible character", "write a value, or delete the key"
        case "long text" | "long list":
            what = "characters" if fault.kind == "long text" else "entries"
            message = f"{name} has more than {fault.detail:,} {what}"
            return message, f"shorten it: {describe(fault.path)}".rstrip(": ")
    return f"{name} must be between 0 and 100", "write a share in per cent, from 0 to 100"
