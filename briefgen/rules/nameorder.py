"""The rule that two parties stand in the order of the ground: who does what to whom hangs on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from briefgen.base.diagnostics import At, Code, Diagnostic
from briefgen.facts.corpus import Briefing
from briefgen.facts.parties import Named
from briefgen.languages.known import lexicon
from briefgen.rules.ground import Ground
from briefgen.rules.grounds import Grounds
from briefgen.texts.folding import fold_text


def check(
    briefing: Briefing, grounds: Grounds, text: str, ground: Ground, at: At
) -> Iterator[Diagnostic]:
    """Two parties stand in the order of the ground; "by" before the second turns it round, as in the passive."""
    if len(grounds.parties.named(text)) < 2:
        return
    words = fold_text(text)
    terms, passive = briefing.facts.terms, lexicon(briefing.facts.language).passive
    named = [
        place
        for place in grounds.parties.named(text)
        if place.party in grounds.proper_parties and (place.proper or place.party not in terms)
    ]
    if len(named) < 2:
        return
    before: set[tuple[str, str]] = set()
    for passage, _ in ground.texts:
        found = grounds.parties.named(passage)
        folded = fold_text(passage)
        before |= {_turned(folded, one, other, passive) for one, other in _pairs(found)}
    for one, other in pairwise(named):
        if listed(words, one, other):
            continue
        first, second = _turned(words, one, other, passive)
        if first != second and (second, first) in before and (first, second) not in before:
            message = f"“{first}” and “{second}” stand the other way round in what is cited"
            help_text = "keep the source's order, or explain the change in basis:"
            yield Diagnostic(Code.NAME, at(), message, help_text)


_LIST = re.compile(r",? (?:and|or|und|oder) |, ")


def listed(text: str, one: Named, other: Named) -> bool:
    """Whether two names stand in a list, whose order says nothing; in "Contoso's cars and ships" it does."""
    owned = text[: one.start].rstrip().endswith(("'s", "s'"))
    return not owned and _LIST.fullmatch(text, one.end, other.start) is not None


def _pairs(found: tuple[Named, ...]) -> Iterator[tuple[Named, Named]]:
    return ((one, other) for i, one in enumerate(found) for other in found[i + 1 :])


def _turned(text: str, one: Named, other: Named, passive: tuple[str, ...]) -> tuple[str, str]:
    words = text[one.end : other.start].split()
    turned = bool(words) and words[-1].lower() in passive
    return (other.party, one.party) if turned else (one.party, other.party)
