"""Diagnostics → text for people, JSON for programs, annotations for a forge. One function per format.

No character of an author's file reaches a terminal or a log unescaped: what does not print is shown as \\xNN or \\uNNNN.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterable, Mapping

from briefgen.diagnostics import Diagnostic, Severity, Span

Sources = Mapping[str, str]
"""Site-relative path → text, for the lines that are shown."""

_LONGEST = 2_000
_LINE_WIDTH = 160


def text(diagnostics: Iterable[Diagnostic], sources: Sources, *, colour: bool = False) -> str:
    """Each diagnostic with its line, a caret under the wrong thing, and the next step."""
    paint = _Paint(on=colour)
    return "".join(_one(diagnostic, sources, paint) + "\n" for diagnostic in diagnostics)


def _one(diagnostic: Diagnostic, sources: Sources, paint: _Paint) -> str:
    span = diagnostic.span
    place = printable(f"{span.path}:{span.line}:{span.column}")
    severity = paint(
        diagnostic.severity.value, "31;1" if diagnostic.severity is Severity.ERROR else "33;1"
    )
    lines = [
        f"{paint(place, '1')}: {severity} {diagnostic.code.code}: {printable(diagnostic.message)}"
    ]
    lines += _excerpt(span, sources, paint)
    if diagnostic.help:
        lines.append(f"  {paint('help', '36')}: {printable(diagnostic.help)}")
    return "\n".join(lines) + "\n"


def _excerpt(span: Span, sources: Sources, paint: _Paint) -> list[str]:
    source = sources.get(span.path, "").splitlines()
    if not 1 <= span.line <= len(source):
        return []
    line = source[span.line - 1]
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    skip = max(0, start - _LINE_WIDTH // 2) if len(line) > _LINE_WIDTH else 0
    before, wrong, after = (
        printable(part)
        for part in (line[skip:start], line[start:end], line[end : skip + _LINE_WIDTH])
    )
    number = f"{span.line:>5}"
    caret = " " * len(before) + paint("^" * max(len(wrong), 1), "31;1")
    return [f"{number} | {before}{wrong}{after}".rstrip(), f"{' ' * len(number)} | {caret}"]


def as_json(diagnostics: Iterable[Diagnostic], sources: Sources) -> str:
    """A JSON array, one object for each diagnostic, with the fields of `Diagnostic`."""
    return (
        json.dumps(
            [_fields(diagnostic) for diagnostic in diagnostics], ensure_ascii=False, indent=1
        )
        + "\n"
    )


def _fields(diagnostic: Diagnostic) -> dict[str, object]:
    return {
        "code": diagnostic.code.code,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "help": diagnostic.help,
        **dataclasses.asdict(diagnostic.span),
        "related": [
            {"message": r.message, **dataclasses.asdict(r.span)} for r in diagnostic.related
        ],
    }


def github(diagnostics: Iterable[Diagnostic], sources: Sources) -> str:
    """Workflow commands that a forge shows on the lines of a pull request."""
    return "".join(_annotation(diagnostic) for diagnostic in diagnostics)


def _annotation(diagnostic: Diagnostic) -> str:
    title = f"{diagnostic.code.code} {diagnostic.code.title}"
    body = diagnostic.message + (f"\nhelp: {diagnostic.help}" if diagnostic.help else "")
    return annotation(diagnostic.severity.value, diagnostic.span, title=title, body=body)


def annotation(level: str, span: Span, *, title: str, body: str) -> str:
    """One workflow command; no text of an author begins a line or leaves its field."""
    place = (
        f"file={_property(span.path)},line={span.line},col={span.column},endLine={span.end_line}"
    )
    lines = "%0A".join(_data(printable(line)) for line in body.splitlines())
    return f"::{level} {place},title={_property(title)}::{lines}\n"


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(printable(value)).replace(":", "%3A").replace(",", "%2C")


FORMATS: Mapping[str, Callable[[Iterable[Diagnostic], Sources], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
}
"""Name → renderer."""


def summary(diagnostics: Iterable[Diagnostic]) -> str:
    """How many errors and warnings there are, in words."""
    counts = [sum(d.severity is severity for d in diagnostics) for severity in Severity]
    words = [
        f"{n} {s.value}{'' if n == 1 else 's'}" for n, s in zip(counts, Severity, strict=True) if n
    ]
    return ", ".join(words) or "no problems"


def printable(value: str) -> str:
    """`value` on one line and of bounded length, with every character that does not print escaped."""
    shown = value if len(value) <= _LONGEST else value[: _LONGEST - 1] + "…"
    return "".join(
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in shown
    )


@dataclasses.dataclass(frozen=True, slots=True)
class _Paint:
    """Colours, where they are on."""

    on: bool

    def __call__(self, value: str, style: str) -> str:
        return f"\x1b[{style}m{value}\x1b[0m" if self.on else value
