"""Which engine a site's search uses, as mkdocs.yml says it; apart from the pages, because every check reads it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from briefgen.base.diagnostics import Code, Diagnostic, Span
from briefgen.base.named import NamedTuple

AUTO, MATERIAL, PAGEFIND = "auto", "material", "pagefind"
ENGINES = (AUTO, MATERIAL, PAGEFIND)

LIMIT = 250
"""Compressed kilobytes of an index above which chunks are less to load. Source: docs/reference/performance.md."""
_EXAMPLE = f"write extra: {{briefgen: {{search: {{engine: auto, kilobytes: {LIMIT}}}}}}}"


class Search(NamedTuple):
    """Which engine a site's search uses: with "auto" Pagefind, once the compressed index has more than `kilobytes`."""

    engine: str = AUTO
    kilobytes: int = LIMIT

    def chunked(self, is_larger: Callable[[int], bool]) -> bool:
        """Whether an index is to be cut into chunks; `is_larger` tells whether it has more than so many bytes, compressed."""
        if self.engine != AUTO:
            return self.engine == PAGEFIND
        return is_larger(self.kilobytes * 1000)


def search_from(configured: Any, path: str) -> tuple[Search, list[Diagnostic]]:
    """The settings out of a mapping with `engine` and `kilobytes`, and what is wrong with it."""
    given = {} if configured is None else configured
    if not isinstance(given, dict) or set(given) - {"engine", "kilobytes"}:
        message = "“search” is not a mapping with “engine” and “kilobytes” only"
        return Search(), [Diagnostic(Code.SITE, Span(path), message, _EXAMPLE)]
    engine, kilobytes = given.get("engine", AUTO), given.get("kilobytes", LIMIT)
    if engine not in ENGINES:
        message = f"there is no search engine “{engine}”"
        return Search(), [
            Diagnostic(Code.SITE, Span(path), message, f"write one of {', '.join(ENGINES)}")
        ]
    if not isinstance(kilobytes, int) or kilobytes < 0:
        message = f"“{kilobytes}” is not a number of kilobytes"
        return Search(), [Diagnostic(Code.SITE, Span(path), message, _EXAMPLE)]
    return Search(engine, kilobytes), []
