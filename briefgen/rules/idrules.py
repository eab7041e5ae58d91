"""The rules about ids: each names one record, each that is named exists, each record is of use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from briefgen.base.diagnostics import At, Code, Diagnostic, Related, Severity
from briefgen.base.nearest import nearest_of
from briefgen.facts.corpus import Briefing
from briefgen.facts.fields import ANALYST, ID_PATTERN, RefersTo

_WORDS = (ANALYST, "unnamed")
"""Words that stand where an id stands."""

_VOWELS = frozenset("aeiou")

_NOUNS = {
    "problems": "problem",
    "sources": "source",
    "references": "reference",
    "claims": "claim",
    "judgments": "judgment",
    "stakeholders": "stakeholder",
    "questions": "question",
    "terms": "term",
    "events": "event",
}


def ids_unique(briefing: Briefing) -> Iterator[Diagnostic]:
    """An id names one record of the whole file, today's and earlier ids together."""
    first: dict[str, tuple[str, ...]] = {}
    for kind, id, record in briefing.records():
        places = [(old, (kind, id, "formerly")) for old in record.formerly]
        for name, path in [(id, (kind, id)), *places]:
            if name in first:
                before = briefing.span(*first[name])
                related = Related(before, "used here too")
                message = f"the id “{name}” is used twice"
                help_text = f"rename one of them; the other is on line {before.line}"
                span = briefing.span(*path)
                yield Diagnostic(Code.DUPLICATE_ID, span, message, help_text, related=(related,))
            else:
                first[name] = path


def references_resolve(briefing: Briefing) -> Iterator[Diagnostic]:
    """Every field that names a record names one that exists and is of the right kind."""
    ids = briefing.ids
    for path, value, mark in briefing.references:
        if not isinstance(mark, RefersTo) or ids.get(value) in mark.kinds:
            continue
        if value not in mark.also:
            at = partial(briefing.span, *path)
            yield from _resolve(briefing, value, mark.kinds, at, also=mark.also)


def citations_resolve(briefing: Briefing) -> Iterator[Diagnostic]:
    """Every `[[id]]` in prose names a record."""
    for path, parsed in briefing.prose.items():
        for sentence in parsed.sentences:
            for id in sentence.citations:
                known = id == ANALYST or id in briefing.ids
                if not known and re.match(ID_PATTERN, id):
                    at = partial(briefing.document.find, path, f"[[{id}]]")
                    yield from _resolve(briefing, id, tuple(_NOUNS), at, also=(ANALYST,))


def _resolve(
    briefing: Briefing, id: str, kinds: tuple[str, ...], at: At, *, also: tuple[str, ...]
) -> Iterator[Diagnostic]:
    """What is wrong with `id`, which names no record of these kinds."""
    kind = briefing.ids.get(id)
    if kind is None and any(map(briefing.unread.hides, kinds)):
        # It may well be there.
        return
    some = len(kinds) < len(_NOUNS)
    bare = " or ".join(_NOUNS[kind] for kind in kinds) if some else "record"
    wanted = " or ".join(map(_a, kinds)) if some else "a record"
    allowed = [*also, *(name for name, its_kind in briefing.ids.items() if its_kind in kinds)]
    if id in briefing.former_ids:
        help_text = f"it is “{briefing.former_ids[id]}” now"
    else:
        help_text = _suggestion(briefing, id, allowed) or f"write the id of {wanted}"
    if kind is None:
        yield Diagnostic(Code.UNKNOWN_ID, at(), f"there is no {bare} “{id}”", help_text)
    else:
        message = f"“{id}” is {_a(kind)}; this must be {wanted}"
        yield Diagnostic(Code.WRONG_KIND, at(), message, help_text)


def _a(kind: str) -> str:
    """One record of the kind: “a claim”, “an event”."""
    noun = _NOUNS[kind]
    return f"an {noun}" if noun[0] in _VOWELS else f"a {noun}"


def _suggestion(briefing: Briefing, id: str, allowed: list[str]) -> str:
    """The nearest id with the kind of its record: “did you mean stakeholder “microsoft”?”."""
    meant = nearest_of(id, allowed)
    if meant is None:
        return ""
    kind = briefing.ids.get(meant)
    return f"did you mean {f'{_NOUNS[kind]} ' if kind else ''}“{meant}”?"


def nothing_cites_retracted(briefing: Briefing) -> Iterator[Diagnostic]:
    """A retracted claim carries nothing: no sentence, no judgment, no relation, no question."""
    retracted = {id for id, claim in briefing.facts.claims.items() if claim.status == "retracted"}
    if not retracted:
        return
    used: list[tuple[str, At]] = [
        (marked.value, partial(briefing.span, *marked.path)) for marked in briefing.references
    ]
    for path, parsed in briefing.prose.items():
        for sentence in parsed.sentences:
            used += [
                (id, partial(briefing.document.find, path, f"[[{id}]]"))
                for id in sentence.citations
            ]
    for id, at in used:
        if id in retracted:
            message = f"the claim “{id}” is retracted"
            yield Diagnostic(
                Code.RETRACTED, at(), message, "cite another claim, or take the sentence out"
            )


def sources_used(briefing: Briefing) -> Iterator[Diagnostic]:
    """Every source carries a claim. Silent while evidence names none, or one that does not exist: it may be this one."""
    if any(passage.source not in briefing.ids for passage in briefing.passages):
        return
    used = {passage.source for passage in briefing.passages if passage.claim is not None}
    for source in briefing.facts.sources:
        if source not in used:
            span = briefing.span("sources", source)
            message = f"no claim rests on the source “{source}”"
            yield Diagnostic(
                Code.UNUSED_SOURCE,
                span,
                message,
                "add a claim or delete the source",
                Severity.WARNING,
            )


def references_used(briefing: Briefing) -> Iterator[Diagnostic]:
    """Every reference is cited."""
    used = {marked.value for marked in briefing.references}
    used |= {
        id
        for parsed in briefing.prose.values()
        for sentence in parsed.sentences
        for id in sentence.citations
    }
    if any(id not in briefing.ids and id not in _WORDS for id in used):
        # A mistyped id may be the very citation that is missed here.
        return
    for reference in briefing.facts.references:
        if reference not in used:
            span = briefing.span("references", reference)
            message = f"nothing cites the reference “{reference}”"
            yield Diagnostic(
                Code.UNUSED_REFERENCE, span, message, "cite or delete it", Severity.WARNING
            )
