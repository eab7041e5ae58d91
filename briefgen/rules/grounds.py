"""What a sentence may rest on: the words of its evidence and of the records that it cites."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from briefgen.base.values import once
from briefgen.facts.corpus import Briefing
from briefgen.facts.evidence import When
from briefgen.facts.parties import Parties, parties
from briefgen.facts.prose import Sentence
from briefgen.rules.ground import Ground, Text, parts
from briefgen.texts.denials import Denial, denials
from briefgen.texts.mentions import stems
from briefgen.texts.quotes import Missing

_CARRYING = frozenset(("claims", "references", "judgments"))
"""The kinds of records whose words others rest on."""

Noted = Callable[[str | None], None]
"""Takes the id of a record that is asked for, or None for all records."""


class Grounds:
    """The grounds of one briefing's records, each made once. `noted` is told of each record that is asked for."""

    def __init__(self, briefing: Briefing, noted: Noted | None = None) -> None:
        self._briefing = briefing
        self._noted = noted
        self._facts = briefing.facts
        self._language = briefing.facts.language
        self._evidence: dict[str, tuple[Text, ...]] = {}
        self._made: dict[str, tuple[Text, ...]] = {}
        self._remarks: dict[str, tuple[Text, ...]] = {}
        self._parties: dict[Ground, frozenset[str]] = {}
        self._stems: dict[str, frozenset[str]] = {}
        self._grounds: dict[tuple[str, ...], Ground] = {}
        self._denials: dict[str, tuple[Denial, ...]] = {}
        self.settled: set[Sentence] = set()
        """Sentences that were found right, and of which no rule but `fitting.fits` asks where they stand."""

    @once
    def parties(self) -> Parties:
        return parties(self._facts)

    @once
    def every_name(self) -> str:
        """All names of parties, in small letters."""
        return "\n".join(
            surface for held in self.parties.surfaces.values() for surface in held
        ).lower()

    @once
    def unread(self) -> frozenset[str]:
        """The sources whose archived text is missing or another; it is reported for itself, and nothing is held against it."""
        archive = self._briefing.archive.items()
        return frozenset(id for id, held in archive if not held.checkable)

    def parties_in(self, ground: Ground) -> frozenset[str]:
        """The parties that a ground names in any way."""
        held = self._parties.get(ground)
        if held is None:
            named = [self.parties.held(text) for text, _ in ground.texts]
            held = self._parties[ground] = frozenset().union(*named)
        return held

    @property
    def everything(self) -> Ground:
        """All that the file's claims, references, sources and events say."""
        if self._noted:
            self._noted(None)
        return self._everything

    @once
    def _everything(self) -> Ground:
        facts = self._facts
        ids = (*facts.claims, *facts.references, *facts.sources, *facts.judgments)
        events = (event for event in facts.events.values())
        dates = ((event.date.edtf, self._language) for event in events)
        own = self._own([facts.title, facts.as_of.edtf, facts.as_of.basis])
        return self.joined(self.of(ids), (*dates, *own))

    def of(self, ids: Iterable[str]) -> Ground:
        """What the records `ids` say; the same records give the same `Ground`, which is read once."""
        named = tuple(dict.fromkeys(ids))
        for id in named if self._noted else ():
            self._note(id)
        if named not in self._grounds:
            apart = tuple(texts for id in named for texts in self._apart(id))
            self._grounds[named] = Ground(
                tuple(text for id in named for text in self.texts(id)), apart
            )
        return self._grounds[named]

    def _note(self, id: str) -> None:
        # A party carries no sentence, and a source is the same for every record.
        if self._noted and self._briefing.ids.get(id) in _CARRYING:
            self._noted(id)

    def _apart(self, id: str) -> Iterator[tuple[Text, ...]]:
        """What is read as one: a record; of a source, which is a whole document, each sentence."""
        if id in self._facts.sources:
            yield from ((remark,) for text in self.texts(id) for remark in parts(text))
        else:
            yield self.texts(id)

    def joined(self, ground: Ground, more: tuple[Text, ...]) -> Ground:
        """`ground` with more texts."""
        if not more:
            return ground
        return Ground((*ground.texts, *more), (*(ground.apart or (ground.texts,)), more))

    def texts(self, id: str) -> tuple[Text, ...]:
        """What one record says; nothing for an id that carries no sentence."""
        self._note(id)
        if id not in self._made:
            self._made[id] = ()  # a judgment that rests on itself
            # A statement in the words of its evidence is one text.
            self._made[id] = tuple(dict.fromkeys(self._texts(id)))
        return self._made[id]

    def _texts(self, id: str) -> Iterator[Text]:
        facts = self._facts
        if id in facts.claims:
            claim = facts.claims[id]
            yield from self.evidence(id)
            yield from self._own([claim.statement, claim.basis, *self.names(claim.about)])
            yield from self.when(claim.date)
        elif reference := facts.references.get(id):
            said = (reference.title, reference.author, reference.publisher, reference.note)
            yield from self._own([*said, reference.published, reference.published_reason])
            # An address names its subject as well; its digits are no statement.
            yield from self._own([re.sub(r"\d+", " ", reference.url)])
        elif source := facts.sources.get(id):
            told = (
                source.descriptor,
                source.published,
                source.published_reason,
                source.publisher_reason,
            )
            yield from self._own([source.title, source.author, source.publisher, *told])
            held = self._briefing.archive[id].snapshot
            yield from [(held.text, source.language)] if held else []
        elif judgment := facts.judgments.get(id):
            yield from self._own([judgment.statement])
            yield from (text for ground in judgment.rests_on for text in self.texts(ground))

    def remarks(self, id: str) -> tuple[Text, ...]:
        """What a record says of its subject, sentence by sentence: a source by its archived text alone."""
        self._note(id)
        if id not in self._remarks:
            said = self._of_subject(id)
            self._remarks[id] = tuple([part for text in said for part in parts(text)])
        return self._remarks[id]

    def _of_subject(self, id: str) -> Iterable[Text]:
        if reference := self._facts.references.get(id):
            return self._own([reference.title, reference.note])
        if id in self._facts.sources:
            held = self._briefing.archive[id].snapshot
            return [(held.text, self._facts.sources[id].language)] if held else []
        return self.texts(id)

    def denials(self, id: str) -> tuple[Denial, ...]:
        """What a record denies: of a claim or judgment its statement, of a reference its title and note, of a source nothing."""
        self._note(id)
        if id not in self._denials:
            facts, said = self._facts, tuple[Text, ...]()
            if claim := facts.claims.get(id):
                said = self._said_by(id, claim.statement)
            elif judgment := facts.judgments.get(id):
                said = ((judgment.statement, self._language),)
            elif id in facts.references:
                said = self.remarks(id)
            self._denials[id] = tuple(denial for text in said for denial in denials(*text))
        return self._denials[id]

    def _said_by(self, claim: str, statement: str) -> tuple[Text, ...]:
        """A claim's statement, or its evidence where a negation was lost or added on the way, which is one mistake."""
        evidence = self.evidence(claim)
        held = [len(denials(*text)) for text in evidence]
        own = len(denials(statement, self._language))
        lost = not max(held, default=0) <= own <= sum(held)
        quoted = not any(isinstance(p.found, Missing) for p in self._briefing.evidence_of(claim))
        explained = self._facts.claims[claim].basis
        return evidence if lost and quoted and not explained else ((statement, self._language),)

    def topics(self, text: str) -> frozenset[str]:
        """The stems of `text` without those of the stakeholders' names, which nearly every record holds."""
        return stems(text) - self.common

    @once
    def proper_parties(self) -> frozenset[str]:
        """The stakeholders, and the terms that are names."""
        terms = self._facts.terms.items()
        named = {id for id, term in terms if not term.expansion and term.name[:1].isupper()}
        return frozenset(named | {*self._facts.stakeholders})

    def akin(self, one: str, other: str) -> bool:
        """Whether a name of one party holds a name of the other, as "Azure Databricks" holds "Azure"."""
        pairs = [(a, b) for a in self.names([one]) for b in self.names([other])]
        return any(a in b or b in a for a, b in pairs)

    @once
    def common(self) -> frozenset[str]:
        names = (self.parties.surfaces.get(id, ()) for id in self._facts.stakeholders)
        return frozenset().union(*(stems(name) for held in names for name in held))

    def stems_of(self, id: str) -> frozenset[str]:
        """The stems of all that one record says."""
        self._note(id)
        if id not in self._stems:
            self._stems[id] = frozenset(s for text, _ in self.texts(id) for s in stems(text))
        return self._stems[id]

    def evidence(self, claim: str) -> tuple[Text, ...]:
        """The passages of one claim."""
        self._note(claim)
        if claim not in self._evidence:
            passages, sources = self._briefing.evidence_of(claim), self._facts.sources
            self._evidence[claim] = tuple(
                [
                    (
                        one.exact,
                        sources[one.source].language if one.source in sources else self._language,
                    )
                    for one in passages
                ]
            )
        return self._evidence[claim]

    def when(self, date: When | None) -> Iterator[Text]:
        yield from self._own([date.edtf, date.basis] if date else [])

    def names(self, ids: Iterable[str]) -> Iterator[str]:
        """The names of parties."""
        return (surface for id in ids for surface in self.parties.surfaces.get(id, ()))

    def _own(self, texts: Iterable[str | None]) -> Iterator[Text]:
        return ((text, self._language) for text in texts if text and text != "unknown")
