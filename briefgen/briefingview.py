"""One briefing as templates see it: everything computed when first asked for, and once.

Lists keep the author's order unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

from briefgen import coverage, dates, prose
from briefgen.corpus import Briefing, Passage
from briefgen.evidence import When
from briefgen.fields import ANALYST, BINS
from briefgen.likelihood import term_in
from briefgen.model import Claim, Judgment, Question, Relation, Stakeholder
from briefgen.quotes import Located
from briefgen.views import (
    Cite,
    ClaimView,
    DateView,
    JudgmentView,
    Paragraphs,
    PartyView,
    ProblemView,
    QuestionView,
    QuoteView,
    ReferenceView,
    RelationView,
    SentenceView,
    SourceView,
    StakeholderView,
    Target,
    TermView,
    TimelineEntry,
)
from briefgen.words import Words

MAX_YEARS = 12
"""The longest range of a date that a filter by year follows year by year."""

STATUS_ORDER = ("open", "narrowed", "answered")


class BriefingView:
    """One briefing for templates. Everything is computed when first asked for, and once."""

    def __init__(self, briefing: Briefing, words: Words) -> None:
        self._briefing = briefing
        self._words = words
        self.id = briefing.id
        self.facts = briefing.facts
        self.folder = f"briefings/{briefing.id}"
        facts = briefing.facts
        signs = (("claims", ""), ("references", "R"), ("judgments", "J"), ("sources", "S"))
        self._signs = {
            id: f"{letter}{number}"
            for kind, letter in signs
            for number, id in enumerate(getattr(facts, kind), start=1)
        }

    def __repr__(self) -> str:
        return f"BriefingView({self.id!r})"

    # Places

    @property
    def target(self) -> Target:
        return Target(f"{self.folder}/index.md")

    def page(self, name: str) -> Target:
        """The page `name` of this briefing ("claims", "sources/article", …)."""
        return Target(f"{self.folder}/{name}.md")

    def place(self, id: str) -> Target | None:
        """Where the record `id` is shown, or None where nothing shows it."""
        kind = self._briefing.ids.get(id)
        if kind is None or kind == "sources":
            return Target(f"{self.folder}/sources/{id}.md") if kind else None
        page = {
            "problems": "index",
            "references": "sources/index",
            "claims": "claims",
            "judgments": "index",
            "stakeholders": "stakeholders",
            "questions": "questions",
            "terms": "glossary",
            "events": "background",
        }[kind]
        return Target(f"{self.folder}/{page}.md", id)

    def former_ids(self, id: str) -> tuple[str, ...]:
        """The earlier ids of a record, whose permalinks must keep working."""
        return tuple(old for old, new in self._briefing.former_ids.items() if new == id)

    # The reader's language, for pages that show several briefings

    @property
    def direction(self) -> str:
        return self._words.direction

    def label(self, group: str, value: str) -> str:
        return self._words.enum(group, value)

    def word(self, key: str) -> str:
        return self._words[key]

    def count(self, key: str, number: int) -> str:
        return self._words.count(key, number)

    # The drawing of relations

    @cached_property
    def map_parties(self) -> tuple[tuple[str, str], ...]:
        """The parties that a relation touches, as (id, short name), in the order of the relations."""
        ids = dict.fromkeys(
            id for relation in self.facts.relations for id in (relation.from_, relation.to)
        )
        return tuple((id, self.short_name(id)) for id in ids)

    @cached_property
    def map_arrows(self) -> tuple[tuple[RelationView, ...], ...]:
        """The relations by pair of parties and direction, one arrow for each, in the order of the first."""
        arrows: dict[tuple[str, str], list[RelationView]] = {}
        for edge in self.relations:
            arrows.setdefault((edge.record.from_, edge.record.to), []).append(edge)
        return tuple(tuple(edges) for edges in arrows.values())

    @property
    def map_pairs(self) -> tuple[tuple[str, str], ...]:
        return tuple((edges[0].record.from_, edges[0].record.to) for edges in self.map_arrows)

    @property
    def map_labels(self) -> tuple[str, ...]:
        """What stands on each arrow: its relation, and how many more there are."""
        return tuple(
            edges[0].type + (f" +{len(edges) - 1}" if len(edges) > 1 else "")
            for edges in self.map_arrows
        )

    def short_name(self, id: str) -> str:
        """A party's name, cut to what fits a box."""
        name = self.party(id).name
        return name if len(name) <= 26 else name[:25].rstrip() + "…"

    # Citations

    def sign(self, id: str) -> str:
        """The short sign of a record: "12" for a claim, "R3" for a reference."""
        return self._signs[id]

    def cite(self, id: str) -> Cite:
        """The citation of any record; a claim's leads to its passage in the source."""
        kind = self._briefing.ids[id]
        if kind == "claims":
            return self._cite_claim(id)
        target = self.place(id) or self.target
        origin, verdict = self._standing(kind, id)
        sign = self._signs.get(id, "")
        return Cite(id, kind, sign, target, self._preview(kind, id), origin, verdict)

    def _standing(self, kind: str, id: str) -> tuple[str, str]:
        """Whose words a record holds, and how far they reach, as a citation's preview says it."""
        if kind == "references":
            record = self.facts.references[id]
            published = self._published(record.published)
            reliability = self._words.enum("reliability", record.reliability)
            return f"{record.publisher}, {published}", reliability
        if kind == "judgments":
            confidence = self.facts.judgments[id].confidence
            words = f"{self._words['confidence']}: {self._words.enum('confidence', confidence)}"
            return self._words["inference"], words
        return "", ""

    def _cite_claim(self, id: str) -> Cite:
        passages = self._briefing.evidence_of(id)
        preview = " … ".join(f"“{_one_line(passage.exact)}”" for passage in passages)
        origin = self.facts.sources[passages[0].source].title
        verdict = self._words.enum("verdict", self.facts.claims[id].assessment.verdict)
        target = self._passage_target(passages[0])
        return Cite(id, "claims", self._signs[id], target, preview, origin, verdict)

    def _passage_target(self, passage: Passage) -> Target:
        return Target(f"{self.folder}/sources/{passage.source}.md", passage.anchor)

    def _preview(self, kind: str, id: str) -> str:
        record = getattr(self.facts, kind)[id]
        if kind == "references":
            return _one_line(record.title)
        return _one_line(
            getattr(record, {"judgments": "statement", "sources": "title"}.get(kind, "name"), id)
        )

    def cites(self, ids: Iterable[str]) -> tuple[Cite, ...]:
        return tuple(self.cite(id) for id in ids if id in self._briefing.ids)

    # Prose

    def paragraphs(self, *path: str | int, inferred: bool = False) -> Paragraphs:
        """The prose at `path`; `inferred` where the whole field is our inference."""
        parsed = self._briefing.prose.get(path)
        return tuple(
            tuple(self._sentence(sentence, inferred=inferred) for sentence in paragraph)
            for paragraph in (parsed.paragraphs if parsed else ())
        )

    def _each(self, count: int, *path: str | int, inferred: bool = False) -> tuple[Paragraphs, ...]:
        return tuple(self.paragraphs(*path, index, inferred=inferred) for index in range(count))

    def _sentence(self, sentence: prose.Sentence, *, inferred: bool) -> SentenceView:
        kinds = {id: self._briefing.ids[id] for id in sentence.citations if id != ANALYST}
        proofs = [
            id
            for id, kind in kinds.items()
            if kind in ("claims", "references", "sources", "judgments")
        ]
        others = [id for id in kinds if id not in proofs]
        judged = (
            inferred
            or sentence.inferred
            or (bool(proofs) and all(kinds[id] == "judgments" for id in proofs))
        )
        kind = "judgment" if judged or not proofs else "statement"
        cites, links = self.cites(proofs), self.cites(others)
        return SentenceView(sentence.runs, kind, cites, links, sentence.inferred, sentence.spaced)

    @property
    def question(self) -> Paragraphs:
        return self.paragraphs("question", inferred=True)

    @property
    def asked(self) -> str:
        """The question in words alone, for places that hold no markup."""
        return prose.words(self._briefing.sentences("question"))

    @cached_property
    def bottom_line(self) -> tuple[Paragraphs, ...]:
        return self._each(len(self.facts.bottom_line), "bottom_line")

    @cached_property
    def sections(self) -> tuple[tuple[str, Paragraphs], ...]:
        """The background, as (heading, paragraphs)."""
        return tuple(
            (section.heading, self.paragraphs("background", index, "text"))
            for index, section in enumerate(self.facts.background)
        )

    # Dates

    def date(self, when: When | None) -> DateView | None:
        """The date, or None where the record has none."""
        return self._dated(when) if when else None

    def _dated(self, when: When) -> DateView:
        edtf = dates.parse(when.edtf)
        words = self._words.date(when.edtf)
        return DateView(words, when.edtf, when.basis or "", (edtf.first, edtf.last))

    def _published(self, text: str) -> str:
        return self._words["unknown"] if text == "unknown" else self._words.date(text)

    @property
    def as_of(self) -> DateView:
        return self._dated(self.facts.as_of)

    # Records

    @cached_property
    def claims(self) -> tuple[ClaimView, ...]:
        return tuple(self._claim(id, record) for id, record in self.facts.claims.items())

    @property
    def years(self) -> tuple[str, ...]:
        """The years that a claim's date touches, in order."""
        return tuple(sorted({year for claim in self.claims for year in claim.years}))

    @cached_property
    def _claims_by_id(self) -> Mapping[str, ClaimView]:
        return {claim.id: claim for claim in self.claims}

    def _claim(self, id: str, record: Claim) -> ClaimView:
        cited = [
            name
            for sentence in self._briefing.sentences("claims", id, "assessment", "note")
            for name in sentence.citations
            if self._briefing.ids.get(name) == "references"
        ]
        names = dict.fromkeys((*cited, *record.assessment.references))
        return ClaimView(
            id=id,
            sign=self._signs[id],
            record=record,
            bin=BINS[record.assessment.verdict],
            speaker=self._speaker(record.speaker),
            date=self.date(record.date),
            about=tuple(self.party(name) for name in record.about),
            quotes=tuple(self._quote(passage) for passage in self._briefing.evidence_of(id)),
            cite=self._cite_claim(id),
            note=self.paragraphs("claims", id, "assessment", "note"),
            references=tuple(self._references_by_id[name] for name in names),
            target=Target(f"{self.folder}/claims.md", id),
            used_on=self._users.get(id, ()),
            years=self._years(record.date),
        )

    def _years(self, when: When | None) -> tuple[str, ...]:
        """The years that a date touches, up to the briefing's own; a long range counts by its ends."""
        if when is None:
            return ()
        (first, *_), (last, *_) = self._dated(when).order
        last = max(first, min(last, self.as_of.order[1][0]))
        touched = range(first, last + 1) if last - first < MAX_YEARS else (first, last)
        return tuple(str(year) for year in touched)

    def _speaker(self, speaker: str) -> str:
        if speaker == "unnamed":
            return self._words["speaker_unnamed"]
        if speaker in self.facts.stakeholders:
            return self.facts.stakeholders[speaker].name
        only = len(self.facts.sources) == 1
        return self._words["speaker_source"] if only else self.facts.sources[speaker].title

    def _quote(self, passage: Passage) -> QuoteView:
        found = passage.found
        verdict = found.verdict.value
        text = passage.exact
        snapshot = self._briefing.archive[passage.source].snapshot
        if isinstance(found, Located) and snapshot:
            text = snapshot.text[found.start : found.end]
        return QuoteView(
            _one_line(text),
            self.facts.sources[passage.source].title,
            self._passage_target(passage),
            verdict,
        )

    @cached_property
    def _users(self) -> Mapping[str, tuple[PartyView, ...]]:
        """Claim or reference id → the records beyond prose pages that cite it, for its backlinks."""
        found: dict[str, dict[tuple[str, str], PartyView]] = {}
        for path, parsed in self._briefing.prose.items():
            for sentence in parsed.sentences:
                self._note_user(found, path, sentence.citations)
        for id, judgment in self.facts.judgments.items():
            self._note_user(found, ("judgments", id), judgment.rests_on)
        for id, question in self.facts.questions.items():
            self._note_user(found, ("questions", id), question.raised_by)
        for relation in self.facts.relations:
            self._note_user(found, ("relations",), (*relation.claims, *relation.references))
        return {id: tuple(users.values()) for id, users in found.items()}

    def _note_user(
        self,
        found: dict[str, dict[tuple[str, str], PartyView]],
        path: tuple[str | int, ...],
        ids: Iterable[str],
    ) -> None:
        section = str(path[0])
        page, anchor = _SHOWN_ON.get(section, ("index", ""))
        record = str(path[1]) if len(path) > 1 and isinstance(path[1], str) else ""
        if record and record in self._briefing.ids:
            anchor = record
        for id in ids:
            if id != record and (page, anchor) not in found.setdefault(id, {}):
                target = Target(f"{self.folder}/{page}.md", anchor)
                found[id][page, anchor] = PartyView(
                    record, self._user_name(section, record), target
                )

    def _user_name(self, section: str, record: str) -> str:
        """What a backlink is called: the kind of place, and the record's own name where it has one."""
        kind = self._words[f"used_{section}"]
        held = getattr(self.facts, section).get(record) if record else None
        name = getattr(held, "name", None) or self._signs.get(record, "")
        if section == "questions" and held:
            name = prose.words(self._briefing.sentences("questions", record, "question"))
        return f"{kind}: {name}" if name else kind

    @cached_property
    def references(self) -> tuple[ReferenceView, ...]:
        return tuple(self._references_by_id.values())

    @cached_property
    def _references_by_id(self) -> Mapping[str, ReferenceView]:
        return {
            id: ReferenceView(
                id=id,
                sign=self._signs[id],
                record=record,
                published=self._published(record.published),
                target=Target(f"{self.folder}/sources/index.md", id),
                cited_by=self._users.get(id, ()),
            )
            for id, record in self.facts.references.items()
        }

    def party(self, id: str) -> PartyView:
        """A stakeholder or term as a link."""
        terms = self.facts.terms
        name = terms[id].name if id in terms else self.facts.stakeholders[id].name
        return PartyView(id, name, self.place(id) or self.target)

    @cached_property
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

    @cached_property
    def relations(self) -> tuple[RelationView, ...]:
        return tuple(
            self._relation(index, record) for index, record in enumerate(self.facts.relations)
        )

    def _relation(self, index: int, record: Relation) -> RelationView:
        verdicts = [self.facts.claims[id].assessment.verdict for id in record.claims]
        return RelationView(
            record=record,
            from_=self.party(record.from_),
            to=self.party(record.to),
            type=record.type.replace("-", " "),
            date=self.date(record.date),
            cites=self.cites((*record.claims, *record.references)),
            note=self.paragraphs("relations", index, "note"),
            disputed="contradicted" in verdicts,
        )

    @cached_property
    def stakeholders(self) -> tuple[StakeholderView, ...]:
        """Those that the sources name first, then the others."""
        views = [self._stakeholder(id, record) for id, record in self.facts.stakeholders.items()]
        return tuple(sorted(views, key=lambda view: not view.record.named_in_source))

    def _stakeholder(self, id: str, record: Stakeholder) -> StakeholderView:
        path = ("stakeholders", id)
        return StakeholderView(
            id=id,
            record=record,
            role=self.paragraphs(*path, "role"),
            interests=self._each(len(record.interests), *path, "interests"),
            positions=self._each(len(record.positions), *path, "positions"),
            background=self._each(len(record.background), *path, "background"),
            relations=tuple(
                edge for edge in self.relations if id in (edge.record.from_, edge.record.to)
            ),
            claims=tuple(
                claim for claim in self.claims if id in (*claim.record.about, claim.record.speaker)
            ),
            target=Target(f"{self.folder}/stakeholders.md", id),
        )

    @cached_property
    def questions(self) -> tuple[QuestionView, ...]:
        """Open ones first, then narrowed, then answered."""
        views = [self._question(id, record) for id, record in self.facts.questions.items()]
        return tuple(sorted(views, key=lambda view: STATUS_ORDER.index(view.record.status)))

    def _question(self, id: str, record: Question) -> QuestionView:
        path = ("questions", id)
        return QuestionView(
            id=id,
            plain=_one_line(record.question),
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

    @cached_property
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

    @cached_property
    def problems(self) -> tuple[ProblemView, ...]:
        return tuple(
            ProblemView(
                id,
                self._words.enum("problem", record.kind),
                self.paragraphs("problems", id, "statement"),
            )
            for id, record in self.facts.problems.items()
        )

    @cached_property
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
        return SentenceView((prose.Run(claim.record.statement),), "statement", (claim.cite,), ())

    def bin(self, name: str) -> tuple[ClaimView, ...]:
        """The claims of one bin; those marked `key` first."""
        found = [
            claim for claim in self.claims if claim.bin == name and claim.record.status == "active"
        ]
        return tuple(sorted(found, key=lambda claim: not claim.record.key))

    @cached_property
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


_SHOWN_ON = {
    "bottom_line": ("index", "_bottom-line"),
    "problems": ("index", "_problems"),
    "judgments": ("index", "_judgments"),
    "background": ("background", ""),
    "events": ("background", "_timeline"),
    "stakeholders": ("stakeholders", ""),
    "relations": ("stakeholders", "_relations"),
    "questions": ("questions", ""),
    "claims": ("claims", ""),
    "terms": ("glossary", ""),
}
"""Section of the fact file → the page and place where its prose is shown."""


def _one_line(text: str) -> str:
    return " ".join(text.split())
