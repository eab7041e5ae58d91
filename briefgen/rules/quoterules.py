"""The rules about quotations and the archived texts that they stand in."""

from __future__ import annotations

from collections.abc import Iterator

from briefgen.base.diagnostics import Code, Diagnostic, Related, Span
from briefgen.facts import coverage
from briefgen.facts.corpus import Briefing, Passage
from briefgen.texts import folding, likeness, quotes
from briefgen.texts.quotes import Located, Missing, Verdict


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
    if briefing.unread.concerns("sources"):
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


def evidence_is_content(briefing: Briefing) -> Iterator[Diagnostic]:
    """No evidence overlaps a passage that the record of its source ignores: it cannot be both."""
    located = [
        (passage, passage.found)
        for passage in briefing.passages
        if isinstance(passage.found, Located)
    ]
    ignored = [(passage, found) for passage, found in located if passage.claim is None]
    for passage, found in located:
        for other, place in ignored:
            if (
                passage.claim is not None
                and passage.source == other.source
                and place.start < found.end
                and found.start < place.end
            ):
                related = Related(briefing.span(*other.path, "exact"), "ignored here")
                yield Diagnostic(
                    Code.IGNORED,
                    briefing.span(*passage.path, "exact"),
                    f"the quote overlaps a passage that is ignored as “{other.reason}”",
                    "take the passage out of ignore:, or quote another one",
                    related=(related,),
                )


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
