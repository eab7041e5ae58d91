"""The rules across records: one rule, one function, one code. Each yields what it finds; order does not matter.

A rule sees a `Briefing` whose shape is right. Rules about the words of a statement are in `consistency`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from briefgen import consistency, coverage, folding, likeness, quotes, slips, yamltext
from briefgen.corpus import Briefing, Passage
from briefgen.diagnostics import At, Code, Diagnostic, Related, Severity, Span
from briefgen.fields import ANALYST, ID_PATTERN, TO_DECIDE, ProseRule, RefersTo, is_visible
from briefgen.likelihood import ICD203, term_in
from briefgen.nearest import did_you_mean, nearest_of
from briefgen.quotes import Missing, Verdict

CITABLE = ("claims", "references", "sources", "judgments")
"""The record kinds that carry a sentence of prose."""

_WORDS = (ANALYST, "unnamed")
"""Words that stand where an id stands."""

_KIND_WORDS = {
    "problems": "a problem",
    "sources": "a source",
    "references": "a reference",
    "claims": "a claim",
    "judgments": "a judgment",
    "stakeholders": "a stakeholder",
    "questions": "a question",
    "terms": "a term",
    "events": "an event",
}


def check(briefing: Briefing) -> list[Diagnostic]:
    """Everything the rules find in one briefing, unordered.

    Where the file could be read in part only, the rules that need to have seen all of it stay silent.
    """
    rules = [rule for rule in RULES if not (briefing.unread and rule in NEED_ALL)]
    found = [diagnostic for rule in rules for diagnostic in rule(briefing)]
    # What a sentence may say hangs on the records it names: a wrong id would be reported twice.
    if not briefing.unread and not any(diagnostic.code in _UNSOUND for diagnostic in found):
        found += consistency.check(briefing)
    return found


def quotes_located(briefing: Briefing) -> Iterator[Diagnostic]:
    """Every passage stands in its source; a source that cannot be checked is reported once, not for every passage."""
    for passage in briefing.passages:
        if not isinstance(passage.found, Missing):
            continue
        span = briefing.span(*passage.path, "exact")
        verdict = passage.found.verdict
        if verdict is Verdict.AMBIGUOUS:
            places = ", ".join(
                _place(briefing, passage.source, start) for start, _ in passage.found.places
            )
            message = f"the quote stands in source “{passage.source}” more than once ({places})"
            yield Diagnostic(
                Code.AMBIGUOUS,
                span,
                message,
                "add prefix: or suffix: with the words beside the right one",
            )
        elif verdict is Verdict.MISATTRIBUTED:
            others = ", ".join(
                f"“{other}”" for other in briefing.archive if other != passage.source
            )
            message = f"the quote does not stand in source “{passage.source}” but does in another"
            yield Diagnostic(Code.MISATTRIBUTED, span, message, f"name the right source: {others}")
        elif verdict is Verdict.NOT_FOUND:
            yield _not_found(briefing, passage, span)


def _not_found(briefing: Briefing, passage: Passage, span: Span) -> Diagnostic:
    message = f"quote not found in source “{passage.source}”"
    snapshot = briefing.archive[passage.source].snapshot
    nearest = likeness.nearest(passage.exact, snapshot) if snapshot else None
    if not snapshot or not nearest:
        path = briefing.archive[passage.source].path
        return Diagnostic(
            Code.NOT_FOUND, span, message, f"copy the passage word for word from {path}"
        )
    place = _span_in(briefing, passage.source, *nearest)
    words = folding.fold_text(snapshot.text[slice(*nearest)])
    related = Related(place, "the nearest passage")
    differing = likeness.differing_words(passage.exact, words)
    help_text = f"the source says “{words}” ({place.path}:{place.line}:{place.column}){differing}"
    return Diagnostic(Code.NOT_FOUND, span, message, help_text, related=(related,))


def _span_in(briefing: Briefing, source: str, start: int, end: int) -> Span:
    held = briefing.archive[source]
    text = held.snapshot.text if held.snapshot else ""
    return Span(held.path, *quotes.line_and_column(text, start), *quotes.line_and_column(text, end))


def _place(briefing: Briefing, source: str, offset: int) -> str:
    span = _span_in(briefing, source, offset, offset)
    return f"{span.line}:{span.column}"


def snapshots_unchanged(briefing: Briefing) -> Iterator[Diagnostic]:
    """Every archived text is there and has the digest that the fact file names."""
    for source, held in briefing.archive.items():
        if held.snapshot is None:
            message = f"the archived text {held.path} {held.problem}"
            span = briefing.span("sources", source, "snapshot")
            yield Diagnostic(
                Code.UNCHECKED,
                span,
                message,
                "put the archived text there; nothing quoted from it passes",
            )
        elif held.stale:
            message = f"{held.path} is not the text that was archived: its SHA-256 is {held.digest}"
            span = briefing.span("sources", source, "sha256")
            help_text = "restore the file; if the new text is right, read every quote again and then change sha256"
            yield Diagnostic(Code.STALE_SOURCE, span, message, help_text)


def sources_named(briefing: Briefing) -> Iterator[Diagnostic]:
    """With more than one source, every evidence says which it is from."""
    if len(briefing.facts.sources) == 1 or briefing.unread.concerns("sources"):
        return
    for passage in briefing.passages:
        if passage.claim is not None and not passage.source:
            message = "the key “source” is missing: there is more than one source"
            allowed = ", ".join(briefing.facts.sources)
            yield Diagnostic(
                Code.MISSING_KEY,
                briefing.span(*passage.path),
                message,
                f"add source: with one of {allowed}",
            )


def ids_unique(briefing: Briefing) -> Iterator[Diagnostic]:
    """An id names one record of the whole file, today's and earlier ids together."""
    first: dict[str, Span] = {}
    for kind, id, record in briefing.records():
        here = briefing.span(kind, id, key=True)
        for name, span in [
            (id, here),
            *((old, briefing.span(kind, id, "formerly")) for old in record.formerly),
        ]:
            if name in first:
                related = Related(first[name], "used here too")
                message = f"the id “{name}” is used twice"
                help_text = f"rename one of them; the other is on line {first[name].line}"
                yield Diagnostic(Code.DUPLICATE_ID, span, message, help_text, related=(related,))
            else:
                first[name] = span


def references_resolve(briefing: Briefing) -> Iterator[Diagnostic]:
    """Every field that names a record names one that exists and is of the right kind."""
    for marked in briefing.references:
        mark = marked.mark
        if isinstance(mark, RefersTo) and marked.value not in mark.also:
            at = partial(briefing.span, *marked.path)
            yield from _resolve(briefing, marked.value, mark.kinds, at, also=mark.also)


def citations_resolve(briefing: Briefing) -> Iterator[Diagnostic]:
    """Every `[[id]]` in prose names a record."""
    for path, parsed in briefing.prose.items():
        for sentence in parsed.sentences:
            for id in sentence.citations:
                if id != ANALYST and re.match(ID_PATTERN, id):
                    at = partial(briefing.document.find, path, f"[[{id}]]")
                    yield from _resolve(briefing, id, tuple(_KIND_WORDS), at, also=(ANALYST,))


def _resolve(
    briefing: Briefing, id: str, kinds: tuple[str, ...], at: At, *, also: tuple[str, ...]
) -> Iterator[Diagnostic]:
    kind = briefing.ids.get(id)
    if kind in kinds:
        return
    if kind is None and any(map(briefing.unread.hides, kinds)):
        # It may well be there.
        return
    wanted = (
        " or ".join(_KIND_WORDS[kind] for kind in kinds)
        if len(kinds) < len(_KIND_WORDS)
        else "a record"
    )
    allowed = [*also, *(name for name, its_kind in briefing.ids.items() if its_kind in kinds)]
    if id in briefing.former_ids:
        help_text = f"it is “{briefing.former_ids[id]}” now"
    else:
        help_text = _suggestion(briefing, id, allowed) or f"write the id of {wanted}"
    if kind is None:
        bare = wanted.replace("an ", "").replace("a ", "")
        yield Diagnostic(Code.UNKNOWN_ID, at(), f"there is no {bare} “{id}”", help_text)
    else:
        message = f"“{id}” is {_KIND_WORDS[kind]}; this must be {wanted}"
        yield Diagnostic(Code.WRONG_KIND, at(), message, help_text)


def _suggestion(briefing: Briefing, id: str, allowed: list[str]) -> str:
    """The nearest id with the kind of its record: “did you mean stakeholder “microsoft”?”."""
    meant = nearest_of(id, allowed)
    if meant is None:
        return ""
    noun = _KIND_WORDS.get(briefing.ids.get(meant, ""), "").partition(" ")[2]
    return f"did you mean {noun}{' ' if noun else ''}“{meant}”?"


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
            span = briefing.span("sources", source, key=True)
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
            span = briefing.span("references", reference, key=True)
            message = f"nothing cites the reference “{reference}”"
            yield Diagnostic(
                Code.UNUSED_REFERENCE, span, message, "cite or delete it", Severity.WARNING
            )


def relations_founded(briefing: Briefing) -> Iterator[Diagnostic]:
    """A relation rests on a claim, or is background and rests on a reference."""
    for index, relation in enumerate(briefing.facts.relations):
        span = briefing.span("relations", index, "type", key=True)
        if not relation.claims and not relation.references:
            yield Diagnostic(
                Code.UNFOUNDED_RELATION,
                span,
                "the relation rests on nothing",
                "add claims: or references:",
            )
        elif not relation.claims and not relation.background:
            message = "no claim states the relation, so it is background"
            yield Diagnostic(
                Code.UNFOUNDED_RELATION, span, message, "add claims:, or background: true"
            )
        elif relation.claims and relation.background:
            message = "a claim states the relation, so it is not background"
            yield Diagnostic(
                Code.UNFOUNDED_RELATION, span, message, "take out background: or claims:"
            )


def markup_known(briefing: Briefing) -> Iterator[Diagnostic]:
    """Prose uses only the markup that it has; addresses in it are safe."""
    for path, parsed in briefing.prose.items():
        for problem in parsed.problems:
            span = briefing.document.find(path, problem.needle)
            if problem.address:
                yield Diagnostic(
                    Code.BAD_URL, span, f"“{problem.needle}” {problem.message}", "write https://…"
                )
            else:
                yield Diagnostic(
                    Code.MARKUP,
                    span,
                    problem.message,
                    "write a backslash before it to mean it literally",
                )
        for sentence in parsed.sentences:
            for id in sentence.citations:
                if not re.match(ID_PATTERN, id):
                    span = briefing.document.find(path, f"[[{id}]]")
                    yield Diagnostic(
                        Code.BAD_ID,
                        span,
                        f"“{id}” is not an id",
                        "write [[id]] with the id of a record",
                    )


def sentences_seen(briefing: Briefing) -> Iterator[Diagnostic]:
    """No citation stands behind a sentence of which a reader sees nothing.

    A link to a party shows its name, and an id that does not exist is reported for itself.
    """
    for path, parsed in briefing.prose.items():
        for sentence in parsed.sentences:
            ids = sentence.citations
            signs = all(briefing.ids.get(id, "") in CITABLE or id == ANALYST for id in ids)
            if ids and signs and not is_visible(sentence.text):
                yield Diagnostic(
                    Code.BAD_VALUE,
                    briefing.document.find(path, f"[[{ids[0]}]]"),
                    f"nothing visible stands before [[{ids[0]}]]",
                    "write the sentence, or take out its citation",
                )


def sentences_cited(briefing: Briefing) -> Iterator[Diagnostic]:
    """Every sentence of a cited prose field carries a citation or is marked as our inference."""
    for marked in briefing.prose_fields:
        if not isinstance(marked.mark, ProseRule) or not marked.mark.cited:
            continue
        meant = ""
        for sentence in reversed(briefing.prose[marked.path].sentences):
            bracketed = _BRACKETED.search(sentence.text)
            if bracketed and bracketed[1] in briefing.ids and not sentence.citations:
                meant = bracketed[0]
                yield _wrong_brackets(briefing, marked.path, bracketed)
            elif meant:
                # The citation in wrong brackets behind it was to be its own.
                meant = ""
            elif not sentence.inferred and not any(
                # An id that does not exist is reported for itself; what it was to name may well carry the sentence.
                briefing.ids.get(id, CITABLE[0]) in CITABLE
                for id in sentence.citations
            ):
                span = briefing.document.find(marked.path, sentence.text)
                message = f"no citation after “{_shortened(sentence.text)}”"
                help_text = "add [[id]] of the claim or reference it rests on, or [[analyst]] if it is our inference"
                yield Diagnostic(Code.UNCITED, span, message, help_text)


_BRACKETED = re.compile(r"[\[(]([a-z0-9][a-z0-9-]*)[\])]$")


def _wrong_brackets(briefing: Briefing, path: yamltext.Path, found: re.Match[str]) -> Diagnostic:
    span = briefing.document.find(path, found[0])
    message = f"“{found[0]}” is no citation"
    help_text = f"write [[{found[1]}]]: a citation has two square brackets on each side"
    return Diagnostic(Code.UNCITED, span, message, help_text)


def _shortened(text: str) -> str:
    return text if len(text) <= 60 else text[:59].rsplit(" ", 1)[0] + "…"


def likelihood_stated(briefing: Briefing) -> Iterator[Diagnostic]:
    """A judgment's statement holds its likelihood term once, and no word of confidence."""
    for id, judgment in briefing.facts.judgments.items():
        span = briefing.span("judgments", id, "statement")
        problem = term_in(judgment.statement, judgment.likelihood.term, judgment.likelihood.wording)
        if isinstance(problem, str):
            help_text = "write the term once in the statement; its range is printed behind it"
            if "is not a term" in problem:
                span = briefing.span("judgments", id, "likelihood", "term")
                nearest = did_you_mean(judgment.likelihood.term, list(ICD203))
                help_text = nearest or f"allowed: {', '.join(ICD203)}"
            yield Diagnostic(Code.LIKELIHOOD, span, problem, help_text)
        if re.search(r"\bconfiden(t|ce)\b", judgment.statement, re.IGNORECASE):
            message = "the statement speaks of confidence and of likelihood"
            yield Diagnostic(
                Code.CONFIDENCE, span, message, "say how well founded it is in confidence_basis"
            )


def judgments_complete(briefing: Briefing) -> Iterator[Diagnostic]:
    """A major judgment names an alternative and an indicator, and rests on nothing that rests on it."""
    for id, judgment in briefing.facts.judgments.items():
        span = briefing.span("judgments", id, key=True)
        for name in ("alternatives", "indicators"):
            if judgment.major and not getattr(judgment, name):
                message = f"the judgment “{id}” has no {name}"
                yield Diagnostic(Code.JUDGMENT, span, message, f"add {name}:, or major: false")
        if id in _grounds(briefing, id):
            message = f"the judgment “{id}” rests on itself"
            yield Diagnostic(
                Code.JUDGMENT,
                briefing.span("judgments", id, "rests_on"),
                message,
                "break the circle",
            )


def _grounds(briefing: Briefing, judgment: str) -> set[str]:
    """Every judgment that `judgment` rests on, through all levels."""
    found: set[str] = set()
    waiting = [judgment]
    while waiting:
        record = briefing.facts.judgments.get(waiting.pop())
        for id in record.rests_on if record else ():
            if briefing.ids.get(id) == "judgments" and id not in found:
                found.add(id)
                waiting.append(id)
    return found


def nothing_left_to_decide(briefing: Briefing) -> Iterator[Diagnostic]:
    """What `briefgen draft` leaves open is asked for until it is written, and may not be published."""
    if TO_DECIDE not in briefing.document.text:
        return
    drafted = briefing.facts.status == "draft"
    for path, value in _texts(briefing.document.data, ()):
        if TO_DECIDE in value:
            asked = _shortened(value.replace(TO_DECIDE, "").strip())
            yield Diagnostic(
                Code.TO_DECIDE,
                briefing.document.find(path, TO_DECIDE),
                f"draft text: {asked}",
                "write it, or delete the entry",
                Severity.WARNING if drafted else Severity.ERROR,
            )


def _texts(value: object, path: yamltext.Path) -> Iterator[tuple[yamltext.Path, str]]:
    """Every text of the fact file with the path to it."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*path, index))


def coverage_reached(briefing: Briefing) -> Iterator[Diagnostic]:
    """Each source is covered to the floor that the briefing sets itself."""
    floor = briefing.facts.coverage_floor
    if floor is None or any(isinstance(passage.found, Missing) for passage in briefing.passages):
        # A passage that is not found covers nothing; that is reported once, as what it is.
        return
    for source in briefing.facts.sources:
        measured = coverage.measure(briefing, source)
        if measured is not None and measured.percent < floor:
            message = f"claims cover {measured.percent:.1f} % of “{source}”; the floor is {floor} %"
            span = briefing.span("coverage_floor")
            yield Diagnostic(
                Code.COVERAGE,
                span,
                message,
                "add claims, or ignore what is not content, with a reason",
            )


Rule = Callable[[Briefing], Iterable[Diagnostic]]

RULES: tuple[Rule, ...] = (
    quotes_located,
    snapshots_unchanged,
    sources_named,
    ids_unique,
    references_resolve,
    citations_resolve,
    nothing_cites_retracted,
    sources_used,
    references_used,
    relations_founded,
    markup_known,
    sentences_seen,
    sentences_cited,
    likelihood_stated,
    judgments_complete,
    coverage_reached,
    nothing_left_to_decide,
    slips.texts_whole,
    slips.tags_known,
    slips.answers_given,
)
"""Every rule about records, in the order of the model; those about words are in `consistency`."""

_UNSOUND = (Code.UNKNOWN_ID, Code.WRONG_KIND, Code.UNFOUNDED_RELATION)
"""With one of these, names and numbers are not compared with the evidence."""

NEED_ALL = frozenset({sources_used, references_used, coverage_reached})
"""The rules that find something missing, and so must have seen everything."""
