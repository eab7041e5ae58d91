"""Values → YAML as fact files write it: plain where that is safe, folded where it is long, quoted otherwise."""

from __future__ import annotations

import json
import re

WIDTH = 112
"""Columns of a line that is wrapped."""

_PLAIN = re.compile(r"[^\W_](?:[^\n]*[^\s:])?")
_LIKE_ANOTHER_TYPE = re.compile(
    r"(?i:true|false|yes|no|on|off|null|y|n)|[-+.]?\d[\d_.,:eExXoO+-]*|\d{4}-\d\d.*"
)
_NOT_FOLDED = re.compile(r"^\s|\s$|  |[\t\n\r\x85\u2028\u2029]")


def scalar(text: str, indent: int) -> str:
    """`text` as the value of a key that is indented by `indent`: one line, or `>-` and lines below it."""
    if len(text) + indent > WIDTH - 20 and " " in text and not _NOT_FOLDED.search(text):
        margin = " " * (indent + 2)
        return ">-\n" + "\n".join(margin + line for line in _wrapped(text, WIDTH - indent - 2))
    return inline(text)


def inline(text: str) -> str:
    """`text` on one line, also inside brackets."""
    plain = (
        _PLAIN.fullmatch(text)
        and text.isprintable()
        and not _LIKE_ANOTHER_TYPE.fullmatch(text)
        and not re.search(r": |:$| #|[\[\]{},]|^[-?] ", text)
    )
    return text if plain else quoted(text)


def quoted(text: str) -> str:
    """`text` in double quotation marks."""
    escaped = json.dumps(text, ensure_ascii=False)
    return re.sub(r"[\x7f-\x9f\u2028\u2029\ufeff]", lambda m: f"\\u{ord(m[0]):04x}", escaped)


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}" if lines[-1] else word
    return lines
