"""Where each record of a briefing is shown, and how it is cited, linked, dated and quoted in prose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from briefgen.base.values import once
from briefgen.facts import prose
from briefgen.facts.corpus import Briefing, Passage
from briefgen.facts.evidence import When
from briefgen.facts.fields import ANALYST
from briefgen.facts.parties import Parties, parties
from briefgen.texts import dates
from briefgen.views import namelinks
from briefgen.views.shown import (
    Cite,
    DateView,
    Paragraphs,
    PartyView,
    SentenceView,
    Target,
)
from briefgen.views.words import Words


class Citing:
    """One briefing's places, citations, prose and dates, as templates see them."""

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
        # A claim is cited and a party or page linked again and again: each time by the same value.
        self._cites: dict[str, Cite] = {}
        self._parties: dict[str, PartyView] = {}
        self._pages: dict[str, Target] = {}

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.id!r})"

    # Places

    @property
    def target(self) -> Target:
        return Target(f"{self.folder}/index.md")

    def page(self, name: str) -> Target:
        """The page `name` of this briefing ("claims", "sources/article", …)."""
        target = self._pages.get(name)
        if target is None:
            target = self._pages[name] = Target(f"{self.folder}/{name}.md")
        return target

    def place(self, id: str) -> Target | None:
        """Where the record `id` is shown, or None where nothing shows it."""
        kind = self._briefing.ids.get(id)
        if kind is None or kind == "sources":
            return Target(f"{self.folder}/sources/{id}.md") if kind else None
        return Target(f"{self.folder}/{_SHOWN_ON[kind]}.md", id)

    def former_ids(self, id: str) -> tuple[str, ...]:
        """The earlier ids of a record, whose permalinks must keep working."""
        return self._former.get(id, ())

    @once
    def _former(self) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, tuple[str, ...]] = {}
        for old, new in self._briefing.former_ids.items():
            found[new] = (*found.get(new, ()), old)
        return found

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

    # Citations

    def sign(self, id: str) -> str:
        """The short sign of a record: "12" for a claim, "R3" for a reference."""
        return self._signs[id]

    def cite(self, id: str) -> Cite:
        """The citation of any record; a claim's leads to its passage in the source."""
        cite = self._cites.get(id)
        if cite is None:
            cite = self._cites[id] = self._cited(id)
        return cite

    def _cited(self, id: str) -> Cite:
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
        preview = " … ".join([f"“{one_line(passage.exact)}”" for passage in passages])
        origin = self.facts.sources[passages[0].source].title
        verdict = self._words.enum("verdict", self.facts.claims[id].assessment.verdict)
        target = self._passage_target(passages[0])
        return Cite(id, "claims", self._signs[id], target, preview, origin, verdict)

    def _passage_target(self, passage: Passage) -> Target:
        return Target(self._source_pages[passage.source], passage.anchor)

    @once
    def _source_pages(self) -> Mapping[str, str]:
        """Source → the page that shows it."""
        return {id: f"{self.folder}/sources/{id}.md" for id in self.facts.sources}

    def _preview(self, kind: str, id: str) -> str:
        record = getattr(self.facts, kind)[id]
        if kind == "references":
            return one_line(record.title)
        return one_line(
            getattr(record, {"judgments": "statement", "sources": "title"}.get(kind, "name"), id)
        )

    def cites(self, ids: Iterable[str]) -> tuple[Cite, ...]:
        known = self._briefing.ids
        return tuple([self.cite(id) for id in ids if id in known])

    # Prose

    def paragraphs(self, *path: str | int, inferred: bool = False) -> Paragraphs:
        """The prose at `path`; `inferred` where the whole field is our inference."""
        parsed = self._briefing.prose.get(path)
        if parsed is None:
            return ()
        shown = self._sentence
        return tuple(
            [
                tuple([shown(sentence, inferred) for sentence in paragraph])
                for paragraph in parsed.paragraphs
            ]
        )

    def _each(self, count: int, *path: str | int, inferred: bool = False) -> tuple[Paragraphs, ...]:
        return tuple(self.paragraphs(*path, index, inferred=inferred) for index in range(count))

    def _sentence(self, sentence: prose.Sentence, inferred: bool) -> SentenceView:  # noqa: FBT001  # made by the hundred
        proofs: list[Cite] = []
        others: list[Cite] = []
        marked = False
        for id in sentence.citations:
            if id == ANALYST:
                marked = True
                continue
            kind = self._briefing.ids[id]
            (proofs if kind in _PROOFS else others).append(self.cite(id))
        judged = inferred or marked or {cite.kind for cite in proofs} <= {"judgments"}
        kind = "judgment" if judged else "statement"
        stretches, links = (
            namelinks.stretches(sentence, others, self._named) if others else ((), ())
        )
        return SentenceView(
            sentence.runs, kind, tuple(proofs), links, marked, sentence.spaced, stretches
        )

    @once
    def _named(self) -> Parties:
        return parties(self.facts)

    def party(self, id: str) -> PartyView:
        """A stakeholder or term as a link."""
        if id not in self._parties:
            self._parties[id] = self._linked(id)
        return self._parties[id]

    def _linked(self, id: str) -> PartyView:
        terms = self.facts.terms
        name = terms[id].name if id in terms else self.facts.stakeholders[id].name
        return PartyView(id, name, self.place(id) or self.target)

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

    @once
    def as_of(self) -> DateView:
        return self._dated(self.facts.as_of)


_PROOFS = frozenset(("claims", "references", "sources", "judgments"))
"""The kinds of records that a sentence can rest on."""

_SHOWN_ON = {
    "problems": "index",
    "references": "sources/index",
    "claims": "claims",
    "judgments": "index",
    "stakeholders": "stakeholders",
    "questions": "questions",
    "terms": "glossary",
    "events": "background",
}
"""Kind of record → the page that shows it."""


def one_line(text: str) -> str:
    """`text` with single spaces."""
    return " ".join(text.split())
