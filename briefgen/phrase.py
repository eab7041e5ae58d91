"""The words for a problem of shape: what is wrong with the value, and the nearest valid one."""

from __future__ import annotations

import re

from pydantic_core import ErrorDetails

from briefgen.diagnostics import Code
from briefgen.fields import ID_PATTERN, RESERVED_IDS
from briefgen.modelmap import Path, describe
from briefgen.nearest import did_you_mean

CODES = {
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
    "invisible": Code.BAD_VALUE,
    "too_short": Code.BAD_VALUE,
    "too_long": Code.BAD_VALUE,
    "greater_than_equal": Code.BAD_VALUE,
    "less_than_equal": Code.BAD_VALUE,
}
"""pydantic's type of an error → our code; any other is a wrong type of value."""

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


def words(
    code: Code, kind: str, path: Path, error: ErrorDetails, *, on_key: bool
) -> tuple[str, str]:
    """The message and the help for any other problem."""
    name = f"“{path[-1]}”" if path and isinstance(path[-1], str) else "this entry"
    value = error["input"]
    if code is Code.NOT_ALLOWED and isinstance(value, str):
        allowed = _quoted(error.get("ctx", {}).get("expected", ""))
        listed = did_you_mean(value, allowed) or f"allowed: {', '.join(allowed)}"
        return f"{name} cannot be “{value}”", listed
    if code is Code.BAD_ID:
        return _bad_id(str(path[-1] if on_key else value), kind)
    if code in _MENDS:
        return f"“{value}” {error['msg']}", _MENDS[code]
    if code is Code.BAD_VALUE:
        return _bad_value(kind, name, path, error)
    expected = _EXPECTED.get(kind, "another kind of value")
    if value is None:
        return f"{name} has no value", f"write {expected} after the colon, or delete the key"
    return f"{name if path else 'the file'} must be {expected}, not {_found(value)}", _mend(
        kind, value, path
    )


def _bad_id(shown: str, kind: str) -> tuple[str, str]:
    if kind == "reserved_id":
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


def _mend(kind: str, value: object, path: Path) -> str:
    """How a value of one kind becomes one of the expected kind."""
    if kind in ("tuple_type", "list_type") and isinstance(value, str):
        return f"put it into a list: [{value}]" if len(value) < 40 else "put a hyphen before it"
    if kind in ("tuple_type", "list_type"):
        return "put a hyphen before each entry"
    if kind == "string_type" and isinstance(value, dict):
        return 'put quotation marks around a text that has ": " or braces in it'
    if kind == "string_type":
        return "write one text, without hyphens and brackets"
    if isinstance(value, list):
        return "write key: value lines without hyphens before them"
    if kind == "bool_type":
        return "write true or false"
    if kind.startswith("int_"):
        return "write digits only"
    meaning = describe(path)
    return f"write its keys on lines of their own below it: {meaning}".rstrip(": ")


def _bad_value(kind: str, name: str, path: Path, error: ErrorDetails) -> tuple[str, str]:
    if kind == "string_pattern_mismatch":
        help_text = "write the 64 hexadecimal digits in small letters that sha256sum prints"
        return f"{name} is not a SHA-256 digest", help_text
    if kind in ("string_too_short", "too_short"):
        return f"{name} is empty", "write a value, or delete the key if it may be left out"
    if kind == "invisible":
        return f"{name} has no visible character", "write a value, or delete the key"
    if kind in ("string_too_long", "too_long"):
        limit = error.get("ctx", {}).get("max_length")
        what = "characters" if kind == "string_too_long" else "entries"
        return f"{name} has more than {limit:,} {what}", f"shorten it: {describe(path)}".rstrip(
            ": "
        )
    return f"{name} must be between 0 and 100", "write a share in per cent, from 0 to 100"


def _quoted(expected: str) -> list[str]:
    return [part for part in expected.split("'") if part.strip(" ,") not in ("", "or")]
