"""The forms that our templates write within a line, as expressions: what is of these forms, Markdown makes nothing else of.

Each is as narrow as what the templates need. A sign that a rule of Markdown might look at is in none of them but where
the rule is followed: a text of an author has every such sign as an entity.
"""

from __future__ import annotations

import re

ENTITY = "&#x[0-9a-f]+;"
_QUIET = r'[^"<>&{}\[\]\\*_`\n]*'
_VALUE = rf"{_QUIET}(?:{ENTITY}{_QUIET})*"
LIST = rf'\{{:(?: [.#]_?[a-zA-Z0-9-]+| [a-z-]+="{_VALUE}")+ ?\}}'
"""An attribute list."""

_NAMES = "a|abbr|b|br|cite|code|data|del|em|i|ins|mark|q|small|span|strong|sub|sup|time"
_TAG = rf'</(?:{_NAMES})>|<(?:{_NAMES})(?: (?!name=)[a-z-]+(?:="[^"<>\[\]\\`*\n]*")?)*>'
_SIGN = rf"<bdi>[^<>\n]*</bdi>|{_TAG}|{ENTITY}|!(?!\[)"
PLAIN = r"[^\\`*_\[\]!<>&{}|~\n\x02\x03]*"
"""Characters that no rule within a line looks at."""

_WORDS = rf"{PLAIN}(?:(?:{_SIGN}){PLAIN})*"
_LINK = rf'(?<!\])\[{_WORDS}\]\([^()\s"<>&\\`*]+\)(?:{LIST})?'
_BRACKETS = rf"(?<!\])\[(?=[^\W_]){_WORDS}\](?![(\[:{{])"
_STRONG = rf"\*\*(?=[^\s*])(?:{PLAIN}(?:(?:{_SIGN}|{_LINK}){PLAIN})*)(?<=\S)\*\*(?!\*)"
_FIRST = r"(?=\S)(?![-+>#:=~|{}!]|\*(?!\*[^\s*])|[0-9]+[.)] |\[[^\]\n]*\]:)"
INLINE = rf"{_FIRST}{PLAIN}(?:(?:{_SIGN}|{_LINK}|{_BRACKETS}|{_STRONG}){PLAIN})*"
"""A line of a paragraph, or a part of one, that begins no other block and ends none."""

PART = re.compile(
    r"<bdi>(?P<text>[^<>]*)</bdi>"
    r"|\[(?P<words>[^\[\]]*)\]\((?P<url>[^()]+)\)(?:\{:(?P<attributes>[^}]*)\})?"
)
"""A literal text or a link, where nothing else looks like one."""

_ATTRIBUTE = re.compile(r' (?:([.#])([\w-]+)|([\w-]+)="([^"]*)")')


def attributes(listed: str | None) -> dict[str, str]:
    """The attributes of an attribute list, or those that are written out in a tag; of a key given twice the last."""
    given: dict[str, str] = {}
    for sign, name, key, value in _ATTRIBUTE.findall(listed or ""):
        if sign == "#":
            given["id"] = name
        elif sign:
            given["class"] = f"{given['class']} {name}" if "class" in given else name
        else:
            given[key] = value
    return given


def written(given: dict[str, str]) -> str:
    """Attributes in the order of Markdown's serializer."""
    return "".join([f' {key}="{given[key]}"' for key in sorted(given)])
