"""What a fact file may hold as text: how much of it, and which characters."""

from __future__ import annotations

from briefgen.base.named import NamedTuple
from briefgen.base.values import Pattern

MAX_BYTES = 1 << 20
MAX_SCALAR = 1 << 16
MAX_NODES = 50_000
MAX_DEPTH = 24
MAX_INDENT = 200

_CONTROLS = "\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane << 16 | 0xFFFE)}-{chr(plane << 16 | 0xFFFF)}" for plane in range(17)
)

CONTROL = Pattern(f"[{_CONTROLS}]")
"""Controls but TAB, LF, FF, CR and NEL; surrogates; noncharacters."""

FORBIDDEN = Pattern(f"[{_CONTROLS}\x0c\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Controls, surrogates, noncharacters, and characters that reorder or hide text. Source: Unicode TR 36 and TR 55."""

INVISIBLE = Pattern(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u3164\uffa0]"
)
"""Characters that show nothing, which no key may hold."""


_ASCII = bytes(range(0x20, 0x7F)) + b"\n"


def is_plain(raw: bytes) -> bool:
    """Whether the text in `raw`, which is UTF-8, is line feeds and what can be printed: whatever is forbidden cannot.

    Nearly all bytes are ASCII. To leave those out and ask the rest takes a fifth of asking each character.
    """
    return raw.translate(None, _ASCII).decode().isprintable()


class Limits(NamedTuple):
    """How large a fact file may be: bytes, nodes, code points of one value, levels, columns of indentation."""

    file_bytes: int = MAX_BYTES
    nodes: int = MAX_NODES
    scalar: int = MAX_SCALAR
    depth: int = MAX_DEPTH
    indent: int = MAX_INDENT
