"""The rules that hold a sentence of prose against the words that it cites: who does what, what is hedged.

Words are compared where both sides have them, so that a paraphrase in other words is left alone. Every rule here needs
the tables of `lexicon`; in a language without them it finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache

from briefgen.base.diagnostics import At, Code, Diagnostic
from briefgen.base.values import Value, once
from briefgen.facts.parties import Parties
from briefgen.facts.prose import Sentence
from briefgen.languages.known import lexicon
from briefgen.rules.alignment import Beside, Word, between, supposes, words
from briefgen.rules.ground import Text, repeats
from briefgen.rules.grounds import Grounds
from briefgen.texts.folding import fold_text
from briefgen.texts.mentions import read

Stems = Mapping[str, Sequence[Word]]
"""Stem → every place where it stands."""

Places = Mapping[str, Sequence[Beside]]
"""Stem → every place where it stands, with the names around it."""


class Cited(Value):
    """A sentence and what the records that it cites say, remark by remark.

    claimed: the statements of what it cites, where all of that are claims. verbatim: whether the sentence is one of these,
    letter for letter.
    """

    sentence: Sentence
    language: str
    remarks: tuple[Text, ...]
    claimed: tuple[Text, ...] = ()
    verbatim: bool = False

    @once
    def text(self) -> str:
        return self.sentence.text

    @once
    def repeats(self) -> bool:
        """Whether the sentence is something that was said, but for its full stop."""
        return self.verbatim or repeats(self.text, (*self.remarks, *self.claimed))

    @once
    def is_remark(self) -> bool:
        """Whether the sentence is a remark of what it cites, letter for letter; "on 4. Mai" is read as two."""
        return self.verbatim and (fold_text(self.text), self.language) in self.remarks


def check(cited: Cited, grounds: Grounds, at: At, *, whole_source: bool) -> Iterator[Diagnostic]:
    """Everything that these rules find. What a source as a whole supposes, no sentence can be held to."""
    if not lexicon(cited.language).clauses:
        return
    # A remark has its own names and amounts in place. Where no word of it hedges, neither is a word of the sentence hedged.
    if not cited.is_remark:
        yield from names_in_place(cited, grounds, at)
        yield from amounts_hedged(cited, at)
    if not whole_source and not (cited.is_remark and not supposes(cited.text, cited.language)):
        yield from hedges_kept(cited, grounds, at)


def names_in_place(cited: Cited, grounds: Grounds, at: At) -> Iterator[Diagnostic]:
    """A party stands on the side of a word on which the cited records have it, where they have that word beside a name.

    One word on its right side is enough: then the sentence follows the record in other words.
    """
    ids = grounds.proper_parties
    if not any(place.party in ids for place in grounds.parties.named(cited.text)):
        return
    own = between(cited.text, cited.language, grounds.parties, ids)
    asked = {word.stem for word in own if word.left or word.right}
    if not asked:
        return
    remarks = tuple([text for text in cited.remarks if _holds(text[0], asked)])
    moved = misplaced(own, placed(remarks, grounds.parties, ids), grounds)
    for party in sorted(moved)[:1]:
        message = f"“{party}” stands where what the sentence cites names “{moved[party]}”"
        help_text = "name who the cited record names, or cite the record that says it"
        yield Diagnostic(Code.NAME, at(), message, help_text)


def misplaced(own: Iterable[Beside], held: Places, grounds: Grounds) -> Mapping[str, str]:
    """The parties that stand on no side of any word where `held` has them, each with the one that stands there."""
    kept: set[str] = set()
    moved: dict[str, str] = {}
    for word in own:
        there = held.get(word.stem)
        if not there or not (word.left or word.right):
            continue
        kept |= _kept(word, there)
        moved |= {p: q for p, q in _replaced(word, there) if not grounds.akin(p, q)}
        moved |= dict(_turned(word, there))
    return {party: other for party, other in moved.items() if party not in kept}


def _kept(word: Beside, there: Sequence[Beside]) -> frozenset[str]:
    """The parties next to a word that stand on the same side of it somewhere in what is cited."""
    before = frozenset().union(*(other.before for other in there))
    after = frozenset().union(*(other.after for other in there))
    return (word.left & before) | (word.right & after)


def _replaced(word: Beside, there: Sequence[Beside]) -> Iterator[tuple[str, str]]:
    """The parties next to a word where what is cited always has one other party, as (party, the other)."""
    for mine, theirs in (
        (word.left, [other.left for other in there]),
        (word.right, [other.right for other in there]),
    ):
        others = frozenset().union(*theirs)
        if theirs and all(theirs) and len(others) == 1 and not mine & others:
            yield from ((party, other) for party in sorted(mine) for other in others)


def _turned(word: Beside, there: Sequence[Beside]) -> Iterator[tuple[str, str]]:
    """The parties on either side of a word, one of them next to it, that stand the other way round in what is cited."""
    # In the order of their ids: of several, the last is told of, and it should be the same one each time.
    for one in sorted(word.before):
        for other in sorted(word.after - {one}):
            if (one in word.left or other in word.right) and (
                any(other in place.before and one in place.after for place in there)
                and not any(one in place.before and other in place.after for place in there)
            ):
                yield one, other


_SEEMING = frozenset(("seeming", "hearsay"))
"""Hedges of what is only believed, which no other wording takes the place of."""

_CLEARLY = 3
"""How many words must all be hedged in what is cited, before a plain sentence of them is reported."""


def hedges_kept(cited: Cited, grounds: Grounds, at: At) -> Iterator[Diagnostic]:
    """What the cited records only suppose, the sentence does not assert, and never as certain."""
    # Most records suppose nothing, which is known of each once. What is hedged letter for letter hedges itself.
    supposed_at_all = any(supposes(*text) for text in cited.remarks)
    if cited.verbatim and not supposed_at_all:
        return
    stated = [read(*text).hedges for text in cited.claimed]
    if not any(stated) and not supposed_at_all:
        return
    mentions = read(cited.text, cited.language)
    if mentions.hedges or mentions.speaks:
        return
    held = _by_stem(cited.remarks)
    own = words(cited.text, cited.language)
    shared = [word for word in own if word.stem in held and word.stem not in grounds.common]
    supposed = [word for word in shared if all(other.hedged for other in held[word.stem])]
    if stated and (kinds := _SEEMING.intersection(*stated)):
        message = (
            f"every claim that the sentence cites is hedged ({min(kinds)}), the sentence is not"
        )
    elif any(word.certain for word in supposed) or len(supposed) == len(shared) >= _CLEARLY:
        message = f"the sentence asserts “{supposed[0].shown}”, which what it cites only supposes"
    else:
        return
    yield Diagnostic(Code.HEDGE, at(), message, "keep the hedge of the cited record")


def amounts_hedged(cited: Cited, at: At) -> Iterator[Diagnostic]:
    """An amount that what is cited gives as about, or more than, is not given as exact."""
    # Most records give no amount as about; only where one does are the numbers of the sentence asked for.
    if not any(_loose(*text) for text in cited.remarks):
        return
    loose = _loose(cited.text, cited.language)
    for quantity in read(cited.text, cited.language).quantities:
        value = (quantity.value, quantity.unit)
        if value in loose:
            continue
        giving = [
            text
            for text in cited.remarks
            if any((other.value, other.unit) == value for other in read(*text).quantities)
        ]
        if giving and all(value in _loose(*text) for text in giving):
            message = f"what the sentence cites gives “{quantity.shown}” as about or as a bound"
            yield Diagnostic(Code.HEDGE, at(), message, "keep the words before the number")


@lru_cache(maxsize=4_096)
def _by_stem(remarks: tuple[Text, ...]) -> Stems:
    held: dict[str, list[Word]] = {}
    for text in remarks:
        for word in words(*text):
            held.setdefault(word.stem, []).append(word)
    return held


def _holds(text: str, stems: Iterable[str]) -> bool:
    """Whether one of `stems` may stand in a text: where none does, its names need not be looked for."""
    lower = fold_text(text).lower()
    return any(stem in lower for stem in stems)


@lru_cache(maxsize=4_096)
def placed(remarks: tuple[Text, ...], parties: Parties, ids: frozenset[str]) -> Places:
    """The words of what is cited, with the names around each."""
    held: dict[str, list[Beside]] = {}
    for text, language in remarks:
        for word in between(text, language, parties, ids):
            held.setdefault(word.stem, []).append(word)
    return held


@lru_cache(maxsize=16_384)
def _loose(text: str, language: str) -> frozenset[tuple[Decimal, str]]:
    """The amounts of a text that stand behind words such as "about" and "more than"."""
    if not supposes(text, language):
        return frozenset()
    hedges = lexicon(language).hedges
    folded, found = fold_text(text), set()
    for kind in hedges.keys() & {"approximation", "bound"}:
        matches = list(re.finditer(hedges[kind], folded.lower()))
        if matches and kind in read(text, language).hedges:
            for match in matches:
                behind = read(folded[match.end() :], language).quantities
                found |= {(quantity.value, quantity.unit) for quantity in behind[:1]}
    return frozenset(found)
