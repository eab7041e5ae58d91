"""Where a text names the parties of a briefing: by name, alias or expansion, as whole words.

A party is a stakeholder or term. Where both have the same name, the stakeholder is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from briefgen.base.named import NamedTuple
from briefgen.base.values import Value
from briefgen.facts.model import Facts
from briefgen.texts.folding import fold_text

_WORD = re.compile(r"[^\W_]+")
_FEW = 32
"""To look for so many words one by one is quicker than to part a text into its words; for ten, twice as quick."""


class Named(NamedTuple):
    """One place where a text names a party. `proper`: written as a name, with its capital letter."""

    party: str
    start: int
    end: int
    proper: bool


class Surface(NamedTuple):
    """One way to write a party's name, folded; also in small letters, and whether capital letters belong to it."""

    text: str
    lower: str
    party: str
    proper: bool


class Parties(Value):
    """Every surface by its first word in small letters, the longest first; and those of scripts without capitals."""

    by_word: Mapping[str, tuple[Surface, ...]]
    uncased: tuple[tuple[str, str], ...]
    surfaces: Mapping[str, tuple[str, ...]]

    def named(self, text: str) -> tuple[Named, ...]:
        """Every naming in the folded `text`, in order; none inside another."""
        return _named_in(self, text)[0]

    def held(self, text: str) -> frozenset[str]:
        """All parties that the folded `text` names, also inside the name of another."""
        return _named_in(self, text)[1]

    def read(self, text: str) -> tuple[tuple[Named, ...], frozenset[str]]:
        """The namings in a folded text and the parties of all names in it; `named` and `held` keep them."""
        lower, end = text.lower(), 0
        named: list[Named] = []
        held: set[str] = set()
        for start, word in self._first_words(lower):
            for surface in self.by_word[word]:
                stop = start + len(surface.text)
                if lower.startswith(surface.lower, start) and not lower[stop : stop + 1].isalnum():
                    held.add(surface.party)
                    if start >= end:
                        proper = surface.proper and _same(surface.text, text[start:stop])
                        named.append(Named(surface.party, start, stop, proper))
                        end = stop
        for written, party in self.uncased:
            if (start := text.find(written)) >= 0:
                held.add(party)
                named.append(Named(party, start, start + len(written), proper=True))
        return tuple(named), frozenset(held)

    def _first_words(self, lower: str) -> list[tuple[int, str]]:
        """Where the first words of names stand in a text in small letters, in order."""
        words: Iterable[str] = self.by_word
        if len(self.by_word) > _FEW:
            words = self.by_word.keys() & set(_WORD.findall(lower))
        found: list[tuple[int, str]] = []
        for word in words:
            start = lower.find(word)
            while start >= 0:
                end = start + len(word)
                # A word of letters and digits, of its own.
                if not lower[start - 1 : start].isalnum() and not lower[end : end + 1].isalnum():
                    found.append((start, word))
                start = lower.find(word, end)
        found.sort()
        return found


@lru_cache(maxsize=65_536)
def _named_in(found: Parties, text: str) -> tuple[tuple[Named, ...], frozenset[str]]:
    return found.read(fold_text(text))


def _proper(surface: str) -> bool:
    return any(character.isupper() for character in surface)


def _same(surface: str, written: str) -> bool:
    """Whether the capitals agree, but for the first letter of an article ("The company" at the head of a sentence)."""
    return surface == written or (
        surface[1:] == written[1:] and any(c.isupper() for c in written[1:])
    )


def parties(facts: Facts) -> Parties:
    """The parties of `facts` as a finder."""
    return finder_of(tuple(_surfaces(facts)))


@lru_cache(maxsize=64)
def finder_of(all_surfaces: tuple[tuple[str, str], ...]) -> Parties:
    """A finder of these (party, surface) in folded spelling."""
    by_word: dict[str, list[Surface]] = {}
    uncased: list[tuple[str, str]] = []
    surfaces: dict[str, list[str]] = {}
    taken: set[str] = set()
    for id, surface in all_surfaces:
        surfaces.setdefault(id, []).append(surface)
        if surface.lower() in taken or not (word := _WORD.search(surface.lower())):
            continue
        taken.add(surface.lower())
        if surface.lower() == surface.upper():
            uncased.append((surface, id))
        else:
            found = Surface(surface, surface.lower(), id, _proper(surface))
            by_word.setdefault(word[0], []).append(found)
    return Parties(
        {
            word: tuple(sorted(held, key=lambda surface: -len(surface.text)))
            for word, held in by_word.items()
        },
        tuple(uncased),
        {id: tuple(held) for id, held in surfaces.items()},
    )


def _surfaces(facts: Facts) -> Iterator[tuple[str, str]]:
    for id, stakeholder in facts.stakeholders.items():
        yield from (
            (id, fold_text(surface)) for surface in (stakeholder.name, *stakeholder.aliases)
        )
    for id, term in facts.terms.items():
        for surface in (term.name, *term.aliases, *((term.expansion,) if term.expansion else ())):
            yield id, fold_text(surface)
