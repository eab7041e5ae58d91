"""Diagnostics as workflow commands, which a forge shows on the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.base.diagnostics import Diagnostic, Span
from briefgen.report.printing import Sources, printable


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
