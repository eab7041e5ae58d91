"""The rules about words: what a claim's statement, a relation and a sentence of prose say stands in what they rest on.

A claim is read against its own evidence and `basis`; a sentence of prose against the records that it cites; a sentence of
pure inference against the whole file, so that no number or date comes from nowhere. `basis` explains by its own words: a
name, date or hedge that it holds counts as standing in the evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import chain

from briefgen import (
    agreement,
    balance,
    figures,
    fitting,
    inference,
    partylinks,
    recorddates,
    refutable,
    standing,
    statements,
)
from briefgen.corpus import Briefing
from briefgen.diagnostics import At, Code, Diagnostic
from briefgen.fields import TO_DECIDE, ProseRule
from briefgen.ground import NOTHING, Ground, Text, verbatim
from briefgen.grounds import Grounds
from briefgen.judged import Known
from briefgen.languages import lexicon
from briefgen.mentions import read, stems
from briefgen.model import Claim, Relation
from briefgen.prose import Sentence
from briefgen.walk import Marked

Path = tuple[str | int, ...]

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
        yield from _prose(briefing, grounds, field)


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


def _prose(briefing: Briefing, grounds: Grounds, marked: Marked) -> Iterator[Diagnostic]:
    """A sentence brings no number, date or name that the records it cites do not hold."""
    if not isinstance(marked.mark, ProseRule):
        return
    parsed, language = briefing.prose[marked.path], briefing.facts.language
    for sentence in parsed.sentences:
        text, ids = sentence.text, sentence.citations
        at = partial(briefing.document.find, marked.path, text)
        finished = not parsed.problems and TO_DECIDE not in text
        if grounds.unread.isdisjoint(ids):
            yield from _sentence(briefing, grounds, marked.path, sentence, at, finished=finished)
        # A sentence without the citation that it needs is reported for that alone.
        if finished and (ids or not marked.mark.cited):
            yield from balance.check(grounds, (text, language), ids, at, marks=sentence.denials)


def _sentence(
    briefing: Briefing,
    grounds: Grounds,
    path: tuple[str | int, ...],
    sentence: Sentence,
    at: At,
    *,
    finished: bool,
) -> Iterator[Diagnostic]:
    """What is wrong with a sentence but its denials; `finished`: whether all its words are there."""
    ids = [id for id in sentence.citations if grounds.texts(id)]
    if not ids:
        if finished:
            yield from inference.check(briefing, grounds, path, sentence, at)
        return
    if finished and sentence in grounds.settled:
        yield from fitting.fits(briefing, grounds, path, sentence, ids, at)
        return
    cited = _cited(briefing, grounds, sentence, ids)
    around, wrong = (NOTHING, NOTHING), list[Diagnostic]()
    # What a claim says, letter for letter, brings nothing that the claim does not hold.
    if not cited.verbatim:
        around = _rests_on(briefing, grounds, path, ids)
        wrong += _said(briefing, grounds, cited, around, at)
    if finished:
        wrong += _agreeing(briefing, grounds, path, cited, ids, at)
    if not sentence.inferred:
        wrong += _fitting(briefing, grounds, path, cited, ids, at)
    if not finished:
        yield from wrong
        return
    # One problem at a time: what is wrong is not doubtful.
    wrong += _doubtful(briefing, grounds, cited, around, at, wrong)
    yield from wrong
    if not wrong and cited.verbatim and len(ids) == 1:
        grounds.settled.add(sentence)


def _doubtful(
    briefing: Briefing,
    grounds: Grounds,
    cited: agreement.Cited,
    around: tuple[Ground, Ground],
    at: At,
    wrong: Sequence[Diagnostic],
) -> Iterator[Diagnostic]:
    """For which names and numbers of a sentence others would pass as well, unless they are `wrong` already."""
    codes, (ground, named) = [problem.code for problem in wrong], around
    linked = partylinks.linked(briefing, cited.sentence.citations)
    if Code.NAME not in codes and (linked or not cited.verbatim):
        yield from refutable.names(briefing, grounds, cited, linked, named, at)
    if Code.NUMBER not in codes:
        yield from figures.check(cited, ground, at)


def _rests_on(
    briefing: Briefing, grounds: Grounds, path: tuple[str | int, ...], ids: list[str]
) -> tuple[Ground, Ground]:
    """What a sentence that cites the records `ids` may take its numbers from, and what its names."""
    # Where passages are cited, the source as a whole lends no names to the sentence.
    exact = [id for id in ids if id not in briefing.facts.sources] or ids
    said = grounds.of(ids)
    named = said if len(exact) == len(ids) else grounds.of(exact)
    return (
        grounds.joined(said, _context(briefing, grounds, path)),
        grounds.joined(named, _around(briefing, grounds, path)),
    )


def _said(
    briefing: Briefing,
    grounds: Grounds,
    cited: agreement.Cited,
    around: tuple[Ground, Ground],
    at: At,
) -> Iterator[Diagnostic]:
    """The numbers, dates and names of a sentence stand in what it rests on (see `_rests_on`)."""
    own, (ground, named) = read(cited.text, cited.language), around
    place = "records that the sentence cites"
    yield from standing.numbers(own, ground, ground, at, place, spelled=False)
    yield from standing.names(grounds, cited.text, own, named, _lent(cited.sentence), at)


def _agreeing(
    briefing: Briefing,
    grounds: Grounds,
    path: tuple[str | int, ...],
    cited: agreement.Cited,
    ids: list[str],
    at: At,
) -> Iterator[Diagnostic]:
    """What a sentence whose words are all there says is what the records that it cites say."""
    yield from fitting.fits(briefing, grounds, path, cited.sentence, ids, at)
    whole = any(id in briefing.facts.sources for id in ids)
    yield from agreement.check(cited, grounds, at, whole_source=whole)


def _cited(
    briefing: Briefing, grounds: Grounds, sentence: Sentence, ids: list[str]
) -> agreement.Cited:
    """The sentence with the remarks of what it cites."""
    claims, language = briefing.facts.claims, briefing.facts.language
    stated = tuple([(claims[id].statement, language) for id in ids if id in claims])
    several = len(ids) > 1
    remarks = tuple(chain(*map(grounds.remarks, ids))) if several else grounds.remarks(ids[0])
    claimed = stated if len(stated) == len(ids) else ()
    repeated = bool(claimed) and verbatim((sentence.text, language), claimed)
    return agreement.Cited(sentence, language, remarks, claimed, repeated)


def _fitting(
    briefing: Briefing,
    grounds: Grounds,
    path: tuple[str | int, ...],
    cited: agreement.Cited,
    ids: list[str],
    at: At,
) -> Iterator[Diagnostic]:
    """A cited claim has a word or name in common with the sentence, or no other claim has more.

    Only a sentence that rests on claims alone is asked: references and sources hold too few of their words, or too many.
    """
    # Nothing else is closer to a claim than its own words.
    if not cited.claimed or (cited.verbatim and len(ids) == 1):
        return
    claims, topics = briefing.facts.claims, stems(cited.text)
    if not topics:
        return
    # What the record names in a field of its own, such as raised_by, its sentences may cite in any words.
    own = briefing.links.get(path[:2], frozenset())
    asked = (id for id in ids if id not in own and path[:2] != ("claims", id))
    strange = [id for id in asked if not topics & grounds.stems_of(id)]
    if not strange:
        return
    rest = topics.difference(*(grounds.stems_of(id) for id in ids))
    better = max(claims, key=lambda other: len(rest & grounds.stems_of(other)))
    if len(rest & grounds.stems_of(better)) < _CLEARLY_MORE:
        return
    for id in strange:
        message = f"the sentence shares no word with the claim “{id}” that it cites"
        help_text = f"cite what it rests on; did you mean “{better}”?"
        yield Diagnostic(Code.NAME, at(), message, help_text)


_CLEARLY_MORE = 2
"""How many longer words of a sentence another claim must hold to be what was meant instead of one that holds none."""


def _context(briefing: Briefing, grounds: Grounds, path: tuple[str | int, ...]) -> tuple[Text, ...]:
    """What the record around a sentence gives: an event's or relation's date, a basis's grounds."""
    facts = briefing.facts
    kind, key = path[0], path[1] if len(path) > 1 else ""
    if kind == "judgments":
        return grounds.texts(str(key))
    if kind == "events":
        return tuple(grounds.when(facts.events[str(key)].date))
    if kind == "relations" and isinstance(key, int):
        relation = facts.relations[key]
        return grounds.of((*relation.claims, *relation.references)).texts
    return ()


def _around(briefing: Briefing, grounds: Grounds, path: tuple[str | int, ...]) -> tuple[Text, ...]:
    """The names that the record around a sentence lends it: a relation's two parties."""
    if path[0] == "relations" and isinstance(path[1], int):
        relation = briefing.facts.relations[path[1]]
        names = grounds.names((relation.from_, relation.to))
        return tuple((name, briefing.facts.language) for name in names)
    return ()


def _lent(sentence: Sentence) -> frozenset[str]:
    """The parties that a sentence may name because it links them: what we infer may bring in others."""
    return frozenset(sentence.citations if sentence.inferred else ())
