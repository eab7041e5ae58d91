"""The rule about where a quotation ends: what stands beside it in its sentence may not be what the statement rests on.

A verbatim passage can mislead by its ends: "the council did not | close the bridge". So the rest of the archived sentence
is read as well. What the statement says in words of that rest, the quotation must hold; what the rest denies or only
supposes in the same clause, the statement must not assert.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial

from briefgen.base.diagnostics import Code, Diagnostic
from briefgen.base.values import Pattern
from briefgen.facts.corpus import Briefing, Passage
from briefgen.languages.known import lexicon
from briefgen.languages.lexicon import Lexicon
from briefgen.rules.alignment import words
from briefgen.rules.ground import Text
from briefgen.rules.grounds import Grounds
from briefgen.texts.folding import fold_text
from briefgen.texts.mentions import read
from briefgen.texts.quotes import Located

# With all first signs in one set, every other place is passed by quickly.
_SENTENCE_END = Pattern(r"[.!?。؟\n](?:(?<=\n)|[.!?。؟]*[\"'”’)]*(?=\s))")
_CLAUSE_END = Pattern(r"[,;:()\u2014]")
_HELP = "quote on to the words that the statement rests on, or say in basis: where they come from"


def whole(briefing: Briefing, grounds: Grounds, id: str) -> Iterator[Diagnostic]:
    """What a claim rests on stands inside its quotations, and no negation or hedge stands just outside."""
    claim, language = briefing.facts.claims[id], briefing.facts.language
    if not lexicon(language).light:
        return
    passages = briefing.evidence_of(id)
    rests = [" ".join(beside(briefing, passage)) for passage in passages]
    if not any(map(str.strip, rests)):
        return  # whole sentences are quoted
    said = _stems([(claim.statement, language)]) - grounds.common
    wanted = said - _stems([*grounds.evidence(id), (claim.basis or "", language)])
    for passage, rest in zip(passages, rests, strict=True):
        at = partial(briefing.span, *passage.path, "exact")
        spoken = _language(briefing, passage)
        # What stands further off a basis or another passage may hold; the very next word is there to be quoted.
        near = _next(briefing, passage) & (said - _stems([(passage.exact, spoken)]))
        missed = sorted(near | (_stems([(rest, spoken)]) & wanted))
        if missed:
            shown = _shown(claim.statement, missed[0])
            message = f"the quotation stops short of “{shown}”, which the statement says"
            yield Diagnostic(Code.CUT_SHORT, at(), message, _HELP)
        elif cut := _cut(briefing, passage, lexicon(spoken)):
            own = read(claim.statement, language)
            explained = read(claim.basis or "", language)
            if (
                not own.denials
                and not own.hedges
                and not explained.denials
                and not explained.hedges
            ):
                message = f"the quotation leaves out “{cut}”, which stands just before it"
                yield Diagnostic(Code.CUT_SHORT, at(), message, _HELP)


def _stems(texts: Iterable[Text]) -> set[str]:
    return {word.stem for text in texts for word in words(*text)}


def _next(briefing: Briefing, passage: Passage) -> set[str]:
    """The stems of the words that stand directly before and behind a passage."""
    before, behind = beside(briefing, passage)
    near = (_LAST.search(fold_text(before)), _FIRST.match(fold_text(behind)))
    return _stems((match[1], _language(briefing, passage)) for match in near if match)


_LAST = re.compile(r"(\w+)\s*$")
_FIRST = re.compile(r"\s*(\w+)")


def _language(briefing: Briefing, passage: Passage) -> str:
    return briefing.facts.sources[passage.source].language


def beside(briefing: Briefing, passage: Passage) -> tuple[str, str]:
    """What stands before and behind a passage in its archived sentence; nothing where it was not found."""
    found = passage.found
    if not isinstance(found, Located):
        return "", ""
    snapshot = briefing.archive[passage.source].snapshot
    text = snapshot.text if snapshot else ""
    ends = _sentence_ends(text)
    # By halving: a long text has a sentence for each claim.
    before, behind = bisect_right(ends, found.start), bisect_left(ends, found.end)
    low = ends[before - 1] if before else 0
    high = ends[behind] if behind < len(ends) else len(text)
    return text[low : found.start], text[found.end : high]


@lru_cache(maxsize=256)
def _sentence_ends(text: str) -> tuple[int, ...]:
    return tuple(match.end() for match in _SENTENCE_END.finditer(text))


def _cut(briefing: Briefing, passage: Passage, tables: Lexicon) -> str:
    """The negation or hedge that stands before a passage in the same clause, or nothing."""
    if not tables.negations:
        return ""
    before = fold_text(beside(briefing, passage)[0])
    if not before:
        return ""
    clause = _CLAUSE_END.split(before)[-1].lower()
    patterns = "|".join((tables.negations, *tables.hedges.values()))
    matches = list(re.finditer(patterns, clause))
    # Only what reaches the passage: further on, the negation may be of something else.
    if matches and len(clause[matches[-1].end() :].split()) <= 1:
        return clause[matches[-1].start() :].strip()
    return ""


def _shown(statement: str, stem: str) -> str:
    """The word of the statement that has the stem."""
    return next(
        (w for w in re.findall(r"[^\W\d_]+", statement) if fold_text(w).lower()[:5] == stem), stem
    )
