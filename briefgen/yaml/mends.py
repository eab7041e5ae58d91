"""What libyaml cannot read → one diagnostic with the likeliest mend."""

from __future__ import annotations

import re

from briefgen.base.diagnostics import Code, Diagnostic, Span
from briefgen.yaml.marks import BREAK, Mark

_UNENDED = re.compile("expected (':'|',' or)|unexpected (end of stream|document indicator)")
"""What libyaml says at the end of something that is not closed."""


def open_quote(path: str, text: str, last: Mark, problem: Exception) -> Diagnostic | None:
    """The mistake where the last value is quoted and runs on to the line of `problem`: a mark was not closed."""
    start, end = last
    quoted = text[start.index : start.index + 1] in ("'", '"')
    mark = getattr(problem, "problem_mark", None)
    if not quoted or start.line == end.line or not mark or mark.line != end.line:
        return None
    line, column = start.line + 1, start.column + 1
    message = f"this quotation mark is closed on line {end.line + 1} only"
    span = Span(path, line, column, line, column + 1)
    return Diagnostic(Code.SYNTAX, span, message, "close the quotation mark at the end of its text")


def syntax_problem(path: str, text: str, problem: Exception) -> Diagnostic:
    """The mistake at which libyaml gave up, as near as can be told to where it was made."""
    reason = str(getattr(problem, "problem", None) or "cannot be read")
    mark, began = getattr(problem, "problem_mark", None), getattr(problem, "context_mark", None)
    if began and _UNENDED.search(reason):
        # libyaml gives up on a later line; what lacks its end stands where it began.
        mark = began
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = BREAK.split(text)
    if bare := _bare_key(lines, line - 1, reason):
        return Diagnostic(
            Code.SYNTAX,
            Span(path, *bare),
            "could not find expected ':'",
            "write a colon and a space after the key",
        )
    source = lines[line - 1] if line <= len(lines) else ""
    return Diagnostic(
        Code.SYNTAX,
        Span(path, line, column, line, column + 1),
        reason,
        _syntax_help(source, reason, above=_line_above(lines, line - 1)),
    )


def _bare_key(lines: list[str], index: int, reason: str) -> tuple[int, int, int, int] | None:
    """Where the line above is nothing but a word and its keys are indented below it: line and column, from and to."""
    above = _line_above(lines, index)
    word = re.fullmatch(r"( *)([\w-]+) *", above)
    inside = re.match(r" *", lines[index]) if index < len(lines) else None
    if "mapping values are not allowed" not in reason or not word or not inside:
        return None
    if len(inside[0]) <= len(word[1]):
        return None
    number = index - lines[:index][::-1].index(above)
    return number, word.start(2) + 1, number, word.end(2) + 1


def _line_above(lines: list[str], index: int) -> str:
    """The nearest line before `lines[index]` that is neither empty nor a comment, or the empty string."""
    before = (line for line in reversed(lines[:index]) if line.strip()[:1] not in ("", "#"))
    return next(before, "")


def _syntax_help(line: str, reason: str, *, above: str) -> str:
    """The likeliest mend, judged by the line at which libyaml gave up and the one above it."""
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent or ("token" in reason and "\t" in line):
        return "indent with spaces; YAML does not take tabs"
    if line.lstrip().startswith("//"):
        return "begin a comment with #"
    if "expected ':'" in reason and ":" not in line and len(line.split()) > 3:
        return "if the text above goes on here, indent it further than its key; a key needs a colon"
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
    ("unexpected (end of stream|document indicator)", "close the quotation mark"),
    ("expected ',' or", "close the bracket on its line, and put commas between the entries"),
    ("'-' indicator", "line up the keys of one entry of the list in one column"),
    (
        "cannot start any token|alphabetic or numeric",
        "put quotation marks around a text that begins with a special character",
    ),
)
"""What libyaml says → the likeliest mend."""
