"""Text of a fact file → plain data with a position for every key and value, in a strict subset of YAML.

The subset: one document; mappings, sequences and scalars; every scalar a string. Anchors, aliases, tags, merge keys and
directives are refused, so nothing is expanded and nothing is run. Data is built from libyaml's events on a stack of our
own: nothing here recurses, and building stops at the first limit, whatever is nested below it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import yaml

from briefgen.diagnostics import Code, Diagnostic, Related, Span

Path = tuple[str | int, ...]
"""The way to a value: keys of mappings and indexes of sequences, from the outside in."""

MAX_BYTES = 1 << 20
MAX_SCALAR = 1 << 16
MAX_NODES = 50_000
MAX_DEPTH = 24
MAX_INDENT = 200

_CONTROLS = "\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef" + "".join(
    chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF)
)

CONTROL = re.compile(f"[{_CONTROLS}]")
"""Controls but TAB, LF, FF, CR and NEL; surrogates; noncharacters."""

FORBIDDEN = re.compile(f"[{_CONTROLS}\x0c\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Controls, surrogates, noncharacters, and characters that reorder or hide text. Source: Unicode TR 36 and TR 55."""

_DROPPED = "\0"
"""Stands for the key of a value that is read but not kept; no file can write it."""

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
"""Plain scalars that stand for no value, here as in an editor. A party of the name Null is written in quotation marks."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u3164\uffa0]"
)


class Limits(NamedTuple):
    """How large a fact file may be: bytes, nodes, code points of one value, levels, columns of indentation."""

    file_bytes: int = MAX_BYTES
    nodes: int = MAX_NODES
    scalar: int = MAX_SCALAR
    depth: int = MAX_DEPTH
    indent: int = MAX_INDENT


class Mark(NamedTuple):
    """Where a key or value stands: start and end, each as (offset, line, column), all counted from 0."""

    start: tuple[int, int, int]
    end: tuple[int, int, int]


class _Container:
    """The marks of a mapping's or sequence's members, beside the data that holds them."""

    __slots__ = ("data", "flow", "keys", "mark", "pending", "values")

    def __init__(self, data: dict[str, Any] | list[Any], mark: Mark, *, flow: bool) -> None:
        self.data = data
        self.mark = mark
        self.keys: dict[str, Mark] = {}
        self.values: dict[str | int, Mark | _Container] = {}
        self.pending: str | None = None
        self.flow = flow


class Document(NamedTuple):
    """A parsed file: its data (dict, list, str or None) and the way back from a path into it to the text."""

    path: str
    text: str
    data: Any
    root: Mark | _Container

    def span(self, path: Path, *, key: bool = False) -> Span:
        """The span of the value at `path`, or of its key; of the nearest parent that exists where there is none."""
        node: Mark | _Container = self.root
        found: Mark | None = None
        for part in path:
            if not isinstance(node, _Container):
                # A record written in its short form, as a bare value: the value is the smallest thing there.
                return _span(self.path, self.text, node)
            if part not in node.values:
                key = True
                break
            found = node.keys.get(part) if isinstance(part, str) else None
            node = node.values[part]
        mark = node.mark if isinstance(node, _Container) else node
        if found and (key or isinstance(node, _Container)):
            mark = found
        return _span(self.path, self.text, mark)

    def find(self, path: Path, needle: str, *, occurrence: int = 0) -> Span:
        """The span of `needle` inside the value at `path`, or of the whole value where it is written differently."""
        node: Mark | _Container = self.root
        for part in path:
            if isinstance(node, _Container):
                if part not in node.values:
                    return self.span(path)
                node = node.values[part]
        mark = node.mark if isinstance(node, _Container) else node
        offset = mark.start[0] - 1
        for _ in range(occurrence + 1):
            offset = self.text.find(needle, offset + 1, mark.end[0])
        if offset < 0:
            return self.span(path)
        return self.span_of(offset, offset + len(needle))

    def extent(self, path: Path, *, key: bool = False) -> tuple[int, int] | None:
        """Offsets of the value at `path` (or of its key), without white space and comments behind it; None if absent."""
        node: Mark | _Container = self.root
        mark: Mark | None = None
        for part in path:
            if not isinstance(node, _Container) or part not in node.values:
                return None
            mark = node.keys.get(part) if isinstance(part, str) else None
            node = node.values[part]
        if key:
            return (mark.start[0], mark.end[0]) if mark else None
        start = (node.mark if isinstance(node, _Container) else node).start[0]
        end = _last_end(node)
        return start, max(start, start + len(self.text[start:end].rstrip()))

    def extents(self) -> Iterator[tuple[int, int]]:
        """Offsets of every value that is a text, in no order, without white space behind it."""
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            if isinstance(node, _Container):
                waiting += node.values.values()
            else:
                start, end = node.start[0], node.end[0]
                yield start, start + len(self.text[start:end].rstrip())

    def span_of(self, start: int, end: int) -> Span:
        """The span of the code points `start` to `end` of the text."""
        return Span(self.path, *_position(self.text, start), *_position(self.text, end))


def _last_end(node: Mark | _Container) -> int:
    """Where the last value inside ends; the mark of a block mapping itself reaches to the next token, over comments."""
    # A loop, not recursion: files may nest as deep as the limits let them.
    while isinstance(node, _Container):
        last = next(reversed(node.values.values()), None)
        if last is None or node.flow:
            return node.mark.end[0]
        node = last
    return node.end[0]


def _span(path: str, text: str, mark: Mark) -> Span:
    start, end = mark.start, mark.end
    if end[1] > start[1] or end[0] <= start[0]:
        # A block scalar ends on the next key's line, an empty value nowhere: point at what is there.
        written = text[start[0] : end[0]].rstrip()
        if not written:
            return Span(path, start[1] + 1, start[2] + 1, start[1] + 1, start[2] + 2)
        last = _position(text, start[0] + len(written))
        return Span(path, start[1] + 1, start[2] + 1, *last)
    return Span(path, start[1] + 1, start[2] + 1, end[1] + 1, end[2] + 1)


def _position(text: str, offset: int) -> tuple[int, int]:
    starts = _line_starts(text)
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


@lru_cache(maxsize=16)
def _line_starts(text: str) -> list[int]:
    """The offset of each line; kept, because every rule asks for positions in the same few texts."""
    return [0, *(match.end() for match in _BREAK.finditer(text))]


_BREAK = re.compile(r"\r\n|\r|\n")


def decode(path: str, raw: bytes, limits: Limits) -> str | Diagnostic:
    """The text of a file; a byte-order mark at its start is dropped."""
    if len(raw) > limits.file_bytes:
        return Diagnostic(
            Code.LIMIT,
            Span(path),
            f"the file has {len(raw):,} bytes; the limit is {limits.file_bytes:,}",
            "split the briefing, or raise the limit in the site's configuration",
        )
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        column = (
            len(
                raw[raw.rfind(b"\n", 0, problem.start) + 1 : problem.start].decode(
                    "utf-8", "replace"
                )
            )
            + 1
        )
        return Diagnostic(
            Code.ENCODING,
            Span(path, line, column, line, column + 1),
            f"byte 0x{raw[problem.start]:02x} is not UTF-8",
            "save the file with the encoding UTF-8",
        )


def parse(
    path: str, raw: bytes, limits: Limits = Limits()
) -> tuple[Document | None, list[Diagnostic]]:
    """The document in `raw`, or None, and everything that is wrong with it as YAML.

    A document comes back beside errors where the data can still be used, so that later stages can report theirs too.
    """
    text = decode(path, raw, limits)
    if isinstance(text, Diagnostic):
        return None, [text]
    problems = list(_refused_in_text(path, text, limits))
    if problems:
        return None, problems
    builder = _Builder(path, text, limits)
    try:
        builder.run()
    except yaml.YAMLError as problem:
        builder.problems.append(
            _open_quote(path, text, builder.last, problem) or _syntax_problem(path, text, problem)
        )
        return None, builder.problems
    except _Stop:
        return None, builder.problems
    return Document(path, text, builder.data, builder.root), builder.problems


def _refused_in_text(path: str, text: str, limits: Limits) -> Iterator[Diagnostic]:
    for match in FORBIDDEN.finditer(text):
        span = Span(path, *_position(text, match.start()), *_position(text, match.end()))
        yield Diagnostic(
            Code.FORBIDDEN_CHARACTER, span, f"U+{ord(match[0]):04X} may not be used", "delete it"
        )
    for number, line in enumerate(_BREAK.split(text), start=1):
        indent = len(line) - len(line.lstrip(" -?:\t"))
        if indent > limits.indent:
            span = Span(path, number, 1, number, indent + 1)
            yield Diagnostic(
                Code.LIMIT,
                span,
                f"indented by more than {limits.indent} columns",
                "write it less deep",
            )


class _Stop(Exception):  # noqa: N818  # a jump out of the loop, not an error
    """Building cannot go on; the reason is among the problems."""


class _Builder:
    """Builds data and marks from libyaml's events."""

    def __init__(self, path: str, text: str, limits: Limits) -> None:
        self.path = path
        self.text = text
        self.limits = limits
        self.problems: list[Diagnostic] = []
        self.data: Any = None
        self.root: Mark | _Container = Mark((0, 0, 0), (0, 0, 0))
        self.stack: list[_Container] = []
        self.nodes = 0
        self.last = Mark((0, 0, 0), (0, 0, 0))

    def run(self) -> None:
        documents = 0
        for event in yaml.parse(self.text, Loader=yaml.CSafeLoader):
            if isinstance(event, yaml.ScalarEvent):
                self._check_node(event)
                self._scalar(event)
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                self._check_node(event)
                self._open(event)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                self._close(event)
            elif isinstance(event, yaml.AliasEvent):
                self._refuse(event, "an alias (*name)", "write the value out")
                self._add(None, _mark(event))
            elif isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if event.version or event.tags:
                    self._refuse(event, "a directive (%)", "delete it")
                if documents > 1:
                    self._refuse(event, "a second document (---)", "put it into a file of its own")
                    raise _Stop

    def _refuse(self, event: yaml.Event, what: str, help_text: str) -> None:
        self.problems.append(
            Diagnostic(
                Code.YAML_FEATURE, self._span(_mark(event)), f"{what} is not used here", help_text
            )
        )

    def _check_node(self, event: Any) -> None:
        self.nodes += 1
        if self.nodes > self.limits.nodes:
            self._limit(
                event,
                f"more than {self.limits.nodes:,} values",
                "split the briefing, or raise the limit",
            )
        if len(self.stack) >= self.limits.depth:
            self._limit(event, f"nested deeper than {self.limits.depth} levels", "write it flatter")
        if event.anchor is not None:
            self._refuse(event, "an anchor (&name)", "write the value out where it is needed")
        if event.tag is not None and event.tag != "!":
            self._refuse(
                event, "a tag (!name)", "delete it, or put quotation marks around the text"
            )
        elif (
            event.tag == "!"
            and self.text[event.start_mark.index : event.start_mark.index + 1] == "!"
        ):
            self._refuse(event, "a tag (!)", "delete it; all values are read as text")

    def _limit(self, event: yaml.Event, what: str, help_text: str) -> None:
        self.problems.append(Diagnostic(Code.LIMIT, self._span(_mark(event)), what, help_text))
        raise _Stop

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        mark, value = _mark(event), event.value
        self.last = mark
        if len(value) > self.limits.scalar:
            self._limit(
                event,
                f"a text of more than {self.limits.scalar:,} characters",
                "shorten or split it",
            )
        # Whatever is forbidden cannot be printed; asking that first is much quicker.
        for match in () if value.isprintable() else FORBIDDEN.finditer(value):
            message = f"U+{ord(match[0]):04X} may not be used, not even as an escape"
            self.problems.append(
                Diagnostic(Code.FORBIDDEN_CHARACTER, self._span(mark), message, "delete it")
            )
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.data, dict) and top.pending is None:
            self._key(top, value, mark)
        else:
            plain = event.implicit[0] and event.style in (None, "")
            self._add(None if plain and value in _NOTHING else value, mark)

    def _key(self, top: _Container, value: str, mark: Mark) -> None:
        if value == "<<":
            self.problems.append(
                Diagnostic(
                    Code.YAML_FEATURE,
                    self._span(mark),
                    "a merge key (<<) is not used here",
                    "write the keys out",
                )
            )
            top.pending = _DROPPED
            return
        key = unicodedata.normalize("NFC", value)
        if _INVISIBLE.search(key):
            message = f"the key {key!a} has an invisible character"
            self.problems.append(
                Diagnostic(Code.FORBIDDEN_CHARACTER, self._span(mark), message, "delete it")
            )
        if key in top.keys:
            first = Related(self._span(top.keys[key]), "first written here")
            self.problems.append(
                Diagnostic(
                    Code.DUPLICATE_KEY,
                    self._span(mark),
                    f"the key {_shown(key)} stands twice in this mapping",
                    f"delete or rename one of them; the first is on line {first.span.line}",
                    related=(first,),
                )
            )
            top.pending = _DROPPED
            return
        top.keys[key] = mark
        top.pending = key

    def _open(self, event: Any) -> None:
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.data, dict) and top.pending is None:
            message = "a list or mapping cannot be a key"
            self.problems.append(
                Diagnostic(
                    Code.YAML_FEATURE, self._span(_mark(event)), message, "write a word as the key"
                )
            )
            raise _Stop
        data: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        container = _Container(data, _mark(event), flow=bool(event.flow_style))
        self._add(data, container)
        self.stack.append(container)

    def _close(self, event: Any) -> None:
        container = self.stack.pop()
        end = event.end_mark
        container.mark = Mark(container.mark.start, (end.index, end.line, end.column))

    def _add(self, value: Any, mark: Mark | _Container) -> None:
        if not self.stack:
            self.data, self.root = value, mark
            return
        top = self.stack[-1]
        if isinstance(top.data, list):
            top.values[len(top.data)] = mark
            top.data.append(value)
        elif top.pending is None:
            self.problems.append(
                Diagnostic(
                    Code.YAML_FEATURE,
                    self.root_span(),
                    "an alias cannot be a key",
                    "write a word as the key",
                )
            )
            raise _Stop
        else:
            key, top.pending = top.pending, None
            if key != _DROPPED:
                top.values[key] = mark
                top.data[key] = value

    def root_span(self) -> Span:
        return self._span(self.stack[-1].mark) if self.stack else Span(self.path)

    def _span(self, mark: Mark) -> Span:
        return _span(self.path, self.text, mark)


def _mark(event: Any) -> Mark:
    start, end = event.start_mark, event.end_mark
    return Mark((start.index, start.line, start.column), (end.index, end.line, end.column))


def _shown(key: str) -> str:
    return f"“{key}”" if key.isprintable() else ascii(key)


def _open_quote(path: str, text: str, last: Mark, problem: yaml.YAMLError) -> Diagnostic | None:
    """The mistake where the last value is quoted and runs on to the line of `problem`: a mark was not closed."""
    quoted = text[last.start[0] : last.start[0] + 1] in ("'", '"')
    mark = getattr(problem, "problem_mark", None)
    if not quoted or last.start[1] == last.end[1] or not mark or mark.line != last.end[1]:
        return None
    line, column = last.start[1] + 1, last.start[2] + 1
    message = f"this quotation mark is closed on line {last.end[1] + 1} only"
    span = Span(path, line, column, line, column + 1)
    return Diagnostic(Code.SYNTAX, span, message, "close the quotation mark at the end of its text")


def _syntax_problem(path: str, text: str, problem: yaml.YAMLError) -> Diagnostic:
    mark, began = getattr(problem, "problem_mark", None), getattr(problem, "context_mark", None)
    if began and re.search(r"expected (':'|',' or)", str(getattr(problem, "problem", ""))):
        # libyaml gives up on a later line; what lacks its end stands where it began.
        mark = began
    mark = mark or began
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = _BREAK.split(text)
    source = lines[line - 1] if line <= len(lines) else ""
    reason = getattr(problem, "problem", None) or "cannot be read"
    return Diagnostic(
        Code.SYNTAX,
        Span(path, line, column, line, column + 1),
        str(reason),
        _syntax_help(source, str(reason), above=_line_above(lines, line - 1)),
    )


def _line_above(lines: list[str], index: int) -> str:
    """The nearest line before `lines[index]` that is neither empty nor a comment, or the empty string."""
    before = (line for line in reversed(lines[:index]) if line.strip()[:1] not in ("", "#"))
    return next(before, "")


def _syntax_help(line: str, reason: str, *, above: str) -> str:
    """The likeliest mend, judged by the line at which libyaml gave up and the one above it."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent or ("token" in reason and "\t" in line):
        return "indent with spaces; YAML does not take tabs"
    deeper = len(indent) > len(above) - len(above.lstrip(" -"))
    if "mapping values are not allowed" in reason and deeper and re.search(r"\w: *\S", above):
        return "line this key up with the line above it: one of the two is not in its column"
    if "did not find expected key" in reason and re.search(r"""[:-] +(["']).*\1 *\w""", line):
        return "put the whole text in quotation marks, in single ones if it holds double ones"
    general = "look at this line and the one above it: indentation, colons, quotation marks"
    return next((mend for found, mend in _SYNTAX_MENDS if re.search(found, reason)), general)


_SYNTAX_MENDS = (
    (
        "mapping values are not allowed",
        'a text with ": " inside needs quotation marks around it; or the line above lacks its colon',
    ),
    ("could not find expected ':'", "write a colon and a space after the key"),
    (
        "did not find expected key|block end",
        "line up the keys of one record in one column, and close quotation marks on the line above",
    ),
    ("quoted scalar", "close the quotation mark"),
    ("expected ',' or", "close the bracket on its line, and put commas between the entries"),
    ("'-' indicator", "line up the keys of one entry of the list in one column"),
    (
        "cannot start any token|alphabetic or numeric",
        "put quotation marks around a text that begins with a special character",
    ),
)
"""What libyaml says → the likeliest mend."""
