"""What time does to a briefing: dates that it set itself are past, reviews are of an earlier content. Warnings, never errors."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.base.diagnostics import Code, Diagnostic, Severity
from briefgen.base.tree import Tree
from briefgen.facts import review
from briefgen.facts.corpus import Briefing
from briefgen.texts import dates
from briefgen.texts.dates import Day

CODES = frozenset([Code.OUTDATED, Code.STALE_REVIEW])
"""The codes of this file. A build under `--strict` must not break because a day has passed."""

_HELP = {
    "stale_after": "bring the briefing up to date and set as_of and stale_after anew, or archive it",
    "review_by": "read the briefing again and set review_by anew",
}


def check(briefing: Briefing, tree: Tree, today: Day | None) -> Iterator[Diagnostic]:
    """The dates that are past, the reviews that are stale, and what is wrong with the file of reviews."""
    facts = briefing.facts
    for field, help_text in _HELP.items():
        when = getattr(facts, field)
        if today and when and dates.parse(when.edtf).last < today:
            message = f"{field} is past: {when.edtf}"
            span = briefing.span(field)
            yield Diagnostic(Code.OUTDATED, span, message, help_text, Severity.WARNING)
    folder = briefing.document.path.rpartition("/")[0]
    stamps, problems = review.read(tree, folder)
    yield from problems
    stale = review.stale(briefing.id, facts, stamps)
    yield from review.warnings(f"{folder}/{review.FILE}", stale)
