"""What every format shares: the type of the sources, safe printing, the summary line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefgen.base.diagnostics import Diagnostic, Severity

Sources = Mapping[str, str]
"""Site-relative path → text, for the lines that are shown."""

FORMATS = ("text", "json", "github", "sarif")
"""The names of the formats."""

_LONGEST = 2_000


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
