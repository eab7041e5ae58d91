"""The rules about words: what a claim's statement, a relation and a sentence of prose say stands in what they rest on.

A claim is read against its own evidence and `basis`; a sentence of prose against the records that it cites; a sentence of
pure inference against the whole file, so that no number or date comes from nowhere. `basis` explains by its own words: a
name, date or hedge that it holds counts as standing in the evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import partial

from briefgen.base.diagnostics import At, Code, Diagnostic, Path
from briefgen.facts.corpus import Briefing
from briefgen.facts.model import Claim, Relation
from briefgen.facts.walk import Marked
from briefgen.languages.known import lexicon
from briefgen.rules import balance, recorddates, refutable, sentences, standing, statements
from briefgen.rules.ground import Ground
from briefgen.rules.grounds import Grounds
from briefgen.rules.judged import Known
from briefgen.texts.mentions import read

_PARTIES = frozenset(("sources", "stakeholders", "terms"))


def check(briefing: Briefing, known: Known | None = None) -> Iterator[Diagnostic]:
    """Everything that the rules about words find; what is known to be right they do not look at again."""
    if known is not None:
        yield from known.judge(briefing, units(briefing), judge)
        return
    grounds = Grounds(briefing)
    for unit, fields in units(briefing).items():
        yield from judge(briefing, grounds, unit, fields)


def units(briefing: Briefing) -> Mapping[Path, Sequence[Marked]]:
    """The path to each record, or other part of the file, that is judged as one → its prose fields."""
    facts = briefing.facts
    found: dict[Path, list[Marked]] = {("claims", id): [] for id in facts.claims}
    found |= {("relations", index): [] for index in range(len(facts.relations))}
    found |= {("judgments", id): [] for id in facts.judgments}
    found |= {("events", id): [] for id in facts.events}
    for field in briefing.prose_fields:
        found.setdefault(field.path[:2], []).append(field)
    return found


def judge(
    briefing: Briefing, grounds: Grounds, unit: Path, fields: Iterable[Marked]
) -> Iterator[Diagnostic]:
    """Everything that the rules about words find in one of `units`."""
    section, key = unit[0], unit[-1]
    if section == "claims":
        claim = briefing.facts.claims[str(key)]
        if _are_parties(briefing, (claim.speaker, *claim.about)):
            wrong = list(statements.claim(briefing, grounds, str(key)))
            yield from wrong or refutable.claim(briefing, grounds, str(key))
    elif section == "judgments":
        yield from _judgment(briefing, grounds, str(key))
    elif section == "events":
        yield from _event(briefing, grounds, str(key))
    elif section == "relations" and isinstance(key, int):
        yield from _relation(briefing, grounds, key)
    for field in fields:
        yield from sentences.check(briefing, grounds, field)


def _relation(briefing: Briefing, grounds: Grounds, index: int) -> Iterator[Diagnostic]:
    """A claim that carries a relation is about both parties; else its references name both."""
    facts = briefing.facts
    relation = facts.relations[index]
    founded = relation.claims or relation.references
    speakers = tuple(facts.claims[id].speaker for id in relation.claims if id in facts.claims)
    ends = (relation.from_, relation.to)
    if not founded or not _are_parties(briefing, (*ends, *speakers)):
        return
    at = partial(briefing.span, "relations", index, "type")
    yield from _both(briefing, grounds, relation, at)
    if relation.claims and not relation.date:
        return
    note = ((relation.note, facts.language),) if relation.note else ()
    ground = Ground((*grounds.of((*relation.claims, *relation.references)).texts, *note))
    if not relation.claims:
        for party in sorted({relation.from_, relation.to} - grounds.parties_in(ground)):
            yield standing.missing_name(party, at, "the references of the relation")
    if relation.date:
        yield from recorddates.check(
            briefing, relation.date, ground, (), ("relations", index, "date")
        )


def _are_parties(briefing: Briefing, ids: Iterable[str]) -> bool:
    """Whether all ids name whom a record can be about; a wrong id is reported once, as such, and not by what follows."""
    kinds = briefing.ids
    return _PARTIES.issuperset([kinds.get(id) for id in ids if id != "unnamed"])


def _both(briefing: Briefing, grounds: Grounds, relation: Relation, at: At) -> Iterator[Diagnostic]:
    """Each claim of a relation is about both of its parties; only where none is may references name the other."""
    ends, claims = {relation.from_, relation.to}, briefing.facts.claims
    cited = [id for id in relation.claims if id in claims]
    about = {id: ends.intersection(_concerned(claims[id], grounds, id, ends)) for id in cited}
    # Where words take prefixes and endings, a name that stands in a claim may not be found.
    read_well = bool(lexicon(briefing.facts.language).negations)
    both = read_well and any(held == ends for held in about.values())
    for id in cited:
        if not about[id] or (both and about[id] != ends):
            message = f"the claim “{id}” is not about both parties of the relation"
            yield Diagnostic(Code.NAME, at(), message, "cite a claim that is about them")
    named = grounds.parties_in(grounds.of(relation.references))
    if cited and not any(held | named >= ends for held in about.values()):
        message = f"no claim of the relation is about both “{relation.from_}” and “{relation.to}”"
        yield Diagnostic(Code.NAME, at(), message, "cite a claim that is about both parties")


def _concerned(claim: Claim, grounds: Grounds, id: str, asked: Set[str]) -> Iterable[str]:
    """The parties that a claim is about or names; only those that it lists, where they are all that is asked for."""
    listed = {*claim.about, claim.speaker}
    return listed if listed >= asked else listed | grounds.parties_in(grounds.of([id]))


def _event(briefing: Briefing, grounds: Grounds, id: str) -> Iterator[Diagnostic]:
    """The date of an event stands in what its sentences cite, or its basis explains it."""
    event = briefing.facts.events[id]
    sentences = briefing.sentences("events", id, "statement")
    cited = [id for sentence in sentences for id in sentence.citations]
    if grounds.unread.isdisjoint(cited):
        said = Ground(grounds.of(cited).texts)
        yield from recorddates.check(briefing, event.date, said, (), ("events", id, "date"))


def _judgment(briefing: Briefing, grounds: Grounds, id: str) -> Iterator[Diagnostic]:
    """A judgment brings no number, date, name or denial that the records it rests on do not hold."""
    judgment = briefing.facts.judgments[id]
    at = partial(briefing.span, "judgments", id, "statement")
    own = read(judgment.statement, briefing.facts.language)
    ground = grounds.of(judgment.rests_on)
    yield from standing.numbers(own, ground, ground, at, "records it rests on", spelled=False)
    wrong = list(standing.names(grounds, judgment.statement, own, ground, frozenset(), at))
    yield from wrong or refutable.judgment(briefing, grounds, id, grounds.parties_in(ground))
    text, marks = (judgment.statement, briefing.facts.language), int(judgment.denies)
    yield from balance.check(grounds, text, (), at, marks=marks, mark=balance.FIELD)
