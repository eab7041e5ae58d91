"""The address of a passage on a live page: a link that opens the page there, where the browser knows how to.

Source: URL Fragment Text Directives (a draft of the Web Incubator Community Group), section 3.
"""

from __future__ import annotations

from urllib.parse import quote

LONGEST = 200
"""How many code points of a passage an address holds; of a longer one it names the first and last words."""

_EDGE = 5
"""How many words name the start and the end of a long passage."""


def address(url: str, passage: str, *, prefix: str = "", suffix: str = "") -> str:
    """`url` with a text fragment that finds `passage` between the words `prefix` and `suffix`."""
    text = " ".join(passage.split())
    directive = ",".join(
        [
            *([f"{_encoded(prefix)}-"] if prefix.split() else []),
            *map(_encoded, _named(text)),
            *([f"-{_encoded(suffix)}"] if suffix.split() else []),
        ]
    )
    return f"{url}{'' if '#' in url else '#'}:~:text={directive}"


def _named(text: str) -> tuple[str, ...]:
    """The text itself, or where it is long its beginning and its end."""
    if len(text) <= LONGEST:
        return (text,)
    words = text.split(" ")
    if len(words) > 2 * _EDGE:
        return " ".join(words[:_EDGE]), " ".join(words[-_EDGE:])
    # A script without spaces has no words to count.
    return text[: LONGEST // 4], text[-LONGEST // 4 :]


def _encoded(text: str) -> str:
    """`text` on one line, with everything that means something in a directive written as per cent and digits."""
    # Python takes the hyphen for safe in every address; here it tells a prefix from the text.
    return quote(" ".join(text.split()), safe="").replace("-", "%2D")
