"""The HTML of blocks, laid out as Python-Markdown lays it out; literal texts and links in them are still to be made."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from briefgen.inlineforms import attributes, written

_STARS = re.compile(r"\*\*(.+?)\*\*")
_AMP = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)


def strong(text: str) -> str:
    """`text` with `**` as tags."""
    return _STARS.sub(r"<strong>\1</strong>", text) if "**" in text else text


def paragraph(text: str, listed: str | None = None) -> str:
    """A paragraph with the attributes of an attribute list."""
    return f"<p{written(attributes(listed))}>{strong(text)}</p>"


def opening(name: str, given: str) -> str:
    """The tag that begins an element, as Markdown writes it once it has read it."""
    read = {key: _escaped(value) for key, value in attributes(given).items()}
    return f"<{name}{written(read)}>"


def _escaped(value: str) -> str:
    if "&" not in value:
        return value
    shown = _AMP.sub("&amp;", html.unescape(value))
    return shown.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def items(blocks: list[str]) -> str:
    """A list; an empty line between two items makes both paragraphs."""
    return "\n".join(["<ul>", *_items(blocks), "</ul>"])


def _items(blocks: list[str]) -> Iterator[str]:
    for place, block in enumerate(blocks):
        lines = block.split("\n")
        for number, line in enumerate(lines):
            after = number == 0 and place > 0
            before = number == len(lines) - 1 and place < len(blocks) - 1
            text = strong(line[2:])
            yield f"<li>\n<p>{text}</p>\n</li>" if after or before else f"<li>{text}</li>"


def quotation(blocks: list[str]) -> str:
    """A quotation with a paragraph for each block."""
    paragraphs = [paragraph(block[2:].replace("\n> ", "\n")) for block in blocks]
    return "\n".join(["<blockquote>", *paragraphs, "</blockquote>"])


def definitions(blocks: list[str]) -> str:
    """Terms, each with what it means."""
    pairs = (strong(block).split("\n: ") for block in blocks)
    entries = [f"<dt>{term}</dt>\n<dd>{meaning}</dd>" for term, meaning in pairs]
    return "\n".join(["<dl>", *entries, "</dl>"])


def table(head: list[str], body: Iterable[list[str]]) -> str:
    """A table whose columns are not aligned."""
    return "\n".join(
        [
            "<table>\n<thead>",
            _row("th", head),
            "</thead>\n<tbody>",
            *(_row("td", row) for row in body),
            "</tbody>\n</table>",
        ]
    )


def _row(name: str, cells: list[str]) -> str:
    return "\n".join(
        ["<tr>", *(f"<{name}>{strong(cell.strip(' '))}</{name}>" for cell in cells), "</tr>"]
    )
