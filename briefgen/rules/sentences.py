"""The rules about a sentence of prose: what it says stands in the records that it cites, and each of these fits it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import chain

from briefgen.base.diagnostics import At, Code, Diagnostic, Path
from briefgen.facts.corpus import Briefing
from briefgen.facts.fields import TO_DECIDE, ProseRule
from briefgen.facts.prose import Sentence
from briefgen.facts.walk import Marked
from briefgen.rules import (
    agreement,
    balance,
    figures,
    fitting,
    inference,
    partylinks,
    refutable,
    standing,
)
from briefgen.rules.ground import NOTHING, Ground, Text, verbatim
from briefgen.rules.grounds import Grounds
from briefgen.texts.mentions import read


def check(briefing: Briefing, grounds: Grounds, marked: Marked) -> Iterator[Diagnostic]:
    """Everything that is wrong with the words of a prose field, sentence by sentence."""
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
    path: Path,
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
        wrong += _said(grounds, cited, around, at)
    if finished:
        wrong += _agreeing(briefing, grounds, path, cited, ids, at)
    # Nothing is closer to a claim than its own words.
    nearest = cited.verbatim and len(ids) == 1
    if cited.claimed and not nearest and not sentence.inferred:
        wrong += fitting.overlaps(briefing, grounds, path, cited.text, ids, at)
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
    briefing: Briefing, grounds: Grounds, path: Path, ids: list[str]
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
    path: Path,
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


def _context(briefing: Briefing, grounds: Grounds, path: Path) -> tuple[Text, ...]:
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


def _around(briefing: Briefing, grounds: Grounds, path: Path) -> tuple[Text, ...]:
    """The names that the record around a sentence lends it: a relation's two parties."""
    if path[0] == "relations" and isinstance(path[1], int):
        relation = briefing.facts.relations[path[1]]
        names = grounds.names((relation.from_, relation.to))
        return tuple((name, briefing.facts.language) for name in names)
    return ()


def _lent(sentence: Sentence) -> frozenset[str]:
    """The parties that a sentence may name because it links them: what we infer may bring in others."""
    return frozenset(sentence.citations if sentence.inferred else ())
