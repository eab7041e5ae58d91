"""What templates may see, as values: ids resolved to records, citations numbered, everything ordered.

A view computes, a template lays out. Every text that comes from an author is a plain `str` here; rendering turns it into
literal text. `briefing` makes these; those that a page shows by the hundred are `NamedTuple`s, which are made in half the
time.
"""

from __future__ import annotations

from typing import NamedTuple

from briefgen.base.runs import Run
from briefgen.facts import coverage
from briefgen.facts.evidence import Reference, Source
from briefgen.facts.model import Claim, Judgment, Question, Relation, Stakeholder, Term
from briefgen.texts import dates


class Target(NamedTuple):
    """A place on the site: the page's path below the docs folder, and an element id on it."""

    page: str
    anchor: str = ""


class Cite(NamedTuple):
    """A citation as the reader sees it: its short sign, where it leads, what stands there, whose it is, our verdict."""

    id: str
    kind: str
    sign: str
    target: Target
    preview: str
    origin: str = ""
    verdict: str = ""


class Stretch(NamedTuple):
    """A part of a sentence; where it is a name that leads to its party, the place of that."""

    runs: tuple[Run, ...]
    target: Target | None = None


class SentenceView(NamedTuple):
    """A sentence, what it is ("statement" or "judgment"), its citations and its links.

    `marked`: as our inference, by its author. `spaced`: white space stands behind it. `stretches`: the whole sentence, cut
    where names in it are links, which then are not among `links`; empty where none is.
    """

    runs: tuple[Run, ...]
    kind: str
    cites: tuple[Cite, ...]
    links: tuple[Cite, ...]
    marked: bool = False
    spaced: bool = True
    stretches: tuple[Stretch, ...] = ()


Paragraphs = tuple[tuple[SentenceView, ...], ...]


class DateView(NamedTuple):
    """A date in words, as EDTF, how it was inferred, and where it falls for sorting."""

    words: str
    edtf: str
    basis: str
    order: tuple[dates.Day, dates.Day]


class QuoteView(NamedTuple):
    """A verbatim passage, where it stands, how it was found there, and its address on the live page, if any."""

    text: str
    source: str
    target: Target
    verdict: str
    live: str


class PartyView(NamedTuple):
    """A stakeholder or term as a link."""

    id: str
    name: str
    target: Target


class ReferenceView(NamedTuple):
    """An outside work."""

    id: str
    sign: str
    record: Reference
    published: str
    target: Target
    cited_by: tuple[PartyView, ...]


class ClaimView(NamedTuple):
    """A claim in the register."""

    id: str
    sign: str
    record: Claim
    bin: str
    speaker: str
    date: DateView | None
    about: tuple[PartyView, ...]
    quotes: tuple[QuoteView, ...]
    cite: Cite
    note: Paragraphs
    references: tuple[ReferenceView, ...]
    target: Target
    used_on: tuple[PartyView, ...]
    years: tuple[str, ...]


class JudgmentView(NamedTuple):
    """A judgment whose statement is cut where its likelihood range is printed; `spaced` if a space follows there."""

    id: str
    sign: str
    record: Judgment
    before: str
    after: str
    spaced: bool
    low: int
    high: int
    basis: Paragraphs
    rests_on: tuple[Cite, ...]
    alternatives: tuple[Paragraphs, ...]
    indicators: tuple[Paragraphs, ...]
    target: Target


class RelationView(NamedTuple):
    """An edge between two parties, seen from nowhere in particular."""

    record: Relation
    from_: PartyView
    to: PartyView
    type: str
    date: DateView | None
    cites: tuple[Cite, ...]
    note: Paragraphs
    disputed: bool


class StakeholderView(NamedTuple):
    """A party with all that the briefing says of it."""

    id: str
    record: Stakeholder
    role: Paragraphs
    interests: tuple[Paragraphs, ...]
    positions: tuple[Paragraphs, ...]
    background: tuple[Paragraphs, ...]
    relations: tuple[RelationView, ...]
    claims: tuple[ClaimView, ...]
    target: Target


class QuestionView(NamedTuple):
    """An open question with every field resolved."""

    id: str
    plain: str
    record: Question
    question: Paragraphs
    raised_by: tuple[Cite, ...]
    by_analyst: bool
    why: Paragraphs
    known: Paragraphs
    contested: Paragraphs
    settled_by: Paragraphs
    answerable_by: tuple[Paragraphs, ...]
    indicators: tuple[Paragraphs, ...]
    answer: Paragraphs
    target: Target


class TermView(NamedTuple):
    """A glossary entry."""

    id: str
    record: Term
    definition: Paragraphs
    cites: tuple[Cite, ...]
    target: Target


class ProblemView(NamedTuple):
    """A weakness of a source."""

    id: str
    kind: str
    statement: Paragraphs


class TimelineEntry(NamedTuple):
    """Something dated: a claim, or an event beyond the sources. `later` than the briefing's as-of date."""

    id: str
    date: DateView
    sentences: tuple[SentenceView, ...]
    origin: str
    later: bool
    key: bool


class SourceView(NamedTuple):
    """A source's record with its coverage."""

    id: str
    sign: str
    record: Source
    path: str
    published: str
    coverage: coverage.Coverage | None
    claims: int
    target: Target
