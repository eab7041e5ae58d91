"""`briefgen fmt`: one layout for fact files. It moves white space only, and checks that before it gives the text back.

Laid out are line ends, white space at the end of a line, runs of empty lines, and the gap between a key or dash and its text. Texts over
several lines, comments, quoting, order and indentation stay as their author wrote them: a formatter that wrapped prose
anew would bury a changed word among moved ones.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from briefgen.base.diagnostics import Diagnostic
from briefgen.yaml import strict


class LayoutError(Exception):
    """The file cannot be laid out without a change of what it says."""


def lay_out(path: str, raw: bytes) -> bytes | list[Diagnostic]:
    """The same facts in the one layout, or what is wrong with the file as YAML. Laid out twice is laid out once.

    Raises LayoutError where the result would say something else.
    """
    document, problems = strict.parse(path, raw)
    if document is None or problems:
        return problems
    text = _with_single_gaps(document)
    again, _ = strict.parse(path, text.encode())
    if again is None:
        raise LayoutError(path)
    text = _with_tidy_lines(again)
    after, _ = strict.parse(path, text.encode())
    same = after is not None and after.data == document.data
    if not same or text.split() != document.text.split():
        raise LayoutError(path)
    return text.encode()


def _with_single_gaps(document: strict.Document) -> str:
    """The text with one space between a key or dash and its value on the same line."""
    text = document.text.replace("\r\n", "\n").replace("\r", "\n")
    if text != document.text:
        # Offsets count the old line ends; the caller's second pass sees the new ones.
        parsed, _ = strict.parse(document.path, text.encode())
        document = parsed or document
    for start, end in sorted(_gaps(document), reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def _gaps(document: strict.Document) -> Iterator[tuple[int, int]]:
    """The white space before each value that stands on the line of its key or dash."""
    for start in document.starts():
        lead = re.search(r"(?<=[:-])[ \t]{2,}$", document.text[:start][-400:])
        if lead:
            yield start - len(lead[0]), start


def _with_tidy_lines(document: strict.Document) -> str:
    inside = _lines_of_long_texts(document)
    lines: list[str] = []
    for number, line in enumerate(document.text.split("\n")):
        if number in inside:
            lines.append(line)
        elif line.strip() or (lines and lines[-1].strip()):
            lines.append(line.rstrip())
    while lines and not lines[-1]:
        lines.pop()
    return "\n".join(lines) + "\n"


def _lines_of_long_texts(document: strict.Document) -> frozenset[int]:
    """The lines (from 0) that belong to a value over several lines; white space in them may be part of it."""
    found: set[int] = set()
    for start, end in document.extents():
        first = document.text.count("\n", 0, start)
        found |= set(range(first, first + document.text.count("\n", start, end)))
        if "\n" in document.text[start:end]:
            found.add(first + document.text.count("\n", start, end))
    return frozenset(found)
