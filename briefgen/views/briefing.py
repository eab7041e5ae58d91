"""One briefing as templates see it: everything computed when first asked for, and once.

Lists keep the author's order unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from briefgen.base.runs import Run
from briefgen.base.values import once
from briefgen.facts import coverage, prose
from briefgen.facts.fields import ANALYST
from briefgen.facts.model import Judgment, Question, Stakeholder
from briefgen.texts.likelihood import term_in
from briefgen.views.relations import RelationsView
from briefgen.views.shown import (
    ClaimView,
    JudgmentView,
    Paragraphs,
    ProblemView,
    QuestionView,
    RelationView,
    SentenceView,
    SourceView,
    StakeholderView,
    Target,
    TermView,
    TimelineEntry,
)

STATUS_ORDER = ("open", "narrowed", "answered")


_View = TypeVar("_View")


class BriefingView(RelationsView):
    """One briefing for templates. Everything is computed when first asked for, and once."""

    @property
    def question(self) -> Paragraphs:
        return self.paragraphs("question", inferred=True)

    @property
    def asked(self) -> str:
        """The question in words alone, for places that hold no markup."""
        return prose.words(self._briefing.sentences("question"))

    @once
    def bottom_line(self) -> tuple[Paragraphs, ...]:
        return self._each(len(self.facts.bottom_line), "bottom_line")

    @once
    def sections(self) -> tuple[tuple[str, Paragraphs], ...]:
        """The background, as (heading, paragraphs)."""
        return tuple(
            (section.heading, self.paragraphs("background", index, "text"))
            for index, section in enumerate(self.facts.background)
        )

    @once
    def judgments(self) -> tuple[JudgmentView, ...]:
        return tuple(self._judgment(id, record) for id, record in self.facts.judgments.items())

    def _judgment(self, id: str, record: Judgment) -> JudgmentView:
        placed = term_in(record.statement, record.likelihood.term, record.likelihood.wording)
        if isinstance(placed, str):
            raise TypeError(f"checks.likelihood_stated lets through: {placed}")
        return JudgmentView(
            id=id,
            sign=self._signs[id],
            record=record,
            before=record.statement[: placed.end],
            after=record.statement[placed.end :],
            spaced=record.statement[placed.end : placed.end + 1].isspace(),
            low=placed.low,
            high=placed.high,
            basis=self.paragraphs("judgments", id, "confidence_basis"),
            rests_on=self.cites(record.rests_on),
            alternatives=self._each(
                len(record.alternatives), "judgments", id, "alternatives", inferred=True
            ),
            indicators=self._each(
                len(record.indicators), "judgments", id, "indicators", inferred=True
            ),
            target=Target(f"{self.folder}/index.md", id),
        )

    @once
    def stakeholders(self) -> tuple[StakeholderView, ...]:
        """Those that the sources name first, then the others."""
        views = [self._stakeholder(id, record) for id, record in self.facts.stakeholders.items()]
        return tuple(sorted(views, key=lambda view: not view.record.named_in_source))

    @once
    def _relations_of(self) -> Mapping[str, tuple[RelationView, ...]]:
        """Party → the relations that it is an end of."""
        return _by_party((edge, (edge.record.from_, edge.record.to)) for edge in self.relations)

    @once
    def _claims_of(self) -> Mapping[str, tuple[ClaimView, ...]]:
        """Party → the claims that are about it, or that it makes."""
        return _by_party((c, (*c.record.about, c.record.speaker)) for c in self.claims)

    def _stakeholder(self, id: str, record: Stakeholder) -> StakeholderView:
        path = ("stakeholders", id)
        return StakeholderView(
            id=id,
            record=record,
            role=self.paragraphs(*path, "role"),
            interests=self._each(len(record.interests), *path, "interests"),
            positions=self._each(len(record.positions), *path, "positions"),
            background=self._each(len(record.background), *path, "background"),
            relations=self._relations_of.get(id, ()),
            claims=self._claims_of.get(id, ()),
            target=Target(f"{self.folder}/stakeholders.md", id),
        )

    @once
    def questions(self) -> tuple[QuestionView, ...]:
        """Open ones first, then narrowed, then answered."""
        views = [self._question(id, record) for id, record in self.facts.questions.items()]
        return tuple(sorted(views, key=lambda view: STATUS_ORDER.index(view.record.status)))

    def _question(self, id: str, record: Question) -> QuestionView:
        path = ("questions", id)
        return QuestionView(
            id=id,
            plain=prose.words(self._briefing.sentences(*path, "question")),
            record=record,
            question=self.paragraphs(*path, "question", inferred=True),
            raised_by=self.cites(name for name in record.raised_by if name != ANALYST),
            by_analyst=ANALYST in record.raised_by,
            why=self.paragraphs(*path, "why"),
            known=self.paragraphs(*path, "known"),
            contested=self.paragraphs(*path, "contested"),
            settled_by=self.paragraphs(*path, "settled_by", inferred=True),
            answerable_by=self._each(
                len(record.answerable_by), *path, "answerable_by", inferred=True
            ),
            indicators=self._each(len(record.indicators), *path, "indicators", inferred=True),
            answer=self.paragraphs(*path, "answer"),
            target=Target(f"{self.folder}/questions.md", id),
        )

    def questions_by(self, analyst: bool) -> tuple[QuestionView, ...]:  # noqa: FBT001  # called from templates by position
        """The questions that the analyst added, or those that the sources raise."""
        return tuple(question for question in self.questions if question.by_analyst == analyst)

    @property
    def open_questions(self) -> tuple[QuestionView, ...]:
        return tuple(
            question for question in self.questions if question.record.status != "answered"
        )

    @once
    def terms(self) -> tuple[TermView, ...]:
        """In alphabetical order."""
        views = [
            TermView(
                id=id,
                record=record,
                definition=self.paragraphs("terms", id, "definition", inferred=True),
                cites=self.cites(record.claims),
                target=Target(f"{self.folder}/glossary.md", id),
            )
            for id, record in self.facts.terms.items()
        ]
        return tuple(sorted(views, key=lambda view: (view.record.name.casefold(), view.id)))

    @once
    def problems(self) -> tuple[ProblemView, ...]:
        return tuple(
            ProblemView(
                id,
                self._words.enum("problem", record.kind),
                self.paragraphs("problems", id, "statement"),
            )
            for id, record in self.facts.problems.items()
        )

    @once
    def timeline(self) -> tuple[TimelineEntry, ...]:
        """Every dated claim and event, earliest first."""
        limit = self.as_of.order[1]
        entries = [
            TimelineEntry(
                claim.id,
                claim.date,
                (self._claim_sentence(claim),),
                "source",
                later=False,
                key=claim.record.key,
            )
            for claim in self.claims
            if claim.date
        ]
        for id, event in self.facts.events.items():
            date = self._dated(event.date)
            sentences = tuple(
                s for paragraph in self.paragraphs("events", id, "statement") for s in paragraph
            )
            entries.append(
                TimelineEntry(id, date, sentences, "background", date.order[0] > limit, event.key)
            )
        return tuple(sorted(entries, key=lambda entry: (entry.date.order, entry.id)))

    @property
    def key_dates(self) -> tuple[TimelineEntry, ...]:
        """The entries marked `key`; without marks the first six. Never a later event."""
        entries = [entry for entry in self.timeline if not entry.later]
        return tuple([entry for entry in entries if entry.key] or entries[:6])

    def _claim_sentence(self, claim: ClaimView) -> SentenceView:
        return SentenceView((Run(claim.record.statement),), "statement", (claim.cite,), ())

    def bin(self, name: str) -> tuple[ClaimView, ...]:
        """The claims of one bin; those marked `key` first."""
        found = [
            claim for claim in self.claims if claim.bin == name and claim.record.status == "active"
        ]
        return tuple(sorted(found, key=lambda claim: not claim.record.key))

    @once
    def sources(self) -> tuple[SourceView, ...]:
        return tuple(
            SourceView(
                id=id,
                sign=self._signs[id],
                record=record,
                path=self._briefing.archive[id].path,
                published=self._published(record.published),
                coverage=coverage.measure(self._briefing, id),
                claims=len(
                    {
                        p.claim
                        for p in self._briefing.passages
                        if p.source == id and p.claim is not None
                    }
                ),
                target=Target(f"{self.folder}/sources/{id}.md"),
            )
            for id, record in self.facts.sources.items()
        )


def _by_party(found: Iterable[tuple[_View, Iterable[str]]]) -> Mapping[str, tuple[_View, ...]]:
    """Party → its views in order, each once, from each view with its parties."""
    held: dict[str, list[_View]] = {}
    for view, parties in found:
        for party in dict.fromkeys(parties):
            held.setdefault(party, []).append(view)
    return {party: tuple(views) for party, views in held.items()}
