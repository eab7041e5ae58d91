"""The blocks of a page that our templates made, where each of them is of a form whose HTML is certain.

Headings stay headings, for the table of contents is made of them. All else becomes HTML: paragraphs, lists, quotations,
definitions, tables, and the elements around them. Where a page has a block of any other form, nothing of it is laid out,
for Markdown may see what belongs together otherwise.
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from briefgen.literal import blocklayout
from briefgen.literal.inlineforms import ENTITY, INLINE, LIST, PLAIN, attributes

_GIVEN = rf'(?: [a-z-]+="[^"<>&\n]*(?:{ENTITY}[^"<>&\n]*)*")*'
_LIST = re.compile(LIST)
_NAME = "article|aside|details|div|nav|ol|section|ul"
_AROUND = re.compile(rf"</?(?:{_NAME}|li|p)\b")
_OPENING = re.compile(
    rf'<({_NAME})({_GIVEN}) markdown="1"({_GIVEN})>'
    rf"(?:<summary({_GIVEN})>([^\W_]+(?:,? [^\W_]+)*)</summary>)?"
)
_ITEM = re.compile(rf'<(li|p)({_GIVEN}) markdown="1"({_GIVEN})>(.*)</\1>')
# In the midst of a line these two tags are like words, but where they could end an element around them.
_MORE = re.compile(rf"<details{_GIVEN}><summary>{PLAIN}</summary>(.*)</details>")
_LINKED = re.compile(r"<[^<>]*>|\]\([^()]*\)(?:\{:[^}]*\})?")
_ID = re.compile(r' id="([^"<>]+)"(?=[^<>]*>)')
_RAW = re.compile(
    r"\n\n(<(figure|pre|form|table)\b(?![^>]* markdown=)[^>]*>.*?</\2>"
    r"|<div\b(?![^>]* markdown=)[^>]*></div>)(?=\n\n)",
    re.DOTALL,
)
_REGULAR = re.compile(r"[^<>&`~]*(?:(?:</?[a-z][^<>`~]*>|&#?[a-zA-Z0-9]+;)[^<>&`~]*)*")
"""HTML that a parser gives back as it is."""


@dataclass(frozen=True, slots=True)
class Finished:
    """HTML in which literal texts and links are still to be made; where it is `raw`, it stays as it is."""

    text: str
    raw: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading whose text is HTML in which literal texts and links are still to be made."""

    level: int
    text: str
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Left:
    """Lines that Markdown has to read, with an empty line before and after them."""

    text: str


Block = Finished | Heading | Left

_TOGETHER = {
    "- ": blocklayout.items,
    "> ": blocklayout.quotation,
    ": ": blocklayout.definitions,
}
"""What makes one of neighbouring blocks of a kind."""


def blocks(text: str) -> list[Block] | None:
    """The blocks of a page, or None where one of them is of no form that is known here."""
    try:
        found = [*_flat(_Reader().read(text))]
    except _UnknownError:
        return None
    return None if _may_clash(found) else found


def _may_clash(found: list[Block]) -> bool:
    """Whether a heading without an id may be given one that something else on the page has."""
    unnamed = {
        _letters(_LINKED.sub("", block.text))
        for block in found
        if isinstance(block, Heading) and "id" not in block.attributes
    }
    if not unnamed:
        return False
    texts = (block.text for block in found if isinstance(block, Finished) and " id=" in block.text)
    return any(_letters(re.sub("_[0-9]+$", "", name)) in unnamed for name in ids(texts))


def _letters(text: str) -> str:
    """What all ways to make an id of a text have in common."""
    plain = unicodedata.normalize("NFKD", html.unescape(text)).casefold()
    return re.sub("[^a-z0-9]", "", plain)


def ids(texts: Iterable[str]) -> Iterator[str]:
    """The ids in HTML."""
    for text in texts:
        yield from _ID.findall(text)


class _UnknownError(Exception):
    """A block is of no known form."""


@dataclass(slots=True)
class _Element:
    """An element with Markdown in it. One that `stays` is left to Markdown, though not all that it holds."""

    name: str
    line: str
    opening: str
    children: list[Block | _Element] = field(default_factory=list)
    stays: bool = False


@functools.cache
def _line() -> re.Pattern[str]:
    # Compiled when the first page is read: most builds read few or none.
    return re.compile(INLINE)


class _Reader:
    def __init__(self) -> None:
        self._open = [_Element("", "", "")]
        self._kind = ""
        self._together: list[list[str]] = []
        self._is_line = _line().fullmatch

    def read(self, text: str) -> list[Block | _Element]:
        """What the page holds, elements with what they hold."""
        # Text, then a raw block and the name of its tag, and so on.
        parts = _RAW.split(f"\n\n{text}\n\n")
        for place in range(0, len(parts), 3):
            if place:
                self._raw(parts[place - 2], parts[place - 1])
            for block in parts[place].split("\n\n"):
                if stripped := block.strip("\n"):
                    self._block(stripped)
        self._gathered()
        if len(self._open) > 1:
            raise _UnknownError
        return self._open[0].children

    def _add(self, part: Block | _Element) -> None:
        self._open[-1].children.append(part)

    def _raw(self, text: str, name: str | None) -> None:
        self._gathered()
        if not _REGULAR.fullmatch(text) or (name and text.count(f"</{name}>") > 1):
            raise _UnknownError
        if len(self._open) == 1:
            # Markdown keeps one of the line breaks behind it.
            self._add(Finished(f"{text}\n", raw=True))
            return
        # Within an element Markdown writes the tags anew.
        self._add(Left(text))
        for element in self._open:
            element.stays = True

    def _block(self, block: str) -> None:
        kind = ": " if "\n: " in block else block[:2]
        if kind in _TOGETHER:
            self._gather(kind, block.split("\n"))
            return
        self._gathered()
        if kind == "| ":
            self._table(block)
        elif kind[0] == "#":
            self._heading(block)
        elif _AROUND.match(block):
            for line in block.split("\n"):
                self._tag(line)
        else:
            self._paragraph(block)

    def _lines(self, lines: list[str]) -> list[str]:
        """`lines`, if they make a paragraph."""
        if not all(map(self._is_line, lines)) or any(line[-1] == " " for line in lines[:-1]):
            raise _UnknownError
        return lines

    def _paragraph(self, block: str) -> None:
        indent = len(block) - len(block.lstrip(" "))
        *lines, last = block[indent if indent < 4 else 0 :].split("\n")
        if lines and _LIST.fullmatch(last) and not lines[-1].endswith("  "):
            self._add(Finished(blocklayout.paragraph(self._lines(lines), last)))
        else:
            self._add(Finished(blocklayout.paragraph(self._lines([*lines, last]))))

    def _gather(self, kind: str, lines: list[str]) -> None:
        if kind == ": ":
            if len(lines) != 2:
                raise _UnknownError
            texts = [lines[0], lines[1][2:]]
        elif not all(line.startswith(kind) for line in lines):
            raise _UnknownError
        else:
            texts = [line[2:] for line in lines]
        if kind == "> ":
            self._lines(texts)
        elif not all(map(self._is_line, texts)):
            raise _UnknownError
        if kind != self._kind:
            self._gathered()
        before = self._open[-1].children[-1:]
        if kind == "- " and any(isinstance(e, _Element) and e.name in {"ol", "ul"} for e in before):
            # Markdown would put the items into that list.
            raise _UnknownError
        self._kind = kind
        self._together.append(texts)

    def _gathered(self) -> None:
        """Lays out the blocks that make one."""
        if self._together:
            self._add(Finished(_TOGETHER[self._kind](self._together)))
            self._kind, self._together = "", []

    def _heading(self, block: str) -> None:
        signs, _, rest = block.partition(" ")
        text, brace, listed = rest.rpartition(" {:")
        if not brace:
            text = rest
        elif not _LIST.fullmatch(f"{{:{listed}"):
            raise _UnknownError
        if signs.strip("#") or len(signs) > 6 or text[-1:] in {" ", "#"} or not self._is_line(text):
            raise _UnknownError
        self._add(Heading(len(signs), blocklayout.strong(text), attributes(listed)))

    def _table(self, block: str) -> None:
        rows = [line.split("|") for line in block.split("\n")]
        head, rule, body = rows[0][1:-1], rows[1:2], [row[1:-1] for row in rows[2:]]
        cells = [cell.strip(" ") for row in [head, *body] for cell in row]
        if (
            len(head) < 2
            or not body
            or rule != [["", *[" --- "] * len(head), ""]]
            or any(len(row) != len(rows[0]) or row[0] or row[-1] for row in rows)
            or not all(self._is_line(cell) for cell in cells if cell)
        ):
            raise _UnknownError
        self._add(Finished(blocklayout.table(head, body)))

    def _tag(self, line: str) -> None:
        """A line that begins or ends an element, or is one."""
        if line == f"</{self._open[-1].name}>" and len(self._open) > 1:
            self._open.pop()
        elif found := _ITEM.fullmatch(line):
            self._item(found)
        elif found := _OPENING.fullmatch(line):
            self._begin(found)
        else:
            raise _UnknownError

    def _item(self, found: re.Match[str]) -> None:
        tag = blocklayout.opening(found[1], found[2] + found[3])
        text, more, rest = found[4].partition("<details")
        inner = _MORE.fullmatch(more + rest) if more else None
        if (
            "[" in tag
            or not self._is_line(text.removeprefix(" "))
            or (more and not (inner and self._is_line(inner[1])))
            or (more and any(element.name == "details" for element in self._open))
        ):
            raise _UnknownError
        self._add(Finished(f"{tag}{blocklayout.strong(found[4])}</{found[1]}>"))

    def _begin(self, found: re.Match[str]) -> None:
        tag = blocklayout.opening(found[1], found[2] + found[3])
        if found[5]:
            tag += f"\n{blocklayout.opening('summary', found[4])}{found[5]}</summary>"
        element = _Element(found[1], found[0], tag)
        self._add(element)
        self._open.append(element)


def _flat(parts: list[Block | _Element]) -> Iterator[Block]:
    for part in parts:
        if not isinstance(part, _Element):
            yield part
        elif part.stays:
            yield Left(part.line)
            yield from _flat(part.children)
            yield Left(f"</{part.name}>")
        elif part.children or "\n" in part.opening:
            yield Finished(part.opening, raw=True)
            yield from _flat(part.children)
            yield Finished(f"</{part.name}>", raw=True)
        else:
            yield Finished(f"{part.opening}</{part.name}>", raw=True)
