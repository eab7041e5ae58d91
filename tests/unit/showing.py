"""A diagnostic as one line, so that a test can state all of it."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.base.diagnostics import Diagnostic, Severity, Span


def shown(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Code, place, message and help of each, in their order; a warning and a second place say so."""
    return [_line(diagnostic) for diagnostic in diagnostics]


def _line(diagnostic: Diagnostic) -> str:
    code, span, message, help_text, severity, related = diagnostic
    warning = " warning" if severity is Severity.WARNING else ""
    seconds = "".join(f" [{one.message}: {_place(one.span)}]" for one in related)
    return f"{code.code}{warning} {_place(span)} {message} → {help_text}{seconds}"


def _place(span: Span) -> str:
    return f"{span.path}:{span.line}:{span.column}-{span.end_line}:{span.end_column}"
