"""The claims and references of a briefing as templates see them, with the places that rest on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from briefgen.base.diagnostics import Path
from briefgen.base.values import once
from briefgen.facts import prose
from briefgen.facts.corpus import Passage
from briefgen.facts.fields import BINS
from briefgen.facts.model import Claim
from briefgen.texts import fragment
from briefgen.texts.quotes import Located
from briefgen.views.citing import Citing, one_line
from briefgen.views.shown import (
    ClaimView,
    DateView,
    PartyView,
    QuoteView,
    ReferenceView,
    Target,
)

MAX_YEARS = 12
"""The longest range of a date that a filter by year follows year by year."""


class ClaimsView(Citing):
    """One briefing's claims and references; everything computed when first asked for, and once."""

    @once
    def claims(self) -> tuple[ClaimView, ...]:
        return tuple(self._claim(id, record) for id, record in self.facts.claims.items())

    @property
    def years(self) -> tuple[str, ...]:
        """The years that a claim's date touches, in order."""
        return tuple(sorted({year for claim in self.claims for year in claim.years}))

    def _claim(self, id: str, record: Claim) -> ClaimView:
        assessment = record.assessment
        path = ("claims", id, "assessment", "note")
        names = dict.fromkeys((*self._referred(path), *assessment.references))
        date = self.date(record.date)
        # By position: a name for each of so many fields takes as long to find its place as the whole value.
        return ClaimView(
            id,
            self._signs[id],
            record,
            BINS[assessment.verdict],
            self._speaker(record.speaker),
            date,
            tuple([self.party(name) for name in record.about]),
            tuple([self._quote(passage) for passage in self._briefing.evidence_of(id)]),
            self.cite(id),
            self.paragraphs(*path),
            tuple([self._references_by_id[name] for name in names]),
            Target(self._register, id),
            self._users.get(id, ()),
            self._years(date) if date else (),
        )

    def _referred(self, path: tuple[str, ...]) -> Iterator[str]:
        """The references that the prose at `path` cites."""
        known = self._briefing.ids
        for sentence in self._briefing.sentences(*path):
            for name in sentence.citations:
                if known.get(name) == "references":
                    yield name

    @once
    def _register(self) -> str:
        return f"{self.folder}/claims.md"

    def _years(self, date: DateView) -> tuple[str, ...]:
        """The years that a date touches, up to the briefing's own; a long range counts by its ends."""
        (first, *_), (last, *_) = date.order
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
        return QuoteView(
            one_line(self._words_of(passage)),
            self.facts.sources[passage.source].title,
            self._passage_target(passage),
            passage.found.verdict.value,
            self.live(passage),
        )

    def _words_of(self, passage: Passage) -> str:
        """The passage as the archived text has it."""
        snapshot = self._briefing.archive[passage.source].snapshot
        if isinstance(passage.found, Located) and snapshot:
            return snapshot.text[passage.found.start : passage.found.end]
        return passage.exact

    def live(self, passage: Passage) -> str:
        """The address of a claim's passage on the live page; empty where there is none, or no words may be shown."""
        source = self.facts.sources[passage.source]
        if not source.url or source.rights.publish == "locator" or passage.claim is None:
            return ""
        evidence = self.facts.claims[passage.claim].evidence[passage.position]
        return fragment.address(
            source.url,
            self._words_of(passage),
            prefix=evidence.prefix or "",
            suffix=evidence.suffix or "",
        )

    @once
    def _users(self) -> Mapping[str, tuple[PartyView, ...]]:
        """Claim or reference id → the records beyond prose pages that cite it, for its backlinks."""
        found: dict[str, dict[tuple[str, str], PartyView]] = {}
        for path, parsed in self._briefing.prose.items():
            # What the question of the briefing links is linked there; it rests on nothing.
            if path != ("question",):
                cited = [id for sentence in parsed.sentences for id in sentence.citations]
                self._note_user(found, path, cited)
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
        path: Path,
        ids: Sequence[str],
    ) -> None:
        if not ids:
            return
        section = str(path[0])
        page, anchor = _SHOWN_ON.get(section, ("index", ""))
        record = str(path[1]) if len(path) > 1 and isinstance(path[1], str) else ""
        if record and record in self._briefing.ids:
            anchor = record
        place = (page, anchor)
        user: PartyView | None = None
        for id in ids:
            if id != record and place not in (users := found.setdefault(id, {})):
                if user is None:
                    target = Target(f"{self.folder}/{page}.md", anchor)
                    user = PartyView(record, self._user_name(section, record), target)
                users[place] = user

    def _user_name(self, section: str, record: str) -> str:
        """What a backlink is called: the kind of place, and the record's own name where it has one."""
        kind = self._words[f"used_{section}"]
        held = getattr(self.facts, section).get(record) if record else None
        name = getattr(held, "name", None) or self._signs.get(record, "")
        if section == "questions" and held:
            name = prose.words(self._briefing.sentences("questions", record, "question"))
        return f"{kind}: {name}" if name else kind

    @once
    def references(self) -> tuple[ReferenceView, ...]:
        return tuple(self._references_by_id.values())

    @once
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
