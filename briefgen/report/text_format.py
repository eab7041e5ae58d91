"""Diagnostics as text: each with its line, a caret under the wrong thing, and the next step."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.base.diagnostics import Diagnostic, Severity, Span
from briefgen.base.named import NamedTuple
from briefgen.report.printing import Sources, printable

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
    for related in diagnostic.related:
        there = f"{related.span.path}:{related.span.line}:{related.span.column}"
        lines.append(f"  {paint('see', '36')}: {printable(there)}: {printable(related.message)}")
    return "\n".join(lines) + "\n"


def _excerpt(span: Span, sources: Sources, paint: _Paint) -> list[str]:
    source = sources.get(span.path, "").splitlines()
    if not 1 <= span.line <= len(source):
        return []
    line = source[span.line - 1]
    start = span.column - 1
    end = span.end_column - 1 if span.end_line == span.line else len(line)
    skip = max(0, start - _LINE_WIDTH // 2) if len(line) > _LINE_WIDTH else 0
    end = min(end, skip + _LINE_WIDTH)
    before, wrong, after = (
        printable(part)
        for part in (line[skip:start], line[start:end], line[end : skip + _LINE_WIDTH])
    )
    number = f"{span.line:>5}"
    caret = " " * len(before) + paint("^" * max(len(wrong), 1), "31;1")
    return [f"{number} | {before}{wrong}{after}".rstrip(), f"{' ' * len(number)} | {caret}"]


class _Paint(NamedTuple):
    """Colours, where they are on."""

    on: bool

    def __call__(self, value: str, style: str) -> str:
        return f"\x1b[{style}m{value}\x1b[0m" if self.on else value
