"""The HTML of blocks, laid out as Python-Markdown lays it out; literal texts and links in them are still to be made."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from briefgen.literal.inlineforms import attributes, written

_STARS = re.compile(r"\*\*(.+?)\*\*")
_AMP = re.compile(r"&(?!(?:#[0-9]+|#x[0-9a-f]+|[0-9a-z]+);)", re.IGNORECASE)


def strong(text: str) -> str:
    """`text` with `**` as tags."""
    return _STARS.sub(r"<strong>\1</strong>", text) if "**" in text else text


def paragraph(lines: list[str], listed: str = "") -> str:
    """A paragraph with the attributes of an attribute list."""
    given = written(attributes(listed)) if listed else ""
    text = "\n".join(lines)
    return f"<p{given}>{strong(text)}</p>"


def opening(name: str, given: str) -> str:
    """The tag that begins an element, as Markdown writes it once it has read it."""
    read = {key: _escaped(value) for key, value in attributes(given).items()}
    return f"<{name}{written(read)}>"


def _escaped(value: str) -> str:
    if "&" not in value:
        return value
    shown = _AMP.sub("&amp;", html.unescape(value))
    return shown.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def items(blocks: list[list[str]]) -> str:
    """A list of the items of all blocks; an empty line between two makes both paragraphs."""
    return "\n".join(["<ul>", *_items(blocks), "</ul>"])


def _items(blocks: list[list[str]]) -> Iterator[str]:
    for place, texts in enumerate(blocks):
        for number, text in enumerate(texts):
            after = number == 0 and place > 0
            before = number == len(texts) - 1 and place < len(blocks) - 1
            shown = strong(text)
            yield f"<li>\n<p>{shown}</p>\n</li>" if after or before else f"<li>{shown}</li>"


def quotation(blocks: list[list[str]]) -> str:
    """A quotation with a paragraph for each block."""
    return "\n".join(["<blockquote>", *map(paragraph, blocks), "</blockquote>"])


def definitions(blocks: list[list[str]]) -> str:
    """Terms, each with what it means."""
    entries = [f"<dt>{strong(term)}</dt>\n<dd>{strong(text)}</dd>" for term, text in blocks]
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
