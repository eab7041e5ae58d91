"""The rules about which record is cited: a claim says something of what it is cited for.

What is written about a party rests on claims about that party; what a sentence cites shares a word with it; what is
inferred about a thing brings in only parties that some record names together with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from briefgen.base.diagnostics import At, Code, Diagnostic, Path
from briefgen.facts.corpus import Briefing
from briefgen.facts.fields import is_visible
from briefgen.facts.prose import Sentence
from briefgen.languages.known import lexicon
from briefgen.rules.ground import Ground
from briefgen.rules.grounds import Grounds
from briefgen.texts.folding import fold_text
from briefgen.texts.mentions import read, stems


def fits(
    briefing: Briefing, grounds: Grounds, path: Path, sentence: Sentence, ids: list[str], at: At
) -> Iterator[Diagnostic]:
    """A claim that a sentence cites is about the party that is described, or has a word, number or year of the sentence.

    Outside what is written about a party, a party that the sentence names will do. A sentence may take its subject from
    the one before it, or from the question that it belongs to.
    """
    facts = briefing.facts
    cited = [id for id in ids if id in facts.claims and path[:2] != ("claims", id)]
    if not cited or sentence.inferred or not lexicon(facts.language).light:
        return
    linked = briefing.links.get(path[:2], frozenset())
    described = _described(briefing, path)
    named = described or {place.party for place in grounds.parties.named(sentence.text)}
    for id in cited:
        about = (*facts.claims[id].about, facts.claims[id].speaker)
        # Most sentences name whom the claim is about.
        if id in linked or not named.isdisjoint(about) or not is_visible(sentence.text):
            continue
        said = " ".join((*_before(briefing, path, sentence), sentence.text))
        if not _near(briefing, grounds, said, id, described):
            message = f"the sentence has nothing in common with the claim “{id}” that it cites"
            yield Diagnostic(
                Code.NAME, at(), message, "cite what it rests on, or name what the claim is about"
            )


def overlaps(
    briefing: Briefing, grounds: Grounds, path: Path, text: str, ids: list[str], at: At
) -> Iterator[Diagnostic]:
    """A cited claim has a word or name in common with a sentence that rests on claims alone, or no other claim has more.

    Where references and sources are cited as well, it is not asked: they hold too few of their words, or too many.
    """
    claims, topics = briefing.facts.claims, stems(text)
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


def _near(briefing: Briefing, grounds: Grounds, said: str, id: str, described: set[str]) -> bool:
    """Whether a claim names who is `described`, or else is about whom a text names; or whether both share a word."""
    claim, ground = briefing.facts.claims[id], grounds.of([id])
    if described:
        near = not described.isdisjoint(grounds.parties_in(ground))
    else:
        about = (*claim.about, claim.speaker)
        near = any(place.party in about for place in grounds.parties.named(said))
    return near or _shares(grounds, said, briefing.facts.language, ground)


def _described(briefing: Briefing, path: Path) -> set[str]:
    """The party or parties that the record around a sentence is about."""
    if path[0] == "stakeholders":
        return {str(path[1])}
    if path[0] == "relations" and isinstance(path[1], int):
        relation = briefing.facts.relations[path[1]]
        return {relation.from_, relation.to}
    return set()


def _before(briefing: Briefing, path: Path, sentence: Sentence) -> Iterator[str]:
    """The question of the record, and the sentence before in the same field."""
    if path[0] == "questions":
        yield briefing.facts.questions[str(path[1])].question
    sentences = briefing.sentences(*path)
    at = sentences.index(sentence)
    if at:
        yield sentences[at - 1].text


def _shares(grounds: Grounds, said: str, language: str, ground: Ground) -> bool:
    """Whether a text and a ground share a word that is no party's name, a number or a year."""
    own = _topics(said, language) - grounds.common
    mentions = read(said, language)
    return bool(
        any(own & _topics(*text) for text in ground.texts)
        or {q.value for q in mentions.quantities} & {value for value, _ in ground.quantities}
        or {day.year for day in mentions.days if day.year} & {day.year for day in ground.days}
    )


_WORD = re.compile(r"[^\W\d_]{4,}")


@lru_cache(maxsize=65_536)
def _topics(text: str, language: str) -> frozenset[str]:
    """The first letters of every word of at least four that is not a mere particle."""
    light = lexicon(language).light
    found = _WORD.findall(fold_text(text).lower())
    return frozenset(word[:5] for word in found if word not in light)
