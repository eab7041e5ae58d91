"""Which diagnostics are shown, and how much each weighs.

A site may weigh the codes in mkdocs.yml, below `extra:`; a run of `briefgen check` may select codes. What makes a quote,
a source or the protection of text wrong cannot be weighed down: that such a site does not build is what the tool is for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from briefgen.base.diagnostics import Code, Diagnostic, Severity, Span
from briefgen.base.named import NamedTuple
from briefgen.base.nearest import nearest_of

OFF = "off"
LEVELS = (*(severity.value for severity in Severity), OFF)
"""What a code can be weighed as."""

_ADJUSTABLE = ("BG306", "BG404", "BG406", "BG501", "BG503", "BG504", "BG505", "BG506", "BG509")
"""The codes that a site may weigh down. Raising a warning to an error is always possible."""


class Weights(NamedTuple):
    """Code → level, for the codes that a site weighs differently."""

    levels: Mapping[str, str] = {}

    def apply(self, diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """The diagnostics with their weight on this site, without those that are off."""
        weighed = []
        for diagnostic in diagnostics:
            level = self.levels.get(diagnostic.code.code, diagnostic.severity.value)
            if level != OFF:
                weighed.append(diagnostic._replace(severity=Severity(level)))
        return tuple(weighed)


def weights_from(configured: Any, path: str) -> tuple[Weights, list[Diagnostic]]:
    """The weights out of a mapping of codes to levels, and what is wrong with it."""
    if configured is None:
        return Weights(), []
    if not isinstance(configured, dict):
        help_text = "write extra: {briefgen: {severity: {BG404: error}}}"
        return Weights(), [
            Diagnostic(Code.SITE, Span(path), "“severity” is not a mapping of codes", help_text)
        ]
    levels: dict[str, str] = {}
    problems: list[Diagnostic] = []
    for code, level in configured.items():
        # YAML 1.1 reads a bare `off` as false.
        name = OFF if level is False else str(level)
        if reason := _refusal(str(code), name):
            problems.append(Diagnostic(Code.SITE, Span(path), *reason))
        else:
            levels[str(code)] = name
    return Weights(levels), problems


def _refusal(code: str, level: str) -> tuple[str, str] | None:
    """Why a code cannot have this level, and what can be done; None where it can."""
    if code not in known_codes():
        return f"there is no code “{code}”", _nearest_code(code)
    if level not in LEVELS:
        return f"{code} cannot be “{level}”", f"write one of {', '.join(LEVELS)}"
    if level != Severity.ERROR.value and code not in _ADJUSTABLE:
        allowed = ", ".join(_ADJUSTABLE)
        return f"{code} cannot be weighed down", f"only these can: {allowed}"
    return None


def known_codes() -> list[str]:
    """Every code, in order."""
    return sorted(code.code for code in Code)


def chosen(
    diagnostics: Iterable[Diagnostic], select: Iterable[str], ignore: Iterable[str]
) -> tuple[Diagnostic, ...]:
    """The diagnostics whose code begins with one of `select` (all where it is empty) and with none of `ignore`."""
    wanted, unwanted = tuple(select), tuple(ignore)
    return tuple(
        diagnostic
        for diagnostic in diagnostics
        if (not wanted or diagnostic.code.code.startswith(wanted))
        and not (unwanted and diagnostic.code.code.startswith(unwanted))
    )


def unknown_prefix(prefixes: Iterable[str]) -> str | None:
    """A message about the first of `prefixes` that no code begins with, or None."""
    for prefix in prefixes:
        if not prefix or not any(code.startswith(prefix) for code in known_codes()):
            return f"there is no code “{prefix}”; {_nearest_code(prefix)}"
    return None


def _nearest_code(code: str) -> str:
    meant = nearest_of(code, known_codes())
    return f"did you mean {meant}?" if meant else "codes are listed on the page docs/errors/"
