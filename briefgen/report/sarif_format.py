"""Diagnostics as SARIF, which code scanners and forges read.

Source: OASIS, Static Analysis Results Interchange Format 2.1.0.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from briefgen import __version__
from briefgen.base.diagnostics import Code, Diagnostic, Span
from briefgen.report.printing import Sources, printable

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def sarif(diagnostics: Iterable[Diagnostic], sources: Sources) -> str:
    """One run with a result for each diagnostic. Columns count code points, and ends are exclusive, as in `Span`."""
    import json  # a check for people prints none

    found = list(diagnostics)
    codes = sorted({diagnostic.code for diagnostic in found}, key=lambda code: code.code)
    driver = {"name": "briefgen", "version": __version__, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(diagnostic, codes) for diagnostic in found],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _rule(code: Code) -> dict[str, Any]:
    return {"id": code.code, "shortDescription": {"text": code.title}}


def _result(diagnostic: Diagnostic, codes: list[Code]) -> dict[str, Any]:
    words = printable(diagnostic.message)
    if diagnostic.help:
        words += f"\nhelp: {printable(diagnostic.help)}"
    result: dict[str, Any] = {
        "ruleId": diagnostic.code.code,
        "ruleIndex": codes.index(diagnostic.code),
        "level": diagnostic.severity.value,
        "message": {"text": words},
        "locations": [{"physicalLocation": _place(diagnostic.span)}],
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {
                "id": number,
                "physicalLocation": _place(related.span),
                "message": {"text": printable(related.message)},
            }
            for number, related in enumerate(diagnostic.related, start=1)
        ]
    return result


def _place(span: Span) -> dict[str, Any]:
    region = {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
    return {"artifactLocation": {"uri": quote(span.path)}, "region": region}
