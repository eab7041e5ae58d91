"""Diagnostics as a JSON array."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.base.diagnostics import Diagnostic
from briefgen.report.printing import Sources


def as_json(diagnostics: Iterable[Diagnostic], sources: Sources) -> str:
    """A JSON array, one object for each diagnostic, with the fields of `Diagnostic`."""
    import json  # a check for people prints none

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
        **diagnostic.span._asdict(),
        "related": [{"message": r.message, **r.span._asdict()} for r in diagnostic.related],
    }
