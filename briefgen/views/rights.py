"""What of the archived texts a site may show: the one place where `rights.publish` takes effect on records.

A source whose rights give positions only is shown with every character of its text masked; where they allow excerpts, a
passage that is left out is cut down to its edges. Pages, previews, data files, search, feed and copies are all made from
the briefing that comes out of here, so that none of them can hold the text. What an author wrote about the source, and
claims in our own words, stay.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from briefgen.changes.history import Entry, History
from briefgen.facts.corpus import Archived, Briefing, Passage
from briefgen.facts.declare import Record
from briefgen.facts.model import Facts
from briefgen.texts.folding import Snapshot

MASK = "\u2591"
"""Stands for each character of a text that may not be shown."""

CONTEXT = 40
"""How many code points of uncited text an excerpt shows on each side of a passage."""

_Held = TypeVar("_Held", bound=Record)

_RUN = 12
"""How many masks stand together, so that a line can break. It tells nothing of the words."""


def masked(text: str) -> str:
    """`text` with every character but line breaks masked; as long as before, so that positions hold."""
    masks = (MASK * (_RUN - 1) + " ") * (len(text) // _RUN + 1)
    lines, at = [], 0
    for line in text.split("\n"):
        lines.append(masks[at : at + len(line)])
        at += len(line) + 1
    return "\n".join(lines)


def publishable(briefing: Briefing) -> Briefing:
    """The briefing as a site may show it."""
    facts = _cut(briefing.facts)
    hidden = withheld(facts)
    if not hidden:
        return briefing if facts is briefing.facts else briefing.replaced(facts=facts)
    return briefing.replaced(
        facts=_facts(facts, hidden),
        archive={
            id: _archived(held) if id in hidden else held for id, held in briefing.archive.items()
        },
        passages=tuple(_passage(passage, hidden) for passage in briefing.passages),
    )


def excerpt(text: str) -> str:
    """As much of an uncited text as an excerpt may show: all of a short one, else its two edges."""
    ends = edges(text)
    return " […] ".join(end.strip() for end in ends) if ends else text


def edges(text: str) -> tuple[str, str] | None:
    """The first and last words of a text that is longer than what an excerpt shows on both sides, or None."""
    if len(text) <= 2 * CONTEXT:
        return None
    return text[:CONTEXT].rsplit(" ", 1)[0], text[-CONTEXT:].split(" ", 1)[-1]


def publishable_past(past: History, facts: Facts) -> History:
    """The history without the passages of changed evidence, where a source may not be shown."""
    if not withheld(facts):
        return past
    return replace(past, entries=tuple(_entry(entry) for entry in past.entries))


def withheld(facts: Facts) -> frozenset[str]:
    """The sources of which positions only may be shown."""
    sources = facts.sources.items()
    return frozenset(id for id, source in sources if source.rights.publish == "locator")


def _archived(held: Archived) -> Archived:
    if held.snapshot is None:
        return held
    return held._replace(snapshot=Snapshot.of(masked(held.snapshot.text)))


def _passage(passage: Passage, hidden: frozenset[str]) -> Passage:
    if passage.source not in hidden:
        return passage
    return passage._replace(exact=masked(passage.exact))


def _cut(facts: Facts) -> Facts:
    """The facts with long ignored passages cut down to their edges, where a source allows excerpts only."""
    cut = {
        id: _with(
            source, ignore=tuple(_with(one, exact=excerpt(one.exact)) for one in source.ignore)
        )
        for id, source in facts.sources.items()
        if source.rights.publish == "excerpt" and any(edges(one.exact) for one in source.ignore)
    }
    return _with(facts, sources={**facts.sources, **cut}) if cut else facts


def _facts(facts: Facts, hidden: frozenset[str]) -> Facts:
    only = next(iter(facts.sources)) if len(facts.sources) == 1 else ""
    claims = {
        id: _with(
            claim,
            evidence=tuple(
                _selector(one) if (one.source or only) in hidden else one for one in claim.evidence
            ),
        )
        for id, claim in facts.claims.items()
    }
    sources = {
        id: _with(source, ignore=tuple(map(_selector, source.ignore))) if id in hidden else source
        for id, source in facts.sources.items()
    }
    return _with(facts, claims=claims, sources=sources)


def _selector(selector: _Held) -> _Held:
    """Evidence, or an ignored passage, with its words masked and the words beside them left out."""
    held: Mapping[str, Any] = vars(selector)
    return _with(selector, exact=masked(held["exact"]), prefix=None, suffix=None)


def _with(record: _Held, **changes: Any) -> _Held:
    return type(record).of({**vars(record), **changes})


def _entry(entry: Entry) -> Entry:
    if not entry.change.field.startswith(("evidence", "ignore")):
        return entry
    return replace(entry, change=replace(entry.change, before="", after=""))
