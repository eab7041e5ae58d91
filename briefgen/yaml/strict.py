"""Text of a fact file → plain data with a position for every key and value, in a strict subset of YAML.

The subset: one document; mappings, sequences and scalars; every scalar a string. Anchors, aliases, tags, merge keys and
directives are refused, so nothing is expanded and nothing is run.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from briefgen.base.diagnostics import Code, Diagnostic, Span
from briefgen.yaml import quick
from briefgen.yaml.builder import Builder, Stopped, Unreadable
from briefgen.yaml.limits import CONTROL, FORBIDDEN, Limits, is_plain
from briefgen.yaml.marks import BREAK, Container, Document, Mark, position
from briefgen.yaml.mends import open_quote, syntax_problem

__all__ = ("CONTROL", "FORBIDDEN", "Document", "Limits", "decode", "locate", "parse")


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
        utf16 = "; the file is UTF-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ""
        # Without the byte-order mark, which the offset does not count.
        read = problem.object
        before = read[: problem.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        return Diagnostic(
            Code.ENCODING,
            Span(path, line, column, line, column + 1),
            f"byte 0x{read[problem.start]:02x} is not UTF-8{utf16}",
            "save the file with the encoding UTF-8",
        )


def parse(
    path: str, raw: bytes, limits: Limits = Limits(), *, located: bool = False
) -> tuple[Document | None, list[Diagnostic]]:
    """The document in `raw`, or None, and everything that is wrong with it as YAML.

    A document comes back beside errors where the data can still be used, so that later stages can report theirs too.
    located: whether the positions will be asked for in any case, so that they are worked out at once.
    """
    text = decode(path, raw, limits)
    if isinstance(text, Diagnostic):
        return None, [text]
    problems = list(_refused_in_text(path, raw, text, limits))
    if problems:
        return None, problems
    data = None if located else quick.read(text, limits)
    if data is not None:
        return Document(path, text, data, partial(locate, path, text, limits)), []
    builder = Builder(path, text, limits)
    try:
        builder.run()
    except Unreadable as problem:
        mistake = open_quote(path, text, builder.last, problem)
        builder.problems.append(mistake or syntax_problem(path, text, problem))
        return None, builder.problems
    except Stopped:
        return None, builder.problems
    return Document(path, text, builder.data, lambda: builder.root), builder.problems


def locate(path: str, text: str, limits: Limits) -> Mark | Container:
    """The marks of a text that was read without a problem."""
    builder = Builder(path, text, limits)
    builder.run()
    return builder.root


def _refused_in_text(path: str, raw: bytes, text: str, limits: Limits) -> Iterator[Diagnostic]:
    for match in () if is_plain(raw) else FORBIDDEN.finditer(text):
        span = Span(path, *position(text, match.start()), *position(text, match.end()))
        yield Diagnostic(
            Code.FORBIDDEN_CHARACTER, span, f"U+{ord(match[0]):04X} may not be used", "delete it"
        )
    # No line is indented by more than its length.
    if max(map(len, text.split("\n"))) <= limits.indent:
        return
    for number, line in enumerate(BREAK.split(text), start=1):
        indent = len(line) - len(line.lstrip(" -?:\t"))
        if indent > limits.indent:
            span = Span(path, number, 1, number, indent + 1)
            yield Diagnostic(
                Code.LIMIT,
                span,
                f"indented by more than {limits.indent} columns",
                "write it less deep",
            )
