"""What site-wide pages see: a summary of each briefing, and the parties and questions across them.

A summary is a small value of its own, so that a briefing need not be read again for the pages that list it. What the
pages of one briefing may see of the site is less still, and the same whatever the other briefings say: `Frame`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from briefgen.base.siteoptions import SiteOptions
from briefgen.base.values import once
from briefgen.views.briefing import BriefingView
from briefgen.views.reader import ChangeView, CorrectionView, ReaderView
from briefgen.views.shown import DateView, Paragraphs, SentenceView, StakeholderView, Target

NEWEST = 12
"""How many briefings the first page shows."""

LISTED = (
    ("index", "overview"),
    ("background", "background"),
    ("stakeholders", "stakeholders"),
    ("questions", "questions"),
    ("claims", "claims"),
    ("sources/index", "sources"),
    ("glossary", "glossary"),
)
"""The pages of a briefing that lists for programs name, with the label of each."""


@dataclass(frozen=True, slots=True)
class PartySummary:
    """A stakeholder of one briefing: the first sentence of its role, and whether the source names it."""

    id: str
    name: str
    type: str
    target: Target
    role: tuple[SentenceView, ...]
    named_in_source: bool


@dataclass(frozen=True, slots=True)
class QuestionSummary:
    """An open question: its status, and that in words."""

    target: Target
    question: Paragraphs
    status: str
    status_label: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What the site's other pages know of a briefing. Labels are in the briefing's own language.

    `plain_question` is the question on one line without markup, `bottom_line` the first sentence of each of its points,
    `page_labels` the pages of LISTED as (name, label).
    """

    id: str
    title: str
    language: str
    direction: str
    status: str
    status_label: str
    as_of: DateView
    tags: tuple[str, ...]
    question: Paragraphs
    plain_question: str
    bottom_line: tuple[SentenceView, ...]
    claims_n: str
    open_questions_n: str
    stakeholders: tuple[PartySummary, ...]
    open_questions: tuple[QuestionSummary, ...]
    source_titles: tuple[str, ...]
    page_labels: tuple[tuple[str, str], ...]
    changes: tuple[ChangeView, ...]
    corrections: tuple[CorrectionView, ...]

    @property
    def folder(self) -> str:
        return f"briefings/{self.id}"

    @property
    def target(self) -> Target:
        return self.page("index")

    def page(self, name: str) -> Target:
        """The page `name` of the briefing ("claims", "sources/index", …)."""
        return Target(f"{self.folder}/{name}.md")


def summarize(view: BriefingView, reader: ReaderView) -> Summary:
    """The summary of a briefing."""
    facts = view.facts
    return Summary(
        id=view.id,
        title=facts.title,
        language=facts.language,
        direction=view.direction,
        status=facts.status,
        status_label=view.label("status", facts.status),
        as_of=view.as_of,
        tags=tuple(facts.tags),
        question=view.question,
        plain_question=view.asked,
        bottom_line=tuple(point[0][0] for point in view.bottom_line if point and point[0]),
        claims_n=view.count("claims_n", len(view.claims)),
        open_questions_n=view.count("open_questions_n", len(view.open_questions)),
        stakeholders=tuple(_party(party) for party in view.stakeholders),
        open_questions=tuple(
            QuestionSummary(
                question.target,
                question.question,
                question.record.status,
                view.label("question", question.record.status),
            )
            for question in view.open_questions
        ),
        source_titles=tuple(source.title for source in facts.sources.values()),
        page_labels=tuple((name, view.word(label)) for name, label in LISTED),
        changes=reader.changes,
        corrections=reader.corrections,
    )


def _party(view: StakeholderView) -> PartySummary:
    record = view.record
    role = tuple(paragraph[0] for paragraph in view.role[:1] if paragraph)
    return PartySummary(
        view.id, record.name, record.type, view.target, role, record.named_in_source
    )


@dataclass(frozen=True, slots=True)
class Party:
    """A stakeholder across briefings: its name in the first of them, and where it appears."""

    id: str
    name: str
    appearances: tuple[tuple[Summary, PartySummary], ...]


class Frame:
    """The site as the pages of one briefing see it: nothing in it depends on another briefing."""

    def __init__(self, options: SiteOptions) -> None:
        self.name = options.name
        self.description = options.description
        self.about = options.about
        self.cards = options.cards

    def page(self, name: str) -> Target:
        """A site-wide page ("stakeholders", "briefings/index", …)."""
        return Target(f"{name}.md")


class SiteView(Frame):
    """The site as its own pages see it: `name`, `description` and `briefings`, by title."""

    def __init__(self, options: SiteOptions, briefings: Sequence[Summary]) -> None:
        super().__init__(options)
        self.briefings = tuple(sorted(briefings, key=lambda b: (b.title.casefold(), b.id)))

    @once
    def stakeholders(self) -> tuple[Party, ...]:
        """Every party of the site, by name."""
        found: dict[str, list[tuple[Summary, PartySummary]]] = {}
        for briefing in self.briefings:
            for stakeholder in briefing.stakeholders:
                found.setdefault(stakeholder.id, []).append((briefing, stakeholder))
        parties = [Party(id, seen[0][1].name, tuple(seen)) for id, seen in found.items()]
        return tuple(sorted(parties, key=lambda party: (party.name.casefold(), party.id)))

    @property
    def newest(self) -> tuple[Summary, ...]:
        """The briefings with the latest dates, no more than the first page shows, by title."""
        # Sorting is stable: of the same date, the first by title.
        latest = sorted(self.briefings, key=lambda b: b.as_of.order, reverse=True)[:NEWEST]
        ids = {briefing.id for briefing in latest}
        return tuple(briefing for briefing in self.briefings if briefing.id in ids)

    @property
    def question_count(self) -> int:
        return sum(len(briefing.open_questions) for briefing in self.briefings)
